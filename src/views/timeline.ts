import type { TimelineEntry } from '../contract/api.ts';
import type { CallbackEvent } from '../domain/callbacks/callback-words.ts';
import type { CallEvent } from '../domain/calls/call.ts';
import type { EscalationEvent } from '../domain/escalations/escalation.ts';
import type { FlowEvent } from '../domain/flows/flow-words.ts';
import type { OfferEvent } from '../domain/offers/offer.ts';
import type { QueueEvent } from '../domain/queues/queue-entry.ts';
import { spokenRange } from '../domain/queues/words.ts';
import type { RecordingEvent } from '../domain/recordings/recording.ts';
import type { RoutingEvent } from '../domain/routing/routing.ts';
import type { RuleRunEvent } from '../domain/rule-runs/rule-run.ts';
import { wordsOfBy } from '../kernel/by.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Reader } from '../store/database.ts';
import { TELLS_OWED, type OwedEvent } from './timeline-owed.ts';

type ToldEvent =
  | CallEvent
  | FlowEvent
  | QueueEvent
  | RoutingEvent
  | OfferEvent
  | EscalationEvent
  | RecordingEvent
  | CallbackEvent
  | RuleRunEvent
  | OwedEvent;
type Line = Omit<TimelineEntry, 'at'>;
type Teller = {
  readonly [T in ToldEvent['type']]?: (event: Extract<ToldEvent, { type: T }>) => Line | null;
};

const line = (kind: Line['kind'], text: string, why: string | null = null): Line => ({ kind, text, why });
const seconds = (ms: number) => `${Math.round(ms / SECOND)} s`;

/** The story of a call in plain words: what happened, and why it was decided so. Events without a line stay untold. */
const TELLS: Teller = {
  ...TELLS_OWED,
  CallArrived: () => line('call', 'The call came in.'),
  CallerChose: (event) => line('flow', `The caller chose “${event.choice}” by ${event.by}.`),
  CallerSilent: () => line('flow', 'The caller said nothing.'),
  CallerNotUnderstood: () => line('flow', 'The caller was not understood.'),
  EmergencyDigitsPressed: (event) => line('flow', `The caller keyed ${event.digits}, an emergency number.`),
  LanguageSet: (event) => line('flow', `From here on the caller is spoken to in ${event.language}.`),
  NoticeGiven: () => line('recording', 'The recording notice was spoken in full.'),
  CaseAsked: ({ flowName, summary }) =>
    line('flow', `A case was opened: ${summary}`, `The flow “${flowName}” says so.`),
  CaseRecognised: ({ flowName, summary }) =>
    line('flow', `It is about an open case: ${summary}`, `The flow “${flowName}” says so.`),
  MessageLeft: (event) =>
    line('message', `The caller left a message of ${event.durationSeconds} s for ${event.for}.`),
  CallerJoinedQueue: (event) =>
    line(
      'queue',
      event.returning
        ? `The caller is first in line for ${event.entry.queueName} again.`
        : `The caller joined the queue ${event.entry.queueName}.`,
    ),
  WaitAnnounced: (event) =>
    event.told === null
      ? line(
          'queue',
          'The caller was told that the wait cannot be estimated yet.',
          'Too few recent waits to say anything honest.',
        )
      : line('queue', `The caller was told that the wait is usually ${spokenRange(event.told, 'en')}.`),
  WaitBreached: (event) => line('queue', `The wait target passed after ${event.waitedSeconds} s.`),
  QueueOverflowed: (event) =>
    line(
      'queue',
      `People of the queue ${event.into} may be rung as well.`,
      'The overflow time of the queue has passed.',
    ),
  ManagerAskedWhileWaiting: () => line('queue', 'The caller asked for a manager while waiting.'),
  PriorityRaised: (event) =>
    line('queue', `The caller is served as if they had waited ${event.seconds} s longer.`, event.why),
  CallerServed: (event) => line('queue', `The wait ended after ${seconds(event.waitedMs)}.`),
  CallerLeftQueue: () => line('queue', 'The caller left the queue.'),
  CallerAbandoned: (event) => line('queue', `The caller hung up after waiting ${seconds(event.waitedMs)}.`),
  NobodyChosen: (event) => line('queue', 'Nobody can be rung for the caller yet.', event.why),
  OfferMade: (event) => line('offer', `${event.personName} is being rung.`, event.why),
  OfferTelephoneRung: (event) => line('offer', 'The telephone rings for the same call.', event.why),
  OfferReached: (event) => line('offer', `${event.personName} said yes by ${event.by}.`),
  OfferOver: (event) => line('offer', event.reason),
  CallerFetched: (event) => line('call', `The caller is connected with ${event.party.name}.`),
  CallerHeld: (event) =>
    line('hold', event.why === 'hold' ? `${event.by} put the caller on hold.` : 'The caller hears music.'),
  CallerResumed: (event) => line('hold', event.why),
  PersonWanted: (event) =>
    line(
      'transfer',
      `${event.by} ${event.purpose === 'consult' ? 'asks' : 'passes the caller to'} ${event.name}.`,
    ),
  HandedOver: (event) => line('transfer', `${event.toName} took the caller over.`),
  BroughtTogether: () => line('transfer', 'Everyone is on the line together.'),
  PendingCancelled: (event) => line('transfer', `${event.by} went back to the caller.`),
  PendingFailed: (event) => line('transfer', event.reason),
  PendingInherited: () =>
    line('transfer', 'The front line has left; the caller waits for whoever is being rung.'),
  PartyReleased: (event) =>
    line(
      'call',
      event.name === event.by ? `${event.name} left the call.` : `${event.by} let ${event.name} go.`,
    ),
  PartyLeft: ({ name, lost }) => line('call', lost ? `The line to ${name} was lost.` : `${name} hung up.`),
  EscalationBegan: (event) =>
    line('escalation', `Escalated on the ${event.pathway} pathway.`, event.begun.reason),
  RungSkipped: (event) => line('escalation', 'A rung of the ladder was skipped.', event.why),
  RungTried: (event) => line('escalation', `${event.personName} is told.`, event.why),
  EscalationReached: () => line('escalation', 'The escalation reached somebody.'),
  EscalationExhausted: (event) => line('escalation', 'Nobody on the ladder was reached.', event.reason),
  EscalationCancelled: (event) => line('escalation', 'The escalation was called off.', event.why),
  RecordingStarted: () => line('recording', 'The recording began.'),
  RecordingForgone: (event) => line('recording', 'The call is not recorded.', event.why),
  RecordingPaused: (event) => line('recording', `${event.name} paused the recording.`),
  RecordingResumed: (event) => line('recording', event.why),
  RecordingStored: () => line('recording', 'The recording is stored.'),
  RecordingLost: (event) => line('recording', 'The recording was lost.', event.problem),
  TranscriptionFailed: (event) =>
    line('recording', 'What is said can no longer be written down.', event.problem),
  RecordingDeleted: () => line('recording', 'The recording was deleted.', 'It was to be kept until then.'),
  NoteAdded: (event) => line('note', `${event.note.name}: ${event.note.text}`),
  CallerDismissed: (event) => line('call', `${event.by} ended the call with a goodbye.`),
  CallEnded: () => line('call', 'The call ended.'),
  RingBackPromised: () => line('queue', 'The caller hangs up and is rung back.'),
  CallbackAsked: ({ asked }) => line('queue', `${wordsOfBy(asked.by)} promised: “${asked.words}.”`),
  CallbackScheduled: (event) => line('queue', 'The call-back waits for its time.', event.why),
  CallbackInLine: () => line('queue', 'The call-back stands in the line, in the place that was kept.'),
  CustomerRung: (event) => line('call', `${event.ringer.name} said yes, and the customer is rung.`),
  CallPlaced: (event) => line('call', `${event.party.name} rings the customer back.`),
  CustomerPickedUp: () => line('call', 'The customer, or their voicemail, picked up.'),
  VoicemailWanted: (event) => line('message', `${event.by} leaves a message on the voicemail.`),
  CallbackAttempted: (event) => line('call', event.words, event.why),
  CallbackRescheduled: (event) => line('queue', `${wordsOfBy(event.by)} agreed: “${event.words}.”`),
  CallbackDone: (event) => line('call', event.words),
  CallbackGivenUp: (event) => line('call', event.words),
  RuleApplied: ({ rule, version, done, why }) =>
    line('rule', `The rule “${rule}” (version ${version}): ${done.join(' ')}`, why),
  RulesHeldBack: (event) => line('rule', 'No other rule followed.', event.why),
  RuleFailed: (event) => line('rule', `The rule “${event.rule}” could not be followed.`, event.why),
};

const NOUNS = [
  'calls',
  'flows',
  'queues',
  'routing',
  'offers',
  'escalations',
  'recordings',
  'callbacks',
  'rule-runs',
  'promises',
  'approvals',
  'messages',
];

/** Everything that happened to a call, oldest first. */
export async function timelineOf(reader: Reader, callId: string): Promise<TimelineEntry[]> {
  const rows = await reader
    .selectFrom('events')
    .where('noun', 'in', NOUNS)
    .where('id', '>=', callId)
    // Instances that belong to the call are named after it: `<call>.q1`, `<call>.e1.o2`.
    .where('id', '<', `${callId}~`)
    .select(['seq', 'at', 'data'])
    .orderBy('seq')
    .execute();
  return rows.flatMap((row) => {
    const event = JSON.parse(row.data) as ToldEvent;
    const tell = TELLS[event.type] as ((event: ToldEvent) => Line | null) | undefined;
    const told = tell?.(event) ?? null;
    return told === null ? [] : [{ at: row.at, ...told }];
  });
}
