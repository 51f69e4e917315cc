import { Bridge } from '../../../world/bridge.ts';
import { secondsBetween } from '../../../world/dates.ts';
import type { Leg } from '../../../world/leg.ts';
import type { Params } from '../../../webhooks/signature.ts';
import type { LiveRecording } from '../../../world/recording-news.ts';
import type { CallStatus } from '../../../world/records.ts';
import { Interrupted } from '../../../world/scope.ts';
import { sendKeysTo } from '../../../world/voices.ts';
import { DocumentFailure } from '../../document.ts';
import type { Stage } from '../../document.ts';
import { keysDurationMs } from '../../sound.ts';
import type { DialEnd, DialRules, SendAction } from './rules.ts';
import type { Party } from './targets.ts';

type Rung =
  | { readonly kind: 'answered'; readonly leg: Leg; readonly party: Party }
  | { readonly kind: 'nobody'; readonly status: CallStatus; readonly childSid: string | null };

/** Why the conversation, or what led to it, was over while the caller is still there. */
type Parting = 'callee-hung-up' | 'callee-moved' | 'time-limit' | 'star' | 'refused';

/** Rings people, joins the caller with the first who answers, and lasts until one of them has gone. */
export async function dialParties(
  stage: Stage,
  rules: DialRules,
  parties: readonly Party[],
  sendAction: SendAction,
): Promise<DialEnd> {
  const { exchange, leg } = stage;
  if (!rules.answerOnBridge) exchange.legs.answer(leg);
  if (parties.length === 0) return notReached('failed', null, null, stage);
  const attempt = new DialAttempt(stage, rules);
  const stopReporting = stage.scope.onEnd(() => sendAction(attempt.abandon()));
  for (const group of rules.sequential ? parties.map((party) => [party]) : [parties]) {
    const rung = await attempt.ring(group);
    if (rung.kind === 'nobody') continue;
    const parting = await attempt.converse(rung.leg, rung.party);
    stopReporting();
    return attempt.close(parting);
  }
  stopReporting();
  return attempt.close(null);
}

/** One run of `<Dial>` over numbers, clients and SIP addresses. */
class DialAttempt {
  readonly #stage: Stage;
  readonly #rules: DialRules;
  #ringing: Leg[] = [];
  #callee: Leg | null = null;
  #bridge: Bridge | null = null;
  #bridgedAt: number | null = null;
  #recording: LiveRecording | null = null;
  #last: { readonly status: CallStatus; readonly sid: string | null } = { status: 'failed', sid: null };

  constructor(stage: Stage, rules: DialRules) {
    this.#stage = stage;
    this.#rules = rules;
  }

  async ring(group: readonly Party[]): Promise<Rung> {
    const { exchange, leg, scope } = this.#stage;
    leg.hear('Ringing', 'ringing');
    const ringback = leg.receive({ kind: 'ringback', durationMs: (this.#rules.timeoutSeconds + 5) * 1_000 });
    const forget = scope.onEnd(() => ringback.cut());
    if (this.#rules.record?.from === 'ringing') this.#startRecording();
    try {
      const rung = await scope.wait<Rung>((resolve) => {
        for (const party of group) {
          const callee = exchange.legs.createOutbound({
            from: this.#rules.callerId,
            to: party.address,
            direction: 'outbound-dial',
            parent: leg,
            timeoutSeconds: this.#rules.timeoutSeconds,
            timeLimitSeconds: null,
            statusCallback: party.statusCallback,
            callerName: null,
            whenAnswered: (answered) => resolve({ kind: 'answered', leg: answered, party }),
          });
          this.#ringing.push(callee);
          callee.lifetime.onEnd(() => {
            this.#ringing = this.#ringing.filter((other) => other !== callee);
            this.#noteFailure(callee);
            if (this.#ringing.length === 0) {
              resolve({ kind: 'nobody', status: this.#last.status, childSid: this.#last.sid });
            }
          });
        }
      });
      if (rung.kind === 'answered') this.#choose(rung.leg);
      return rung;
    } finally {
      forget();
      ringback.cut();
    }
  }

  /** From pick-up to parting: tones, whisper, bridge. */
  async converse(callee: Leg, party: Party): Promise<Parting> {
    const { exchange, leg, scope } = this.#stage;
    const prepared = await this.#prepare(callee, party);
    if (prepared !== 'ready') return prepared;
    exchange.legs.answer(leg);
    this.#bridge = new Bridge(leg, callee);
    this.#bridgedAt = exchange.clock.now();
    if (this.#rules.record?.from === 'answer') this.#startRecording();
    exchange.journal.append({ kind: 'event', name: 'bridge-started', callSid: leg.sid, with: callee.sid });
    return scope.wait<Parting>((resolve) => {
      const onStar = (key: string): void => {
        if (key === '*') resolve('star');
      };
      if (this.#rules.hangupOnStar) leg.keyListeners.add(onStar);
      const stopLimit = exchange.clock.schedule(this.#rules.timeLimitSeconds * 1_000, () =>
        resolve('time-limit'),
      );
      const forget = callee.turn?.onEnd((reason) =>
        resolve(reason === 'moved' ? 'callee-moved' : 'callee-hung-up'),
      );
      return () => {
        leg.keyListeners.delete(onStar);
        stopLimit();
        forget?.();
      };
    });
  }

  /** The caller is gone or was moved: whoever was rung or talked to is let go. Says how it ended. */
  abandon(): DialEnd {
    return this.close(this.#bridge ? 'callee-hung-up' : null, 'canceled');
  }

  close(parting: Parting | null, statusIfNobody: CallStatus = this.#last.status): DialEnd {
    const { exchange, leg } = this.#stage;
    const callee = this.#callee;
    this.#bridge?.open();
    if (this.#bridge) {
      exchange.journal.append({ kind: 'event', name: 'bridge-ended', callSid: leg.sid, with: callee?.sid });
    }
    const recording = this.#recording;
    if (recording) exchange.recordings.stop(recording.record.sid);
    for (const ringing of this.#ringing) exchange.legs.end(ringing, 'canceled');
    if (callee && parting !== 'callee-moved') exchange.legs.end(callee, 'completed');
    if (!callee) return notReached(statusIfNobody, this.#last.sid, recording, this.#stage);
    const seconds = secondsBetween(
      callee.record.startTime ?? 0,
      callee.record.endTime ?? exchange.clock.now(),
    );
    return {
      kind: 'dialled',
      status: 'completed',
      childSid: callee.sid,
      durationSeconds: parting === 'callee-moved' ? null : seconds,
      bridged: this.#bridgedAt !== null,
      extra: recordingFields(this.#stage, recording),
    };
  }

  /** The first who picks up is taken; everybody else stops ringing. */
  #choose(callee: Leg): void {
    this.#callee = callee;
    const others = this.#ringing.filter((other) => other !== callee);
    this.#ringing = [];
    for (const other of others) {
      this.#stage.exchange.legs.end(other, other.isAnswered ? 'completed' : 'canceled');
    }
  }

  async #prepare(callee: Leg, party: Party): Promise<'ready' | Parting> {
    const { exchange, scope } = this.#stage;
    const turn = callee.turn;
    if (!turn) return 'callee-hung-up';
    const forget = scope.onEnd(() => turn.end('stopped'));
    try {
      if (party.sendDigits !== null) {
        sendKeysTo(exchange, callee, party.sendDigits);
        await turn.sleep(keysDurationMs(party.sendDigits));
      }
      if (party.whisper === null) return 'ready';
      const end = await exchange.runDocuments({
        exchange,
        leg: callee,
        scope: turn,
        mode: 'whisper',
        request: { kind: 'url', ...party.whisper, params: [], purpose: 'whisper' },
      });
      return end.kind === 'finished' ? 'ready' : 'refused';
    } catch (error) {
      if (error instanceof Interrupted) {
        scope.check();
        return error.reason === 'moved' ? 'callee-moved' : 'callee-hung-up';
      }
      if (!(error instanceof DocumentFailure)) throw error;
      exchange.debugger.error({
        code: error.code,
        callSid: callee.sid,
        url: error.url,
        message: error.message,
      });
      return 'refused';
    } finally {
      forget();
    }
  }

  #startRecording(): void {
    const { exchange, leg } = this.#stage;
    if (!this.#rules.record || this.#recording) return;
    this.#recording = exchange.recordings.startForCall(leg, {
      source: 'DialVerb',
      channels: this.#rules.record.channels,
      track: this.#rules.recordingTrack,
      callback: this.#rules.recordingCallback,
    });
  }

  /** Of several who could not be reached, one who let it ring counts most, then one who was busy. */
  #noteFailure(callee: Leg): void {
    const { status } = callee.record;
    if (callee === this.#callee || rank(status) < rank(this.#last.status)) return;
    this.#last = { status, sid: callee.sid };
  }
}

function rank(status: CallStatus): number {
  return ['failed', 'canceled', 'busy', 'no-answer'].indexOf(status);
}

function notReached(
  status: CallStatus,
  childSid: string | null,
  recording: LiveRecording | null,
  stage: Stage,
): DialEnd {
  const known = (['busy', 'no-answer', 'canceled'] as const).find((candidate) => candidate === status);
  return {
    kind: 'dialled',
    status: known ?? 'failed',
    childSid,
    durationSeconds: null,
    bridged: false,
    extra: recordingFields(stage, recording),
  };
}

function recordingFields(stage: Stage, recording: LiveRecording | null): Params {
  if (!recording) return [];
  return [
    ['RecordingUrl', stage.exchange.recordings.urlOf(recording.record)],
    ['RecordingSid', recording.record.sid],
    ['RecordingDuration', String(recording.record.duration ?? 0)],
  ];
}
