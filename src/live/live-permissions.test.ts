import { describe, expect, test } from '@jest/globals';
import { newCall, offerRow, personRow } from '../../test/harness/board-rows.ts';
import { liveHouse, goesAway, refused } from '../../test/harness/live-browsers.ts';

const house = liveHouse();

describe('a sign-out', () => {
  test('ends the live connection at once, and keeps it from coming back', async () => {
    house.open();
    const rita = await house.connect('rita');
    await rita.watch();
    const away = goesAway(rita.socket);
    house.staff.signOut('rita');
    expect(await away).toBe('io server disconnect');
    expect(house.live.clients()).toBe(0);
    expect(await refused(house.dial('rita'))).toBe('signed-out');
  });

  test('leaves others connected', async () => {
    house.open({ windowMs: 1 });
    const [rita, mona] = [await house.connect('rita'), await house.connect('mona')];
    await mona.watch();
    const away = goesAway(rita.socket);
    house.staff.signOut('rita');
    await away;
    house.board.tell(newCall('c1', 'shop'));
    await mona.hears(1);
    expect(mona.batches).toHaveLength(1);
  });

  test('elsewhere, or by time, is noticed by looking again', async () => {
    house.open({ recheckMs: 20 });
    const rita = await house.connect('rita');
    const away = goesAway(rita.socket);
    house.staff.forget('rita');
    expect(await away).toBe('io server disconnect');
  });

  test('in the moment of connecting is noticed too', async () => {
    house.open();
    let looks = 0;
    house.staff.visitors.find = async () => {
      looks += 1;
      return null;
    };
    await goesAway(house.dial('rita'));
    expect(looks).toBe(1);
  });
});

describe('a changed part in a business', () => {
  test('makes the browser take a new snapshot, with the new sight', async () => {
    house.open();
    house.board.hold({ offers: [offerRow('o2', 'shop', 'tom')] });
    const rita = await house.connect('rita');
    const first = await rita.watch();
    expect(first.offers).toEqual([]);
    house.staff.signIn('rita', { shop: 'manager' });
    house.board.tell({
      kind: 'person',
      id: 'rita',
      row: personRow('rita', { shop: 'manager' }),
      before: personRow('rita', { shop: 'receptionist' }),
    });
    const gap = () => rita.batches.some((batch, index) => batch.seq !== first.seq + 1 + index);
    for (let waited = 0; !gap() && waited < 10_000; waited += 5)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(gap()).toBe(true);
    expect((await rita.watch()).offers).toHaveLength(1);
  });
});
