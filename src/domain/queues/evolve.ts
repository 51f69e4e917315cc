import { assertNever } from '../../kernel/assert-never.ts';
import type { QueueEntry, QueueEvent } from './queue-entry.ts';

/** What a queue entry is after an event. */
export function evolveQueue(entry: QueueEntry, event: QueueEvent): QueueEntry {
  if (event.type === 'CallerJoinedQueue') return { status: 'waiting', ...event.entry };
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
    case 'CallerServed':
      return { status: 'served', endedAt: event.at, ...details };
    case 'CallerLeftQueue':
      return { status: 'left', endedAt: event.at, ...details };
    case 'CallerAbandoned':
      return { status: 'abandoned', endedAt: event.at, ...details };
    default:
      return assertNever(event);
  }
}
