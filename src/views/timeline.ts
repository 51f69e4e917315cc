import type { TimelineEntry } from '../contract/api.ts';
import type { CallEvent } from '../domain/calls/call.ts';
import type { EscalationEvent } from '../domain/escalations/escalation.ts';
import type { FlowEvent } from '../domain/flows/flow-words.ts';
import type { OfferEvent } from '../domain/offers/offer.ts';
import type { QueueEvent } from '../domain/queues/queue-entry.ts';
import { spokenRange } from '../domain/queues/estimate.ts';
import type { RecordingEvent } from '../domain/recordings/recording.ts';
import type { RoutingEvent } from '../domain/routing/routing.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Reader } from '../store/database.ts';

type ToldEvent =
  CallEvent | FlowEvent | QueueEvent | RoutingEvent | OfferEvent | EscalationEvent | RecordingEvent;
type Line = Omit<TimelineEntry, 'at'>;
type Teller = { readonly [T in ToldEvent['type']]?: (event: Extract<ToldEvent, { type: T }>) => Line };

const line = (kind: Line['kind'], text: string, why: string | null = null): Line => ({ kind, text, why });
const seconds = (ms: number) => `${Math.round(ms / SECOND)} s`;

/** The story of a call in plain words: what happened, and why it was decided so. Events without a line stay untold. */
const TELLS: Teller = {
  CallArrived: () => line('call', 'The call came in.'),
  CallerChose: (event) => line('flow', `The caller chose “${event.choice}” by ${event.by}.`),
  CallerSilent: () => line('flow', 'The caller said nothing.'),
  CallerNotUnderstood: () => line('flow', 'The caller was not understood.'),
  EmergencyDigitsPressed: (event) => line('flow', `The caller keyed ${event.digits}, an emergency number.`),
  LanguageSet: (event) => line('flow', `The caller chose the language ${event.language}.`),
  NoticeGiven: () => line('recording', 'The recording notice was spoken in full.'),
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
      : line('queue', `The caller was told that the wait is usually ${spokenRange(event.told)}.`),
  WaitBreached: (event) => line('queue', `The wait target passed after ${event.waitedSeconds} s.`),
  QueueOverflowed: (event) =>
    line(
      'queue',
      `People of the queue ${event.into} may be rung as well.`,
      'The overflow time of the queue has passed.',
    ),
  ManagerAskedWhileWaiting: () => line('queue', 'The caller asked for a manager while waiting.'),
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
};

const NOUNS = ['calls', 'flows', 'queues', 'routing', 'offers', 'escalations', 'recordings'];

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
    const tell = TELLS[event.type] as ((event: ToldEvent) => Line) | undefined;
    return tell === undefined ? [] : [{ at: row.at, ...tell(event) }];
  });
}
