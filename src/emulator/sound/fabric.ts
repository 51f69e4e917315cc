import { holdMusicRound } from '../audio/tones.ts';
import type { Leg } from '../world/leg.ts';
import { carryVoice } from '../world/live-voice.ts';
import { DeferredPeer } from './deferred-peer.ts';
import { FRAME_MS } from './frame.ts';
import type { SoundFabric, SoundLine } from './line.ts';
import { LiveLine } from './live-line.ts';
import type { MediaBackend, MediaPeer } from './media-peer.ts';

export interface FabricParts {
  /** Emulated time. */
  readonly now: () => number;
  readonly loadBackend: () => Promise<MediaBackend>;
  readonly pressKey: (leg: Leg, key: string) => void;
  readonly onTrouble: (error: unknown, what: string) => void;
  /** Told of every tick how many milliseconds late it was. */
  readonly onTick?: (lateMs: number) => void;
}

/** After a stall so many frames are made up for; what was missed beyond is missed, as on a line that broke. */
const mostTicksAtOnce = 5;
const stallMs = 200;

/** See `SoundFabric`. Its clock runs only while there are lines. */
export class Fabric implements SoundFabric {
  readonly #parts: FabricParts;
  readonly #lines = new Map<Leg, LiveLine>();
  readonly #peers = new Set<MediaPeer>();
  #backend: MediaBackend | null = null;
  #loading: Promise<MediaBackend> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #nextTickAt = 0;
  #isStopped = false;

  constructor(parts: FabricParts) {
    this.#parts = parts;
  }

  get lines(): readonly LiveLine[] {
    return [...this.#lines.values()];
  }

  /** The library in use, loaded if need be. @throws Error when it cannot be */
  loadBackend(): Promise<MediaBackend> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  createPeer(options: { readonly telephoneEvents: boolean }): MediaPeer {
    if (this.#isStopped) throw new Error('The emulator is stopping; there is no sound any more.');
    const peer = this.#backend?.createPeer(options) ?? new DeferredPeer(this.loadBackend(), options);
    this.#peers.add(peer);
    peer.onState((state) => {
      if (state === 'closed') this.#peers.delete(peer);
    });
    return peer;
  }

  attach(leg: Leg, peer: MediaPeer): SoundLine {
    if (leg.isOver) throw new Error(`Call ${leg.sid} is over (${leg.record.status}): it can have no sound.`);
    this.#lines.get(leg)?.detach();
    const forget = leg.lifetime.onEnd(() => line.detach());
    const line: LiveLine = new LiveLine({
      leg,
      peer,
      now: this.#parts.now,
      onKey: (key) => this.#parts.pressKey(leg, key),
      onDetached: () => {
        forget();
        if (this.#lines.get(leg) === line) this.#lines.delete(leg);
      },
      onTrouble: (error) => this.#parts.onTrouble(error, 'a sound could not be made to hear'),
    });
    this.#lines.set(leg, line);
    this.#run();
    return line;
  }

  lineOf(leg: Leg): SoundLine | undefined {
    return this.#lines.get(leg);
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const line of this.lines) line.detach();
    for (const peer of this.#peers) peer.close();
    this.#peers.clear();
    this.#backend?.release();
  }

  async #load(): Promise<MediaBackend> {
    // Composed now, before anybody speaks: it takes long enough to be heard as a gap.
    holdMusicRound();
    this.#backend = await this.#parts.loadBackend();
    return this.#backend;
  }

  #run(): void {
    if (this.#timer || this.#isStopped) return;
    this.#nextTickAt = performance.now() + FRAME_MS;
    this.#arm();
  }

  #arm(): void {
    const waitMs = Math.max(0, this.#nextTickAt - performance.now());
    this.#timer = setTimeout(() => this.#keepTime(), waitMs);
    this.#timer.unref();
  }

  /** Every tick has its place in time, so that late ones do not push later ones back. */
  #keepTime(): void {
    this.#timer = null;
    const startedAt = performance.now();
    for (let ticks = 0; ticks < mostTicksAtOnce && this.#nextTickAt <= startedAt; ticks += 1) {
      const lateMs = startedAt - this.#nextTickAt;
      this.#nextTickAt += FRAME_MS;
      this.#tick(lateMs);
    }
    if (this.#lines.size === 0 || this.#isStopped) return;
    if (startedAt - this.#nextTickAt > stallMs) this.#nextTickAt = startedAt + FRAME_MS;
    this.#arm();
  }

  /** First all voices are collected, then everybody is sent what they hear: nobody hears half a tick. */
  #tick(lateMs: number): void {
    this.#parts.onTick?.(lateMs);
    const at = this.#parts.now() - lateMs;
    for (const line of this.#lines.values()) {
      const frame = line.takeFrame();
      if (frame) carryVoice(line.leg, frame, at, (hearer) => this.#lines.get(hearer)?.addVoice(frame));
    }
    for (const line of this.#lines.values()) line.sendFrame();
  }
}
