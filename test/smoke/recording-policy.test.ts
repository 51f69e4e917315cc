import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour(
  'what is recorded',
  (house) => {
    it('is nothing where the business records nothing', async () => {
      const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
      const caller = house().caller();
      await caller.dials(NUMBERS.dental);
      await caller.hears(/press 1/);
      await caller.presses('1');
      await caller.hears(/appointment/);
      await caller.presses('1');
      await ana.answers();
      expect(house().board().calls).toMatchObject([{ place: 'talking', recording: 'off' }]);
      await ana.passesToManager();
      await house().clock.forward('5s');
      await caller.hangsUp();
      await house().clock.forward('70s');
      expect(await grace.recordings()).toEqual([]);
      expect(house().emulator.world.recordings.list()).toEqual([]);
    });

    it('begins with the escalation where only escalated calls are recorded', async () => {
      const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
      const caller = house().caller();
      await caller.dials(NUMBERS.plumber);
      await caller.hears(/that part of the call is recorded/);
      await caller.hears(/press 2/);
      await caller.presses('2');
      await ana.answers();
      await ana.says('This part is between us.');
      await house().clock.forward('10s');
      expect(house().board().calls).toMatchObject([{ recording: 'off' }]);
      const passedUpAt = house().clock.now();
      await ana.passesToManager();
      await grace.answers();
      expect(house().board().calls).toMatchObject([{ recording: 'on', escalated: 'hierarchical' }]);
      await grace.says('Grace here, tell me everything.');
      await house().clock.forward('5s');
      await caller.hangsUp();
      const endedAt = house().clock.now();
      await house().clock.forward('10s');

      const [row] = await grace.recordings();
      expect(row).toMatchObject({ status: 'stored', businessId: 'plumber', pathways: ['hierarchical'] });
      expect(row?.beganAt).toBeGreaterThanOrEqual(passedUpAt);
      const sound = await grace.plays(row?.id ?? '');
      expect(sound.durationMs).toBeLessThanOrEqual(endedAt - passedUpAt);
      expect(sound.durationMs).toBeGreaterThan(5_000);
    });

    it('never comes to a receptionist’s ears afterwards', async () => {
      const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
      const caller = await house().talkingWith(ana);
      await house().clock.forward('5s');
      await caller.hangsUp();
      await house().clock.forward('10s');
      const [row] = await grace.recordings();
      expect(row).toMatchObject({ status: 'stored' });
      expect((await ana.isRefused('GET', '/recordings')).status).toBe(403);
      expect((await ana.isRefused('GET', `/recordings/${row?.id}`)).status).toBe(403);
      expect((await ana.isRefused('GET', `/recordings/${row?.id}/audio`)).status).toBe(403);
    });
  },
  { at: '2026-03-02T11:00:00Z' },
);
