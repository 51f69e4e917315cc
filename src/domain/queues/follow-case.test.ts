import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { CASE_CREDIT_SECONDS } from './follow-case.ts';
import { after, back, billing, facts, here, join, of, rules, SECOND, waiting } from './queue-for-tests.ts';
import type { QueueEvent, QueueFacts } from './queue-entry.ts';

const follow = (severity: 1 | 2 | 3 | 4) => ({ type: 'FollowCase', number: 'BRI-1042', severity }) as const;
const credited = (creditSeconds: number): QueueFacts => ({
  ...facts,
  queue: { ...billing, creditSeconds },
});
const when = (past: readonly QueueEvent[], severity: 1 | 2 | 3 | 4, known = CASE_CREDIT_SECONDS[severity]) =>
  given(rules, ...past).when(follow(severity), { ...here, facts: credited(known) });
const rankOf = (state: ReturnType<ReturnType<typeof when>['thenState']>): number => {
  if (state.status !== 'waiting') throw new Error('the caller does not wait');
  return state.rank;
};

describe('a caller with an open case', () => {
  test('is served sooner the more severe it is, and it is said why', () => {
    when(waiting, 2).then({
      events: [
        {
          type: 'PriorityRaised',
          ...of,
          seconds: 600,
          rank: NINE - 600 * SECOND,
          why: 'Served sooner because case BRI-1042 is severity 2.',
        },
      ],
    });
    expect(rankOf(when(waiting, 1).thenState())).toBeLessThan(rankOf(when(waiting, 2).thenState()));
    expect(when(waiting, 1).thenState()).toMatchObject({
      ahead: 'Served sooner because case BRI-1042 is severity 1.',
    });
  });

  test('that is ordinary or minor keeps the place', () => {
    when(waiting, 3).thenNothing();
    when(waiting, 4).thenNothing();
  });

  test('is credited as the business says', () => {
    expect(rankOf(when(waiting, 3, 60).thenState())).toBe(NINE - 60 * SECOND);
    when(waiting, 1, 0).thenNothing();
  });

  test('moves once, however often the same case is weighed, and again when it is judged more severe', () => {
    const moved = after(waiting, follow(2), credited(600));
    when(moved, 2).thenNothing();
    expect(rankOf(when(moved, 1).thenState())).toBe(NINE - 1_800 * SECOND);
  });

  test('never loses a place: not when judged less severe, not one given by a rule or for coming back', () => {
    when(after(waiting, follow(1), credited(1_800)), 2).thenNothing();
    when(after(waiting, { type: 'RaisePriority', seconds: 3_600, why: 'A rule.' }), 1).thenNothing();
    when(back, 1).thenNothing();
  });

  test('who asked for particular people stands in no line', () => {
    when(after([], { ...join, only: ['ana'] }), 1).thenNothing();
  });

  test('who does not wait any more is left alone', () => {
    when(after(waiting, { type: 'ServeCaller' }), 1).thenNothing();
  });
});
