import { nothing, type Decision, type Moment } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import type { Instruction } from '../../telephony/line.ts';
import type { Severity } from '../cases/case.ts';
import type { QueueCommand, QueueEffect, QueueEvent, QueueFacts, WaitingEntry } from './queue-entry.ts';

/**
 * Seconds of waiting that the customer of an open case is credited with, by its severity. A business may choose its own
 * as the priorities `severity-1` to `severity-4`.
 */
export const CASE_CREDIT_SECONDS: Readonly<Record<Severity, number>> = { 1: 1_800, 2: 600, 3: 0, 4: 0 };

/** The caller's place follows from their most severe open case. Their own place never gets worse by it. */
export function followCase(
  { number, severity }: Extract<QueueCommand, { type: 'FollowCase' }>,
  entry: WaitingEntry,
  { queue }: QueueFacts,
  { at, id }: Moment,
): Decision<QueueEvent, QueueEffect, Instruction> {
  if (entry.queue === null || queue === null || queue.creditSeconds === 0) return nothing;
  // Not added to other credits: the same case may be weighed more than once while its caller waits.
  const rank = entry.joinedAt - queue.creditSeconds * SECOND;
  if (rank >= entry.rank) return nothing;
  const { callId, businessId } = entry;
  return {
    events: [
      {
        type: 'PriorityRaised',
        ...{ entryId: id, callId, businessId, queue: entry.queue, at },
        seconds: Math.round((entry.rank - rank) / SECOND),
        rank,
        why: `Served sooner because case ${number} is severity ${severity}.`,
      },
    ],
  };
}
