import { describe, expect, test } from '@jest/globals';
import {
  breachRow,
  callRow,
  newCall,
  offerRow,
  queueRow,
  waitingRow,
} from '../../test/harness/board-rows.ts';
import { type Browser, liveHouse, goesAway, refused } from '../../test/harness/live-browsers.ts';
import { handClock } from '../../test/harness/staff.ts';

const house = liveHouse();

describe('a live connection', () => {
  test('needs a sign-in', async () => {
    house.open();
    expect(await refused(house.dial('stranger'))).toBe('signed-out');
  });

  test('from another website is refused', async () => {
    house.open();
    const socket = house.dial('rita', { origin: 'https://evil.example' });
    await refused(socket);
    expect(socket.connected).toBe(false);
    expect(house.live.clients()).toBe(0);
  });

  test('from our own page is taken', async () => {
    house.open();
    const socket = house.dial('rita', { origin: `http://localhost:${house.port}` });
    await new Promise<void>((resolve) => socket.on('connect', resolve));
    expect(house.live.clients()).toBe(1);
  });

  test('says that it cannot check the sign-in, rather than that there is none', async () => {
    const broken = { ...house.staff.visitors, visitorOf: () => Promise.reject(new Error('no database')) };
    house.open({ sessions: broken });
    expect(await refused(house.dial('rita'))).toBe('unavailable');
    expect(house.lines.filter((line) => line['level'] === 'error')).toHaveLength(1);
  });
});

describe('watching', () => {
  test('begins with everything that is there and theirs to see', async () => {
    house.open();
    house.board.hold({
      queues: [queueRow('shop/billing', 'shop'), queueRow('dentist/desk', 'dentist')],
      calls: [callRow('c1', 'shop'), callRow('c2', 'dentist')],
      offers: [offerRow('o1', 'shop', 'rita'), offerRow('o2', 'shop', 'tom')],
    });
    const rita = await (await house.connect('rita')).watch();
    expect(rita).toMatchObject({ seq: 0, at: handClock().now() });
    expect(rita.queues.map(({ id }) => id)).toEqual(['shop/billing']);
    expect(rita.calls.map(({ id }) => id)).toEqual(['c1']);
    expect(rita.offers.map(({ id }) => id)).toEqual(['o1']);
    const mona = await (await house.connect('mona')).watch();
    expect(mona.offers.map(({ id }) => id)).toEqual(['o1', 'o2']);
  });

  test('goes on with numbered changes, one after the other', async () => {
    house.open({ windowMs: 1 });
    const rita = await house.connect('rita');
    const { seq } = await rita.watch();
    for (let number = 1; number <= 5; number += 1) {
      house.board.tell(newCall(`call ${number}`, 'shop'));
      await rita.hears(number);
    }
    expect(rita.batches.map((batch) => batch.seq)).toEqual([1, 2, 3, 4, 5].map((step) => seq + step));
  });

  test('sends nothing before it was asked for', async () => {
    house.open();
    const early = await house.connect('rita');
    const other = await house.connect('mona');
    await other.watch();
    house.board.tell(newCall('c1', 'shop'));
    await other.hears(1);
    expect(early.batches).toEqual([]);
  });

  test('can be begun again at any time, and continues from there', async () => {
    house.open({ windowMs: 1 });
    const rita = await house.connect('rita');
    await rita.watch();
    house.board.tell(newCall('c1', 'shop'));
    await rita.hears(1);
    house.board.hold({ calls: [callRow('c1', 'shop')] });
    const again = await rita.watch();
    expect(again.seq).toBe(1);
    expect(again.calls).toHaveLength(1);
    house.board.tell(newCall('c2', 'shop'));
    await rita.hears(2);
    expect(rita.batches.at(-1)?.seq).toBe(2);
  });

  test('keeps changes of other businesses, and offers to others, away', async () => {
    house.open({ windowMs: 1 });
    const [rita, mona, dora] = [
      await house.connect('rita'),
      await house.connect('mona'),
      await house.connect('dora'),
    ];
    for (const browser of [rita, mona, dora]) await browser.watch();
    house.board.tell({ kind: 'offer', id: 'o1', row: offerRow('o1', 'shop', 'tom'), before: null });
    house.board.tell({ kind: 'waiting', id: 'w1', row: waitingRow('w1', 'shop'), before: null });
    house.board.tell({ kind: 'breach', id: 'w9', row: breachRow('w9', 'dentist'), before: null });
    await Promise.all([mona.hears(2), rita.hears(1), dora.hears(1)]);
    const kinds = (browser: Browser) =>
      browser.batches.flatMap((batch) => batch.changes.map(({ kind }) => kind));
    expect(kinds(rita)).toEqual(['waiting']);
    expect(kinds(mona)).toEqual(['offer', 'waiting']);
    expect(kinds(dora)).toEqual(['breach']);
  });

  test('is told now and then that the line lives', async () => {
    house.open({ beatMs: 20 });
    const rita = await house.connect('rita');
    const { seq } = await rita.watch();
    await new Promise<void>((resolve) => rita.socket.once('live', () => resolve()));
    expect(rita.batches[0]).toMatchObject({ seq: seq + 1, changes: [] });
  });

  test('survives what is not a question', async () => {
    house.open();
    const rita = await house.connect('rita');
    rita.socket.emit('watch', 'no acknowledgement');
    rita.socket.emit('delete-everything', {});
    expect(await rita.watch()).toMatchObject({ seq: 0 });
  });
});

describe('the stop', () => {
  test('ends every connection in a way from which browsers come back by themselves', async () => {
    house.open();
    const rita = await house.connect('rita');
    const away = goesAway(rita.socket);
    house.live.close();
    expect(await away).toBe('transport close');
    expect(house.server.listening).toBe(true);
  });
});
