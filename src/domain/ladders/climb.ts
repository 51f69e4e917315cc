import type { Decision, Moment } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { evolveLadder } from './evolve.ts';
import type {
  Climbing,
  ClimbRung,
  Ladder,
  LadderCommand,
  LadderEvent,
  LadderFacts,
  RungPerson,
} from './ladder.ts';

/** Where a climb goes next: further along the rung, to the next rung, to the next round, or to its end. */

export type LadderDecision = Decision<LadderEvent>;

export const PATIENCE = 'patience';
/** Told in one transaction; a rung of a hundred people is told in a few seconds. */
const MOST_AT_ONCE = 12;
const PAUSE_BETWEEN = SECOND;

export function eventBase(climb: Exclude<Ladder, { status: 'none' }>, { at, id }: Moment) {
  const { businessId, about, caseId } = climb;
  return { climbId: id, businessId, about, caseId, at };
}

/** Goes on after `events`. `because`: what led here, as a sentence; empty at the beginning. */
export function climbOn(
  events: readonly LadderEvent[],
  climb: Climbing,
  facts: LadderFacts,
  because: string,
  moment: Moment,
): LadderDecision {
  let state: Climbing = climb;
  const happened = [...events];
  const apply = (event: LadderEvent) => {
    happened.push(event);
    const next = evolveLadder(state, event);
    if (next.status === 'climbing') state = next;
  };
  while (state.next.length === 0) {
    const step = nextRung(state);
    if (step === null) {
      happened.push(exhausted(state, moment));
      return { events: happened, timers: [{ clear: PATIENCE }] };
    }
    apply(reach(state, step, facts, moment));
  }
  const told = tell(state, facts, because, moment);
  const command: LadderCommand = { type: 'MoveOn', wait: state.wait + 1 };
  return { events: [...happened, told], timers: [{ set: PATIENCE, at: told.until, command }] };
}

interface Step {
  readonly round: number;
  readonly rung: number;
}

/** Null: every rung of every round is behind us, or the last round told nobody, so that another would not either. */
function nextRung({ round, rung, rungs, repeats, toldInRound }: Climbing): Step | null {
  if (rung + 1 < rungs.length) return { round, rung: rung + 1 };
  return round < repeats && toldInRound ? { round: round + 1, rung: 0 } : null;
}

function reach(climb: Climbing, { round, rung }: Step, facts: LadderFacts, moment: Moment): LadderEvent {
  const here = climb.rungs[rung] as ClimbRung;
  const found = facts.rungs[rung] ?? { people: [], missing: [] };
  const reasons: string[] = [...found.missing];
  const people: RungPerson[] = [];
  for (const person of found.people) {
    const reason = whyNot(climb, round, here, person);
    if (reason !== null) reasons.push(reason);
    else if (!people.some(({ personId }) => personId === person.personId)) people.push(person);
  }
  const of = { ...eventBase(climb, moment), round, rung, rungName: here.name };
  if (people.length === 0) {
    const why = reasons.length === 0 ? 'nobody stands on it' : reasons.join('; ');
    return { type: 'ClimbRungSkipped', ...of, why: `The rung "${here.name}" is skipped: ${why}.` };
  }
  return {
    type: 'ClimbRungReached',
    ...of,
    people: people.map(({ personId, name, why }) => ({ personId, name, why })),
  };
}

/** Why this person is not told on this rung, as part of a sentence; null: they are. */
function whyNot(climb: Climbing, round: number, rung: ClimbRung, person: RungPerson): string | null {
  const { personId, name } = person;
  if (climb.except.includes(personId)) return `${name} is left out`;
  const earlier = climb.told.filter((telling) => telling.personId === personId);
  if (earlier.some(({ outcome }) => outcome === 'refused')) return `${name} has said that they cannot`;
  if (earlier.some((telling) => telling.round === round)) return `${name} was told already`;
  if (usableWays(rung, person).length > 0) return null;
  const reasons = rung.ways.map((way) => person.barred[way]).filter((reason) => reason !== undefined);
  return `${name} cannot be told: ${[...new Set(reasons)].join(', ')}`;
}

function usableWays(rung: ClimbRung, person: RungPerson) {
  return [...new Set(rung.ways)].filter((way) => person.barred[way] === undefined);
}

type Told = Extract<LadderEvent, { type: 'PeopleTold' }>;

function tell(climb: Climbing, facts: LadderFacts, because: string, moment: Moment): Told {
  const rung = climb.rungs[climb.rung] as ClimbRung;
  const batch = climb.next.slice(0, rung.order === 'in-turn' ? 1 : MOST_AT_ONCE);
  const more = rung.order === 'together' && climb.next.length > batch.length;
  const known = new Map(facts.rungs[climb.rung]?.people.map((person) => [person.personId, person]));
  const notices = batch
    .flatMap((called) => {
      const { personId, name } = called;
      const person = known.get(personId) ?? { ...called, barred: {} };
      return usableWays(rung, person).map((way) => ({ personId, name, way }));
    })
    .map((notice, index) => ({ noticeId: `${moment.id}.n${climb.told.length + index + 1}`, ...notice }));
  const patience = more ? PAUSE_BETWEEN : rung.patienceSeconds * SECOND;
  return {
    type: 'PeopleTold',
    ...eventBase(climb, moment),
    round: climb.round,
    rung: climb.rung,
    rungName: rung.name,
    notices,
    subject: climb.subject,
    text: climb.text,
    until: moment.at + patience,
    why: [because, ...batch.map(({ name, why }) => `${name} ${why}.`)]
      .filter((text) => text !== '')
      .join(' '),
  };
}

function exhausted(climb: Climbing, moment: Moment): LadderEvent {
  const told = [...new Set(climb.told.map(({ name }) => name))];
  const why =
    told.length === 0
      ? 'Nobody on the ladder could be told.'
      : `Nobody said "I have it". Told: ${told.join(', ')}.`;
  return { type: 'ClimbExhausted', ...eventBase(climb, moment), told, why };
}

/** Whether there is nobody left to wait for: all who were told last have refused, or no notice to them arrived. */
export function nobodyLeft(climb: Climbing): boolean {
  const rung = climb.rungs[climb.rung];
  if (rung === undefined || (rung.order === 'together' && climb.next.length > 0)) return false;
  const onRung = climb.told.filter((telling) => telling.round === climb.round && telling.rung === climb.rung);
  const last = onRung.at(-1);
  const current =
    rung.order === 'in-turn' ? onRung.filter(({ personId }) => personId === last?.personId) : onRung;
  const people = new Set(current.map(({ personId }) => personId));
  return [...people].every((personId) => {
    const theirs = current.filter((telling) => telling.personId === personId);
    return (
      theirs.some(({ outcome }) => outcome === 'refused') ||
      theirs.every(({ outcome }) => outcome === 'failed' || outcome === 'withdrawn')
    );
  });
}
