import type { EmulatorClock } from '../clock.ts';
import { WebhookFailure } from '../webhooks/sender.ts';
import type { WebhookReply, WebhookSender } from '../webhooks/sender.ts';
import { DocumentFailure } from './document.ts';
import { standInFor } from './stand-ins.ts';

/** Something to listen to. `bytes` is null when only its length is known. */
export interface Media {
  readonly bytes: Buffer | null;
  readonly durationMs: number;
}

const unknownDurationMs = 10_000;
const maxBytes = 5 * 1024 * 1024;
const freshForMs = 60_000;
const keptFiles = 50;

/** Fetches what `<Play>` names and finds out how long it lasts. */
export class MediaLibrary {
  readonly #sender: WebhookSender;
  readonly #clock: EmulatorClock;
  readonly #kept = new Map<string, { readonly media: Media; readonly until: number }>();

  constructor(sender: WebhookSender, clock: EmulatorClock) {
    this.#sender = sender;
    this.#clock = clock;
  }

  /** @throws DocumentFailure when the file cannot be had or is not sound */
  async fetch(url: string, callSid: string): Promise<Media> {
    const standIn = standInFor(url);
    if (standIn?.kind === 'audio') return { bytes: null, durationMs: standIn.durationMs };
    // A foreign host is not asked: the emulator works without the internet, and a tune of ten seconds stands in.
    if (!this.#sender.isLocal(url)) return { bytes: null, durationMs: unknownDurationMs };
    const kept = this.#kept.get(url);
    if (kept && kept.until > this.#clock.now()) return kept.media;
    const reply = await this.#sender
      .send({ url, method: 'GET', params: [], purpose: 'media', callSid, maxBytes })
      .catch((error: unknown) => {
        if (error instanceof WebhookFailure) throw new DocumentFailure(error.code, url, error.message);
        throw error;
      });
    if (reply.status < 200 || reply.status > 299) {
      throw new DocumentFailure(11200, url, `the sound file was answered with status ${reply.status}`);
    }
    const media = mediaOf(reply);
    if (!/no-cache|no-store/.test(reply.cacheControl)) {
      if (this.#kept.size >= keptFiles) this.#kept.clear();
      this.#kept.set(url, { media, until: this.#clock.now() + freshForMs });
    }
    return media;
  }
}

export function isAudioType(contentType: string): boolean {
  return /^audio\//i.test(contentType.trim());
}

/** @throws DocumentFailure 12300 when the answer is not sound, 11200 when it is too large */
export function mediaOf(reply: WebhookReply): Media {
  if (reply.contentType === null || !isAudioType(reply.contentType)) {
    throw new DocumentFailure(12300, reply.url, `Content-Type ${reply.contentType ?? '(none)'} is not sound`);
  }
  if (reply.body.length > maxBytes) {
    throw new DocumentFailure(11200, reply.url, `the sound file has more than ${maxBytes} bytes`);
  }
  const durationMs = wavDurationMs(reply.body);
  return durationMs === null
    ? { bytes: null, durationMs: unknownDurationMs }
    : { bytes: reply.body, durationMs };
}

/** Length of a WAV file from its header, or null when it is none. */
export function wavDurationMs(bytes: Buffer): number | null {
  if (
    bytes.length < 12 ||
    bytes.toString('latin1', 0, 4) !== 'RIFF' ||
    bytes.toString('latin1', 8, 12) !== 'WAVE'
  ) {
    return null;
  }
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 20 <= bytes.length) bytesPerSecond = bytes.readUInt32LE(at + 16);
    if (name === 'data') {
      const length = Math.min(size, bytes.length - at - 8);
      return bytesPerSecond > 0 ? Math.round((length / bytesPerSecond) * 1000) : null;
    }
    at += 8 + size + (size % 2);
  }
  return null;
}
