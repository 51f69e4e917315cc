import { describe, expect, test } from '@jest/globals';
import { calendarOf } from './calendar.ts';
import { at, local, override, rota, weekly, ZONE } from './rota-for-tests.ts';
import type { KeptRota, Layer } from './rota.ts';
import { begunAt, gapsOf, goingOn, nextHandover, onCallAt, shiftsOf } from './turns.ts';

const words = (kept: KeptRota, from: string, to: string) =>
  shiftsOf(kept, at(from), at(to)).map(
    (shift) => `${shift.personId} ${local(shift.from)} to ${local(shift.to)}`,
  );

describe('a rota', () => {
  test('hands over at the same time of day in the weeks in which the clocks change', () => {
    expect(words(rota([weekly]), '2026-03-16T00:00', '2026-04-13T00:00')).toEqual([
      'tom Mon 16 Mar 00:00 to Mon 16 Mar 09:00',
      'grace Mon 16 Mar 09:00 to Mon 23 Mar 09:00',
      'ana Mon 23 Mar 09:00 to Mon 30 Mar 09:00',
      'tom Mon 30 Mar 09:00 to Mon 6 Apr 09:00',
      'grace Mon 6 Apr 09:00 to Mon 13 Apr 00:00',
    ]);
    const autumn = shiftsOf(rota([weekly]), at('2026-10-19T09:00'), at('2026-11-02T09:00'));
    expect(autumn.map(({ from, to }) => (to - from) / 3_600_000)).toEqual([169, 168]);
  });

  test('hands over once, at the next time there is, on the night in which that hour is left out or comes twice', () => {
    const daily: Layer = {
      ...weekly,
      from: '2026-03-28',
      handover: { time: '01:30' },
      every: { count: 1, unit: 'days' },
    };
    const spring = shiftsOf(rota([daily]), at('2026-03-28T12:00'), at('2026-03-30T12:00'));
    expect(spring.map(({ personId }) => personId)).toEqual(['ana', 'tom', 'grace']);
    expect(local(spring[1]?.from ?? 0)).toBe('Sun 29 Mar 02:30');
    const autumn = shiftsOf(rota([daily]), at('2026-10-24T12:00'), at('2026-10-26T12:00'));
    expect(autumn).toHaveLength(3);
    expect(gapsOf(autumn, at('2026-10-24T12:00'), at('2026-10-26T12:00'))).toEqual([]);
  });

  test('that began on such a night hands over at its own time on all that follow', () => {
    const daily: Layer = {
      ...weekly,
      from: '2026-03-29',
      handover: { time: '01:30' },
      every: { count: 1, unit: 'days' },
    };
    const spring = shiftsOf(rota([daily]), at('2026-03-28T12:00'), at('2026-03-31T12:00'));
    expect(spring.map(({ from }) => local(from))).toEqual([
      'Sun 29 Mar 02:30',
      'Mon 30 Mar 01:30',
      'Tue 31 Mar 01:30',
    ]);
    const autumn = rota([{ ...daily, from: '2026-10-25' }]);
    expect(
      shiftsOf(autumn, at('2026-10-24T12:00'), at('2026-10-27T12:00')).map(({ from }) => local(from)),
    ).toEqual(['Sun 25 Oct 01:30', 'Mon 26 Oct 01:30', 'Tue 27 Oct 01:30']);
  });

  test.each([
    ['2026-03-25T12:00', '2026-03-23', 'ana'],
    ['2026-03-30T08:59', '2026-03-23', 'ana'],
    ['2026-03-30T09:00', '2026-03-30', 'tom'],
    ['2026-10-26T08:59', '2026-10-19', 'ana'],
    ['2026-10-26T09:00', '2026-10-26', 'tom'],
  ])('goes on at %s as it would have, written from %s with %s first', (moment, from, first) => {
    const layer = goingOn(weekly, ZONE, at(moment));
    expect(layer).toMatchObject({ from, people: expect.arrayContaining(['ana', 'tom', 'grace']) });
    expect(layer.people[0]).toBe(first);
    expect(begunAt(weekly, ZONE, at(moment))).toBe(from);
    const [begins, ends] = [at(moment), at(moment) + 60 * 86_400_000];
    expect(shiftsOf(rota([layer]), begins, ends)).toEqual(shiftsOf(rota([weekly]), begins, ends));
  });

  test('knows its next hand-over in the weeks in which the clocks change, and its first before it begins', () => {
    const next = (moment: string) => local(nextHandover(weekly, ZONE, at(moment)));
    expect(next('2026-03-23T09:00')).toBe('Mon 30 Mar 09:00');
    expect(next('2026-03-30T08:59')).toBe('Mon 30 Mar 09:00');
    expect(next('2026-10-25T23:00')).toBe('Mon 26 Oct 09:00');
    expect(next('2026-01-01T00:00')).toBe('Mon 2 Mar 09:00');
  });

  test('begins on its first handover, and has nobody before it', () => {
    const kept = rota([{ ...weekly, from: '2026-03-04' }]);
    expect(onCallAt(kept, at('2026-03-08T12:00'))).toBeNull();
    expect(onCallAt(kept, at('2026-03-09T09:00'))?.personId).toBe('ana');
    expect(onCallAt(kept, at('2026-03-09T08:59'))).toBeNull();
  });

  test('lists the times without anybody, between the hours of its layers', () => {
    const office: Layer = { ...weekly, hours: { mon: [['09:00', '17:00']], tue: [['09:00', '24:00']] } };
    const [from, to] = [at('2026-03-02T09:00'), at('2026-03-04T00:00')];
    expect(
      gapsOf(shiftsOf(rota([office]), from, to), from, to).map(
        (gap) => `${local(gap.from)} to ${local(gap.to)}`,
      ),
    ).toEqual(['Mon 2 Mar 17:00 to Tue 3 Mar 09:00']);
  });

  test('asks the first layer that has somebody', () => {
    const office: Layer = {
      ...weekly,
      name: 'Office',
      people: ['priya'],
      hours: { mon: [['09:00', '17:00']] },
    };
    const kept = rota([office, weekly]);
    expect(onCallAt(kept, at('2026-03-02T10:00'))?.personId).toBe('priya');
    expect(onCallAt(kept, at('2026-03-02T18:00'))?.personId).toBe('ana');
  });

  test('lets somebody take over for a while, the last to say so first', () => {
    const kept = rota(
      [weekly],
      [
        override('leo', '2026-03-03T00:00', '2026-03-05T00:00'),
        override('priya', '2026-03-04T00:00', '2026-03-04T12:00'),
      ],
    );
    expect(words(kept, '2026-03-02T09:00', '2026-03-06T00:00')).toEqual([
      'ana Mon 2 Mar 09:00 to Tue 3 Mar 00:00',
      'leo Tue 3 Mar 00:00 to Wed 4 Mar 00:00',
      'priya Wed 4 Mar 00:00 to Wed 4 Mar 12:00',
      'leo Wed 4 Mar 12:00 to Thu 5 Mar 00:00',
      'ana Thu 5 Mar 00:00 to Fri 6 Mar 00:00',
    ]);
  });

  test('lets two people swap: each takes the turns of the other, and nobody else’s', () => {
    const kept = rota(
      [weekly],
      [
        override('tom', '2026-03-02T00:00', '2026-03-12T00:00', 'ana'),
        override('ana', '2026-03-09T09:00', '2026-03-16T09:00', 'tom'),
      ],
    );
    expect(onCallAt(kept, at('2026-03-03T00:00'))?.personId).toBe('tom');
    expect(onCallAt(kept, at('2026-03-13T00:00'))?.personId).toBe('ana');
    expect(onCallAt(kept, at('2026-03-17T00:00'))?.personId).toBe('grace');
  });
});

describe('the calendar of a rota', () => {
  const text = calendarOf({
    id: 'shop.night',
    name: 'Nights, weekends; all',
    businessName: 'Brightwick',
    shifts: shiftsOf(rota([weekly]), at('2026-03-02T09:00'), at('2026-03-23T09:00')),
    nameOf: (personId) =>
      `${personId} Müller-Lüdenscheidt-Østergård, née O\\Hara of the long name that needs folding`,
    at: at('2026-03-01T12:00'),
  });

  test('has an event for each turn, in universal time', () => {
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(3);
    expect(text).toContain('DTSTART:20260302T090000Z\r\nDTEND:20260309T090000Z');
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  test('escapes what has a meaning of its own, and folds lines at 75 bytes without breaking a letter', () => {
    const lines = text.split('\r\n');
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const unfolded = text.replaceAll('\r\n ', '');
    expect(unfolded).toContain('Nights\\, weekends\\; all');
    expect(unfolded).toContain('née O\\\\Hara');
    expect(unfolded).not.toContain('\ufffd');
  });
});
