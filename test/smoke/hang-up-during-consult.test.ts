import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';

behaviour('hanging up while a colleague is asked', (house) => {
  it('leaves the caller waiting for the colleague who still rings', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.asksFirst(priya);
    await priya.phoneRings();
    await ana.hangsUp();
    expect(priya.isRinging()).toBe(true);
    expect(caller.isOnTheLine()).toBe(true);

    await priya.answers();
    await priya.says('Priya here.');
    await caller.hears(/Priya here/);
    expect(house().board().calls).toMatchObject([{ place: 'talking', with: [{ name: 'Priya Nair' }] }]);
  });

  it('brings the caller back first in line when that colleague does not answer', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.asksFirst(priya);
    await priya.phoneRings();
    await ana.hangsUp();
    await caller.hears(/did not answer.*first in line/, '30s');
    await ana.answers();
    await ana.says('Back again.');
    await caller.hears(/Back again/);
  });

  it('gives the caller to the colleague who was already talking', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.asksFirst(priya);
    await priya.answers();
    await ana.hangsUp();
    await priya.says('You are with Priya now.');
    await caller.hears(/with Priya now/);
    await caller.says('Good.');
    await priya.hears(/Good/);
    await caller.hangsUp();
    await house().isAtRest();
  });

  it('by the expert brings the caller back to the receptionist', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.asksFirst(priya);
    await priya.answers();
    await priya.hangsUp();
    await ana.says('I am back with you.');
    await caller.hears(/I am back with you/);
    expect(house().board().calls).toMatchObject([{ place: 'talking', with: [{ name: 'Ana Silva' }] }]);
    await caller.hangsUp();
    await house().isAtRest();
  });
});
