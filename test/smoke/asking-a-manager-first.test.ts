import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';

behaviour('asking up a pathway first', (house) => {
  it('rings who may decide, and hands the caller over when both are ready', async () => {
    const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
    const caller = await house().talkingWith(ana);
    await ana.passesToManager('refund-over-50', 'ask-first');
    await caller.hears(/a manager who may decide this: Refund over £50/);
    await grace.answers();
    await ana.says('May I give eighty pounds back?');
    await grace.hears(/eighty pounds/);
    expect(caller.hasHeard(/eighty pounds/)).toBe(false);
    await ana.clicks('consult/complete');
    await grace.says('Grace here, you have it back.');
    await caller.hears(/you have it back/);
    expect(ana.leg()).toBeUndefined();
    expect(house().board().calls).toMatchObject([
      { escalated: 'hierarchical', with: [{ name: 'Grace Okafor' }] },
    ]);
  });

  it('brings the receptionist back to the caller when nobody can be reached', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const caller = await house().talkingWith(ana);
    await ana.passesToManager(null, 'ask-first');
    await house().clock.until(
      'the caller is back',
      () => house().board().calls[0]?.place === 'talking',
      '60s',
    );
    await ana.says('Nobody is there, I am sorry.');
    await caller.hears(/Nobody is there/);
  });

  it('passes from the expert who does not know to the next who does', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const leo = await house().desk('leo@brightwick.example');
    const priya = await house().desk('priya@brightwick.example');
    await house().talkingWith(ana);
    await ana.passesToExpert('delivery', 'ask-first');
    await leo.phoneRings();
    await leo.liftsTheReceiver();
    await leo.hears(/asks for your advice|needs what you know/);
    await leo.presses('2');
    await priya.phoneRings();
    await house().clock.forward('3s');
    expect(leo.leg()).toBeUndefined();
  });
});
