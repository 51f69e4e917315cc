import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DATABASE_KINDS, type FreshDatabase, freshDatabase } from '../../../test/harness/fresh-database.ts';
import { forgetTranscript, keepLine, transcriptOf } from './transcript-store.ts';
import type { TranscriptLine } from './transcript.ts';

const line = (sequence: number, more: Partial<TranscriptLine> = {}): TranscriptLine => ({
  session: 'r1.words.0',
  sequence,
  party: 'caller',
  spokenAt: 1_800_000_000_000 + sequence,
  text: `line ${sequence}`,
  final: true,
  confidence: 0.5,
  ...more,
});

describe.each(DATABASE_KINDS)('a transcript on %s', (kind) => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());
  beforeEach(() => fresh.empty());

  const keep = async (...lines: readonly TranscriptLine[]) => {
    for (const one of lines) await fresh.database.transact((writer) => keepLine(writer, 'r1', one));
  };
  const said = async () => (await transcriptOf(fresh.database.reader, 'r1')).map(({ text }) => text);

  test('is in the order of saying, each line once, whatever order it is told in', async () => {
    const people = line(2, { party: 'people', confidence: null });
    await keep(line(3), people, line(1), line(3), people);
    const lines = await transcriptOf(fresh.database.reader, 'r1');
    expect(lines).toEqual([line(1), people, line(3)]);
  });

  test('has a guess only until what is certain takes its place, told late or not', async () => {
    await keep(line(1, { final: false, text: 'a' }), line(2, { final: false, text: 'a b' }));
    expect(await said()).toEqual(['a b']);
    await keep(line(1, { final: false, text: 'a' }));
    expect(await said()).toEqual(['a b']);
    await keep(line(3, { text: 'a b c' }), line(2, { final: false, text: 'a b' }));
    expect(await said()).toEqual(['a b c']);
    await keep(line(4, { final: false, text: 'd', party: 'people' }));
    expect(await said()).toEqual(['a b c', 'd']);
  });

  test('is forgotten as a whole, and no other with it', async () => {
    await keep(line(1), line(2));
    await fresh.database.transact((writer) => keepLine(writer, 'r2', line(1)));
    await fresh.database.transact((writer) => forgetTranscript(writer, 'r1'));
    expect(await said()).toEqual([]);
    expect(await transcriptOf(fresh.database.reader, 'r2')).toEqual([line(1)]);
  });
});
