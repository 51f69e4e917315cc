const CHARACTERS_PER_SECOND = 14;
const SHORTEST_MS = 400;

/**
 * How long a text takes to say, in milliseconds. The emulated clock moves by this, never by how long a synthesiser
 * happened to need, so that a call has the same timing on every machine.
 */
export function speechDurationMs(text: string): number {
  const spoken = text.trim().replace(/\s+/g, ' ');
  return Math.max(SHORTEST_MS, Math.round((spoken.length / CHARACTERS_PER_SECOND) * 1000));
}
