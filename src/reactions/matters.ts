import type { ApprovalCommand, ApprovalEvent } from '../domain/approvals/approval.ts';
import type { BusinessEvent } from '../domain/businesses/noun.ts';
import type { CaseCommand, TellKind } from '../domain/cases/case-words.ts';
import type { DigestCommand, DigestEvent } from '../domain/digests/digest.ts';
import type { EscalationEvent } from '../domain/escalations/escalation.ts';
import type { FlowEvent } from '../domain/flows/flow-words.ts';
import type { ClimbWanted, LadderCommand } from '../domain/ladders/ladder.ts';
import type { MessageCommand, MessageEvent } from '../domain/messages/message.ts';
import type { NoticeCommand, NoticeEvent, NoticeWanted } from '../domain/notices/notice.ts';
import type { PromiseCommand, PromiseEvent } from '../domain/promises/promise.ts';
import type { QueueEvent } from '../domain/queues/queue-entry.ts';
import { wordsOfBy, wordsOfOwner, type By } from '../kernel/by.ts';
import type { Message } from '../kernel/decision.ts';

/** What is owed: promises made to callers, permission asked for, messages taken; who is told, and what the case hears of it. */

type OwedEvent =
  | PromiseEvent
  | ApprovalEvent
  | MessageEvent
  | DigestEvent
  | QueueEvent
  | EscalationEvent
  | FlowEvent
  | NoticeEvent
  | BusinessEvent;
type EventOf<T extends OwedEvent['type']> = Extract<OwedEvent, { type: T }>;
type Reactions = { readonly [T in OwedEvent['type']]?: (event: EventOf<T>) => readonly Message[] };

const promises = (id: string, command: PromiseCommand): Message => ({ noun: 'promises', id, command });
const approvals = (id: string, command: ApprovalCommand): Message => ({ noun: 'approvals', id, command });
const messages = (id: string, command: MessageCommand): Message => ({ noun: 'messages', id, command });
const digests = (id: string, command: DigestCommand): Message => ({ noun: 'digests', id, command });
const ladders = (id: string, command: LadderCommand): Message => ({ noun: 'ladders', id, command });
const cases = (id: string, command: CaseCommand): Message => ({ noun: 'cases', id, command });

const begin = (climb: ClimbWanted | null): readonly Message[] =>
  climb === null ? [] : [ladders(climb.climbId, { type: 'BeginClimb', ...climb })];
const cancel = (climbId: string | null, why: string): readonly Message[] =>
  climbId === null ? [] : [ladders(climbId, { type: 'CancelClimb', why })];
const send = (notice: { readonly id: string; readonly wanted: NoticeWanted } | null): readonly Message[] => {
  if (notice === null) return [];
  const command: NoticeCommand = { type: 'SendNotice', ...notice.wanted };
  return [{ noun: 'notices', id: notice.id, command }];
};

/** Into the story of the case, when there is one. */
function tell(
  kind: TellKind,
  caseId: string | null,
  ref: { readonly noun: 'promises' | 'approvals' | 'messages'; readonly id: string },
  text: string,
  why: string | null,
): readonly Message[] {
  return caseId === null ? [] : [cases(caseId, { type: 'TellCase', kind, text, why, ref })];
}

const ofPromise = (
  event: { readonly promiseId: string; readonly caseId: string | null },
  text: string,
  why: string | null,
) => tell('promise', event.caseId, { noun: 'promises', id: event.promiseId }, text, why);
const ofApproval = (
  event: { readonly approvalId: string; readonly caseId: string | null },
  text: string,
  why: string | null,
) => tell('approval', event.caseId, { noun: 'approvals', id: event.approvalId }, text, why);
const ofMessage = (
  event: { readonly messageId: string; readonly caseId: string | null },
  text: string,
  why: string | null,
) => tell('message', event.caseId, { noun: 'messages', id: event.messageId }, text, why);

/** The promise that the announced wait of this entry is. */
const waitPromise = (entryId: string) => `${entryId}.p1`;

export const MATTERS: Reactions = {
  // The wait that a caller was told is a promise.
  WaitAnnounced: ({ entryId, callId, businessId, told }) =>
    told === null
      ? []
      : [
          promises(waitPromise(entryId), {
            type: 'NoteWaitTold',
            ...{ businessId, callId, entryId, toldRange: told },
          }),
        ],
  CallerServed: ({ entryId }) => [promises(waitPromise(entryId), { type: 'WaitEnded', how: 'served' })],
  CallerAbandoned: ({ entryId }) => [promises(waitPromise(entryId), { type: 'WaitEnded', how: 'hung-up' })],
  CallerLeftQueue: ({ entryId, outcome }) => [
    promises(waitPromise(entryId), {
      type: 'WaitEnded',
      how: outcome.kind === 'nobody' ? 'nobody' : 'left',
    }),
  ],
  // So is the time by which an expert would answer, when none could be had.
  EscalationExhausted: ({ escalationId, callId, businessId, pathway }) =>
    pathway === 'functional'
      ? [promises(`${escalationId}.p1`, { type: 'NoteAnswerOwed', businessId, callId, escalationId })]
      : [],

  PromiseMade: (event) =>
    event.made.what === 'wait'
      ? []
      : ofPromise(
          event,
          `Promised: ${event.made.words}`,
          `${event.made.why} It is with ${wordsOfOwner(event.made.owner)}.`,
        ),
  PromiseNear: (event) => [...send(event.notice), ...ofPromise(event, 'A promise is soon due.', event.why)],
  PromiseBroken: (event) => [
    ...begin(event.climb),
    ...(event.climb === null ? [] : ofPromise(event, `Not kept: ${event.words}`, event.why)),
  ],
  BrokenPromiseTaken: (event) =>
    ofPromise(event, `${event.name} has the broken promise, and is to keep it late.`, null),
  PromiseKept: (event) => [
    ...cancel(event.climbId, 'The promise has been kept.'),
    ...ofPromise(event, event.words, null),
  ],
  PromiseReleased: (event) => [
    ...cancel(event.climbId, `Nothing is owed any more: ${event.why}`),
    ...ofPromise(event, event.words, event.why),
  ],

  ApprovalAsked: (event) => [
    ...begin(event.climb),
    ...(event.climb === null
      ? []
      : ofApproval(event, `${event.asked.asker.name} asked for a ${event.what}.`, event.why)),
  ],
  ApprovalSeen: (event) => ofApproval(event, `${event.name} is looking at it.`, null),
  ApprovalPassedOn: (event) => [
    ...begin(event.climb),
    ...ofApproval(event, `The next people are told of the ${event.what}.`, event.why),
  ],
  ApprovalGranted: (event) => [
    ...cancel(event.climbId, event.why),
    ...ofApproval(event, `Granted: ${event.what}.${noted(event.note)}`, event.why),
  ],
  ApprovalDenied: (event) => [
    ...cancel(event.climbId, event.why),
    ...ofApproval(event, `Refused: ${event.what}.${noted(event.note)}`, event.why),
  ],
  ApprovalVoided: (event) => [
    ...cancel(event.climbId, event.why),
    ...ofApproval(event, `The request for a ${event.what} is void.`, event.why),
    approvals(event.nextId, event.next),
  ],
  ApprovalLapsed: (event) => [
    ...cancel(event.climbId, event.why),
    ...ofApproval(event, `The request for a ${event.what} has lapsed.`, event.why),
  ],
  ApprovalWithdrawn: (event) => [
    ...cancel(event.climbId, 'The request was withdrawn.'),
    ...ofApproval(event, `The request for a ${event.what} was withdrawn.`, event.why),
  ],

  // A step of the flow opens a case, or knows that there is one.
  CaseAsked: ({ callId, businessId, flowName, caseId, tags, ...asked }) => {
    const by = { kind: 'flow', name: flowName } as const;
    const { topic, reason, severity, tier, summary } = asked;
    return [
      cases(caseId, {
        ...{ type: 'OpenCase', businessId, by, callId, topic, reason, severity, tier, summary },
        ...{ customer: { number: null, name: null }, owner: null, firstRingAt: null },
        why: `The flow “${flowName}” says so.`,
      }),
      ...tagged(caseId, by, tags),
    ];
  },
  CaseRecognised: ({ callId, flowName, caseId, severity, summary, tags }) => {
    const by = { kind: 'flow', name: flowName } as const;
    const why = `The flow “${flowName}” says so.`;
    return [
      cases(caseId, { type: 'LinkCall', callId, at: null }),
      cases(caseId, {
        ...{ type: 'TellCase', kind: 'call', text: `The customer rings about it again: ${summary}` },
        ...{ why, ref: { noun: 'calls', id: callId } },
      }),
      ...(severity === null
        ? []
        : [cases(caseId, { type: 'SetSeverity', by, asOf: null, severity, tier: null, why })]),
      ...tagged(caseId, by, tags),
    ];
  },

  // What a caller has spoken after the tone is a message like any other.
  MessageLeft: ({ callId, businessId, recordingSid, for: id }) => [
    messages(`${callId}.msg.${recordingSid}`, {
      type: 'TakeMessage',
      businessId,
      topic: null,
      for: { kind: 'key', id },
      form: {},
      from: null,
      callId,
      caseId: null,
      recordingId: `${callId}.m.${recordingSid}`,
      by: { kind: 'flow' },
    }),
  ],
  MessageTaken: (event) => [
    ...begin(event.climb),
    ...ofMessage(event, `A message was taken for ${event.taken.for.name}.`, event.why),
  ],
  MessageChased: (event) => [
    ...event.notices.flatMap(send),
    ...ofMessage(event, 'Reminded of the message.', event.why),
  ],
  MessageEscalated: (event) =>
    ofMessage(event, `The message went up: ${event.names.join(', ')} told.`, event.why),
  MessageToldAgain: (event) => begin(event.climb),
  MessageAcknowledged: (event) => [
    ...cancel(event.climbId, `${event.by.name} has the message.`),
    ...send(event.toSender),
    ...ofMessage(event, `${event.by.name} has the message.`, null),
  ],
  MessageFinished: (event) => [
    ...cancel(event.climbId, `${wordsOfBy(event.by)} settled the message.`),
    ...ofMessage(event, `Message settled: ${event.outcome}`, `${wordsOfBy(event.by)} wrote so.`),
  ],
  // Reminders belong to no climb: what people answer to them comes straight here.
  NoticeAcknowledged: ({ about, climbId, to, how }) =>
    about.noun !== 'messages' || climbId !== null || to.kind !== 'person'
      ? []
      : [
          messages(about.id, {
            type: 'AcknowledgeMessage',
            by: { kind: 'person', personId: to.id, name: to.name },
            how: `by ${how}, on being reminded`,
          }),
        ],

  BusinessDescribed: ({ business }) => [
    digests(business.id, {
      type: 'KeepDigest',
      at: business.digest?.at ?? null,
      timezone: business.timezone,
    }),
  ],
  DigestSent: ({ notices }) => notices.flatMap(send),
};

function tagged(caseId: string, by: By, tags: readonly string[]): readonly Message[] {
  return tags.length === 0 ? [] : [cases(caseId, { type: 'TagCase', by, add: tags, remove: [] })];
}

function noted(note: string | null): string {
  return note === null || note === '' ? '' : ` “${note}”`;
}
