import { z } from 'zod';
import type { Noun, StoredEvent } from '../../src/engine/noun.ts';
import type { Decision, Effect, Message, Refusal, TimerChange } from '../../src/kernel/decision.ts';
import { nounTable } from '../../src/store/noun-table.ts';
import type { EffectSettled } from '../../src/telephony/line.ts';

/**
 * Two nouns that do as they are told, for tests of the engine: a jar keeps a sum and the story of how it came about.
 * `jars` live in the table of businesses, `boxes` in that of flow runs.
 */
export interface Jar {
  readonly sum: number;
  readonly story: readonly string[];
}

export type JarCommand =
  | {
      readonly type: 'Add';
      readonly amount: number;
      /** Messages that follow from the event. */
      readonly tells?: readonly Message[];
      readonly effects?: readonly Effect[];
      readonly withdraws?: readonly string[];
      readonly timers?: readonly TimerChange[];
      readonly says?: string;
    }
  /** Refused always. */
  | { readonly type: 'Steal' }
  /** A fault in a rule. */
  | { readonly type: 'Break' }
  | EffectSettled;

export type JarEvent =
  | {
      readonly type: 'Added';
      readonly amount: number;
      readonly at: number;
      readonly tells: readonly Message[];
    }
  | { readonly type: 'HeardBack'; readonly story: string };

type JarNoun = Noun<Jar, JarCommand, JarEvent, Effect, null, string>;

const jarShape = z.object({ sum: z.number(), story: z.array(z.string()) });

function decide(
  command: JarCommand,
  _state: Jar,
  _facts: null,
  { at }: { at: number },
): Decision<JarEvent, Effect, string> | Refusal {
  switch (command.type) {
    case 'Add': {
      const { amount, tells = [], effects = [], withdraws = [], timers = [], says } = command;
      const decision = {
        events: [{ type: 'Added', amount, at, tells } as const],
        effects,
        withdraws,
        timers,
      };
      return says === undefined ? decision : { ...decision, says };
    }
    case 'Steal':
      return { refused: 'not-yours', reason: 'Nobody takes from a jar.' };
    case 'Break':
      throw new Error('the jar broke');
    case 'EffectSettled': {
      const how = command.outcome === 'done' ? JSON.stringify(command.result) : command.why;
      return { events: [{ type: 'HeardBack', story: `${command.effectId} ${command.outcome} ${how}` }] };
    }
  }
}

function evolve(state: Jar, event: JarEvent): Jar {
  switch (event.type) {
    case 'Added':
      return { sum: state.sum + event.amount, story: [...state.story, `+${event.amount}`] };
    case 'HeardBack':
      return { ...state, story: [...state.story, event.story] };
  }
}

const rules = { initial: { sum: 0, story: [] }, gather: () => Promise.resolve(null), decide, evolve };

export const jars: JarNoun = {
  ...rules,
  name: 'jars',
  store: nounTable({ table: 'businesses', parse: (json) => jarShape.parse(json), columns: () => ({}) }),
};

export const boxes: JarNoun = {
  ...rules,
  name: 'boxes',
  store: nounTable({
    table: 'flow_runs',
    parse: (json) => jarShape.parse(json),
    columns: () => ({ ended_at: null }),
  }),
};

/** What an event tells is what happens next. */
export function toyReactions({ event }: StoredEvent): readonly Message[] {
  return 'tells' in event ? (event as Extract<JarEvent, { type: 'Added' }>).tells : [];
}

export function add(
  amount: number,
  more: Omit<Extract<JarCommand, { type: 'Add' }>, 'type' | 'amount'> = {},
): JarCommand {
  return { type: 'Add', amount, ...more };
}

export function toJar(id: string, command: JarCommand): Message {
  return { noun: 'jars', id, command };
}

export function toBox(id: string, command: JarCommand): Message {
  return { noun: 'boxes', id, command };
}
