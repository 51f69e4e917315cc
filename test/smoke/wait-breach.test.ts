import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour('a wait that passes its target', (house) => {
  it('turns red on the board, rings the duty manager, and climbs when nobody answers', async () => {
    const caller = house().caller();
    const grace = await house().desk('grace@deskbell.example');
    const david = await house().desk('david@brightwick.example');

    await caller.dials(NUMBERS.shop);
    await caller.hears(/press 2/);
    await caller.presses('2');
    await caller.hears(/queue for Billing/);
    expect(house().board().breaches).toEqual([]);
    expect(house().board().waiting[0]?.why).toMatch(
      /Nobody who serves Billing is free: Ana Silva is not signed in/,
    );

    await grace.phoneRings('40s');
    expect(house().board().waiting).toMatchObject([
      {
        queue: 'billing',
        breachedAt: expect.any(Number),
        told: [{ name: 'Grace Okafor', outcome: 'ringing' }],
      },
    ]);

    await david.phoneRings('40s');
    expect(grace.isRinging()).toBe(false);
    expect(house().board().breaches[0]?.told).toMatchObject([
      { name: 'Grace Okafor', outcome: 'no-answer' },
      { name: 'David Lloyd', outcome: 'ringing' },
    ]);

    await david.liftsTheReceiver();
    await david.hears(/has waited too long/);
    expect(house().board().waiting).toHaveLength(1);
    await david.presses('1');
    expect(house().board().waiting).toEqual([]);
    expect(house().board().calls).toMatchObject([
      { place: 'talking', escalated: 'automatic', with: [{ name: 'David Lloyd' }] },
    ]);
    await david.says('David here, I am sorry that you waited.');
    await caller.hears(/I am sorry that you waited/);
    expect(house().board().breaches[0]).toMatchObject({ answeredAt: expect.any(Number), lostAt: null });
  });

  it('does not count a voicemail that picks up', async () => {
    const caller = house().caller();
    const grace = await house().desk('grace@deskbell.example');
    const david = await house().desk('david@brightwick.example');
    house().emulator.world.handsets.setMode('+447700900141', 'voicemail');

    await caller.dials(NUMBERS.shop);
    await caller.hears(/press 2/);
    await caller.presses('2');
    await house().clock.until(
      'the voicemail of the duty manager picks up',
      () => grace.leg() !== undefined,
      '60s',
    );
    await david.phoneRings('40s');

    expect(house().board().waiting).toHaveLength(1);
    expect(house().board().waiting[0]?.told).toMatchObject([
      { outcome: 'no-answer' },
      { outcome: 'ringing' },
    ]);
  });
});
