import { USUAL_REASONS } from '../../src/domain/businesses/reasons-words.ts';

/** The small words that the pictures of the busy house are written in. */

export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;

export const caller = (number: string | null, name: string | null = null, callsToday = 0) => ({
  number,
  name,
  callsToday,
});

/** What may be chosen for a business without anything of its own. */
export const usualChoices = { queues: [], topics: [], reasons: [...USUAL_REASONS] };
export const choicesOfPlumber = { ...usualChoices, queues: [{ key: 'emergency', name: 'Emergency' }] };
export const choicesOfShop = {
  queues: [
    { key: 'billing', name: 'Billing' },
    { key: 'delivery', name: 'Delivery' },
  ],
  topics: [
    { key: 'refund', name: 'Refunds' },
    { key: 'delivery', name: 'Deliveries and returns' },
  ],
  reasons: [...USUAL_REASONS, { key: 'damaged-in-transit', name: 'Damaged in transit' }],
};
