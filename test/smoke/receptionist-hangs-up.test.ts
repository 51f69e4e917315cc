import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour('a receptionist who hangs up while talking', (house) => {
  it('leaves a caller who is told so, is first in line again, and is answered', async () => {
    const [ana, tom] = await house().desks('ana@deskbell.example', 'tom@deskbell.example');
    await tom.goesAway();
    const caller = await house().talkingWith(ana);

    await ana.hangsUp();
    await caller.hears(/line to Ana Silva has ended.*first in line/);
    expect(caller.isOnTheLine()).toBe(true);
    expect(house().waiting()).toMatchObject({ queue: 'billing', ringing: [] });

    // Somebody who came later does not come first.
    await house().clock.forward('5s');
    const later = house().caller('+447700900666');
    await later.dialsAndPresses(NUMBERS.shop, '2');
    await tom.isAvailable();
    await tom.answers();
    await tom.says('Tom here.');
    await caller.hears(/Tom here/);
    expect(later.hasHeard(/Tom here/)).toBe(false);
  });

  it('writes up the call before the next one rings', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const caller = await house().talkingWith(ana);

    await ana.hangsUp();
    await caller.hears(/first in line/);
    expect(ana.row().presence).toBe('wrap-up');
    expect(ana.isRinging()).toBe(false);
    await ana.phoneRings('25s');
    await ana.answers();
    await caller.hangsUp();
    await house().isAtRest();
  });
});
