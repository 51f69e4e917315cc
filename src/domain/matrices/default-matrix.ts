import type { Business, Rung } from '../businesses/business.ts';
import type { ClimbRung } from '../ladders/ladder.ts';
import { MINUTE, SECOND } from '../../kernel/duration.ts';
import type { LevelClock, Matrix, MatrixVersion } from './matrix.ts';

const PATIENCE_S = (10 * MINUTE) / SECOND;
const DAY = 24 * 60;

/** What a business has before anybody edits it: its own file's matrix, or the usual one made from its managers. */
export function baseMatrix(business: Business): MatrixVersion {
  return {
    version: 0,
    effectiveFrom: 0,
    by: {
      kind: 'rule',
      rule: business.matrix === undefined ? 'the usual matrix' : 'the file of the business',
      version: 0,
    },
    at: 0,
    matrix: business.matrix ?? defaultMatrix(business),
  };
}

/** Front line 2 h, those who lead 8 h, the top 24 h; a formal complaint 8 weeks, with an owner of its own. */
export function defaultMatrix(business: Pick<Business, 'hours' | 'managers'>): Matrix {
  const [hours] = Object.keys(business.hours);
  const clock: LevelClock =
    hours === undefined ? { kind: 'round-the-clock' } : { kind: 'business-hours', hours };
  const [first, ...others] = business.managers.map(rungOf);
  const second = first === undefined ? [] : [first];
  const third = others.length > 0 ? others : second;
  return {
    rows: [
      {
        topic: null,
        levels: [
          {
            ...{ number: 1, name: 'Front line', clock, ladder: [], repeats: 0, owner: null },
            ...{ firstContactMinutes: 60, nextUpdateEveryMinutes: null, resolveMinutes: 120 },
          },
          {
            ...{
              number: 2,
              name: second[0]?.name ?? 'Supervisor',
              clock,
              ladder: second,
              repeats: 1,
              owner: null,
            },
            ...{ firstContactMinutes: 240, nextUpdateEveryMinutes: 240, resolveMinutes: 480 },
          },
          {
            ...{ number: 3, name: 'Senior management', clock, ladder: third, repeats: 1, owner: null },
            ...{ firstContactMinutes: 720, nextUpdateEveryMinutes: 480, resolveMinutes: DAY },
          },
          {
            ...{
              number: 4,
              name: 'Formal complaint',
              clock: { kind: 'round-the-clock' },
              ladder: third,
              repeats: 3,
            },
            ...{ firstContactMinutes: DAY, nextUpdateEveryMinutes: 7 * DAY, resolveMinutes: 56 * DAY },
            owner: business.managers.at(-1)?.people[0] ?? null,
          },
        ],
      },
    ],
    severities: [
      { severity: 1, percent: 50, startLevel: 1 },
      { severity: 2, percent: 75, startLevel: 1 },
    ],
    warnings: { everyMinutes: 240, most: 12 },
  };
}

function rungOf({ name, people }: Rung): ClimbRung {
  return {
    name,
    who: people.map((id) => ({ kind: 'person', id })),
    order: 'in-turn',
    ways: ['desk', 'phone'],
    patienceSeconds: PATIENCE_S,
  };
}
