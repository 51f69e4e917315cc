import { expect } from '@jest/globals';
import type { Noun } from '../../src/engine/noun.ts';
import {
  type Command,
  type Decision,
  type Effect,
  type Event,
  type Refusal,
  type TimerChange,
  isRefusal,
} from '../../src/kernel/decision.ts';

/** The pure part of a noun: all that a rule's test needs. */
type Rules<State, C extends Command, E extends Event, F extends Effect, Facts, Says> = Pick<
  Noun<State, C, E, F, Facts, Says>,
  'name' | 'initial' | 'decide' | 'evolve'
>;

/** What a decision must be. What is left out must be absent: an unexpected effect or timer fails the test. */
export interface Expected<E, F, Says> {
  readonly events: readonly E[];
  readonly effects?: readonly F[];
  readonly withdraws?: readonly string[];
  readonly timers?: readonly TimerChange[];
  readonly says?: Says;
}

/** Fixed moment for tests whose time does not matter: 2026-01-05 09:00 UTC, a Monday. */
export const MONDAY_MORNING = Date.UTC(2026, 0, 5, 9);

/**
 * Reads as a sentence: `given(noun, ...pastEvents).when(command, { facts }).then({ events: [...] })`.
 * `at` is epoch ms (default: a Monday morning), `id` the instance's id (default `'it'`).
 */
export function given<State, C extends Command, E extends Event, F extends Effect, Facts, Says>(
  noun: Rules<State, C, E, F, Facts, Says>,
  ...past: readonly E[]
) {
  const state = past.reduce((before, event) => noun.evolve(before, event), noun.initial);
  return {
    /** The state that the past events lead to. */
    state,
    when(command: C, circumstances: { readonly facts: Facts; readonly at?: number; readonly id?: string }) {
      const { facts, at = MONDAY_MORNING, id = 'it' } = circumstances;
      const answer = noun.decide(command, state, facts, { at, id });
      return {
        /** The decision or refusal itself, for what a plain comparison cannot say. */
        answer,
        /** The decision, exactly. */
        // oxlint-disable-next-line unicorn/no-thenable -- given / when / then is the wording; nobody awaits this
        then(expected: Expected<E, F, Says>): void {
          expect(withoutAbsent(accepted(noun.name, command, answer))).toEqual(withoutAbsent(expected));
        },
        /** The state after the decision. */
        thenState(): State {
          const { events } = accepted(noun.name, command, answer);
          return events.reduce((before, event) => noun.evolve(before, event), state);
        },
        /** Nothing happens at all, and it is not a refusal either. */
        thenNothing(): void {
          expect(withoutAbsent(accepted(noun.name, command, answer))).toEqual({ events: [] });
        },
        thenRefused(code: string): void {
          if (!isRefusal(answer)) {
            throw new Error(`${noun.name} accepted ${command.type}, but a refusal "${code}" was expected.`);
          }
          expect(answer.refused).toBe(code);
          expect(answer.reason).toMatch(/\S/);
        },
      };
    },
  };
}

function accepted<E extends Event, F extends Effect, Says>(
  noun: string,
  command: Command,
  answer: Decision<E, F, Says> | Refusal,
): Decision<E, F, Says> {
  if (!isRefusal(answer)) return answer;
  throw new Error(`${noun} refused ${command.type}: ${answer.refused} (${answer.reason})`);
}

/** An empty list means the same as no list. */
function withoutAbsent(decision: object): object {
  return Object.fromEntries(
    Object.entries(decision).filter(
      ([name, value]) =>
        name === 'events' || !(value === undefined || (Array.isArray(value) && value.length === 0)),
    ),
  );
}
