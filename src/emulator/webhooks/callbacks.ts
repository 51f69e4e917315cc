import { randomUUID } from 'node:crypto';
import type { EmulatorClock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { HttpMethod } from '../world/records.ts';
import type { Debugger } from '../world/debugger.ts';
import { WebhookFailure } from './sender.ts';
import type { WebhookSender } from './sender.ts';
import type { Params } from './signature.ts';

export interface News {
  /** Callbacks of one lane are delivered one after the other: a call sid, a conference sid, a recording sid. */
  readonly lane: string;
  readonly url: string;
  readonly method: HttpMethod;
  readonly params: Params;
  readonly purpose: string;
  readonly callSid: string | null;
}

interface Lane {
  tail: Promise<void>;
  open: number;
  held: { readonly news: News; readonly release: () => void } | null;
}

const heldForMs = 2_000;

export interface CallbackOptions {
  readonly clock: EmulatorClock;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly sender: WebhookSender;
  readonly debugger: Debugger;
}

/**
 * Tells the application what happened, without waiting for it and without caring for the answer.
 * In order by default; faults make callbacks late, doubled, swapped or lost.
 */
export class Callbacks {
  readonly #options: CallbackOptions;
  readonly #lanes = new Map<string, Lane>();

  constructor(options: CallbackOptions) {
    this.#options = options;
  }

  post(news: News): void {
    if (news.url.trim() === '') return;
    const { faults, journal, clock } = this.#options;
    const fault = (name: string): void => {
      journal.append({
        kind: 'event',
        name: `callback-${name}`,
        ...(news.callSid && { callSid: news.callSid }),
        purpose: news.purpose,
        url: news.url,
        params: Object.fromEntries(news.params),
      });
    };
    if (faults.hitsCallback('drop')) return fault('dropped');
    const lane = this.#laneOf(news.lane);
    if (!lane.held && faults.hitsCallback('reorder')) {
      fault('held-back');
      const release = (): void => {
        if (lane.held?.news !== news) return;
        lane.held = null;
        cancel();
        this.#deliver(lane, news, fault);
      };
      const cancel = clock.schedule(heldForMs, release);
      lane.held = { news, release };
      return;
    }
    this.#deliver(lane, news, fault);
    lane.held?.release();
  }

  #deliver(lane: Lane, news: News, fault: (name: string) => void): void {
    const { clock, faults } = this.#options;
    const token = randomUUID();
    const copies = faults.hitsCallback('duplicate') ? 2 : 1;
    if (copies === 2) fault('doubled');
    const { delayMs } = faults.current().callbacks;
    for (let copy = 0; copy < copies; copy += 1) {
      lane.open += 1;
      if (delayMs > 0) clock.schedule(delayMs, () => this.#enqueue(lane, news, token));
      else this.#enqueue(lane, news, token);
    }
  }

  #enqueue(lane: Lane, news: News, token: string): void {
    lane.tail = this.#options.clock.track(
      lane.tail
        .then(() => this.#send(news, token))
        .finally(() => {
          lane.open -= 1;
          if (lane.open === 0 && !lane.held) this.#lanes.delete(news.lane);
        }),
    );
  }

  async #send(news: News, token: string): Promise<void> {
    const { sender } = this.#options;
    const { url, method, params, purpose, callSid } = news;
    const complain = (code: number, message: string): void =>
      this.#options.debugger.warn({ code, callSid, url, message: `${purpose} callback: ${message}` });
    try {
      const reply = await sender.send({ url, method, params, purpose, callSid, token });
      if (reply.status >= 400)
        complain(purpose === 'conference' ? 16011 : 11200, `was answered ${reply.status}`);
    } catch (error) {
      if (!(error instanceof WebhookFailure)) throw error;
      complain(error.code, error.message);
    }
  }

  #laneOf(name: string): Lane {
    const known = this.#lanes.get(name);
    if (known) return known;
    const lane: Lane = { tail: Promise.resolve(), open: 0, held: null };
    this.#lanes.set(name, lane);
    return lane;
  }
}
