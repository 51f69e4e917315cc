import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Moment, type Refusal } from '../../kernel/decision.ts';
import { climbOn, eventBase, nobodyLeft, PATIENCE, type LadderDecision } from './climb.ts';
import { evolveLadder, isOpen } from './evolve.ts';
import { howLong } from './words.ts';
import type { BegunLadder, Ladder, LadderCommand, LadderEvent, LadderFacts } from './ladder.ts';

type Command<T extends LadderCommand['type']> = Extract<LadderCommand, { type: T }>;

/** Withdrawn one by one; what is older than these is seen to be over by whoever opens it. */
const MOST_WITHDRAWN = 100;

/** The rules of a climb: it moves on the clock, and at once where nobody is left to wait for. */
export function decideLadder(
  command: LadderCommand,
  ladder: Ladder,
  facts: LadderFacts,
  moment: Moment,
): LadderDecision | Refusal {
  if (command.type === 'BeginClimb') {
    return ladder.status === 'none' ? begin(command, ladder, facts, moment) : nothing;
  }
  if (ladder.status === 'none') return refuse('climb-unknown', 'There is no such ladder.');
  switch (command.type) {
    case 'AcknowledgeClimb':
      return acknowledge(command, ladder, moment);
    case 'CancelClimb':
      return cancel(command, ladder, moment);
    case 'NoticeSettled':
      return noticeSettled(command, ladder, facts, moment);
    case 'MoveOn': {
      if (ladder.status !== 'climbing' || ladder.wait !== command.wait) return nothing;
      return climbOn([], ladder, facts, waitedInVain(ladder), moment);
    }
    default:
      return assertNever(command);
  }
}

function begin(
  { type: _type, ...wanted }: Command<'BeginClimb'>,
  none: Ladder,
  facts: LadderFacts,
  moment: Moment,
): LadderDecision {
  const { businessId, about, caseId } = wanted;
  const of = { climbId: moment.id, businessId, about, caseId, at: moment.at };
  const began: LadderEvent = { type: 'ClimbBegan', ...of, wanted: { ...wanted, climbId: moment.id } };
  const climb = evolveLadder(none, began);
  return climb.status === 'climbing' ? climbOn([began], climb, facts, '', moment) : { events: [began] };
}

/** The first "I have it" makes the owner; later ones change nothing, and whoever sent them is told who has it. */
function acknowledge(
  command: Command<'AcknowledgeClimb'>,
  ladder: BegunLadder,
  moment: Moment,
): LadderDecision {
  if (ladder.status !== 'climbing' && ladder.status !== 'exhausted') return nothing;
  const { personId, name, how } = command;
  const acknowledged: LadderEvent = {
    type: 'ClimbAcknowledged',
    ...eventBase(ladder, moment),
    ...{ personId, name, how },
    late: ladder.status === 'exhausted',
    withdrawn: openNotices(ladder),
  };
  return { events: [acknowledged], timers: [{ clear: PATIENCE }] };
}

function cancel({ why }: Command<'CancelClimb'>, ladder: BegunLadder, moment: Moment): LadderDecision {
  if (ladder.status !== 'climbing' && ladder.status !== 'exhausted') return nothing;
  const withdrawn = openNotices(ladder);
  return {
    events: [{ type: 'ClimbCancelled', ...eventBase(ladder, moment), withdrawn, why }],
    timers: [{ clear: PATIENCE }],
  };
}

function openNotices({ told }: BegunLadder): readonly string[] {
  return told
    .filter(isOpen)
    .map(({ noticeId }) => noticeId)
    .slice(-MOST_WITHDRAWN);
}

function noticeSettled(
  command: Command<'NoticeSettled'>,
  ladder: BegunLadder,
  facts: LadderFacts,
  moment: Moment,
): LadderDecision {
  const { noticeId, personId, outcome, reason } = command;
  // An acknowledgement comes as a command of its own.
  if (outcome === 'acknowledged') return nothing;
  const telling = ladder.told.find((candidate) => candidate.noticeId === noticeId);
  if (telling === undefined || !isOpen(telling) || telling.outcome === outcome) return nothing;
  const settled: LadderEvent = {
    type: 'ClimbNoticeSettled',
    ...eventBase(ladder, moment),
    ...{ noticeId, personId, outcome, reason },
  };
  const after = evolveLadder(ladder, settled);
  if (after.status !== 'climbing' || outcome === 'delivered' || !nobodyLeft(after))
    return { events: [settled] };
  const because =
    outcome === 'refused'
      ? `${telling.name} cannot take it.`
      : `${telling.name} could not be told: ${reason}.`;
  return climbOn([settled], after, facts, because, moment);
}

function waitedInVain(climb: BegunLadder): string {
  const rung = climb.rungs[climb.rung];
  if (rung === undefined || climb.told.length === 0 || (rung.order === 'together' && climb.next.length > 0))
    return '';
  return `Nobody said "I have it" within ${howLong(rung.patienceSeconds)}.`;
}
