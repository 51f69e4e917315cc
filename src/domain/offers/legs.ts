import { z } from 'zod';
import { Device } from '../people/softphone.ts';

/** The devices that ring for one offer: the first one, and the telephone that comes to a browser's help. */

export const LegName = z.enum(['first', 'phone']);
export type LegName = z.infer<typeof LegName>;

export const OfferLeg = z.object({
  name: LegName,
  device: Device,
  /** `over`: it rings no more, or is to ring no more; what still comes of it is ended. */
  status: z.enum(['ringing', 'picked-up', 'in-room', 'over']),
  sid: z.string().nullable(),
  /** Each leg counts its own turns, so that a replay on one is never news on the other. */
  turn: z.number().int(),
});
export type OfferLeg = z.infer<typeof OfferLeg>;

/** The leg that an offer begins with: it rings, and its call SID is not known yet. */
export function firstLeg(device: Device): OfferLeg {
  return { name: 'first', device, status: 'ringing', sid: null, turn: 1 };
}

export const telephoneLeg: OfferLeg = { ...firstLeg('telephone'), name: 'phone' };

const SECOND_RING = '.phone';

/** The name of a leg's ring: the offer's own id, or `<offer>.phone` for the second one. */
export function attemptOf(offerId: string, leg: LegName): string {
  return leg === 'first' ? offerId : `${offerId}${SECOND_RING}`;
}

/** The offer and the leg that the name of a ring stands for. */
export function legOfAttempt(attempt: string): { readonly offerId: string; readonly leg: LegName } {
  return attempt.endsWith(SECOND_RING)
    ? { offerId: attempt.slice(0, -SECOND_RING.length), leg: 'phone' }
    : { offerId: attempt, leg: 'first' };
}

/** The leg that an effect of this offer concerns: its name begins with the name of the ring. */
export function legOfEffect(offerId: string, effectId: string): LegName {
  const second = attemptOf(offerId, 'phone');
  return effectId === second || effectId.startsWith(`${second}.`) ? 'phone' : 'first';
}

/** Whether it rings, listens or talks, or may be about to. */
export function isAlive({ status }: OfferLeg): boolean {
  return status !== 'over';
}
