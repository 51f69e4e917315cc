import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import { businessesStore } from '../businesses/businesses-store.ts';
import { decideMatrix } from './decide.ts';
import { evolveMatrix } from './evolve.ts';
import { matricesStore } from './matrices-store.ts';
import type { MatrixCommand, MatrixEvent, MatrixFacts, MatrixState } from './matrix.ts';

export const matricesNoun: Noun<MatrixState, MatrixCommand, MatrixEvent, Effect, MatrixFacts> = {
  name: 'matrices',
  initial: { status: 'none' },
  gather: async (reader, id) => {
    const stored = await businessesStore.load(reader, id);
    if (stored?.state.status !== 'served') return { business: null };
    const { topics, hours, staff } = stored.state.business;
    return {
      business: {
        topics: topics.map(({ key }) => key),
        hours: Object.keys(hours),
        staff: staff.map(({ person }) => person),
      },
    };
  },
  decide: decideMatrix,
  evolve: evolveMatrix,
  store: matricesStore,
};
