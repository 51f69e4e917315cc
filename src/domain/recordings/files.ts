import { mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { RecordingPeaks } from '../../contract/api.ts';
import type { CarriedOut } from '../../engine/carried-out.ts';
import type { Effect } from '../../kernel/decision.ts';
import { computePeaks } from './peaks.ts';
import type { EraseFiles } from './recording.ts';

export const ERASE: EraseFiles['kind'] = 'recordings.erase';
const erasing = z.object({ path: z.string() });

/** The sound of recordings, and what was made of it, as files below the data folder. */
export interface RecordingFiles {
  /** Absolute path of a stored file. @throws SoundMissing */
  soundOf(path: string): Promise<string>;
  /** Computed at the first request and kept beside the sound. @throws SoundMissing, UnreadableWav */
  peaksOf(path: string): Promise<RecordingPeaks>;
  /** Carries out effects of kind `ERASE`: the sound and the waveform go; those that are gone count as removed. Never throws. */
  erase(effect: Effect): Promise<CarriedOut>;
}

/** The row says that there is a file, and there is none. */
export class SoundMissing extends Error {
  override readonly name = 'SoundMissing';
}

/** `dataDir`: absolute; all paths handed to it are relative to that, and inside `recordings/`. */
export function createRecordingFiles(dataDir: string): RecordingFiles {
  /** Two people who open one recording at the same moment make one look through it. */
  const underWay = new Map<string, Promise<RecordingPeaks>>();
  const place = (path: string): string => {
    const whole = join(dataDir, path);
    if (!whole.startsWith(join(dataDir, 'recordings') + sep))
      throw new Error(`The path of a recording leads out of its folder: ${path}`);
    return whole;
  };
  const peaksPlace = (path: string) => `${place(path)}.peaks.json`;

  async function compute(path: string): Promise<RecordingPeaks> {
    const kept = await readKept(peaksPlace(path));
    if (kept !== null) return kept;
    const sound = place(path);
    const file = await openSound(sound);
    let peaks: RecordingPeaks;
    try {
      peaks = await computePeaks(file);
    } finally {
      await file.close();
    }
    await writeWhole(peaksPlace(path), JSON.stringify(peaks));
    // Deleted while it was being read: what was made of it goes too.
    if ((await stat(sound).catch(missing)) === null) await rm(peaksPlace(path), { force: true });
    return peaks;
  }

  return {
    async soundOf(path) {
      const sound = place(path);
      if ((await stat(sound).catch(missing)) === null) throw new SoundMissing(sound);
      return sound;
    },
    peaksOf(path) {
      const running = underWay.get(path);
      if (running) return running;
      const started = compute(path).finally(() => underWay.delete(path));
      underWay.set(path, started);
      return started;
    },
    async erase(effect) {
      try {
        const { path } = erasing.parse(effect);
        await rm(place(path), { force: true });
        await rm(peaksPlace(path), { force: true });
        await syncFolder(dirname(place(path)));
        return { outcome: 'done', result: {} };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { outcome: 'retry', reason: `the file could not be removed: ${reason}` };
      }
    },
  };
}

async function openSound(sound: string): Promise<FileHandle> {
  const file = await open(sound, 'r').catch(missing);
  if (file === null) throw new SoundMissing(sound);
  return file;
}

/** Null when there are none yet; what cannot be read any more is made anew. */
async function readKept(path: string): Promise<RecordingPeaks | null> {
  const text = await readFile(path, 'utf8').catch(missing);
  if (text === null) return null;
  try {
    return RecordingPeaks.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(part, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Gone for good only when the folder says so on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(missing);
  if (handle === null) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function missing(error: unknown): null {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
