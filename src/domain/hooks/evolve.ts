import { assertNever } from '../../kernel/assert-never.ts';
import type { HookEvent, HookRecord, Hooks } from './hook.ts';

/** What the webhooks of a business are after an event. */
export function evolveHooks(state: Hooks, event: HookEvent): Hooks {
  const changed = (hookId: string, change: Partial<HookRecord>): Hooks => ({
    ...state,
    hooks: state.hooks.map((hook) => (hook.id === hookId ? { ...hook, ...change } : hook)),
  });
  switch (event.type) {
    case 'HookAdded':
      return { ...state, hooks: [...state.hooks, event.hook] };
    case 'HookChanged':
      return changed(event.hookId, { url: event.url, events: [...event.events] });
    case 'HookRemoved':
      return { ...state, hooks: state.hooks.filter(({ id }) => id !== event.hookId) };
    case 'HookEnabled':
      return changed(event.hookId, { disabled: null });
    case 'HookDisabled':
      return changed(event.hookId, { disabled: event.why });
    case 'HooksTold':
      return { ...state, announced: state.announced + 1 };
    default:
      return assertNever(event);
  }
}
