import { describe, expect, test } from '@jest/globals';
import { Dice } from '../../../test/harness/dice.ts';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import type { CaseCommand } from './case-words.ts';
import { FACTS, OneCase, opening, person } from './case-for-tests.ts';
import { timersOf } from './case-timers.ts';

const PEOPLE = ['ana', 'tom', 'grace', 'david'] as const;

/** Something that people, ladders, calls or a late timer may do to a case at any moment. */
function anything(dice: Dice, one: OneCase): CaseCommand {
  const { edition, climbs } = one.case;
  const by = person(dice.one(PEOPLE));
  const asOf = dice.one([null, edition, Math.max(0, edition - 1)]);
  const climbId = `c.c${1 + Math.floor(dice.roll() * (climbs + 1))}`;
  const why = 'For a reason';
  const phase = dice.one(['waiting', 'talking', 'held'] as const);
  return dice.one<CaseCommand>([
    { type: 'TakeCase', by, asOf },
    {
      type: 'AssignCase',
      by,
      asOf,
      why,
      owner: { kind: 'person', id: dice.one([...PEOPLE, 'zoe']), name: 'x' },
    },
    {
      type: 'AssignCase',
      by,
      asOf,
      why,
      owner: { kind: 'queue', id: dice.one(['billing', 'cheese']), name: 'x' },
    },
    { type: 'HandCase', personId: by.personId, name: by.name, why },
    { type: 'CaseReached', climbId, personId: by.personId, name: by.name, how: 'click', at: one.at },
    { type: 'CaseUnreached', climbId, why },
    { type: 'CaseUnreached', climbId: one.case.climb?.climbId ?? climbId, why },
    { type: 'ContactMade', by, how: 'by telephone' },
    { type: 'UpdateGiven', by, how: 'by e-mail' },
    {
      type: 'EscalateCase',
      by,
      asOf,
      pathway: dice.one(['functional', 'hierarchical'] as const),
      reason: why,
      formal: dice.roll() < 0.2,
    },
    { type: 'ReturnCase', by, asOf, reason: why },
    { type: 'SetSeverity', by, asOf, severity: dice.one([1, 2, 3, 4] as const), tier: null, why },
    { type: 'SetTopic', by, asOf, topic: dice.one([null, 'billing', 'floods', 'cheese']) },
    { type: 'SetSummary', by, asOf, summary: `Words ${Math.floor(dice.roll() * 9)}` },
    { type: 'WaitForCustomer', by, asOf, reason: why, until: dice.one([null, one.at + 3 * HOUR]) },
    { type: 'ResumeCase', by, asOf, why },
    { type: 'ResolveCase', by, asOf, outcome: 'solved', words: why, cause: null },
    { type: 'ReopenCase', by, asOf, why },
    { type: 'AddNote', by, text: why, mentions: [dice.one(PEOPLE)] },
    { type: 'LinkCall', callId: `k${Math.floor(dice.roll() * 5)}`, at: null },
    { type: 'NotePhase', callId: 'k1', phase: dice.one([null, { callId: 'k1', phase, who: by.name }]) },
    { type: 'TellCase', kind: 'notice', text: why, why: null, ref: { noun: 'notices', id: 'n' } },
    { type: 'DeadlineDue', clock: 'resolve', level: dice.one([1, 2, 3]), dueAt: one.at - HOUR },
    { type: 'WarnAgain', dueAt: one.at - HOUR },
  ]);
}

function check(one: OneCase, fired: Map<string, number>): void {
  const { case: state } = one;
  // Never nobody, and never a stranger.
  if (state.owner.kind === 'person') expect(FACTS.people[state.owner.id]).toBeDefined();
  else expect(['general', 'billing']).toContain(state.owner.id);
  // One timer for each clock that runs, none beside.
  expect([...one.timers].map(([key, { at }]) => [key, at]).toSorted()).toEqual(
    [...timersOf(state)].map(([key, { at }]) => [key, at]).toSorted(),
  );
  if (state.status !== 'open')
    expect([...one.timers.keys()].filter((key) => key !== 'waiting/until')).toEqual([]);
  // What is open can never be forgotten: a deadline runs, somebody is looked for, or everybody above has been told in vain.
  if (state.status === 'open') {
    const alive = one.timers.size > 0 || state.climb !== null || state.clocks.resolve.status === 'passed';
    expect(alive).toBe(true);
  }
  // The one clock has no gap and no overlap.
  for (const [index, segment] of state.segments.entries()) {
    const next = state.segments[index + 1];
    if (next !== undefined && state.reopened === 0) expect(segment.to).toBe(next.from);
    if (segment.to === null) expect(index).toBe(state.segments.length - 1);
    else expect(segment.to).toBeGreaterThanOrEqual(segment.from);
  }
  // No deadline is passed twice.
  for (const event of one.events)
    if (event.type === 'DeadlinePassed') {
      const key = `${event.clock}/${event.level}/${event.dueAt}`;
      fired.set(key, (fired.get(key) ?? 0) + 1);
    }
  for (const [key, times] of fired) expect(`${key} ${times}`).toBe(`${key} 1`);
  fired.clear();
}

describe('whatever happens to a case, in any order', () => {
  test('it has an owner, one timer for each running clock, and no deadline passes twice', () => {
    for (let seed = 1; seed <= 15; seed += 1) {
      const dice = new Dice(seed);
      const one = new OneCase(Date.parse('2026-03-25T08:00Z') + Math.floor(dice.roll() * 10 * 24) * HOUR);
      one.tell(
        opening({ by: dice.one([person('ana'), { kind: 'flow' }]), severity: dice.one([null, 1, 2]) }),
      );
      one.facts = {
        ...FACTS,
        call: {
          startedAt: one.at,
          customer: { number: null, name: null },
          topic: null,
          story: [],
          before: [],
          live: { callId: 'k1', phase: 'waiting', who: 'the menu' },
        },
      };
      const fired = new Map<string, number>();
      for (let step = 0; step < 40; step += 1) {
        one.tell(anything(dice, one));
        check(one, fired);
        if (dice.roll() < 0.5) one.pass(Math.floor(dice.roll() * 300) * MINUTE);
        check(one, fired);
      }
      expect(one.case.owner.id).not.toBe('');
    }
  });
});
