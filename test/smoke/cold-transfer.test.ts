import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';

behaviour('a transfer without asking first', (house) => {
  it('to a person who answers: the caller hears to whom, and is there', async () => {
    const [ana, tom] = await house().desks('ana@deskbell.example', 'tom@deskbell.example');
    const caller = await house().talkingWith(ana);
    await ana.transfersTo(tom);
    await caller.hears(/putting you through to Tom Hughes/);
    expect(ana.leg()).toBeUndefined();
    await tom.answers();
    await tom.says('Tom here.');
    await caller.hears(/Tom here/);
    expect(house().board().calls).toMatchObject([{ place: 'talking', with: [{ name: 'Tom Hughes' }] }]);
    await caller.hangsUp();
    await house().isAtRest();
  });

  it('to a person who does not answer: the caller is told, and is first in line again', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.transfersTo(priya);
    await priya.phoneRings();
    await caller.hears(/Priya Nair did not answer.*first in line/, '30s');
    expect(priya.isRinging()).toBe(false);
    expect(house().waiting()).toMatchObject({ queue: 'billing' });
    await ana.answers();
    await ana.says('Ana again.');
    await caller.hears(/Ana again/);
  });

  it('to a person who refuses: the caller is back at once', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.transfersTo(priya);
    await priya.phoneRings();
    await priya.refuses();
    await caller.hears(/first in line/, '5s');
  });

  it('to somebody who is on another call: refused, and the caller stays', async () => {
    const [ana, tom] = await house().desks('ana@deskbell.example', 'tom@deskbell.example');
    const caller = await house().talkingWith(ana);
    await house().talkingWith(tom, '+447700900666');
    const refusal = await ana.isRefused('POST', `/calls/${ana.callId()}/transfer`, {
      personId: tom.me.personId,
    });
    expect(refusal.detail).toMatch(/Tom Hughes is on another call/);
    await ana.says('Still me.');
    await caller.hears(/Still me/);
  });

  it('to a queue: the caller hears which, waits there, and is answered', async () => {
    const [ana, tom] = await house().desks('ana@deskbell.example', 'tom@deskbell.example');
    const caller = await house().talkingWith(ana);
    await tom.goesAway();
    await ana.transfersTo('technical');
    await caller.hears(/queue for Technical help/);
    expect(house().waiting()).toMatchObject({ queue: 'technical' });
    expect(ana.leg()).toBeUndefined();
    await tom.isAvailable();
    await tom.answers();
    await tom.says('Technical help, Tom speaking.');
    await caller.hears(/Tom speaking/);
    expect(house().board().calls).toMatchObject([{ queue: 'technical' }]);
  });
});
