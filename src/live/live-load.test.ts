import { describe, expect, test } from '@jest/globals';
import { callRow, newCall } from '../../test/harness/board-rows.ts';
import { liveHouse, wireOf } from '../../test/harness/live-browsers.ts';
import type { LiveBatch } from '../contract/live.ts';
import type { BoardChange } from './rows.ts';

const house = liveHouse();

describe('a client that does not read', () => {
  const bigCall = (number: number): BoardChange => ({
    kind: 'call',
    id: `call ${number}`,
    row: { ...callRow(`call ${number}`, 'shop'), topic: 'x'.repeat(100_000) },
    before: null,
  });

  test('is cut off before it costs more than a megabyte, and may come back', async () => {
    let cutOff = 0;
    house.open({ windowMs: 0, onCutOff: () => (cutOff += 1) });
    const slow = await house.connect('rita');
    await slow.watch();
    const quick = await house.connect('mona');
    await quick.watch();
    // What the client's own system takes in is not ours to count, so the socket itself stops reading.
    const line = wireOf(slow.socket);
    line.pause();
    let sent = 0;
    while (cutOff === 0 && sent < 400) {
      house.board.tell(bigCall(sent));
      sent += 1;
      await quick.hears(sent);
    }
    expect(cutOff).toBe(1);
    expect(house.live.clients()).toBe(1);
    expect(house.lines.filter((line) => line['level'] === 'warn')).toHaveLength(1);
    const back = await house.connect('rita');
    expect(await back.watch()).toMatchObject({ seq: 0 });
    line.resume();
  });

  test('is not mistaken for one whose first snapshot is large', async () => {
    let cutOff = 0;
    house.open({ windowMs: 0, maxBuffered: 200_000, onCutOff: () => (cutOff += 1) });
    house.board.hold({
      calls: Array.from({ length: 40 }, (_, number) => ({
        ...callRow(`c${number}`, 'shop'),
        topic: 'x'.repeat(50_000),
      })),
    });
    const rita = await house.connect('rita');
    const snapshot = rita.watch();
    // In the same turn as the answer to `watch`, before any of it can have left.
    house.board.tell(newCall('next', 'shop'));
    expect((await snapshot).calls).toHaveLength(40);
    house.board.tell(newCall('after', 'shop'));
    await rita.hears(1);
    expect(cutOff).toBe(0);
  });
});

describe('two hundred browsers', () => {
  test('are each sent a bounded number of messages, however many changes come', async () => {
    house.open({ windowMs: 50 });
    const changes = 2_000;
    const calls = 50;
    const browsers = Array.from({ length: 200 }, (_, number) => {
      house.staff.signIn(`person ${number}`, { shop: 'receptionist' });
      const socket = house.dial(`person ${number}`);
      const heard = { seqs: [] as number[], shown: new Map<string, number>() };
      socket.on('live', (batch: LiveBatch) => {
        heard.seqs.push(batch.seq);
        for (const { id, row } of batch.changes)
          heard.shown.set(id, row !== null && 'since' in row ? row.since : 0);
      });
      return { socket, heard };
    });
    await Promise.all(browsers.map(({ socket }) => socket.timeout(20_000).emitWithAck('watch')));
    const began = performance.now();
    for (let change = 0; change < changes; change += 1) {
      const id = `call ${change % calls}`;
      house.board.tell({ kind: 'call', id, row: callRow(id, 'shop', change), before: null });
      if (change % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
    }
    const windows = Math.ceil((performance.now() - began) / 50);
    const upToDate = ({ heard }: (typeof browsers)[number]) =>
      heard.shown.size === calls && [...heard.shown.values()].every((since) => since >= changes - calls);
    for (let waited = 0; waited < 20_000 && !browsers.every(upToDate); waited += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(browsers.filter(upToDate)).toHaveLength(200);
    for (const { heard } of browsers) {
      // One at once, one for each window that passed, one for the rest: not two thousand.
      expect(heard.seqs.length).toBeLessThanOrEqual(windows + 2);
      expect(heard.seqs).toEqual(heard.seqs.map((_, index) => index + 1));
    }
  });
});
