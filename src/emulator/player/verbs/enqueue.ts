import { Interrupted } from '../../world/scope.ts';
import type { QueueMember } from '../../world/queues.ts';
import type { Scope } from '../../world/scope.ts';
import { actionRequest, addressIn, checkAttributes, methodOf, wholeNumber } from '../attributes.ts';
import { DocumentFailure, next, warn } from '../document.ts';
import type { Outcome, RunEnd, Stage, Verb } from '../document.ts';
import { sendUnheard } from '../fetch-document.ts';
import { textOf } from '../parse-xml.ts';
import type { XmlElement } from '../parse-xml.ts';
import { playHouseMusic } from '../sound.ts';

const attributes = [
  'action',
  'method',
  'waitUrl',
  'waitUrlMethod',
  'workflowSid',
  'reservationSid',
  'postWorkActivitySid',
  'maxQueueSize',
];
const pauseBetweenEmptyDocumentsMs = 1_000;

type QueueResult =
  'bridged' | 'error' | 'hangup' | 'leave' | 'redirected' | 'redirected-from-bridged' | 'queue-full';

/** How the waiting was over while the caller is still there to go on. */
type WaitOver = 'bridged' | 'leave' | 'hangup' | 'error';

/** Stands in a line, listening to the waiting document, until somebody takes the caller or the caller leaves. */
export const enqueue: Verb = async (stage, element) => {
  checkAttributes(stage, element, attributes);
  const { exchange, leg, scope } = stage;
  exchange.legs.answer(leg);
  const name = textOf(element).trim();
  if (name === '' || name.length > 64) {
    exchange.debugger.error({
      code: name === '' ? 14204 : 14205,
      callSid: leg.sid,
      url: stage.url,
      message: `<Enqueue> needs a queue name of 1 to 64 characters (line ${element.line})`,
    });
    return afterQueue(stage, element, null, 'error');
  }
  const wait = waitSoundOf(stage, element);
  const maxSize = wholeNumber(stage, element, 'maxQueueSize', {
    min: 1,
    max: 5_000,
    otherwise: 1_000,
    code: 12200,
  });
  const queue = exchange.queues.findOrCreate(name, maxSize);
  const state: { isBridged: boolean; isDequeued: boolean } = { isBridged: false, isDequeued: false };
  const music = scope.child();
  let resolveOver: (over: WaitOver) => void = () => undefined;
  const member = exchange.queues.enter(queue, leg, {
    taken: () => {
      state.isBridged = true;
      music.end('stopped');
    },
    released: () => resolveOver('bridged'),
    dequeued: () => {
      state.isDequeued = true;
    },
  });
  if (!member) {
    warn(stage, 14207, `the queue "${name}" is full`);
    return afterQueue(stage, element, null, 'queue-full');
  }
  const stopReporting = scope.onEnd((reason) => {
    exchange.queues.leave(member);
    const moved: QueueResult = state.isBridged ? 'redirected-from-bridged' : 'redirected';
    const result = reason === 'hangup' ? (state.isBridged ? 'bridged' : 'hangup') : moved;
    const outcome = afterQueue(stage, element, member, result);
    if (outcome.kind === 'goto') sendUnheard(stage, outcome.request);
  });
  const over = await scope.wait<WaitOver>((resolve, reject) => {
    resolveOver = resolve;
    listen(stage, member, music, wait).then(
      (end) => {
        if (end !== 'stopped') resolve(end);
      },
      (error: unknown) => reject(error),
    );
  });
  music.end('stopped');
  exchange.queues.leave(member);
  stopReporting();
  if (over === 'hangup') {
    const outcome = afterQueue(stage, element, member, 'hangup');
    if (outcome.kind === 'goto') sendUnheard(stage, outcome.request);
    return { kind: 'hangup' };
  }
  return afterQueue(stage, element, member, over);
};

type QueueWait = { readonly url: string; readonly method: 'GET' | 'POST' } | 'music' | 'silence';

function waitSoundOf(stage: Stage, element: XmlElement): QueueWait {
  const waitUrl = element.attributes.get('waitUrl')?.trim();
  if (waitUrl === undefined) return 'music';
  if (waitUrl === '') return 'silence';
  return { url: addressIn(stage, waitUrl), method: methodOf(stage, element, 'waitUrlMethod', 'POST', 14206) };
}

/** Plays the waiting document again and again, as long as `music` lasts. */
async function listen(
  stage: Stage,
  member: QueueMember,
  music: Scope,
  wait: QueueWait,
): Promise<Exclude<WaitOver, 'bridged'> | 'stopped'> {
  const { exchange, leg } = stage;
  try {
    if (wait === 'silence') return await music.wait<'stopped'>(() => undefined);
    if (wait === 'music') return await playHouseMusic({ exchange, leg, scope: music }, 'Play');
    for (;;) {
      const startedAt = exchange.clock.now();
      const end: RunEnd = await exchange.runDocuments({
        exchange,
        leg,
        scope: music,
        mode: 'queue-wait',
        request: { kind: 'url', ...wait, params: [], purpose: 'wait' },
        extra: () => exchange.queues.waitParameters(member),
      });
      if (end.kind === 'hangup' || end.kind === 'leave') return end.kind;
      if (exchange.clock.now() === startedAt) await music.sleep(pauseBetweenEmptyDocumentsMs);
    }
  } catch (error) {
    if (error instanceof Interrupted) return 'stopped';
    if (!(error instanceof DocumentFailure)) throw error;
    exchange.debugger.error({ code: error.code, callSid: leg.sid, url: error.url, message: error.message });
    return 'error';
  }
}

function afterQueue(
  stage: Stage,
  element: XmlElement,
  member: QueueMember | null,
  result: QueueResult,
): Outcome {
  const fields: [string, string][] = [['QueueResult', result]];
  if (member) {
    fields.push(
      ['QueueSid', member.queue.sid],
      ['QueueTime', String(stage.exchange.queues.secondsWaited(member))],
    );
  }
  return actionRequest(stage, element, fields, { loops: false, methodCode: 14201 }) ?? next;
}
