import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import {
  againId,
  type HookCommand,
  type HookEffect,
  type HookEvent,
  type HookRecord,
  type Hooks,
} from './hook.ts';

type HookDecision = Decision<HookEvent, HookEffect>;

const MOST_HOOKS = 20;

/** The rules of outgoing webhooks. */
export function decideHooks(
  command: HookCommand,
  hooks: Hooks,
  _facts: null,
  moment: Moment,
): HookDecision | Refusal {
  const { at, id: businessId } = moment;
  switch (command.type) {
    case 'AddHook':
      if (hooks.hooks.length >= MOST_HOOKS)
        return refuse('too-many', `A business has up to ${MOST_HOOKS} webhooks; remove one first.`);
      return { events: [{ type: 'HookAdded', businessId, hookId: command.hook.id, hook: command.hook, at }] };
    case 'ChangeHook': {
      const { hookId, url, events, by } = command;
      const hook = known(hooks, hookId);
      if (hook === null) return refuse('hook-unknown', 'There is no such webhook any more.');
      const changed: HookEvent = { type: 'HookChanged', businessId, hookId, url, events, by, at };
      // What the old address said of itself says nothing of the new one.
      const again = hook.disabled !== null && hook.url !== url;
      return {
        events: again ? [changed, { type: 'HookEnabled', businessId, hookId, by, at }] : [changed],
      };
    }
    case 'RemoveHook': {
      const { hookId, by } = command;
      return known(hooks, hookId) === null
        ? nothing
        : { events: [{ type: 'HookRemoved', businessId, hookId, by, at }] };
    }
    case 'EnableHook': {
      const { hookId, by } = command;
      return (known(hooks, hookId)?.disabled ?? null) === null
        ? nothing
        : { events: [{ type: 'HookEnabled', businessId, hookId, by, at }] };
    }
    case 'Announce': {
      const { name, data } = command;
      const listening = hooks.hooks.filter(
        ({ events, disabled }) => disabled === null && (events.length === 0 || events.includes(name)),
      );
      return listening.length === 0 ? nothing : tell(listening, name, data, hooks, moment);
    }
    case 'TestHook': {
      const hook = known(hooks, command.hookId);
      if (hook === null) return refuse('hook-unknown', 'There is no such webhook.');
      const data = { text: 'This is a test of the webhook. Nothing has happened.' };
      return tell([hook], 'hook.test', data, hooks, moment);
    }
    case 'ReplayDelivery': {
      const { hookId, deliveryId, messageId, body } = command;
      const hook = known(hooks, hookId);
      if (hook === null) return refuse('hook-unknown', 'The webhook was removed; make it anew to send this.');
      if (hook.disabled !== null)
        return refuse(
          'hook-ended',
          `Nothing is sent there: ${hook.disabled}. Begin sending there again first.`,
        );
      const id = againId(deliveryId, hooks.announced + 1);
      return {
        events: [{ type: 'HooksTold', businessId, name: 'replay', at }],
        effects: [delivery(hook, { id, messageId, body, businessId })],
      };
    }
    case 'EffectSettled': {
      if (command.outcome !== 'failed' || command.why !== 'gone') return nothing;
      const hook = hooks.hooks.find(({ id }) => command.effectId.startsWith(`hooks/${id}/`));
      if (hook === undefined || hook.disabled !== null) return nothing;
      return {
        events: [{ type: 'HookDisabled', businessId, hookId: hook.id, why: command.reason, at }],
      };
    }
    default:
      return assertNever(command);
  }
}

function known({ hooks }: Hooks, id: string): HookRecord | null {
  return hooks.find((hook) => hook.id === id) ?? null;
}

function tell(
  hooks: readonly HookRecord[],
  name: string,
  data: object,
  { announced }: Hooks,
  { at, id: businessId }: Moment,
): HookDecision {
  const count = announced + 1;
  // The shape that Standard Webhooks recommends.
  const body = JSON.stringify({ type: name, timestamp: new Date(at).toISOString(), data });
  return {
    events: [{ type: 'HooksTold', businessId, name, at }],
    effects: hooks.map((hook) =>
      delivery(hook, {
        ...{ id: `hooks/${hook.id}/${count}`, messageId: `${businessId}.${count}` },
        ...{ body, businessId },
      }),
    ),
  };
}

function delivery(
  { id: hookId, url }: HookRecord,
  of: Pick<HookEffect, 'id' | 'messageId' | 'body' | 'businessId'>,
): HookEffect {
  return { kind: 'notify.webhook', callId: null, hookId, url, ...of };
}
