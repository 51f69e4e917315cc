import { Bridge } from '../../../world/bridge.ts';
import { secondsBetween } from '../../../world/dates.ts';
import type { QueueMember } from '../../../world/queues.ts';
import { Interrupted } from '../../../world/scope.ts';
import { addressIn, checkAttributes, methodOf } from '../../attributes.ts';
import { DocumentFailure } from '../../document.ts';
import type { Stage } from '../../document.ts';
import { textOf } from '../../parse-xml.ts';
import type { XmlElement } from '../../parse-xml.ts';
import type { DialEnd, DialRules, SendAction } from './rules.ts';

/** Talks to whoever is at the front of a queue; waits for somebody to come when it is empty. */
export async function dialQueue(
  stage: Stage,
  rules: DialRules,
  noun: XmlElement,
  sendAction: SendAction,
): Promise<DialEnd> {
  checkAttributes(stage, noun, ['url', 'method', 'reservationSid', 'postWorkActivitySid']);
  const { exchange, leg, scope } = stage;
  exchange.legs.answer(leg);
  const name = textOf(noun).trim();
  const queue = exchange.queues.byName(name);
  if (!queue) {
    exchange.debugger.error({
      code: 14213,
      callSid: leg.sid,
      url: stage.url,
      message: `there is no queue "${name}" to dial (line ${noun.line})`,
    });
    return ended('failed', null, null, false, []);
  }
  leg.hear('Ringing', 'ringing');
  const stopReportingNobody = scope.onEnd(() => sendAction(ended('canceled', null, null, false, [])));
  const member = await scope.wait<QueueMember | null>((resolve) => {
    const tryFront = (): boolean => {
      const front = exchange.queues.takeFront(queue);
      if (front) resolve(front);
      return front !== null;
    };
    if (tryFront()) return undefined;
    const stopWaiting = exchange.queues.onArrival(queue, tryFront);
    const stopTimer = exchange.clock.schedule(rules.timeoutSeconds * 1_000, () => resolve(null));
    return () => {
      stopWaiting();
      stopTimer();
    };
  });
  stopReportingNobody();
  if (!member) return ended('no-answer', null, null, false, []);
  return talk(stage, rules, noun, member, sendAction);
}

async function talk(
  stage: Stage,
  rules: DialRules,
  noun: XmlElement,
  member: QueueMember,
  sendAction: SendAction,
): Promise<DialEnd> {
  const { exchange, leg, scope } = stage;
  const talkBegan: { at: number | null; bridge: Bridge | null } = { at: null, bridge: null };
  const part = (): DialEnd => {
    talkBegan.bridge?.open();
    if (recording) exchange.recordings.stop(recording.record.sid);
    member.released();
    const seconds = talkBegan.at === null ? null : secondsBetween(talkBegan.at, exchange.clock.now());
    return ended('completed', member.leg.sid, seconds, talkBegan.at !== null, [
      ['QueueSid', member.queue.sid],
      ['QueueTime', String(exchange.queues.secondsWaited(member))],
    ]);
  };
  const recording = rules.record
    ? exchange.recordings.startForCall(leg, {
        source: 'DialVerb',
        channels: rules.record.channels,
        track: rules.recordingTrack,
        callback: rules.recordingCallback,
      })
    : null;
  const stopReporting = scope.onEnd(() => sendAction(part()));
  await whisper(stage, noun, member);
  if (!member.leg.isOver && !member.leg.turn?.ended) {
    talkBegan.at = exchange.clock.now();
    talkBegan.bridge = new Bridge(leg, member.leg);
    exchange.journal.append({
      kind: 'event',
      name: 'bridge-started',
      callSid: leg.sid,
      with: member.leg.sid,
    });
    await scope.wait<void>((resolve) => {
      const onStar = (key: string): void => {
        if (key === '*') resolve();
      };
      if (rules.hangupOnStar) leg.keyListeners.add(onStar);
      const stopLimit = exchange.clock.schedule(rules.timeLimitSeconds * 1_000, () => resolve());
      const forget = member.leg.turn?.onEnd(() => resolve());
      return () => {
        leg.keyListeners.delete(onStar);
        stopLimit();
        forget?.();
      };
    });
  }
  stopReporting();
  return part();
}

/** The queued caller hears something before being joined. */
async function whisper(stage: Stage, noun: XmlElement, member: QueueMember): Promise<void> {
  const url = noun.attributes.get('url')?.trim() ?? '';
  const turn = member.leg.turn;
  if (url === '' || !turn) return;
  const { exchange, leg, scope } = stage;
  const whisperScope = turn.child();
  const forget = scope.onEnd(() => whisperScope.end('stopped'));
  try {
    await exchange.runDocuments({
      exchange,
      leg: member.leg,
      scope: whisperScope,
      mode: 'queue-whisper',
      request: {
        kind: 'url',
        url: addressIn(stage, url),
        method: methodOf(stage, noun, 'method', 'POST', 14210),
        params: exchange.queues.whisperParameters(member, leg),
        purpose: 'whisper',
      },
    });
  } catch (error) {
    scope.check();
    if (error instanceof Interrupted) return;
    if (!(error instanceof DocumentFailure)) throw error;
    exchange.debugger.error({
      code: error.code,
      callSid: member.leg.sid,
      url: error.url,
      message: error.message,
    });
  } finally {
    forget();
    whisperScope.end('stopped');
  }
}

function ended(
  status: 'completed' | 'failed' | 'no-answer' | 'canceled',
  childSid: string | null,
  durationSeconds: number | null,
  bridged: boolean,
  extra: readonly (readonly [string, string])[],
): DialEnd {
  return { kind: 'dialled', status, childSid, durationSeconds, bridged, extra };
}
