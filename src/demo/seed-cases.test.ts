import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openHouse, type House } from '../../test/harness/house.ts';
import type { CasePage } from '../contract/cases.ts';
import { seedCases } from './seed-cases.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse({ at: '2026-03-04T11:00:00Z', database: 'sqlite' });
  await seedCases({ engine: house.deskbell.engine, now: house.clock.now() });
});
afterEach(() => house.close());

it('the demo begins with cases on every level, and nobody is rung for what is long past', async () => {
  const grace = await house.desk('grace@deskbell.example');
  await grace.signsIn();
  const all = (await (await grace.ask('GET', '/cases?status=all&limit=100')).json()) as CasePage;
  expect(
    all.rows
      .map(({ number, level, status, owner }) => `${number} L${level} ${status} ${owner.name}`)
      .toSorted(),
  ).toEqual([
    'BRI-1001 L1 resolved Ana Silva',
    'BRI-1002 L1 open Ana Silva',
    'BRI-1003 L2 open Grace Okafor',
    'BRI-1004 L1 waiting Tom Hughes',
    'BRI-1005 L3 open David Lloyd',
    'BRI-1006 L1 open Technical help',
    'KEN-1001 L4 open Grace Okafor',
    'KEN-1002 L1 open Sofia Rossi',
    'TID-1001 L1 open Tom Hughes',
    'TID-1002 L2 waiting Grace Okafor',
    'TID-1003 L1 resolved Tom Hughes',
  ]);
  await house.clock.forward('14m');
  expect(house.emulator.world.calls.list()).toEqual([]);
  const open = (await (await grace.ask('GET', '/cases?business=shop')).json()) as CasePage;
  expect(open.rows[0]).toMatchObject({
    number: 'BRI-1006',
    nextStep: { clock: 'first-contact', to: 'Duty manager', reachable: true },
  });
});
