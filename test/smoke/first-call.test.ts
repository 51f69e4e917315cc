import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour('a caller of the shop', (house) => {
  it('is greeted in the name of the shop, waits with an honest estimate, and is answered', async () => {
    const caller = house().caller();
    const [ana] = await house().desks('ana@deskbell.example');
    await ana.goesAway();

    await caller.dials(NUMBERS.shop);
    await caller.hears(/this is Brightwick/);
    await caller.hears(/Calls are recorded/);
    await caller.hears(/For billing, press 2/);
    await caller.presses('2');
    await caller.hears(/queue for Billing\. The wait is usually/);
    expect(house().board().waiting).toMatchObject([{ queue: 'billing', ringing: [] }]);

    await ana.isAvailable();
    await ana.answers();
    expect(house().board().calls).toMatchObject([{ place: 'talking', with: [{ name: 'Ana Silva' }] }]);

    await ana.says('Brightwick, how can I help?');
    await caller.hears(/how can I help/);
    await caller.says('My invoice is wrong.');
    await ana.hears(/invoice is wrong/);
  });
});
