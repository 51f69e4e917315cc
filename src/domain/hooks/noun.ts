import type { Noun } from '../../engine/noun.ts';
import { decideHooks } from './decide.ts';
import { evolveHooks } from './evolve.ts';
import type { HookCommand, HookEffect, HookEvent, Hooks } from './hook.ts';
import { hooksStore } from './hooks-store.ts';

export const hooksNoun: Noun<Hooks, HookCommand, HookEvent, HookEffect, null> = {
  name: 'hooks',
  initial: { hooks: [], announced: 0 },
  gather: async () => null,
  decide: decideHooks,
  evolve: evolveHooks,
  store: hooksStore,
};
