import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';

behaviour('a caller who is handed up a pathway', (house) => {
  it('climbs to the manager by itself when no expert can be rung', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const grace = await house().desk('grace@deskbell.example');
    const caller = await house().talkingWith(ana);
    await priya.goesAway();
    await ana.passesToExpert('billing');
    await caller.hears(/ringing a manager for you now/);
    await grace.answersByKey();
    await grace.says('Grace here.');
    await caller.hears(/Grace here/);
    expect(priya.timesRung()).toBe(0);
    expect(house().board().calls).toMatchObject([{ with: [{ name: 'Grace Okafor' }] }]);
  });

  it('climbs on when neither the expert nor the first manager answers', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const priya = await house().desk('priya@brightwick.example');
    const grace = await house().desk('grace@deskbell.example');
    const david = await house().desk('david@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.passesToExpert('billing');
    await priya.phoneRings();
    await grace.phoneRings('30s');
    await david.phoneRings('30s');
    expect([priya.timesRung(), grace.timesRung(), david.timesRung()]).toEqual([1, 1, 1]);
    await david.liftsTheReceiver();
    await david.presses('1');
    await david.says('David here.');
    await caller.hears(/David here/);
    await caller.hangsUp();
    await house().isAtRest();
  });

  it('is first in line again when nobody at all can be reached', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const caller = await house().talkingWith(ana);
    await ana.goesAway();
    await ana.passesToManager();
    await caller.hears(/first in line/, '90s');
    expect(caller.isOnTheLine()).toBe(true);
    expect(house().waiting()).toMatchObject({ queue: 'billing' });
  });
});
