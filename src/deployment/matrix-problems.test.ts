import { expect, test } from '@jest/globals';
import { SHOP } from '../../test/harness/shop.ts';
import { Business } from '../domain/businesses/business.ts';
import { namesInMatrix } from './matrix-problems.ts';

const rung = (who: object) => ({
  name: 'Rung',
  who: [who],
  order: 'together',
  ways: ['desk'],
  patienceSeconds: 60,
});

test('every name in the matrix of a business is looked up among those there are', () => {
  const business = Business.parse({
    ...SHOP,
    hours: { main: { weekly: {} } },
    matrix: {
      rows: [
        {
          topic: 'cheese',
          levels: [
            {
              number: 1,
              name: 'One',
              owner: 'zoe',
              clock: { kind: 'business-hours', hours: 'night' },
              ladder: [
                rung({ kind: 'person', id: 'yan' }),
                rung({ kind: 'team', key: 'billing' }),
                rung({ kind: 'rota', id: 'shop.nights' }),
              ],
            },
          ],
        },
      ],
    },
  });
  const found = namesInMatrix(business);
  expect(
    found.filter(({ given, known }) => !known.includes(given)).map(({ what, given }) => `${what} ${given}`),
  ).toEqual([
    'topic cheese',
    'kind of hours night',
    'person on the staff of Brightwick zoe',
    'person on the staff of Brightwick yan',
    'rota shop.nights',
  ]);
  expect(found[1]?.path).toEqual(['matrix', 'rows', 0, 'levels', 0, 'clock', 'hours']);
  expect(namesInMatrix(SHOP)).toEqual([]);
});
