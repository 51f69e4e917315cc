import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UnreadableWav } from '../../kernel/wav.ts';
import { createRecordingFiles, SoundMissing, type RecordingFiles } from './files.ts';
import type { EraseFiles } from './recording.ts';
import { wavFile } from './wav-for-tests.ts';

const path = 'recordings/2026/03/c1.r1.wav';
let dataDir: string;
let files: RecordingFiles;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'deskbell-files-'));
  files = createRecordingFiles(dataDir);
});
afterEach(() => rm(dataDir, { recursive: true }));

async function store(bytes: Buffer): Promise<void> {
  await mkdir(dirname(join(dataDir, path)), { recursive: true });
  await writeFile(join(dataDir, path), bytes);
}

const marks = (base64: string | undefined): Int8Array => new Int8Array(Buffer.from(base64 ?? '', 'base64'));
const beside = () => readdir(dirname(join(dataDir, path)));

describe('the shape of a sound', () => {
  /** The caller speaks in the first second, the people in the third. */
  const talk = wavFile(4, (at, channel) => {
    if (channel === 0) return at < 1 ? (at < 0.5 ? 0.5 : -0.25) : 0;
    return at >= 2 && at < 3 ? 1 : 0;
  });

  test('is the lowest and highest sample of every slice, for each side by itself', async () => {
    await store(talk);
    const { sliceMs, channels } = await files.peaksOf(path);
    expect(sliceMs).toBe(50);
    const [caller, people] = channels.map(marks);
    expect(caller).toHaveLength(4 * 20 * 2);
    expect([...(caller?.subarray(0, 2) ?? [])]).toEqual([0, 64]);
    expect([...(caller?.subarray(2 * 15, 2 * 16) ?? [])]).toEqual([-32, 0]);
    expect(Math.max(...(caller?.subarray(2 * 20) ?? []))).toBe(0);
    expect(Math.max(...(people?.subarray(0, 2 * 40) ?? []))).toBe(0);
    expect([...(people?.subarray(2 * 41, 2 * 42) ?? [])]).toEqual([0, 127]);
  });

  test('is looked for once: it lies beside the sound, whole or not at all', async () => {
    await store(talk);
    const [first, second] = await Promise.all([files.peaksOf(path), files.peaksOf(path)]);
    expect(second).toBe(first);
    expect(await beside()).toEqual(['c1.r1.wav', 'c1.r1.wav.peaks.json']);
    await writeFile(join(dataDir, path), 'no sound any more, so it cannot be looked through again');
    expect(await files.peaksOf(path)).toEqual(first);
    await store(talk);
    await writeFile(join(dataDir, `${path}.peaks.json`), '{"sliceMs":50,"chan');
    expect(await files.peaksOf(path)).toEqual(first);
  });

  test('of two hours takes little memory, and little room', async () => {
    const seconds = 7_200;
    const head = wavFile(0, () => 0);
    head.writeUInt32LE(seconds * 32_000, 40);
    await store(head);
    const file = await open(join(dataDir, path), 'r+');
    await file.truncate(head.length + seconds * 32_000);
    await file.close();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 5);
    const { sliceMs, channels } = await files.peaksOf(path).finally(() => clearInterval(watch));
    expect(sliceMs).toBe(200);
    expect(marks(channels[0])).toHaveLength(36_000 * 2);
    expect((await stat(join(dataDir, `${path}.peaks.json`))).size).toBeLessThan(250_000);
    expect(most).toBeLessThan(30_000_000);
  });

  test.each([
    ['cut short', talk.subarray(0, talk.length - 100), /ends 100 bytes early/],
    ['something else', Buffer.from('<html>Not found</html>'), /not a WAV file/],
    ['empty', Buffer.alloc(0), /not a WAV file/],
    ['without sound', talk.subarray(0, 36), /holds no sound/],
    ['of another kind', Buffer.concat([talk.subarray(0, 20), Buffer.from([7]), talk.subarray(21)]), /kind 7/],
  ])('of a file that is %s is refused, and nothing is left lying', async (_what, bytes, why) => {
    await store(bytes);
    const refused = files.peaksOf(path);
    await expect(refused).rejects.toThrow(UnreadableWav);
    await expect(refused).rejects.toThrow(why);
    expect(await beside()).toEqual(['c1.r1.wav']);
  });

  test('and the sound itself of a file that is gone are told as such', async () => {
    await expect(files.peaksOf(path)).rejects.toThrow(SoundMissing);
    await expect(files.soundOf(path)).rejects.toThrow(SoundMissing);
  });
});

describe('erasing', () => {
  const erase = (which: string) => {
    const effect: EraseFiles = { kind: 'recordings.erase', id: 'c1.r1.erase.0', callId: null, path: which };
    return files.erase(effect);
  };

  test('removes the sound and its shape, and what is gone counts as removed', async () => {
    await store(wavFile(1, () => 0.5));
    await files.peaksOf(path);
    expect(await erase(path)).toEqual({ outcome: 'done', result: {} });
    expect(await beside()).toEqual([]);
    expect(await erase(path)).toEqual({ outcome: 'done', result: {} });
    await rm(join(dataDir, 'recordings'), { recursive: true });
    expect(await erase(path)).toEqual({ outcome: 'done', result: {} });
  });

  test('says what went wrong, and never leaves its folder', async () => {
    await mkdir(join(dataDir, path), { recursive: true });
    await writeFile(join(dataDir, path, 'in-the-way'), '');
    expect(await erase(path)).toMatchObject({
      outcome: 'retry',
      reason: expect.stringMatching(/could not be removed/),
    });
    await writeFile(join(dataDir, 'deskbell.sqlite'), 'rows');
    expect(await erase('recordings/../deskbell.sqlite')).toMatchObject({ outcome: 'retry' });
    expect((await stat(join(dataDir, 'deskbell.sqlite'))).size).toBe(4);
  });
});
