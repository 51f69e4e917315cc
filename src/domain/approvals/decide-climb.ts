import { nothing, type Moment } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { climbFor, patienceFrom } from './asking.ts';
import type { ApprovalFacts, AskedApproval } from './approval.ts';
import { climbOf, LAPSE, of, setLapse, type ApprovalDecision, type Command } from './decision.ts';

/** How a request goes up the ladder of authority, and lapses at its end. */

/** The ladder stands still while somebody looks at it, but not for long. */
export function seen(
  command: Command<'SeeApproval'>,
  approval: AskedApproval,
  moment: Moment,
): ApprovalDecision {
  const { personId, name } = command;
  const decideBy = moment.at + approval.decideSeconds * SECOND;
  const expiresAt =
    decideBy + patienceFrom(approval.ladder, rungAbove(approval, personId), approval.patienceSeconds);
  return {
    events: [{ type: 'ApprovalSeen', ...of(approval, moment), personId, name, expiresAt }],
    timers: [setLapse(decideBy)],
  };
}

export function told(
  command: Command<'NoteTold'>,
  approval: AskedApproval,
  moment: Moment,
): ApprovalDecision {
  if (command.climbId !== climbOf(approval, moment)) return nothing;
  const { rungName, names, until } = command;
  const rung = approval.ladder.findIndex(({ name }) => name === rungName);
  const told = new Set([...approval.told.flatMap((one) => one.names), ...names]);
  const sameRung = (approval.ladder[rung]?.people ?? []).filter(({ name }) => !told.has(name)).length;
  const later = patienceFrom(approval.ladder, rung + 1, approval.patienceSeconds);
  const expiresAt = until + sameRung * approval.patienceSeconds * SECOND + later;
  return {
    events: [{ type: 'ApprovalTold', ...of(approval, moment), rung: rungName, names, expiresAt }],
    timers: [setLapse(expiresAt)],
  };
}

export function timeOver(approval: AskedApproval, facts: ApprovalFacts, moment: Moment): ApprovalDecision {
  const { seenBy, ladder, patienceSeconds } = approval;
  if (seenBy === null) return lapse(approval, moment);
  const from = rungAbove(approval, seenBy.personId);
  if (from >= ladder.length) return lapse(approval, moment);
  const expiresAt = moment.at + patienceFrom(ladder, from, patienceSeconds);
  return {
    events: [
      {
        type: 'ApprovalPassedOn',
        ...of(approval, moment),
        climb: climbFor(approval, from, facts.callLive, moment),
        climbFrom: from,
        expiresAt,
        why: `${seenBy.name} has looked at it and did not decide.`,
      },
    ],
    timers: [setLapse(expiresAt)],
  };
}

export function lapse(approval: AskedApproval, moment: Moment): ApprovalDecision {
  const names = [...new Set(approval.told.flatMap((one) => one.names))];
  const why =
    names.length === 0
      ? 'Nobody with the authority could be told.'
      : `Nobody with the authority decided in time. Told: ${names.join(', ')}.`;
  return {
    events: [{ type: 'ApprovalLapsed', ...of(approval, moment), why, climbId: climbOf(approval, moment) }],
    timers: [{ clear: LAPSE }],
  };
}

/** The rung after the one on which this person stands. */
function rungAbove({ ladder, climbFrom }: AskedApproval, personId: string): number {
  const at = ladder.findIndex(({ people }) => people.some((one) => one.personId === personId));
  return Math.max(at, climbFrom) + 1;
}
