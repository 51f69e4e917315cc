import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING } from '../../../test/harness/given.ts';
import { Matrix, type MatrixCommand, type MatrixEvent, type MatrixFacts } from './matrix.ts';
import { decideMatrix } from './decide.ts';
import { evolveMatrix } from './evolve.ts';
import { matrixAt, newestVersion } from './levels.ts';

const rules = {
  name: 'matrices',
  initial: { status: 'none' as const },
  decide: decideMatrix,
  evolve: evolveMatrix,
};
const facts: MatrixFacts = { business: { topics: ['billing'], hours: ['office'], staff: ['grace'] } };
const level = (number: number, more: object = {}) => ({
  number,
  name: `Level ${number}`,
  resolveMinutes: 60,
  ...more,
});
const matrix = (rows: unknown) => Matrix.parse({ rows });
const PLAIN = matrix([{ levels: [level(1), level(2)] }]);
const by = { kind: 'person', personId: 'ana', name: 'Ana Silva' } as const;
const save = (more: Partial<MatrixCommand> = {}): MatrixCommand => ({
  ...{ type: 'SaveMatrix', by, asOf: 0, effectiveFrom: null, matrix: PLAIN },
  ...more,
});
const saved = (version: number, effectiveFrom = MONDAY_MORNING): MatrixEvent => ({
  type: 'MatrixSaved',
  businessId: 'it',
  saved: { version, effectiveFrom, by, at: MONDAY_MORNING, matrix: PLAIN },
});

describe('saving a matrix', () => {
  test('adds a version, from now on or from a later time', () => {
    given(rules)
      .when(save(), { facts })
      .then({ events: [saved(1)] });
    const later = MONDAY_MORNING + 86_400_000;
    given(rules, saved(1))
      .when(save({ asOf: 1, effectiveFrom: later }), { facts })
      .then({ events: [saved(2, later)] });
  });

  test('is refused when somebody saved meanwhile, and says who and that nothing is lost', () => {
    const { answer } = given(rules, saved(1), saved(2)).when(save({ asOf: 1 }), { facts });
    expect(answer).toMatchObject({ refused: 'matrix-changed' });
    expect(answer).toMatchObject({
      reason: expect.stringMatching(/^Ana Silva saved version 2 meanwhile; nothing of yours is lost/),
    });
  });

  test.each([
    ['no-general-row', [{ topic: 'billing', levels: [level(1)] }]],
    ['row-twice', [{ levels: [level(1)] }, { levels: [level(1)] }]],
    ['topic-unknown', [{ levels: [level(1)] }, { topic: 'cheese', levels: [level(2)] }]],
    ['level-twice', [{ levels: [level(1), level(1)] }]],
    ['no-first-level', [{ levels: [level(2)] }]],
    ['hours-unknown', [{ levels: [level(1, { clock: { kind: 'business-hours', hours: 'night' } })] }]],
    ['person-unknown', [{ levels: [level(1), level(4, { owner: 'zoe' })] }]],
  ])('is refused for %s', (code, rows) => {
    given(rules)
      .when(save({ matrix: matrix(rows) }), { facts })
      .thenRefused(code);
  });

  test('never takes effect in the past, nor before a version that is older', () => {
    given(rules)
      .when(save({ effectiveFrom: MONDAY_MORNING - 3_600_000 }), { facts })
      .thenRefused('time-past');
    given(rules, saved(1, MONDAY_MORNING + 7_200_000))
      .when(save({ asOf: 1 }), { facts })
      .thenRefused('before-another');
  });
});

describe('which version holds', () => {
  const base = { version: 0, effectiveFrom: 0, by, at: 0, matrix: PLAIN };
  const { state } = given(rules, saved(1, 100), saved(2, 200));

  test('at a moment, and which one an edit begins from', () => {
    expect([50, 100, 199, 200].map((at) => matrixAt(state, base, at).version)).toEqual([0, 1, 1, 2]);
    expect(newestVersion(state, base).version).toBe(2);
    expect(matrixAt({ status: 'none' }, base, 500).version).toBe(0);
  });
});
