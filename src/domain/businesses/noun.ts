import type { Effect } from '../../kernel/decision.ts';
import type { Noun } from '../../engine/noun.ts';
import type { Business } from './business.ts';
import { businessesStore, type BusinessState } from './businesses-store.ts';

export type BusinessCommand = { readonly type: 'DescribeBusiness'; readonly business: Business };
export type BusinessEvent = { readonly type: 'BusinessDescribed'; readonly business: Business };

export const businessesNoun: Noun<BusinessState, BusinessCommand, BusinessEvent, Effect, null> = {
  name: 'businesses',
  initial: { status: 'unknown' },
  gather: async () => null,
  decide: (command) => ({ events: [{ type: 'BusinessDescribed', business: command.business }] }),
  evolve: (_state, event) => ({ status: 'served', business: event.business }),
  store: businessesStore,
};
