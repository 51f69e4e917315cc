import { expect } from '@jest/globals';
import type { Noun } from '../../src/engine/noun.ts';
import { type Command, type Effect, type Event, isRefusal } from '../../src/kernel/decision.ts';
import { MONDAY_MORNING } from './given.ts';

/** One command with what was known when it came, `afterMs` after the one before. */
export interface Step<C, Facts> {
  readonly command: C;
  readonly facts: Facts;
  readonly afterMs: number;
}

/**
 * Takes a noun through any commands in any order and checks what must hold for every noun: a decision never throws,
 * is the same when it is taken again, changes nothing that it was given; the state can be written down and read back
 * without a difference; an ended instance stays ended; an effect's id never names two different requests.
 */
export function walk<
  State extends { readonly status: string },
  C extends Command,
  E extends Event,
  F extends Effect,
  Facts,
  Says,
>(
  noun: Pick<Noun<State, C, E, F, Facts, Says>, 'initial' | 'decide' | 'evolve'>,
  steps: readonly Step<C, Facts>[],
  options: {
    readonly parse: (written: unknown) => State;
    readonly ended: readonly State['status'][];
    readonly id?: string;
    /** A rule of the noun's own, looked at after each decision. */
    readonly check?: (after: State, events: readonly E[], before: State) => void;
  },
): State {
  const { id = 'it', parse, ended, check } = options;
  const requests = new Map<string, F>();
  let state = noun.initial;
  let at = MONDAY_MORNING;
  for (const step of steps) {
    at += step.afterMs;
    const { command, facts } = deepFreeze(step);
    const before = deepFreeze(state);
    const answer = noun.decide(command, before, facts, { at, id });
    expect(noun.decide(command, before, facts, { at, id })).toEqual(answer);
    if (isRefusal(answer)) {
      expect(answer.refused).toMatch(/^[a-z-]+$/);
      expect(answer.reason).toMatch(/^\S.*[.!?]$/);
      continue;
    }
    for (const effect of answer.effects ?? []) {
      expect(requests.get(effect.id) ?? effect).toEqual(effect);
      requests.set(effect.id, effect);
    }
    state = deepFreeze(answer.events).reduce((current, event) => noun.evolve(current, event), before);
    expect(parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
    if (ended.includes(before.status)) expect(state.status).toBe(before.status);
    check?.(state, answer.events, before);
  }
  return state;
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
