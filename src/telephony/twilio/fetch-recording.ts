import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { readWavLayout, UnreadableWav, WAV_HEAD_BYTES } from '../../kernel/wav.ts';
import type { LineRequest } from '../line.ts';
import { HttpFailure } from './errors.ts';
import type { Assignment, CarriedOut } from './outcome.ts';
import { done, failed } from './outcome.ts';
import type { TwilioAccount } from './rest-client.ts';
import { apiBase } from './rest-client.ts';

type FetchRecording = Extract<LineRequest, { kind: 'line.fetch-recording' }>;

export interface FetchPorts {
  readonly account: TwilioAccount;
  readonly dataDir: string;
  readonly clock: Clock;
}

/** The effect runner takes an attempt of two minutes for lost and starts another, which must not meet this one. */
const DOWNLOAD_TIMEOUT_MS = 110_000;
/** Twilio says "completed" a little before the file can be had everywhere. */
const ATTEMPTS_FOR_FILE = 6;

/**
 * Downloads a recording into `dataDir`, whole or not at all.
 * Its result is `{ path, sha256, bytes, durationMs, channels }`, `path` being relative to `dataDir`.
 */
export async function fetchRecording(
  { effect, attempt }: Assignment<FetchRecording>,
  ports: FetchPorts,
): Promise<CarriedOut> {
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}$/.test(effect.recordingId)) {
    return failed('refused', 'the recording’s id cannot be a file name');
  }
  const media = await openMedia(effect.recordingSid, ports.account);
  if (media === null) {
    return attempt < ATTEMPTS_FOR_FILE
      ? { outcome: 'retry', afterMs: 1_000 * 2 ** attempt, reason: 'the file is not there yet' }
      : failed('gone', 'Twilio does not have the file');
  }

  const month = new Date(ports.clock.now()).toISOString().slice(0, 7).replace('-', '/');
  const relative = `recordings/${month}/${effect.recordingId}.wav`;
  const target = path.join(ports.dataDir, relative);
  await mkdir(path.dirname(target), { recursive: true });
  const part = `${target}.part`;
  try {
    const facts = await write(part, media);
    await rename(part, target);
    await syncFolder(path.dirname(target));
    return done({ path: relative, ...facts });
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Null when Twilio has no such file. Two channels when there are two. */
async function openMedia(sid: string, account: TwilioAccount): Promise<ReadableStream<Uint8Array> | null> {
  const address = `${apiBase(account)}/2010-04-01/Accounts/${account.accountSid}/Recordings/${sid}.wav`;
  const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
  for (const channels of [2, 1]) {
    const response = await fetch(`${address}?RequestedChannels=${channels}`, {
      headers: { authorization },
      signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS),
    });
    if (response.ok && response.body) return response.body;
    await response.body?.cancel();
    if (response.status === 404) return null;
    // 16113: this one was recorded on one channel.
    if (response.status !== 400 || channels === 1) {
      throw new HttpFailure(response.status, 'the recording could not be downloaded');
    }
  }
  return null;
}

async function write(part: string, media: ReadableStream<Uint8Array>) {
  const hash = createHash('sha256');
  const file = await open(part, 'w+');
  try {
    let bytes = 0;
    for await (const chunk of media) {
      hash.update(chunk);
      await file.write(chunk);
      bytes += chunk.length;
    }
    const { channels, durationMs } = await factsOf(file, bytes);
    await file.sync();
    return { sha256: hash.digest('hex'), bytes, durationMs, channels };
  } finally {
    await file.close();
  }
}

/** @throws Error when the file is no WAV, or shorter than it claims to be */
async function factsOf(file: FileHandle, bytes: number) {
  const head = Buffer.alloc(Math.min(bytes, WAV_HEAD_BYTES));
  await file.read(head, 0, head.length, 0);
  try {
    const { channels, dataBytes, bytesPerSecond } = readWavLayout(head, bytes);
    return { channels, durationMs: Math.round((dataBytes / bytesPerSecond) * 1_000) };
  } catch (error) {
    if (!(error instanceof UnreadableWav)) throw error;
    throw new Error(`The downloaded recording is damaged: ${error.message}`, { cause: error });
  }
}

/** A rename is on disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
