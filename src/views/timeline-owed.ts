import type { TimelineEntry } from '../contract/api.ts';
import type { ApprovalEvent } from '../domain/approvals/approval.ts';
import type { MessageEvent } from '../domain/messages/message.ts';
import type { PromiseEvent } from '../domain/promises/promise.ts';
import { wordsOfBy } from '../kernel/by.ts';

/** What the story of a call says of what was promised, permitted and left on it. */

export type OwedEvent = PromiseEvent | ApprovalEvent | MessageEvent;
type Line = Omit<TimelineEntry, 'at'>;
type Teller = { readonly [T in OwedEvent['type']]?: (event: Extract<OwedEvent, { type: T }>) => Line | null };

const line = (kind: Line['kind'], text: string, why: string | null = null): Line => ({ kind, text, why });

export const TELLS_OWED: Teller = {
  // What the queue and the call-back have told of already is not told twice.
  PromiseMade: ({ made }) =>
    made.what === 'wait' || made.what === 'call-back'
      ? null
      : line('promise', `${wordsOfBy(made.by)} promised: “${made.words}”`, made.why),
  PromiseKept: (event) => line('promise', event.words),
  PromiseBroken: (event) =>
    event.again ? null : line('promise', `A promise was broken: “${event.words}”`, event.why),
  PromiseReleased: (event) => line('promise', event.words, event.why),
  ApprovalAsked: (event) =>
    event.climb === null
      ? null
      : line('approval', `${event.asked.asker.name} asked for a ${event.what}.`, event.why),
  ApprovalTold: (event) =>
    line('approval', `${event.names.join(', ')} (${event.rung}) asked to decide the ${event.what}.`),
  ApprovalSeen: (event) => line('approval', `${event.name} is looking at it.`),
  ApprovalPassedOn: (event) => line('approval', 'The request goes up to the people above.', event.why),
  ApprovalGranted: (event) => line('approval', `Granted: ${event.what}.`, event.why),
  ApprovalDenied: (event) => line('approval', `Refused: ${event.what}.`, event.why),
  ApprovalVoided: (event) => line('approval', `The request for a ${event.what} is void.`, event.why),
  ApprovalLapsed: (event) => line('approval', `The request for a ${event.what} has lapsed.`, event.why),
  ApprovalWithdrawn: (event) => line('approval', `The request for a ${event.what} was withdrawn.`, event.why),
  MessageTaken: ({ taken, why }) =>
    taken.recordingId === null
      ? line('message', `${wordsOfBy(taken.by)} took a message for ${taken.for.name}.`, why)
      : null,
  MessageEscalated: (event) =>
    line('message', `The message went up to ${event.names.join(', ')}.`, event.why),
  MessageAcknowledged: (event) => line('message', `${event.by.name} has the message.`),
  MessageFinished: (event) => line('message', `${wordsOfBy(event.by)} settled the message: ${event.outcome}`),
};
