import { assertNever } from '../../kernel/assert-never.ts';
import type { HookEvent, Hooks } from './hook.ts';

/** What the webhooks of a business are after an event. */
export function evolveHooks(state: Hooks, event: HookEvent): Hooks {
  const changed = (hookId: string, disabled: string | null): Hooks => ({
    ...state,
    hooks: state.hooks.map((hook) => (hook.id === hookId ? { ...hook, disabled } : hook)),
  });
  switch (event.type) {
    case 'HookAdded':
      return { ...state, hooks: [...state.hooks, event.hook] };
    case 'HookRemoved':
      return { ...state, hooks: state.hooks.filter(({ id }) => id !== event.hookId) };
    case 'HookEnabled':
      return changed(event.hookId, null);
    case 'HookDisabled':
      return changed(event.hookId, event.why);
    case 'HooksTold':
      return { ...state, announced: state.announced + 1 };
    default:
      return assertNever(event);
  }
}
