import type { Command, Decision, Effect, Event, Moment, Refusal } from '../kernel/decision.ts';
import type { Reader, Tables, Writer } from '../store/database.ts';

/**
 * One noun of the business as the engine sees it: rules that are pure, and a store that is not.
 * `gather` is the only place where a decision's look-ups happen; they must be indexed.
 */
export interface Noun<
  State,
  C extends Command = Command,
  E extends Event = Event,
  F extends Effect = Effect,
  Facts = unknown,
  /** What a decision may answer the telephone with; nothing, unless the noun says so. */
  Says = never,
> {
  readonly name: string;
  /** The state before anything happened. */
  readonly initial: State;
  gather(reader: Reader, id: string, command: C, state: State): Promise<Facts>;
  decide(command: C, state: State, facts: Facts, moment: Moment): Decision<E, F, Says> | Refusal;
  evolve(state: State, event: E): State;
  readonly store: NounStore<State>;
}

export interface NounStore<State> {
  readonly table: keyof Tables;
  load(reader: Reader, id: string): Promise<Stored<State> | null>;
  /** Writes the state if the row still has `expected` as its version (0: no row yet). False: somebody was faster. */
  save(writer: Writer, id: string, state: State, expected: number): Promise<boolean>;
}

export interface Stored<State> {
  readonly state: State;
  readonly version: number;
}

/** An event as it lies in the log. */
export interface StoredEvent<E extends Event = Event> {
  /** Position in the log; grows, never repeats. */
  readonly seq: number;
  readonly noun: string;
  readonly id: string;
  readonly at: number;
  readonly event: E;
}
