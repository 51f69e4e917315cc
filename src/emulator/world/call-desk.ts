import { keysDurationMs } from '../player/sound.ts';
import type { Exchange } from './exchange.ts';
import { isFinal } from './leg.ts';
import type { Leg } from './leg.ts';
import { normaliseAddress } from './phone-number.ts';
import type { CallRecord } from './records.ts';
import { after, sendKeysTo } from './voices.ts';
import { TwilioError } from './world.ts';
import type { CallUpdate, NewOutboundCall } from './world.ts';

/** What REST may ask of calls. */
export class CallDesk {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  list(): readonly CallRecord[] {
    return this.#exchange.legs.list().map((leg) => leg.record);
  }

  get(sid: string): CallRecord | undefined {
    return this.#exchange.legs.get(sid)?.record;
  }

  createOutbound(call: NewOutboundCall): CallRecord {
    const { legs, recordings } = this.#exchange;
    const from = this.#exchange.numbers.requireCallerId(call.from);
    const to = normaliseAddress(call.to);
    if (to === null)
      throw new TwilioError(400, 21211, `The 'To' number ${call.to} is not a valid phone number.`);
    if (from === to) throw new TwilioError(400, 21211, "'To' and 'From' must not be the same number.");
    const leg = legs.createOutbound({
      from,
      to,
      direction: 'outbound-api',
      parent: null,
      timeoutSeconds: call.timeoutSeconds,
      timeLimitSeconds: call.timeLimitSeconds,
      statusCallback: call.statusCallback,
      callerName: call.callerName,
      whenAnswered: (answered) => {
        if (call.record) {
          recordings.startForCall(answered, { ...call.record, source: 'OutboundAPI', tellAtCallEnd: true });
        }
        const keys = call.sendDigits ?? '';
        if (keys === '') return legs.run(answered, call.instructions);
        sendKeysTo(this.#exchange, answered, keys);
        const { turn } = answered;
        after(this.#exchange, answered, keysDurationMs(keys), () => {
          if (answered.turn === turn) legs.run(answered, call.instructions);
        });
      },
    });
    leg.fallback = call.fallback;
    return leg.record;
  }

  update(sid: string, update: CallUpdate): CallRecord {
    const leg = this.#known(sid);
    if (leg.isOver) throw notInProgress(leg);
    if (update.fallback) leg.fallback = update.fallback;
    if (update.statusCallback) leg.statusCallback = update.statusCallback;
    switch (update.status) {
      case 'canceled':
        // An answered call goes on: only what is not answered yet can be cancelled.
        if (!leg.isAnswered) this.#exchange.legs.end(leg, 'canceled');
        return leg.record;
      case 'completed':
        this.#exchange.legs.end(leg, leg.isAnswered ? 'completed' : 'canceled');
        return leg.record;
      case undefined:
        break;
      default:
        update.status satisfies never;
    }
    if (update.instructions) {
      if (!leg.isAnswered) throw notInProgress(leg);
      this.#exchange.legs.run(leg, update.instructions);
    }
    return leg.record;
  }

  remove(sid: string): void {
    const leg = this.#known(sid);
    if (!isFinal(leg.record.status)) {
      throw new TwilioError(
        409,
        20009,
        `Call ${sid} is ${leg.record.status}; it can be deleted once it is over.`,
      );
    }
    this.#exchange.legs.forget(sid);
  }

  #known(sid: string): Leg {
    const leg = this.#exchange.legs.get(sid);
    if (!leg) throw new TwilioError(404, 20404, `The requested resource /Calls/${sid} was not found`);
    return leg;
  }
}

function notInProgress(leg: Leg): TwilioError {
  return new TwilioError(
    400,
    21220,
    `Call ${leg.sid} is not in-progress (${leg.record.status}). Cannot redirect.`,
  );
}
