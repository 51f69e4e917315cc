import type { Effect } from '../kernel/decision.ts';

/**
 * Effects in one lane are carried out one after the other, in the order of asking; different lanes at the same time.
 * A lane is a leg: what concerns one leg keeps its order and a slow request to one never delays ringing another.
 * Ending a ring stands in the ring's own lane, so it waits until the ring has settled.
 */
export function laneOf(effect: Effect): string {
  return text(effect, 'leg.ring') ?? text(effect, 'leg.sid') ?? text(effect, 'sid') ?? ownLane(effect);
}

function ownLane(effect: Effect): string {
  if (effect.kind === 'line.ring') return effect.id;
  return text(effect, 'recordingSid') ?? effect.callId ?? effect.id;
}

function text(effect: Effect, path: 'leg.ring' | 'leg.sid' | 'sid' | 'recordingSid'): string | null {
  let value: unknown = effect;
  for (const name of path.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  return typeof value === 'string' ? value : null;
}
