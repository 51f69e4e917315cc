import { assertNever } from '../../kernel/assert-never.ts';
import type { KeptEntry, QueueEntry, QueueEvent } from './queue-entry.ts';

/** What a queue entry is after an event. */
export function evolveQueue(entry: QueueEntry, event: QueueEvent): QueueEntry {
  if (event.type === 'CallerJoinedQueue') return { status: 'waiting', ...event.entry };
  if (event.type === 'PlaceKept')
    return { status: 'kept-place', ...event.entry, kept: event.kept, asking: null };
  if (entry.status === 'kept-place') return evolveKept(entry, event);
  if (entry.status !== 'waiting') return entry;
  const { status: _status, ...details } = entry;
  switch (event.type) {
    case 'WaitAnnounced':
      return { ...entry, lastNewsAt: event.at };
    case 'WaitTurned':
      return event.news
        ? { ...entry, turn: event.turn, lastNewsAt: event.at, pendingWords: null }
        : { ...entry, turn: event.turn };
    case 'WaitBreached':
      return { ...entry, breachedAt: event.at };
    case 'QueueOverflowed':
      return { ...entry, overflowing: true };
    case 'GivingBack':
      return { ...entry, givingBack: event.reason };
    case 'WordsWaiting':
      return { ...entry, pendingWords: event.words };
    case 'ManagerAskedWhileWaiting':
      return { ...entry, managerAsked: true };
    case 'PriorityRaised':
      return { ...entry, rank: event.rank, ahead: event.why };
    case 'CallerServed':
      return { status: 'served', endedAt: event.at, ...details };
    case 'CallerLeftQueue':
      return { status: 'left', endedAt: event.at, ...details };
    case 'CallerAbandoned':
      return { status: 'abandoned', endedAt: event.at, ...details };
    case 'CallbackTalkedOver':
      return { ...entry, turn: event.turn, asking: event.asking };
    case 'CallbackWanted':
      return { status: 'kept-place', ...details, turn: details.turn + 1, asking: null, kept: event.kept };
    case 'PlaceTaken':
    case 'PlaceGivenUp':
      return entry;
    default:
      return assertNever(event);
  }
}

function evolveKept(entry: KeptEntry, event: QueueEvent): QueueEntry {
  const { status: _status, kept, ...details } = entry;
  switch (event.type) {
    case 'PlaceTaken':
      return { status: 'called-back', endedAt: event.at, kept, ...details };
    case 'PlaceGivenUp':
      return { status: 'left', endedAt: event.at, ...details };
    case 'QueueOverflowed':
      return { ...entry, overflowing: true };
    default:
      return entry;
  }
}
