import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour('a caller who hangs up', (house) => {
  it('in the menu leaves nothing behind', async () => {
    const caller = house().caller();
    await caller.dials(NUMBERS.shop);
    await caller.hears(/press 2/);
    await caller.hangsUp();
    await house().isAtRest();
  });

  it('while waiting stops the telephone that rings for them', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    await ana.phoneRings();
    await caller.hangsUp();
    expect(ana.isRinging()).toBe(false);
    expect(ana.row().presence).toBe('free');
    await house().isAtRest();
  });

  it('stops the telephone of a manager who is rung because the wait is too long', async () => {
    const grace = await house().desk('grace@deskbell.example');
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    await grace.phoneRings('40s');
    await caller.hangsUp();
    expect(grace.isRinging()).toBe(false);
    expect(house().board().breaches).toMatchObject([{ answeredAt: null, lostAt: expect.any(Number) }]);
    await house().isAtRest();
  });

  it('while somebody lifts the telephone lets that person go', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    await ana.phoneRings();
    await ana.liftsTheReceiver();
    await caller.hangsUp();
    await house().clock.forward('2s');
    expect(ana.leg()).toBeUndefined();
    await house().isAtRest();
  });

  it('while talking frees the receptionist after wrap-up', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const caller = await house().talkingWith(ana);
    await caller.hangsUp();
    expect(ana.leg()).toBeUndefined();
    expect(ana.row().presence).toBe('wrap-up');
    await house().isAtRest();
    expect(ana.row().presence).toBe('free');
  });

  it('while on hold frees the receptionist', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const caller = await house().talkingWith(ana);
    await ana.clicks('hold');
    await caller.hears(/on hold/);
    await caller.hangsUp();
    expect(ana.leg()).toBeUndefined();
    await house().isAtRest();
  });

  it('while a colleague is rung for advice stops that telephone', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.asksFirst(priya);
    await priya.phoneRings();
    await caller.hangsUp();
    expect(priya.isRinging()).toBe(false);
    expect(ana.leg()).toBeUndefined();
    await house().isAtRest();
  });

  it('while two colleagues consult frees both', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.asksFirst(priya);
    await priya.answers();
    await caller.hangsUp();
    expect(ana.leg()).toBeUndefined();
    expect(priya.leg()).toBeUndefined();
    await house().isAtRest();
  });

  it('while an expert is looked for after a hand-over stops the search', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.passesToExpert('billing');
    await priya.phoneRings();
    await caller.hangsUp();
    expect(priya.isRinging()).toBe(false);
    await house().clock.forward('60s');
    expect(priya.timesRung()).toBe(1);
    await house().isAtRest();
  });
});
