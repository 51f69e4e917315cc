import type { RulesEvent, RulesState } from './rule.ts';

/** A version once saved is never changed. */
export function evolveRules(state: RulesState, event: RulesEvent): RulesState {
  const before = state.status === 'none' ? [] : state.versions;
  return { status: 'saved', businessId: event.businessId, versions: [...before, event.saved] };
}
