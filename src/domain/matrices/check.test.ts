import { describe, expect, test } from '@jest/globals';
import { SHOP } from '../../../test/harness/shop.ts';
import { Business } from '../businesses/business.ts';
import { createHolidayLookup } from '../businesses/holidays.ts';
import { sentencesOf, warningsOf, type Surroundings } from './check.ts';
import { courseOf } from './course.ts';
import { baseMatrix, defaultMatrix } from './default-matrix.ts';
import { Matrix } from './matrix.ts';

const nine = ['08:00', '18:00'];
const week = { mon: [nine], tue: [nine], wed: [nine], thu: [nine], fri: [nine] };
const business = Business.parse({
  ...SHOP,
  hours: { office: { weekly: week, holidays: { country: 'GB' } } },
});
const usual = defaultMatrix(business);
const reach = (reachable: boolean): Surroundings['reach'] => [
  {
    topic: null,
    level: 2,
    rung: 'Duty manager',
    missing: [],
    people: [
      { personId: 'grace', name: 'Grace', reachable, why: reachable ? 'can be rung' : 'is away (lunch)' },
    ],
  },
  { topic: null, level: 3, rung: 'Owner', missing: ['nobody is on call (Nights)'], people: [] },
];
const around = (reachable = true): Surroundings => ({
  hours: ['office'],
  reach: reach(reachable),
  names: { david: 'David Lloyd', grace: 'Grace' },
});

describe('the usual matrix', () => {
  test('is made from the managers: 2 h, 8 h, 24 h, and a formal complaint with an owner of its own', () => {
    expect(usual.rows[0]?.levels.map(({ resolveMinutes, owner }) => [resolveMinutes, owner])).toEqual([
      [120, null],
      [480, null],
      [1_440, null],
      [80_640, 'david'],
    ]);
    expect(baseMatrix(business)).toMatchObject({ version: 0, matrix: usual });
    expect(Matrix.parse(usual)).toEqual(usual);
  });

  test('says what it does in plain sentences', () => {
    expect(sentencesOf(usual, around())).toEqual(
      expect.arrayContaining([
        'Level 1, Front line: the customer is contacted within 1 h, the case is resolved within 2 h, counted in the hours “office”.',
        'Level 2, Duty manager: the customer is contacted within 4 h, hears from us every 4 h, the case is resolved within 8 h, counted in the hours “office”. Told: Grace on the desk and by telephone (10 min), once more if nobody says “I have it”.',
        'Severity 1 has 50% of each time.',
      ]),
    );
  });
});

describe('holes', () => {
  const kinds = (matrix: Matrix, reachable = true) =>
    warningsOf(matrix, around(reachable)).map(({ level, kind }) => `${level} ${kind}`);

  test('a rung with nobody on it, and a level where nobody can be reached now', () => {
    expect(kinds(usual)).toEqual(['3 empty-team']);
    expect(kinds(usual, false)).toEqual(['2 nobody-reachable', '3 empty-team']);
    expect(warningsOf(usual, around(false))[0]?.text).toBe(
      'Level 2, Duty manager: nobody can be reached right now: Grace is away (lunch).',
    );
  });

  test('a deadline shorter than the one below, hours that are gone, no deadline, no ladder, no level, no owner', () => {
    const holes = Matrix.parse({
      rows: [
        {
          levels: [
            {
              number: 1,
              name: 'One',
              resolveMinutes: 120,
              clock: { kind: 'business-hours', hours: 'night' },
            },
            { number: 3, name: 'Three', resolveMinutes: 60 },
            { number: 4, name: 'Four', owner: 'zoe' },
          ],
        },
      ],
    });
    expect(
      warningsOf(holes, { hours: ['office'], reach: [], names: {} }).map(
        ({ level, kind }) => `${level} ${kind}`,
      ),
    ).toEqual([
      '2 missing-level',
      '1 no-hours',
      '3 shorter-than-below',
      '3 empty-ladder',
      '4 no-deadline',
      '4 unknown-person',
    ]);
  });
});

describe('the course of a case that nobody resolves', () => {
  const asked = {
    matrix: usual,
    topic: null,
    severity: 3,
    startAt: Date.parse('2026-03-27T17:50Z'),
    timezone: 'Europe/London',
    hours: business.hours,
    holidays: createHolidayLookup(),
    contact: 'in-time' as const,
    pauses: [],
  };
  const climbs = (more: Partial<Parameters<typeof courseOf>[0]> = {}) =>
    courseOf({ ...asked, ...more })
      .filter(({ what }) => what === 'climbs' || what === 'passes')
      .map(({ at, level }) => `L${level} ${new Date(at).toISOString().slice(0, 16)}`);

  test('if it starts on Friday at 17:50, level 2 is told on Monday at 09:50, though the clocks went forward', () => {
    expect(
      courseOf(asked)
        .map(({ text }) => text)
        .slice(0, 3),
    ).toEqual([
      'It starts Friday 27 Mar, 17:50 on level 1 (Front line).',
      'First contact is due by Monday 30 Mar, 08:50; without it the case climbs then.',
      'Monday 30 Mar, 09:50: it is not resolved on level 1, so level 2 (Duty manager) is told.',
    ]);
    // Good Friday and Easter Monday lie between; the last one is the highest level's own deadline.
    expect(climbs()).toEqual(['L2 2026-03-30T08:50', 'L3 2026-03-30T16:50', 'L3 2026-04-02T10:50']);
  });

  test('a severe case has less time, a customer who was never contacted climbs sooner, and waiting does not count', () => {
    expect(climbs({ severity: 1 })[0]).toBe('L2 2026-03-30T07:50');
    expect(climbs({ contact: null })[0]).toBe('L2 2026-03-30T07:50');
    const from = Date.parse('2026-03-30T07:30Z');
    expect(climbs({ pauses: [{ from, to: from + 3_600_000 }] })[0]).toBe('L2 2026-03-30T09:50');
  });
});
