import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour('a telephone that rings for a caller', (house) => {
  it('goes on to the next person after a while, rests, and comes round again', async () => {
    const [ana, tom] = await house().desks('ana@deskbell.example', 'tom@deskbell.example');
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '3');
    await ana.phoneRings();
    expect(ana.offers()[0]?.why).toMatch(/Ana Silva has been free longest/);
    await tom.phoneRings('25s');
    expect(ana.isRinging()).toBe(false);
    await house().clock.forward('22s');
    expect([ana.isRinging(), tom.isRinging()]).toEqual([false, false]);
    expect(house().waiting().why).toMatch(/will be rung again shortly/);
    await ana.phoneRings('30s');
    await ana.answers();
    await ana.says('At last.');
    await caller.hears(/At last/);
    expect([ana.timesRung(), tom.timesRung()]).toEqual([2, 1]);
  });

  it('goes on at once when refused by key, by click, or with the red button', async () => {
    const [ana, tom] = await house().desks('ana@deskbell.example', 'tom@deskbell.example');
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '3');
    await ana.phoneRings();
    await ana.liftsTheReceiver();
    await ana.hears(/press 2/);
    await ana.presses('2');
    await tom.phoneRings('3s');
    await tom.refuses('at lunch');
    expect(tom.isRinging()).toBe(false);
    expect(house().waiting().ringing).toEqual([]);
    await ana.phoneRings('40s');
    await ana.rejects();
    await tom.phoneRings('40s');
    expect(caller.isOnTheLine()).toBe(true);
  });

  it('is answered by key alone', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '3');
    await ana.answersByKey();
    await ana.says('By key.');
    await caller.hears(/By key/);
  });

  it('is one for each caller: two callers and two receptionists make two conversations', async () => {
    const [ana, tom] = await house().desks('ana@deskbell.example', 'tom@deskbell.example');
    const first = house().caller('+447700900555');
    const second = house().caller('+447700900666');
    await first.dials(NUMBERS.shop);
    await second.dials(NUMBERS.shop);
    await second.hears(/press 3/);
    await first.presses('3');
    await second.presses('3');
    await ana.answers();
    await tom.answers();
    await ana.says('Ana speaking.');
    await tom.says('Tom speaking.');
    await house().clock.forward('3s');
    const heard = [first, second].map((caller) => [
      caller.hasHeard(/Ana speaking/),
      caller.hasHeard(/Tom speaking/),
    ]);
    expect(heard.toSorted()).toEqual([
      [false, true],
      [true, false],
    ]);
    expect([ana.timesRung(), tom.timesRung()]).toEqual([1, 1]);
  });

  it('waits until wrap-up is over, or ended by the person', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const first = await house().talkingWith(ana);
    await first.hangsUp();
    const second = house().caller('+447700900666');
    await second.dialsAndPresses(NUMBERS.shop, '3');
    expect(house().waiting().why).toMatch(/Ana Silva is writing up a call/);
    expect(ana.isRinging()).toBe(false);
    await ana.does('POST', '/me/wrap-up/finish');
    await ana.phoneRings('2s');
  });
});
