import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NUMBERS, openHouse, type House } from '../harness/house.ts';

describe('a hang-up of which no news comes', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ database: 'sqlite' });
  });

  afterEach(async () => {
    await house.close();
  });

  const loseAllNews = () => house.emulator.faults.set({ callbacks: { drop: 1 } });

  it('of a caller in the menu: the call is closed within a minute', async () => {
    const caller = house.caller();
    await caller.dials(NUMBERS.shop);
    await caller.hears(/press 2/);
    loseAllNews();
    await caller.hangsUp();
    expect(house.board().calls).toHaveLength(1);
    await house.clock.forward('61s');
    await house.isAtRest();
  });

  it('of a caller who waits: the place is given up, and the telephone that rang is quiet', async () => {
    const [ana] = await house.desks('ana@deskbell.example');
    const caller = house.caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    await ana.phoneRings();
    loseAllNews();
    await caller.hangsUp();
    await house.clock.forward('61s');
    await house.isAtRest();
  });

  it('of a caller who talks: the receptionist is freed', async () => {
    const [ana] = await house.desks('ana@deskbell.example');
    const caller = await house.talkingWith(ana);
    loseAllNews();
    await caller.hangsUp();
    await house.clock.forward('61s');
    expect(ana.leg()).toBeUndefined();
    await house.isAtRest();
  });

  it('of a receptionist who talks: the caller is not left in silence for ever, but first in line again', async () => {
    const [ana] = await house.desks('ana@deskbell.example');
    const caller = await house.talkingWith(ana);
    loseAllNews();
    await ana.hangsUp();
    await caller.hears(/line to Ana Silva has ended.*first in line/, '65s');
    house.emulator.faults.set({});
    await ana.answers();
    await ana.says('I am sorry about that.');
    await caller.hears(/sorry about that/);
  });

  it('costs nothing while news comes: a leg that lives is only looked at', async () => {
    const [ana] = await house.desks('ana@deskbell.example');
    const caller = await house.talkingWith(ana);
    await house.clock.forward('5m');
    await ana.says('Still here.');
    await caller.hears(/Still here/);
    expect(house.board().calls).toMatchObject([{ place: 'talking', with: [{ name: 'Ana Silva' }] }]);
  });
});
