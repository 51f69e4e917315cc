import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour(
  'an emergency line by night',
  (house) => {
    it('tells that the office is closed, rings the engineer, then everybody at once until one answers', async () => {
      const [ana, tom] = await house().desks('ana@deskbell.example', 'tom@deskbell.example');
      const mark = await house().desk('mark@tideway.example');
      const caller = house().caller();
      await caller.dials(NUMBERS.plumber);
      await caller.hears(/office is closed and opens tomorrow/);
      await caller.presses('1');
      await caller.hears(/Close your stopcock/);
      await mark.phoneRings('30s');
      await ana.phoneRings('30s');
      expect(mark.isRinging()).toBe(false);
      await tom.phoneRings('1s');
      await tom.answers();
      expect(ana.isRinging()).toBe(false);
      expect(ana.row().presence).toBe('free');
      await tom.says('Tideway, what has happened?');
      await caller.hears(/what has happened/);
      await caller.hangsUp();
      await house().isAtRest();
    });

    it('of the dentist says when it opens and takes a message that only its own managers find', async () => {
      const [helen, david] = await house().desks(
        'helen@kensington-dental.example',
        'david@brightwick.example',
      );
      const caller = house().caller();
      await caller.dials(NUMBERS.dental);
      await caller.hears(/For English, press 1/);
      await caller.presses('1');
      await caller.hears(/closed just now and open again tomorrow.*dial 1 1 1/);
      await caller.hears(/say your name/);
      await house().clock.forward('8s');
      await caller.says('It is Jo Field. I have a toothache.');
      await house().clock.forward('5s');
      await caller.presses('#');
      await caller.hears(/We will ring you back/);
      await house().clock.forward('70s');
      expect(await helen.recordings()).toMatchObject([{ kind: 'message', businessId: 'dental' }]);
      expect(await david.recordings()).toEqual([]);
    });

    it.each(['112', '999', '911'])(
      'never takes %s for a wrong key: says what to dial, and finds a person',
      async (digits) => {
        const [ana] = await house().desks('ana@deskbell.example');
        const caller = house().caller();
        await caller.dials(NUMBERS.shop);
        await caller.hears(/press 2/);
        await caller.presses(digits);
        await caller.hears(/hang up now and dial 999/);
        await ana.answers();
        await ana.says('Are you safe?');
        await caller.hears(/Are you safe/);
        expect(ana.timesRung()).toBe(1);
        const dialled = house()
          .emulator.world.calls.list()
          .filter(({ direction }) => direction !== 'inbound');
        expect(dialled.map(({ to }) => to)).toEqual(['+447700900101']);
      },
    );
  },
  { at: '2026-03-02T21:00:00Z' },
);
