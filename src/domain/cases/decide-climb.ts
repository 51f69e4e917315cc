import type { By, Owner } from '../../kernel/by.ts';
import { MINUTE } from '../../kernel/duration.ts';
import { nothing, refuse, type Refusal } from '../../kernel/decision.ts';
import type { ClimbRung, ClimbWanted } from '../ladders/ladder.ts';
import { FORMAL_COMPLAINT, levelOf, nextLevel } from '../matrices/levels.ts';
import type { Level } from '../matrices/matrix.ts';
import { beginClocks } from './clocks.ts';
import type { CaseCommand, CaseFacts } from './case-words.ts';
import type { KnownCase } from './case.ts';
import { standingOf, type CaseDecision, type Story } from './story.ts';
import { subjectOf, textOf } from './texts.ts';

type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;
type Pathway = 'functional' | 'hierarchical' | 'automatic';

interface ClimbTo {
  readonly level: Level;
  readonly pathway: Pathway;
  readonly by: By;
  readonly why: string;
  readonly lateByMs: number;
}

/** To another level: its clocks begin, and whoever is on its ladder is told until one of them says "I have it". */
export function climbTo(story: Story, to: ClimbTo, facts: CaseFacts): void {
  const { now, at } = story;
  const { level, pathway, by, why, lateByMs } = to;
  const there: KnownCase = { ...now, level: level.number };
  story.tell({
    type: 'CaseClimbed',
    by,
    from: now.level,
    level: level.number,
    levelName: level.name,
    pathway,
    clocks: beginClocks(standingOf(there), now.clocks, at, facts.holidays),
    climb: climbWanted(story, level, rungsOf(level, pathway, now, facts), why, by),
    cancels: now.climb?.climbId ?? null,
    why,
    lateByMs,
  });
  giveToOwnOf(story, level, by, facts);
}

/** A level with an owner of its own, such as a formal complaint: it is theirs as soon as it comes there. */
function giveToOwnOf(story: Story, level: Level, by: By, facts: CaseFacts): void {
  if (level.owner === null) return;
  const owner: Owner = { kind: 'person', id: level.owner, name: facts.people[level.owner] ?? level.owner };
  const before = story.now.owner;
  if (before.kind === 'person' && before.id === owner.id) return;
  const why = `${owner.name} has every case on level ${level.number}, ${level.name}.`;
  story.tell({ type: 'CaseTaken', by, owner, before, how: 'policy', why, climb: null });
}

/** Upwards by itself; at the highest level those who are there are told again. */
export function climbByItself(
  story: Story,
  why: string,
  facts: CaseFacts,
  how: { readonly lateByMs: number; readonly tellNow: boolean },
): void {
  const { now, at } = story;
  const next = now.level >= FORMAL_COMPLAINT ? null : nextLevel(now.policy.matrix, now.topic, now.level);
  if (next !== null) {
    climbTo(
      story,
      { level: next, pathway: 'automatic', by: { kind: 'clock' }, why, lateByMs: how.lateByMs },
      facts,
    );
    return;
  }
  const { everyMinutes, most } = now.policy.matrix.warnings;
  if (!how.tellNow) {
    if (now.warning !== null) return;
    story.tell({
      type: 'CaseWarned',
      given: 0,
      most,
      nextAt: at + everyMinutes * MINUTE,
      climb: null,
      because: why,
      lateByMs: how.lateByMs,
    });
    return;
  }
  warn(story, why, how.lateByMs);
}

/** Tells those at the highest level again, unless that was done as often as the matrix says. */
export function warn(story: Story, because: string, lateByMs: number): void {
  const { now, at } = story;
  const { everyMinutes, most } = now.policy.matrix.warnings;
  const given = (now.warning?.given ?? 0) + 1;
  if (given > most) return;
  const level = levelOf(now.policy.matrix, now.topic, now.level);
  const climb =
    level === null || now.climb !== null
      ? null
      : climbWanted(story, level, level.ladder, because, { kind: 'clock' });
  story.tell({
    type: 'CaseWarned',
    given,
    most,
    nextAt: given < most ? at + everyMinutes * MINUTE : null,
    climb,
    because,
    lateByMs,
  });
}

/** Looks for somebody on the level where the case is, if it has anybody to be told. */
export function callLevel(story: Story, why: string): void {
  const { now } = story;
  const level = levelOf(now.policy.matrix, now.topic, now.level);
  if (level === null || level.ladder.length === 0 || now.climb !== null) return;
  const climb = climbWanted(story, level, level.ladder, why, { kind: 'clock' });
  story.tell({ type: 'CaseCalled', climb, why });
}

/**
 * Somebody on a ladder said "I have it". Said late, it still counts while nobody else has said it; once somebody has,
 * it changes nothing.
 */
export function reached(command: Command<'CaseReached'>, story: Story): CaseDecision {
  const { now } = story;
  const { climbId, personId, name, how } = command;
  const current = now.climb?.climbId === climbId;
  const stillWanted = now.status === 'open' && (now.climb !== null || now.warning !== null);
  if (!current && !stillWanted) {
    if (now.owner.kind === 'person' && now.owner.id === personId) return nothing;
    story.tell({
      type: 'CaseTold',
      kind: 'ladder',
      text: `${name} said “I have it” too, after it was settled; ${now.owner.name} has the case.`,
      why: null,
      ref: null,
    });
    return story.done();
  }
  story.tell({
    type: 'CaseTaken',
    by: { kind: 'person', personId, name },
    owner: { kind: 'person', id: personId, name },
    before: now.owner,
    how: 'reached',
    why: `${name} said “I have it” by ${HOW_WORDS[how]}${current ? '' : ', late'}.`,
    climb: now.climb === null ? null : { id: now.climb.climbId, cancelled: !current },
  });
  return story.done();
}

const HOW_WORDS = {
  click: 'a click',
  key: 'a key on the telephone',
  sms: 'text message',
  link: 'a link',
} as const;

export function unreached(command: Command<'CaseUnreached'>, story: Story, facts: CaseFacts): CaseDecision {
  const { now } = story;
  if (now.status === 'resolved' || now.climb?.climbId !== command.climbId) return nothing;
  story.tell({ type: 'CaseUnheard', climbId: command.climbId, why: command.why });
  climbByItself(story, `Nobody on level ${now.level} said “I have it”: ${command.why}`, facts, {
    lateByMs: 0,
    tellNow: false,
  });
  return story.done();
}

export function escalate(
  command: Command<'EscalateCase'>,
  story: Story,
  facts: CaseFacts,
): CaseDecision | Refusal {
  const { now } = story;
  const { matrix } = now.policy;
  const { formal, pathway, by, reason } = command;
  if (now.level >= FORMAL_COMPLAINT)
    return refuse('at-the-top', 'This case is a formal complaint already; there is no level above it.');
  const level = formal
    ? levelOf(matrix, now.topic, FORMAL_COMPLAINT)
    : nextLevel(matrix, now.topic, now.level);
  if (level === null) {
    return formal
      ? refuse('no-formal-complaint', 'The matrix of this business has no level 4 for formal complaints.')
      : refuse(
          'at-the-top',
          `Level ${now.level} is the highest that a case climbs to. Only a formal complaint goes further.`,
        );
  }
  climbTo(story, { level, pathway, by, why: reason, lateByMs: 0 }, facts);
  return story.done();
}

export function giveBack(
  command: Command<'ReturnCase'>,
  story: Story,
  facts: CaseFacts,
): CaseDecision | Refusal {
  const { now, at } = story;
  const { matrix } = now.policy;
  // Back to where it came from: a formal complaint may have come from the front line.
  const from = now.below.findLast((one) => one.level < now.level);
  const candidates = from === undefined ? [3, 2, 1].filter((number) => number < now.level) : [from.level];
  const level = candidates.map((number) => levelOf(matrix, now.topic, number)).find((one) => one !== null);
  if (level === undefined)
    return refuse('at-the-bottom', 'This case is on the lowest level; there is nobody to return it to.');
  const owner = from?.owner ?? now.owner;
  const there: KnownCase = { ...now, level: level.number };
  story.tell({
    type: 'CaseReturned',
    by: command.by,
    from: now.level,
    level: level.number,
    levelName: level.name,
    owner,
    clocks: beginClocks(standingOf(there), now.clocks, at, facts.holidays),
    cancels: now.climb?.climbId ?? null,
    pingPong: !now.actedOn,
    why: command.reason,
  });
  return story.done();
}

function rungsOf(level: Level, pathway: Pathway, now: KnownCase, facts: CaseFacts): readonly ClimbRung[] {
  const topic = facts.business?.topics.find(({ key }) => key === now.topic);
  if (pathway === 'functional' && topic !== undefined) {
    const experts: ClimbRung = {
      name: `Experts in ${topic.name}`,
      who: topic.experts.map((id) => ({ kind: 'person', id })),
      order: 'in-turn',
      ways: ['desk', 'phone'],
      patienceSeconds: 600,
    };
    return [experts, ...level.ladder];
  }
  if (level.ladder.length > 0 || level.owner === null) return level.ladder;
  return [
    {
      name: level.name,
      who: [{ kind: 'person', id: level.owner }],
      order: 'in-turn',
      ways: ['desk', 'email'],
      patienceSeconds: 3_600,
    },
  ];
}

function climbWanted(
  story: Story,
  level: Level,
  rungs: readonly ClimbRung[],
  why: string,
  by: By,
): ClimbWanted {
  const { now, caseId } = story;
  const seen: KnownCase = { ...now, level: level.number };
  return {
    climbId: `${caseId}.c${now.climbs + 1}`,
    businessId: now.businessId,
    about: { noun: 'cases', id: caseId },
    caseId,
    callId: now.live?.callId ?? null,
    subject: subjectOf(seen),
    text: textOf(seen, `${why} The case is on level ${level.number}, ${level.name}.`),
    rungs: [...rungs],
    repeats: level.repeats,
    // Who asks for somebody else is not told themselves.
    except: by.kind === 'person' ? [by.personId] : [],
  };
}
