import { nothing } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { beginClock, met, resumeClocks } from './clocks.ts';
import type { CaseCommand, CaseFacts } from './case-words.ts';
import type { Clock } from './case.ts';
import { callLevel, climbByItself, warn } from './decide-climb.ts';
import { standingOf, type CaseDecision, type Story } from './story.ts';
import { CLOCK_WORDS, lengthWords, subjectOf } from './texts.ts';

type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;

/** A deadline as its timer found it; one that was met or moved since is none any more. */
export function deadlineDue(command: Command<'DeadlineDue'>, story: Story, facts: CaseFacts): CaseDecision {
  const { now, at } = story;
  const clock = now.clocks[command.clock];
  const stands =
    now.status === 'open' &&
    now.level === command.level &&
    clock.status === 'running' &&
    clock.dueAt === command.dueAt;
  if (!stands) return nothing;
  const { dueAt } = clock;
  const lateByMs = Math.max(0, at - dueAt);
  const passed: Clock = { status: 'passed', dueAt, at, lateByMs };
  const news = command.clock === 'nextUpdate';
  story.tell({
    type: 'DeadlinePassed',
    clock: command.clock,
    level: now.level,
    dueAt,
    lateByMs,
    after: news ? beginClock('nextUpdate', standingOf(now), at, facts.holidays) : passed,
  });
  const allowed = lengthWords(clock.allowedMs);
  if (news) {
    remind(story, `The customer was to hear from us within ${allowed}, and has heard nothing.`);
    return story.done();
  }
  const why =
    command.clock === 'resolve'
      ? `Not resolved within ${allowed} on level ${now.level}.`
      : `The customer was not contacted within ${allowed}.`;
  climbByItself(story, `${why}${lateWords(lateByMs)}`, facts, { lateByMs, tellNow: true });
  return story.done();
}

export function warnAgain(command: Command<'WarnAgain'>, story: Story): CaseDecision {
  const { now, at } = story;
  if (now.status !== 'open' || now.warning?.nextAt !== command.dueAt) return nothing;
  warn(story, now.warning.because, Math.max(0, at - command.dueAt));
  return story.done();
}

export function waitOver(command: Command<'WaitOver'>, story: Story, facts: CaseFacts): CaseDecision {
  const { now, at } = story;
  if (now.status !== 'waiting' || now.until !== command.until) return nothing;
  story.tell({
    type: 'CaseResumed',
    by: { kind: 'clock' },
    clocks: resumeClocks(now.clocks, standingOf(now), at, facts.holidays),
    why: 'The time that was given to the customer is over.',
  });
  return story.done();
}

/** The customer heard from us: the first contact is made, and the next update is due anew. */
export function heard(
  command: Command<'ContactMade'> | Command<'UpdateGiven'>,
  story: Story,
  facts: CaseFacts,
): CaseDecision {
  const { by, how } = command;
  const { now, at } = story;
  const first = now.clocks.firstContact;
  if (first.status !== 'met') {
    const after = met(first, at);
    story.tell({ type: 'ClockMet', by, clock: 'firstContact', how, late: after.late, after });
    if (command.type === 'ContactMade' && now.clocks.nextUpdate.status === 'none') return story.done();
  }
  const next = now.clocks.nextUpdate;
  const late = next.status === 'running' && at > next.dueAt;
  const after =
    now.status === 'open' && next.status !== 'none'
      ? beginClock('nextUpdate', standingOf(now), at, facts.holidays)
      : next;
  story.tell({ type: 'ClockMet', by, clock: 'nextUpdate', how, late, after });
  return story.done();
}

function remind(story: Story, text: string): void {
  const { now, caseId, at } = story;
  if (now.owner.kind === 'queue') {
    callLevel(story, text);
    return;
  }
  story.tell({
    type: 'OwnerReminded',
    owner: now.owner,
    noticeId: `${caseId}.u${at}`,
    text: `${subjectOf(now)}\n${text} The ${CLOCK_WORDS.nextUpdate} is yours to give.`,
  });
}

/** Said only when somebody would wonder: the server was down, say. */
function lateWords(lateByMs: number): string {
  return lateByMs < 10 * SECOND ? '' : ` This was noticed ${lengthWords(lateByMs)} late.`;
}
