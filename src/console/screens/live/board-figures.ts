import type { PersonRow, QueueRow, WaitingRow } from '../../../contract/live.ts';

/** The few figures that make somebody act. Null where nothing has happened yet: a percentage of nothing is a lie. */
export interface BoardFigures {
  readonly waiting: number;
  readonly breached: number;
  /** Epoch ms at which the longest waiting caller joined. */
  readonly longestSince: number | null;
  readonly answered: number;
  readonly inTarget: number | null;
  readonly lost: number;
  readonly lostShare: number | null;
  readonly free: number;
}

/** @param now epoch ms by the server's clock */
export function figuresOf(
  queues: readonly QueueRow[],
  waiting: readonly WaitingRow[],
  people: readonly PersonRow[],
  now: number,
): BoardFigures {
  const sum = (of: (queue: QueueRow) => number): number =>
    queues.reduce((total, queue) => total + of(queue), 0);
  const answered = sum((queue) => queue.answeredToday);
  const lost = sum((queue) => queue.lostToday);
  return {
    waiting: waiting.length,
    breached: waiting.filter((row) => row.breachedAt !== null || row.targetAt <= now).length,
    longestSince: waiting.length === 0 ? null : Math.min(...waiting.map((row) => row.joinedAt)),
    answered,
    inTarget:
      answered === 0 ? null : Math.round((100 * sum((queue) => queue.answeredInTargetToday)) / answered),
    lost,
    lostShare: answered + lost === 0 ? null : Math.round((100 * lost) / (answered + lost)),
    free: people.filter((person) => person.presence === 'free').length,
  };
}

const presenceOrder = ['free', 'ringing', 'on-a-call', 'wrap-up', 'away', 'unreachable', 'offline'] as const;

/** Those who can help first; within a state by name. */
export function byPresence(a: PersonRow, b: PersonRow): number {
  return (
    presenceOrder.indexOf(a.presence) - presenceOrder.indexOf(b.presence) || a.name.localeCompare(b.name)
  );
}
