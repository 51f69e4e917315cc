import type { Leg } from './leg.ts';

/**
 * A party's microphone carries 20 ms of sound, which began `at` this emulated time. It goes the way that typed words go: to
 * the tapes of the speaker and of the circuit, and to all who hear the speaker, with their tapes; never back to the speaker.
 */
export function carryVoice(
  speaker: Leg,
  frame: Uint8Array,
  at: number,
  tellHearer: (hearer: Leg) => void,
): void {
  carry(speaker, speaker, { frame, at, tellHearer }, null);
}

interface Carried {
  readonly frame: Uint8Array;
  readonly at: number;
  readonly tellHearer: (hearer: Leg) => void;
}

/** `reached` stops a voice from going round for ever when both halves of one call sit in the same room. */
function carry(voice: Leg, speaker: Leg, carried: Carried, reached: Set<Leg> | null): void {
  if (speaker.isOver || reached?.has(speaker)) return;
  const { frame, at, tellHearer } = carried;
  for (const tape of speaker.tapes) tape.addLive('near', voice, frame, at);
  const { circuit } = speaker;
  if (!circuit) return;
  for (const { tape, side } of circuit.tapesFor(speaker)) tape.addLive(side, voice, frame, at);
  for (const hearer of circuit.hearersOf(speaker)) {
    if (reached?.has(hearer)) continue;
    for (const tape of hearer.tapes) tape.addLive('far', voice, frame, at);
    tellHearer(hearer);
    if (hearer.mirror)
      carry(voice, hearer.mirror, carried, (reached ?? new Set<Leg>()).add(speaker).add(hearer));
  }
}
