/** What every business rule returns. The words of the telephone stay out of here: a noun fills in its own kinds. */

/** Addresses a command to one instance of a noun. */
export interface Message {
  readonly noun: string;
  readonly id: string;
  readonly command: Command;
}

export interface Command {
  readonly type: string;
}

export interface Event {
  readonly type: string;
}

/**
 * Something asked of the outside world, written down before it is attempted.
 * `id` names the intent: the same id is never carried out twice.
 */
export interface Effect {
  readonly kind: string;
  readonly id: string;
  readonly callId: string | null;
}

export type TimerChange =
  /** Due at `at` (epoch ms); setting a key again moves it. */
  { readonly set: string; readonly at: number; readonly command: Command } | { readonly clear: string };

/** `S`: what it may answer the telephone with; nothing, unless the noun says so. */
export interface Decision<E extends Event, F extends Effect = Effect, S = never> {
  readonly events: readonly E[];
  readonly effects?: readonly F[];
  /** Ids of effects that must not start any more; those already under way are not touched. */
  readonly withdraws?: readonly string[];
  readonly timers?: readonly TimerChange[];
  /** What the leg whose webhook began this chain of decisions does next. */
  readonly says?: S;
}

/** A rule said no, in words that a person can read or hear. Not an error: nothing is broken. */
export interface Refusal {
  readonly refused: string;
  readonly reason: string;
}

/** `code` is for programs, `reason` for people. */
export function refuse(code: string, reason: string): Refusal {
  return { refused: code, reason };
}

/** Whether a rule said no. */
export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

export const nothing: Decision<never, never> = { events: [] };

/** What a decision may know besides its command and state. */
export interface Moment {
  /** When it happens: epoch ms. */
  readonly at: number;
  /** The instance's own id. */
  readonly id: string;
}
