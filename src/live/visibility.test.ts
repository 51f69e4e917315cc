import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  breachRow,
  callRow,
  offerRow,
  personRow,
  queueRow,
  waitingRow,
} from '../../test/harness/board-rows.ts';
import type { Role } from '../contract/shapes.ts';
import type { BoardRows } from './rows.ts';
import { sightOf } from './visibility.ts';

const watcher = (personId: string, works: Readonly<Record<string, Role>>) => ({
  personId,
  memberships: Object.entries(works).map(([businessId, role]) => ({ businessId, role })),
});

const both: BoardRows = {
  queues: [queueRow('shop/billing', 'shop'), queueRow('dentist/desk', 'dentist')],
  waiting: [waitingRow('w1', 'shop'), waitingRow('w2', 'dentist')],
  people: [
    personRow('rita', { shop: 'receptionist' }),
    personRow('dora', { dentist: 'receptionist' }),
    personRow('tom', { shop: 'expert', dentist: 'expert' }),
  ],
  calls: [callRow('c1', 'shop'), callRow('c2', 'dentist')],
  breaches: [breachRow('w1', 'shop'), breachRow('w2', 'dentist')],
  offers: [offerRow('o1', 'shop', 'rita'), offerRow('o2', 'shop', 'tom'), offerRow('o3', 'dentist', 'dora')],
};

describe('the board', () => {
  test('shows a receptionist the rows of their business and the offers to them', () => {
    const seen = sightOf(watcher('rita', { shop: 'receptionist' })).rows(both);
    expect(seen.queues.map(({ id }) => id)).toEqual(['shop/billing']);
    expect(seen.waiting.map(({ id }) => id)).toEqual(['w1']);
    expect(seen.calls.map(({ id }) => id)).toEqual(['c1']);
    expect(seen.breaches.map(({ id }) => id)).toEqual(['w1']);
    expect(seen.people.map(({ id }) => id)).toEqual(['rita', 'tom']);
    expect(seen.offers.map(({ id }) => id)).toEqual(['o1']);
  });

  test.each(['manager', 'admin'] as const)('shows a %s every offer of the business', (role) => {
    const seen = sightOf(watcher('mona', { shop: role })).rows(both);
    expect(seen.offers.map(({ id }) => id)).toEqual(['o1', 'o2']);
  });

  test('shows somebody without a business nothing', () => {
    const seen = sightOf(watcher('stranger', {})).rows(both);
    expect(Object.values(seen).flat()).toEqual([]);
  });

  test('does not tell for whom else a colleague works', () => {
    const seen = sightOf(watcher('rita', { shop: 'receptionist' })).rows(both);
    expect(seen.people.find(({ id }) => id === 'tom')?.memberships).toEqual([
      { businessId: 'shop', role: 'expert' },
    ]);
  });

  test('says of a row that it is gone only to who could see it', () => {
    const gone = { kind: 'offer', id: 'o1', row: null, before: offerRow('o1', 'shop', 'rita') } as const;
    expect(sightOf(watcher('rita', { shop: 'receptionist' })).change(gone)).toEqual({
      kind: 'offer',
      id: 'o1',
      row: null,
    });
    expect(sightOf(watcher('tom', { shop: 'expert' })).change(gone)).toBeNull();
  });

  test('lets a colleague who leaves the business disappear', () => {
    const change = {
      kind: 'person',
      id: 'tom',
      row: personRow('tom', { dentist: 'expert' }),
      before: personRow('tom', { shop: 'expert', dentist: 'expert' }),
    } as const;
    expect(sightOf(watcher('rita', { shop: 'receptionist' })).change(change)).toEqual({
      kind: 'person',
      id: 'tom',
      row: null,
    });
  });

  test('never shows a row of a business that the watcher has no part in', () => {
    const business = fc.constantFrom('shop', 'dentist', 'plumber');
    const role = fc.constantFrom<Role>('receptionist', 'expert', 'manager', 'admin');
    fc.assert(
      fc.property(
        fc.dictionary(business, role),
        business,
        fc.constantFrom('rita', 'tom'),
        (works, where, whose) => {
          const sight = sightOf(watcher('rita', works));
          const rows = [
            callRow('x', where),
            waitingRow('x', where),
            breachRow('x', where),
            queueRow('x', where),
          ];
          const changes = [
            sight.change({ kind: 'call', id: 'x', row: callRow('x', where), before: null }),
            sight.change({ kind: 'waiting', id: 'x', row: waitingRow('x', where), before: null }),
            sight.change({ kind: 'breach', id: 'x', row: breachRow('x', where), before: null }),
            sight.change({ kind: 'queue', id: 'x', row: queueRow('x', where), before: null }),
          ];
          expect(changes.filter((change) => change !== null)).toHaveLength(where in works ? rows.length : 0);
          const offer = sight.change({
            kind: 'offer',
            id: 'x',
            row: offerRow('x', where, whose),
            before: null,
          });
          const leads = works[where] === 'manager' || works[where] === 'admin';
          expect(offer !== null).toBe(whose === 'rita' || leads);
        },
      ),
    );
  });
});
