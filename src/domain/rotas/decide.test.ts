import { describe, expect, test } from '@jest/globals';
import { given } from '../../../test/harness/given.ts';
import { decideRota } from './decide.ts';
import { evolveRota } from './evolve.ts';
import { at, local, override, rota, weekly } from './rota-for-tests.ts';
import type { KeptRota, Layer, Override, Rota, RotaCommand, RotaEvent, RotaFacts, RotaPlan } from './rota.ts';
import { onCallAt, shiftsOf } from './turns.ts';

const rules = {
  name: 'rotas',
  initial: { status: 'none' } as Rota,
  decide: decideRota,
  evolve: evolveRota,
};
const facts: RotaFacts = { staff: ['ana', 'tom', 'grace', 'leo'], uses: [] };
const NOW = at('2026-03-11T12:00');
const when = { facts, at: NOW, id: 'shop.night' };

const planOf = (layer: Layer): RotaPlan => rota([layer]).plan;
const write = (
  plan: RotaPlan,
  more: Partial<Extract<RotaCommand, { type: 'WriteRota' }>> = {},
): RotaCommand => ({
  ...{ type: 'WriteRota', businessId: 'shop', plan, by: 'Grace', asOf: 1, effectiveFrom: null },
  ...more,
});
const begun = (plan = planOf(weekly), by: string | null = 'Grace'): RotaEvent => ({
  ...{ type: 'RotaWritten', rotaId: 'shop.night', businessId: 'shop', at: at('2026-03-01T10:00') },
  ...{ plan, by, version: 1, effectiveFrom: at('2026-03-01T10:00'), fallsAway: [] },
});
const stands = (one: Override): RotaEvent => ({
  ...{ type: 'OverrideAdded', rotaId: 'shop.night', businessId: 'shop', at: at('2026-03-01T11:00') },
  override: one,
});
const retired: RotaEvent = {
  ...{ type: 'RotaRetired', rotaId: 'shop.night', businessId: 'shop', at: at('2026-03-10T10:00') },
  by: 'Grace',
};

function kept(state: Rota): KeptRota {
  if (state.status !== 'kept') throw new Error(`The rota is ${state.status}`);
  return state;
}
const turns = (state: Rota, from: string, to: string) =>
  shiftsOf(kept(state), at(from), at(to)).map(
    (shift) => `${shift.personId} ${local(shift.from)} to ${local(shift.to)}`,
  );
/** From here on Leo and Ana, from Thursday to Thursday. */
const thursdays: Layer = {
  ...weekly,
  people: ['leo', 'ana'],
  from: '2026-03-19',
  handover: { weekday: 'thu', time: '18:00' },
};
const THURSDAY = at('2026-03-19T18:00');

describe('changing a rota', () => {
  test('holds from its moment on; the turns before it, past and to come, stay as they were', () => {
    const before = given(rules, begun()).state;
    const after = given(rules, begun())
      .when(write(planOf(thursdays), { effectiveFrom: THURSDAY }), when)
      .thenState();
    expect(turns(after, '2026-03-02T09:00', '2026-03-19T18:00')).toEqual(
      turns(before, '2026-03-02T09:00', '2026-03-19T18:00'),
    );
    expect(turns(after, '2026-03-16T09:00', '2026-04-02T18:00')).toEqual([
      'grace Mon 16 Mar 09:00 to Thu 19 Mar 18:00',
      'leo Thu 19 Mar 18:00 to Thu 26 Mar 18:00',
      'ana Thu 26 Mar 18:00 to Thu 2 Apr 18:00',
    ]);
    expect(after).toMatchObject({ version: 2, editedBy: 'Grace' });
  });

  test.each([
    {
      night: 'in which an hour is left out',
      begins: '2026-03-29T01:30Z',
      says: '29 Mar 02:30',
      hours: [23, 24],
    },
    {
      night: 'in which an hour comes twice',
      begins: '2026-10-25T01:30+01:00',
      says: '25 Oct 01:30',
      hours: [25, 24],
    },
  ])(
    'begins once, without a hole and without two at a time, on the night $night',
    ({ begins, says, hours }) => {
      const daily: Layer = {
        ...weekly,
        name: 'Days',
        from: begins.slice(0, 10),
        handover: { time: '01:30' },
        every: { count: 1, unit: 'days' },
      };
      const moment = at(begins);
      const after = given(rules, begun())
        .when(write(planOf(daily), { effectiveFrom: moment }), { ...when, at: moment - 86_400_000 })
        .thenState();
      const shifts = shiftsOf(kept(after), moment - 86_400_000, moment + 3 * 86_400_000);
      for (const [index, shift] of shifts.slice(1).entries()) expect(shift.from).toBe(shifts[index]?.to);
      const own = shifts.filter(({ from }) => from >= moment);
      expect(local(own[0]?.from ?? 0)).toContain(says);
      expect(own.map(({ personId }) => personId).slice(0, 3)).toEqual(['ana', 'tom', 'grace']);
      expect(own.slice(0, 2).map(({ from, to }) => (to - from) / 3_600_000)).toEqual(hours);
    },
  );

  test('from an earlier moment than a change that is still to come takes its place', () => {
    const pending = given(rules, begun()).when(write(planOf(thursdays), { effectiveFrom: THURSDAY }), when);
    const events = 'events' in pending.answer ? pending.answer.events : [];
    const alone: Layer = { ...weekly, people: ['tom'] };
    const after = given(rules, begun(), ...events)
      .when(write(planOf(alone), { asOf: 2, effectiveFrom: at('2026-03-16T09:00') }), when)
      .thenState();
    expect(kept(after).earlier).toHaveLength(1);
    expect(turns(after, '2026-03-09T09:00', '2026-03-30T09:00')).toEqual([
      'tom Mon 9 Mar 09:00 to Mon 30 Mar 09:00',
    ]);
  });

  test('is refused over what somebody else changed meanwhile, and says who it was', () => {
    const stale = given(rules, begun()).when(write(planOf(thursdays), { asOf: 7 }), when);
    stale.thenRefused('rota-changed');
    expect(stale.answer).toMatchObject({
      reason: expect.stringContaining('Grace changed this rota meanwhile'),
    });
    given(rules, begun())
      .when(write(planOf(thursdays), { asOf: 0 }), when)
      .thenRefused('rota-exists');
    given(rules)
      .when(write(planOf(thursdays), { asOf: 3 }), when)
      .thenRefused('rota-unknown');
  });

  test('never touches the past, names no strangers, and needs a zone that there is', () => {
    const refused = (plan: RotaPlan, effectiveFrom: number | null = null) =>
      given(rules, begun()).when(write(plan, { effectiveFrom }), when);
    refused(planOf(thursdays), NOW - 120_000).thenRefused('time-past');
    refused(planOf({ ...weekly, people: ['ana', 'helen'] })).thenRefused('not-staff');
    refused({ ...planOf(weekly), timezone: 'Europe/Atlantis' }).thenRefused('zone-unknown');
    const chosenJustNow = refused(planOf(thursdays), NOW - 20_000).answer;
    expect(chosenJustNow).toMatchObject({ events: [{ effectiveFrom: NOW }] });
  });

  test('to what it says already is no change', () => {
    given(rules, begun())
      .when(write(planOf(weekly)), when)
      .thenNothing();
  });
});

describe('who stands in, when a rota changes', () => {
  const cover = override('leo', '2026-03-24T00:00', '2026-03-25T00:00');
  const tomTakesGrace = override('tom', '2026-03-17T00:00', '2026-03-18T00:00', 'grace');
  const graceTakesTom = override('grace', '2026-03-31T00:00', '2026-04-01T00:00', 'tom');
  const swap = [
    { ...tomTakesGrace, swappedFor: graceTakesTom.id },
    { ...graceTakesTom, swappedFor: tomTakesGrace.id },
  ];
  const past = override('leo', '2026-03-03T00:00', '2026-03-04T00:00', 'ana');
  const house = [begun(), ...[cover, past, ...swap].map(stands)];
  const left = (state: Rota) => kept(state).overrides.map(({ id }) => id);

  test('keeps doing so where there is still a turn to take', () => {
    const later = planOf({
      ...weekly,
      people: ['ana', 'tom', 'grace'],
      handover: { weekday: 'mon', time: '12:00' },
    });
    const after = given(rules, ...house)
      .when(write(later), when)
      .thenState();
    expect(left(after)).toEqual([cover, past, ...swap].map(({ id }) => id));
    expect(onCallAt(kept(after), at('2026-03-17T12:00'))?.personId).toBe('tom');
  });

  test('does not where the turn is gone, and neither does the other half of a swap that is to come', () => {
    const withoutTom = planOf({ ...weekly, people: ['ana', 'grace'], from: '2026-03-09' });
    const decided = given(rules, ...house).when(write(withoutTom), when);
    expect(decided.answer).toMatchObject({
      events: [{ fallsAway: expect.arrayContaining(swap.map(({ id }) => id)) }],
    });
    const after = decided.thenState();
    expect(left(after)).toEqual([cover.id, past.id]);
    expect(onCallAt(kept(after), at('2026-03-17T12:00'))?.personId).toBe('grace');
    expect(onCallAt(kept(after), at('2026-03-24T12:00'))?.personId).toBe('leo');
  });

  test('has done so, where it is over', () => {
    const begins = at('2026-03-23T09:00');
    const withoutTom = planOf({ ...weekly, people: ['ana', 'grace'], from: '2026-03-23' });
    const after = given(rules, ...house)
      .when(write(withoutTom, { effectiveFrom: begins }), { ...when, at: at('2026-03-20T09:00') })
      .thenState();
    expect(left(after)).toEqual([cover.id, past.id, tomTakesGrace.id]);
    expect(onCallAt(kept(after), at('2026-03-17T12:00'))?.personId).toBe('tom');
    expect(onCallAt(kept(after), at('2026-03-03T12:00'))?.personId).toBe('leo');
  });
});

describe('retiring a rota', () => {
  const retire = (asOf: number | null = 1): RotaCommand => ({ type: 'RetireRota', asOf, by: 'Grace' });
  const used = (until: number | null): RotaFacts => ({
    ...facts,
    uses: [{ what: 'step "On call" of level 2 in the matrix', until }],
  });

  test('ends it, once', () => {
    given(rules, begun())
      .when(retire(), when)
      .then({ events: [{ ...retired, at: NOW }] });
    given(rules, begun(), retired).when(retire(null), when).thenRefused('rota-unknown');
    given(rules, begun()).when(retire(4), when).thenRefused('rota-changed');
  });

  test('is refused while it says who is told, and names where; not when that is over', () => {
    const refused = given(rules, begun()).when(retire(), { ...when, facts: used(null) });
    refused.thenRefused('rota-in-use');
    expect(refused.answer).toMatchObject({
      reason: expect.stringContaining('step "On call" of level 2 in the matrix'),
    });
    given(rules, begun())
      .when(retire(), { ...when, facts: used(NOW + 1) })
      .thenRefused('rota-in-use');
    const over = given(rules, begun()).when(retire(), { ...when, facts: used(NOW) });
    expect(over.thenState()).toMatchObject({ status: 'retired', by: 'Grace' });
  });

  test('is not undone by the business file, but by making it anew, with another calendar and nobody standing in', () => {
    const cover = stands(override('leo', '2026-03-24T00:00', '2026-03-25T00:00'));
    const gone = given(rules, begun(), cover, retired);
    gone.when(write(planOf(weekly), { by: null, asOf: 0 }), when).thenNothing();
    const anew = gone.when(write(planOf(thursdays), { asOf: 0 }), when).thenState();
    expect(anew).toMatchObject({ status: 'kept', version: 2, feed: 2, overrides: [], earlier: [] });
  });
});

describe('the business file', () => {
  test('changes a rota from now on, until a person has written it', () => {
    const file = write(planOf(thursdays), { by: null, asOf: 0 });
    const after = given(rules, begun(planOf(weekly), null))
      .when(file, when)
      .thenState();
    expect(after).toMatchObject({ version: 2, editedBy: null, earlier: [{ until: NOW }] });
    given(rules, begun()).when(file, when).thenNothing();
  });
});
