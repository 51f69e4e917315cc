import type { Decision, Moment } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import type { ApprovalCommand, ApprovalEvent, AskedApproval, BegunApproval } from './approval.ts';
import { wordsOfWhat } from './limits.ts';

/** What every decision about a request is made of. */

export const LAPSE = 'lapse';
/** A key that was pressed in the last second is still heard. */
const IN_FLIGHT_MS = 10 * SECOND;

export type ApprovalDecision = Decision<ApprovalEvent>;
export type Command<T extends ApprovalCommand['type']> = Extract<ApprovalCommand, { type: T }>;

export function of(approval: Omit<BegunApproval, 'status'>, { at, id }: Moment) {
  const { businessId, caseId, callId, kind } = approval;
  return { approvalId: id, businessId, caseId, callId, at, what: wordsOfWhat(kind, approval) };
}

export function climbOf(approval: AskedApproval, { id }: Moment): string {
  return `${id}.c${approval.climbs}`;
}

export const setLapse = (at: number) =>
  ({ set: LAPSE, at: at + IN_FLIGHT_MS, command: { type: 'TimeOver' } }) as const;
