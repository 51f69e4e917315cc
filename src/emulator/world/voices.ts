import { speechDurationMs } from '../audio/speech-duration.ts';
import type { Sound } from '../audio/timeline.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';
import type { Scope } from './scope.ts';

/** Between two numbers of the account: long enough for the called half to be joined after it answers. */
const lineDelayMs = 100;

/** A party says something: everyone on the same circuit hears it, and a verb that listens gets it. */
export function speak(exchange: Exchange, leg: Leg, text: string): void {
  const { clock } = exchange;
  const startAt = Math.max(clock.now(), leg.speakingUntil);
  leg.speakingUntil = startAt + speechDurationMs(text);
  if (startAt === clock.now()) beginSpeech(exchange, leg, text, new Set());
  else after(exchange, leg, startAt - clock.now(), () => beginSpeech(exchange, leg, text, new Set()));
}

/** A party presses keys. `w` and `W` wait half a second and a second, as in `sendDigits`. */
export function pressKeys(exchange: Exchange, leg: Leg, keys: string): void {
  const [, before = '', wait = '', rest = ''] = /^([^wW]*)([wW]?)(.*)$/s.exec(keys) ?? [];
  if (before !== '') {
    leg.hear('Key', before);
    leg.soundEnded(leg.emit({ kind: 'keys', digits: before }, hearersOf(leg)));
    for (const key of before) for (const listener of leg.keyListeners) listener(key);
  }
  if (wait !== '') after(exchange, leg, wait === 'w' ? 500 : 1000, () => pressKeys(exchange, leg, rest));
}

/** What the far end of a leg is sent while `scope` lasts; also reaches the other half of a call between own numbers. */
export async function playTo(
  exchange: Exchange,
  scope: Scope,
  leg: Leg,
  line: { readonly verb: string; readonly text: string },
  sound: Sound | null,
  durationMs: number,
): Promise<void> {
  scope.check();
  leg.hear(line.verb, line.text);
  const playing = sound ? leg.receive(sound) : null;
  const { mirror } = leg;
  if (mirror && sound?.kind === 'speech') {
    const { text } = sound;
    after(exchange, mirror, lineDelayMs, () => beginSpeech(exchange, mirror, text, new Set([leg])));
  }
  const forget = scope.onEnd(() => playing?.cut());
  await scope.sleep(durationMs);
  forget();
}

/** Sends key tones to the far end. */
export function sendKeysTo(exchange: Exchange, leg: Leg, keys: string): void {
  leg.hear('Play', `keys ${keys}`);
  leg.receive({ kind: 'keys', digits: keys.replace(/w/gi, '') });
  if (leg.mirror) pressKeys(exchange, leg.mirror, keys);
}

/** Runs `then` later, unless the leg is over by that time. */
export function after(exchange: Exchange, leg: Leg, ms: number, then: () => void): () => void {
  const callOff = exchange.clock.schedule(ms, () => {
    forget();
    then();
  });
  const forget = leg.lifetime.onEnd(callOff);
  return () => {
    forget();
    callOff();
  };
}

function hearersOf(leg: Leg): readonly Leg[] {
  return leg.circuit?.hearersOf(leg) ?? [];
}

/** `reached` stops a voice from going round for ever when both halves of one call sit in the same room. */
function beginSpeech(exchange: Exchange, leg: Leg, text: string, reached: Set<Leg>): void {
  if (leg.isOver || reached.has(leg)) return;
  reached.add(leg);
  leg.hear('Speech', text);
  const hearers = hearersOf(leg).filter((hearer) => !reached.has(hearer));
  const playing = leg.emit({ kind: 'speech', text, voice: leg.party }, hearers);
  for (const hearer of hearers) {
    hearer.hear('Party', text);
    if (hearer.mirror) beginSpeech(exchange, hearer.mirror, text, reached.add(hearer));
  }
  for (const listener of leg.speechListeners) listener.started(text);
  after(exchange, leg, speechDurationMs(text), () => {
    leg.soundEnded(playing);
    for (const listener of leg.speechListeners) listener.ended(text);
  });
}
