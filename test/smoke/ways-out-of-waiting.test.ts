import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour('a caller who does not want to choose or to wait', (house) => {
  it('reaches a person with 0 in the menu', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const caller = house().caller();
    await caller.dials(NUMBERS.shop);
    await caller.hears(/press 2/);
    await caller.presses('0');
    await ana.answers();
    await ana.says('Front desk.');
    await caller.hears(/Front desk/);
  });

  it('presses 9: a manager is rung, and the place in the queue is kept', async () => {
    const grace = await house().desk('grace@deskbell.example');
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    const before = house().waiting();
    await caller.hears(/press 9/);
    await caller.presses('9');
    await caller.hears(/ringing a manager for you now. You keep your place/);
    await grace.phoneRings();
    expect(house().waiting()).toMatchObject({ id: before.id, rank: before.rank });
    await grace.answersByKey();
    await grace.says('Grace here.');
    await caller.hears(/Grace here/);
    expect(house().board().waiting).toEqual([]);
  });

  it('presses 9 and is answered from the queue: the manager’s telephone stops', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    await ana.goesAway();
    const grace = await house().desk('grace@deskbell.example');
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    await caller.hears(/press 9/);
    await caller.presses('9');
    await grace.phoneRings();
    await ana.isAvailable();
    await ana.answers();
    await ana.says('Ana here.');
    await caller.hears(/Ana here/);
    expect(grace.isRinging()).toBe(false);
    await caller.hangsUp();
    await house().isAtRest();
  });

  it('leaves a message, which a manager finds and plays', async () => {
    const [grace] = await house().desks('grace@deskbell.example');
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    await caller.hears(/queue for Billing/);
    await caller.presses('0');
    await caller.hears(/say your name, your number/);
    await house().clock.forward('12s');
    await caller.says('This is Jo Field, I was charged twice, please ring me back.');
    await house().clock.forward('6s');
    await caller.hangsUp();
    await house().clock.forward('70s');
    const [message] = await grace.recordings();
    expect(message).toMatchObject({ kind: 'message', status: 'stored', topic: 'billing' });
    const sound = await grace.plays(message?.id ?? '');
    expect(sound.loudest(0, sound.durationMs)).toBeGreaterThan(0.1);
    await house().isAtRest();
  });
});
