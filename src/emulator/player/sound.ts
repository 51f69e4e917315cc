import { speechDurationMs } from '../audio/speech-duration.ts';
import type { Sound } from '../audio/timeline.ts';
import { playTo, sendKeysTo } from '../world/voices.ts';
import type { Leg } from '../world/leg.ts';
import type { Scope } from '../world/scope.ts';
import type { Stage } from './document.ts';
import type { Media } from './media.ts';

/** What was said takes as long as it takes to say it. */
export function sayText(stage: Stage, text: string, pausesMs = 0): Promise<void> {
  return playToAudience(
    stage,
    { verb: 'Say', text },
    { kind: 'speech', text, voice: 'prompt' },
    speechDurationMs(text) + pausesMs,
  );
}

/** Music while somebody is held is told apart from music that a document plays to a caller. */
export function playMedia(stage: Stage, url: string, media: Media): Promise<void> {
  return playToAudience(
    stage,
    { verb: stage.mode === 'hold' ? 'Hold' : 'Play', text: url },
    { kind: 'file', bytes: media.bytes, durationMs: media.durationMs },
    media.durationMs,
  );
}

/** Sends telephone keys to whoever listens, and waits for as long as they sound; `w` is half a second's pause. */
export async function playKeys(stage: Stage, keys: string): Promise<void> {
  for (const leg of stage.audience()) sendKeysTo(stage.exchange, leg, keys);
  await stage.scope.sleep(keysDurationMs(keys));
}

/** 200 ms a key, 500 ms for `w`, 1 s for `W`. */
export function keysDurationMs(keys: string): number {
  return [...keys].reduce((sum, key) => sum + (key === 'W' ? 1_000 : key === 'w' ? 500 : 200), 0);
}

const musicPieceMs = 30_000;

/** Music of the house that goes on until the scope ends. */
export async function playHouseMusic(
  stage: Pick<Stage, 'exchange'> & { readonly scope: Scope; readonly leg: Leg },
  verb: 'Play' | 'Hold',
): Promise<never> {
  for (;;) {
    const line = { verb, text: verb === 'Hold' ? 'hold music' : 'waiting music' };
    const sound: Sound = { kind: 'music', durationMs: musicPieceMs };
    await playTo(stage.exchange, stage.scope, stage.leg, line, sound, musicPieceMs);
  }
}

async function playToAudience(
  stage: Stage,
  line: { readonly verb: string; readonly text: string },
  sound: Sound | null,
  durationMs: number,
): Promise<void> {
  const { exchange, scope } = stage;
  const audience = stage.audience();
  if (audience.length === 0) {
    await scope.sleep(durationMs);
    return;
  }
  // Every hearer has the same length, so waiting for all costs no more than waiting for one.
  await Promise.all(audience.map((leg) => playTo(exchange, scope, leg, line, sound, durationMs)));
}
