import type { CallEvent } from '../domain/calls/call.ts';
import type { CaseCallCommand, CaseCallEvent } from '../domain/case-calls/case-call.ts';
import type { CaseCommand, CaseEvent } from '../domain/cases/case-words.ts';
import type { EscalationEvent } from '../domain/escalations/escalation.ts';
import type { ClimbWanted, LadderCommand } from '../domain/ladders/ladder.ts';
import type { NoticeCommand } from '../domain/notices/notice.ts';
import type { QueueEvent } from '../domain/queues/queue-entry.ts';
import type { Message } from '../kernel/decision.ts';
import { queues } from './senders.ts';
import { wordsOfBy } from '../kernel/by.ts';

/** The life of a case: what its calls tell it, and whom it has told. */

type CaseLifeEvent = CaseEvent | CaseCallEvent | CallEvent | EscalationEvent | QueueEvent;
type EventOf<T extends CaseLifeEvent['type']> = Extract<CaseLifeEvent, { type: T }>;
type Reactions = { readonly [T in CaseLifeEvent['type']]?: (event: EventOf<T>) => readonly Message[] };

const cases = (id: string, command: CaseCommand): Message => ({ noun: 'cases', id, command });
const caseCalls = (id: string, command: CaseCallCommand): Message => ({ noun: 'case-calls', id, command });
const ladders = (id: string, command: LadderCommand): Message => ({ noun: 'ladders', id, command });
const notices = (id: string, command: NoticeCommand): Message => ({ noun: 'notices', id, command });

const begin = (climb: ClimbWanted | null): readonly Message[] =>
  climb === null ? [] : [ladders(climb.climbId, { type: 'BeginClimb', ...climb })];
const cancel = (climbId: string | null, why: string): readonly Message[] =>
  climbId === null ? [] : [ladders(climbId, { type: 'CancelClimb', why })];
const changed = ({ callId }: { readonly callId: string }): readonly Message[] => [
  caseCalls(callId, { type: 'CallChanged' }),
];

const weigh = (callId: string): Message => caseCalls(callId, { type: 'WeighCases' });

export const CASES: Reactions = {
  // A caller rings: is there an open case, and where are they now?
  CallArrived: ({ callId, businessId, from }) => [
    caseCalls(callId, { type: 'LookForCase', businessId, number: from }),
  ],
  CaseBound: ({ caseId, callId, found }) => [
    ...(found ? [cases(caseId, { type: 'LinkCall', callId, at: null })] : []),
    weigh(callId),
  ],
  // How severe it is says how soon they are served.
  CallerJoinedQueue: ({ callId }) => [weigh(callId)],
  CaseWeighed: ({ entryId, number, severity }) => [queues(entryId, { type: 'FollowCase', number, severity })],
  CallerAtQueue: changed,
  CallerBackInFlow: changed,
  CustomerConnected: changed,
  CallerFetched: (event) => [
    ...changed(event),
    caseCalls(event.callId, {
      type: 'CallHanded',
      personId: event.party.personId,
      offerId: null,
      why: `${event.party.name} answered the customer.`,
      ifUnowned: true,
    }),
  ],
  PartyJoined: changed,
  PartyLeft: changed,
  PartyReleased: changed,
  CallerHeld: changed,
  CallerResumed: changed,
  HandedOver: (event) => [
    ...changed(event),
    caseCalls(event.callId, {
      type: 'CallHanded',
      personId: null,
      offerId: event.to,
      why: `${event.toName} took the customer over.`,
      ifUnowned: false,
    }),
  ],
  CallEnded: changed,
  CaseCallMoved: ({ caseIds, callId, phase }) =>
    caseIds.map((id) => cases(id, { type: 'NotePhase', callId, phase })),
  CaseCallHanded: ({ caseIds, personId, name, why }) =>
    caseIds.map((id) => cases(id, { type: 'HandCase', personId, name, why })),
  CaseCallTold: ({ caseIds, text, why }) =>
    caseIds.map((id) => cases(id, { type: 'TellCase', kind: 'call', text, why, ref: null })),

  // Escalations on the live call.
  EscalationBegan: ({ callId, pathway, begun }) => [
    caseCalls(callId, {
      type: 'TellOfCall',
      text: `On the call, somebody is being looked for on the ${pathway} pathway.`,
      why: begun.reason,
    }),
  ],
  EscalationReached: ({ callId, personId, manner }) =>
    manner === 'ask-first'
      ? [caseCalls(callId, { type: 'TellOfCall', text: 'On the call, somebody was reached.', why: null })]
      : [
          caseCalls(callId, {
            type: 'CallHanded',
            personId,
            offerId: null,
            why: 'They were reached on the live call and took the customer over.',
            ifUnowned: false,
          }),
        ],
  EscalationExhausted: ({ callId, reason }) => [
    caseCalls(callId, { type: 'TellOfCall', text: 'On the call, nobody was reached.', why: reason }),
  ],
  EscalationCancelled: ({ callId, why }) => [
    caseCalls(callId, { type: 'TellOfCall', text: 'On the call, the search was called off.', why }),
  ],

  // The case: who is told, and who need not be any more.
  CaseOpened: ({ caseId, businessId, opened }) =>
    opened.callId === null ? [] : [caseCalls(opened.callId, { type: 'BindCase', businessId, caseId })],
  CaseLinked: ({ caseId, businessId, callId }) => [
    caseCalls(callId, { type: 'BindCase', businessId, caseId }),
  ],
  CaseEdited: ({ changes, callId }) =>
    changes.severity === undefined || callId === null ? [] : [weigh(callId)],
  CaseClimbed: ({ cancels, climb, level }) => [
    ...cancel(cancels, `The case has moved to level ${level}.`),
    ...begin(climb),
  ],
  CaseReturned: ({ cancels, level }) => cancel(cancels, `The case was returned to level ${level}.`),
  CaseCalled: ({ climb }) => begin(climb),
  CaseWarned: ({ climb }) => begin(climb),
  CaseTaken: ({ climb, owner }) => (climb?.cancelled ? cancel(climb.id, `${owner.name} has the case.`) : []),
  CaseWaits: ({ cancels, reason }) => cancel(cancels, `The case waits for the customer: ${reason}`),
  CaseResolved: ({ cancels, by }) => cancel(cancels, `${wordsOfBy(by)} resolved the case.`),
  OwnerReminded: ({ noticeId, businessId, caseId, owner, number, text }) =>
    owner.kind === 'queue'
      ? []
      : [
          notices(noticeId, {
            type: 'SendNotice',
            businessId,
            to: owner,
            way: 'desk',
            subject: `Case ${number}: the customer is owed news`,
            text,
            about: { noun: 'cases', id: caseId },
            climbId: null,
            caseId,
            acknowledge: false,
          }),
        ],
  NoteMentioned: ({ noteId, businessId, caseId, personId, name, number, by, text }) => [
    notices(`${noteId}.${personId}`, {
      type: 'SendNotice',
      businessId,
      to: { kind: 'person', id: personId, name },
      way: 'desk',
      subject: `${wordsOfBy(by)} mentions you in case ${number}`,
      text,
      about: { noun: 'cases', id: caseId },
      climbId: null,
      caseId,
      acknowledge: false,
    }),
  ],
};
