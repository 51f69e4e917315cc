import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour(
  'people of another business',
  (house) => {
    it('see nothing of a call: not by its id, not on the live board, not among the recordings', async () => {
      const [ana, priya, david, rosa] = await house().desks(
        'ana@deskbell.example',
        'priya@brightwick.example',
        'david@brightwick.example',
        'rosa@tideway.example',
      );
      const strangers = await david.opensTheBoard();
      const ours = await rosa.opensTheBoard();
      const caller = house().caller('+447700900777');
      await caller.dials(NUMBERS.plumber);
      await caller.hears(/press 2/);
      await caller.presses('2');
      await ana.answers();
      await ana.passesToManager();
      await house().clock.forward('30s');
      const call = house().callId();
      await ours.shows(/447700900777/);

      for (const stranger of [priya, david]) {
        const seen = await stranger.isRefused('GET', `/calls/${call}`);
        expect(seen.status).toBe(404);
        expect(seen.detail).not.toMatch(/Tideway|plumber/);
        expect((await stranger.isRefused('GET', `/calls/${call}/targets`)).status).toBe(404);
        expect((await stranger.isRefused('POST', `/calls/${call}/hold`)).status).toBe(404);
        expect((await stranger.isRefused('POST', `/calls/${call}/end`)).status).toBe(404);
        expect((await stranger.isRefused('POST', `/calls/${call}/notes`, { text: 'Hello' })).status).toBe(
          404,
        );
      }
      await caller.hangsUp();
      await house().clock.forward('10s');
      const [row] = await rosa.recordings();
      expect(row).toMatchObject({ businessId: 'plumber', status: 'stored' });
      expect(await david.recordings()).toEqual([]);
      expect((await david.isRefused('GET', `/recordings/${row?.id}`)).status).toBe(404);
      expect((await david.isRefused('GET', `/recordings/${row?.id}/audio`)).status).toBe(404);

      // The stranger's board lives: it shows a call of their own business that came later.
      await house().caller('+447700900888').dials(NUMBERS.shop);
      await strangers.shows(/447700900888/);
      expect(strangers.everythingSeen()).not.toMatch(/447700900777|plumber/);
      expect(ours.everythingSeen()).not.toMatch(/447700900888/);
      strangers.close();
      ours.close();
    });
  },
  { at: '2026-03-02T11:00:00Z' },
);
