import { expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { countsOf, linesBy } from './ledger.ts';
import { ana, facts, make, NOON, rules } from './promise-for-tests.ts';
import type { PromiseCommand } from './promise.ts';
import type { PromiseRecord } from './promises-store.ts';

const keep: PromiseCommand = { type: 'KeepPromise', by: ana, how: 'Rang her.' };
const release: PromiseCommand = { type: 'ReleasePromise', by: ana, why: 'She rang us.' };
const pass: PromiseCommand = { type: 'DeadlinePassed' };

let count = 0;
function record(...steps: readonly (readonly [PromiseCommand, number])[]): PromiseRecord {
  const promise = [[make, NINE] as const, ...steps].reduce((state, [command, at]) => {
    const answer = rules.decide(command, state, facts, { at, id: 'p1' });
    if ('refused' in answer) throw new Error(answer.reason);
    return answer.events.reduce(rules.evolve, state);
  }, given(rules).state);
  if (promise.status === 'none') throw new Error('it was made');
  count += 1;
  return { id: `p${count}`, promise };
}

const kept = () => record([keep, NOON]);
const keptLate = () => record([pass, NOON + 1], [keep, NOON + 2]);
const broken = () => record([pass, NOON + 1]);

test('what was broken counts as broken also when it was released afterwards, and kept late is not kept', () => {
  const records = [
    kept(),
    keptLate(),
    broken(),
    record([pass, NOON + 1], [release, NOON + 2]),
    record([release, NINE]),
  ];
  expect(countsOf(records)).toEqual({
    n: 5,
    open: 0,
    kept: 1,
    late: 1,
    broken: 2,
    released: 1,
    keptShare: null,
  });
});

test('a share is told of five decided promises or more, and never of fewer', () => {
  expect(countsOf([kept(), kept(), kept(), keptLate()]).keptShare).toBeNull();
  expect(countsOf([kept(), kept(), kept(), kept(), keptLate()]).keptShare).toBe(0.8);
  expect(countsOf([]).keptShare).toBeNull();
});

test('lines are of those who owe, the most promises first', () => {
  const lines = linesBy([kept(), broken()], ({ promise: { owner } }) => owner);
  expect(lines).toMatchObject([{ id: 'priya', name: 'Priya', n: 2, kept: 1, broken: 1 }]);
  expect(linesBy([kept()], () => null)).toEqual([]);
});
