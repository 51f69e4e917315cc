import type {
  BreachRow,
  CallRow,
  OfferRow,
  PersonRow,
  QueueRow,
  WaitingRow,
} from '../../src/contract/live.ts';
import type { Role } from '../../src/contract/shapes.ts';
import type { BoardChange, BoardRows, BoardSource } from '../../src/live/index.ts';

/** Rows of the live board with everything filled in; a test names only what it is about. */

const caller = { number: '+441632960111', name: null, callsToday: 1 };

export const queueRow = (id: string, businessId: string, answeredToday = 0): QueueRow => ({
  id,
  businessId,
  queue: 'billing',
  name: 'Billing',
  waitTargetSeconds: 60,
  answeredToday,
  answeredInTargetToday: 0,
  lostToday: 0,
});

export const waitingRow = (id: string, businessId: string, why = 'everyone is on a call'): WaitingRow => ({
  id,
  businessId,
  queue: 'billing',
  callId: `call of ${id}`,
  caller,
  topic: null,
  joinedAt: 0,
  targetAt: 60_000,
  breachedAt: null,
  told: [],
  ringing: [],
  why,
  rank: 0,
});

export const personRow = (id: string, works: Readonly<Record<string, Role>>): PersonRow => ({
  id,
  name: id,
  presence: 'free',
  since: 0,
  reason: null,
  callId: null,
  device: 'telephone',
  softphone: { state: 'off', reason: null, since: null },
  memberships: Object.entries(works).map(([businessId, role]) => ({ businessId, role })),
});

export const callRow = (id: string, businessId: string, since = 0): CallRow => ({
  id,
  businessId,
  caller,
  startedAt: 0,
  place: 'flow',
  since,
  queue: null,
  topic: null,
  with: [],
  escalated: null,
  recording: 'off',
});

export const breachRow = (id: string, businessId: string): BreachRow => ({
  id,
  businessId,
  queue: 'billing',
  callId: `call of ${id}`,
  caller,
  at: 60_000,
  waitTargetSeconds: 60,
  told: [],
  answeredAt: null,
  lostAt: null,
});

export const offerRow = (id: string, businessId: string, personId: string): OfferRow => ({
  id,
  businessId,
  businessName: businessId,
  callId: `call of ${id}`,
  personId,
  purpose: 'queue',
  caller,
  queue: 'billing',
  topic: null,
  waitingSince: 0,
  madeAt: 0,
  expiresAt: 20_000,
  status: 'ringing',
  devices: ['telephone'],
  why: 'free for the longest time',
  story: [],
});

export const emptyBoard: BoardRows = {
  queues: [],
  waiting: [],
  people: [],
  calls: [],
  breaches: [],
  offers: [],
};

/** A board that holds and tells what the test says. */
export interface HandBoard extends BoardSource {
  hold(rows: Partial<BoardRows>): void;
  tell(...changes: readonly BoardChange[]): void;
}

export function handBoard(): HandBoard {
  let rows = emptyBoard;
  const listeners = new Set<(changes: readonly BoardChange[]) => void>();
  return {
    rows: () => rows,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold(some) {
      rows = { ...rows, ...some };
    },
    tell(...changes) {
      for (const listener of listeners) listener(changes);
    },
  };
}

export const newCall = (id: string, businessId: string, since = 0): BoardChange => ({
  kind: 'call',
  id,
  row: callRow(id, businessId, since),
  before: null,
});
