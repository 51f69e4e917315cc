import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callRow } from '../../test/harness/board-rows.ts';
import type { LiveBatch } from '../contract/live.ts';
import { livePacket } from './live-text.ts';

test('a batch written by hand reads as one written by Socket.IO, whatever the rows say', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.boolean())), (seq, calls) => {
      const batch: LiveBatch = {
        seq,
        at: 1_000,
        changes: calls.map(([id, gone]) => ({
          kind: 'call',
          id,
          row: gone ? null : callRow(id, `of ${id}`),
        })),
      };
      const packet = livePacket(batch);
      expect(packet[0]).toBe('2');
      expect(JSON.parse(packet.slice(1))).toEqual(['live', JSON.parse(JSON.stringify(batch))]);
    }),
  );
});

test('a row that was replaced is not shown as it was before', () => {
  const say = (since: number) =>
    livePacket({ seq: 1, at: 0, changes: [{ kind: 'call', id: 'a', row: callRow('a', 'shop', since) }] });
  expect(say(1)).toContain('"since":1');
  expect(say(2)).toContain('"since":2');
});
