import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';

behaviour('a conversation of three', (house) => {
  it('begins after asking first, and goes on when one leaves', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.asksFirst(priya);
    await priya.answers();
    await ana.clicks('consult/join');
    await priya.says('Now we are three.');
    await caller.hears(/we are three/);
    await ana.hears(/we are three/);
    await caller.says('Hello both.');
    await ana.hears(/Hello both/);
    await priya.hears(/Hello both/);

    await ana.clicks('leave');
    expect(ana.leg()).toBeUndefined();
    await priya.says('I stay with you.');
    await caller.hears(/I stay with you/);
    const last = await priya.isRefused('POST', `/calls/${priya.callId()}/leave`);
    expect(last.detail).toMatch(/caller would be alone/);
    await caller.hangsUp();
    await house().isAtRest();
  });

  it('goes on when one of the two hangs up, and the caller is caught when the other does', async () => {
    const [ana, priya] = await house().desks('ana@deskbell.example', 'priya@brightwick.example');
    const caller = await house().talkingWith(ana);
    await ana.asksFirst(priya);
    await priya.answers();
    await ana.clicks('consult/join');
    await ana.hangsUp();
    await priya.says('Just us now.');
    await caller.hears(/Just us now/);
    await priya.hangsUp();
    await caller.hears(/first in line/);
    expect(caller.isOnTheLine()).toBe(true);
  });
});
