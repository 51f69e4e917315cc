import { HOUR, MINUTE, SECOND } from '../kernel/duration.ts';

/** How often an effect is attempted: a pause after each failed attempt; when the pauses are used up, it gave up. */
export interface RetryRule {
  /** After an attempt that certainly did nothing. Milliseconds. */
  readonly retry: readonly number[];
  /** After an attempt of which nobody knows what it did; the next one looks first. Milliseconds. */
  readonly unknown: readonly number[];
  /** An attempt without an answer for this long counts as unknown. Milliseconds. */
  readonly limit: number;
}

const half = SECOND / 2;

/** Somebody is on the line: quick, and over before the caller wonders. */
const live: RetryRule = {
  retry: [half, SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND],
  unknown: [half, SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND, 15 * SECOND],
  limit: 15 * SECOND,
};

/** A leg that must not stay open costs money and keeps a person busy: insist. */
const ending: RetryRule = {
  retry: [half, SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE],
  unknown: [half, SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE],
  limit: 15 * SECOND,
};

/** Files and their removal: nobody waits, but they must not be lost. */
const patient: RetryRule = {
  retry: [2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR],
  unknown: [2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR],
  limit: 2 * MINUTE,
};

/** A quarter of an hour after a server is back everything that waited for it is on its way, and after a day nobody waits. */
const DAY_OF_QUARTERS = Array.from({ length: 96 }, () => 15 * MINUTE);
/** Tells people by way of servers that may be away for hours: nothing is lost while they are. */
const telling: RetryRule = {
  retry: [5 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, ...DAY_OF_QUARTERS],
  unknown: [5 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, ...DAY_OF_QUARTERS],
  limit: MINUTE,
};

/** Shown on a screen: after an hour nobody is helped by it. */
const screen: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  15 * MINUTE,
];
const showing: RetryRule = { retry: screen, unknown: screen, limit: 30 * SECOND };

/** Programs of others, by the calendar of Standard Webhooks: 5 s to a day. */
const HOOK_PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
const hook: RetryRule = { retry: HOOK_PAUSES, unknown: HOOK_PAUSES, limit: 30 * SECOND };

const other: RetryRule = {
  retry: [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE],
  unknown: [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE],
  limit: 30 * SECOND,
};

/** The one table that answers "may I retry?". */
const RULES: Readonly<Record<string, RetryRule>> = {
  'line.ring': live,
  'line.move': live,
  'line.end': ending,
  'line.check': live,
  'line.hold': live,
  'line.release': live,
  'line.announce': live,
  'line.mute': live,
  'line.record': live,
  'line.set-recording': live,
  'line.transcribe': live,
  'line.end-transcript': ending,
  'line.fetch-recording': patient,
  'line.delete-recording': patient,
  'recordings.erase': patient,
  'notify.email': telling,
  'notify.sms': telling,
  'notify.push': showing,
  'notify.webhook': hook,
};

/** The row of a kind of effect; kinds without one are tried as the last row says. */
export function retryRule(kind: string): RetryRule {
  return RULES[kind] ?? other;
}

/** Milliseconds until the next attempt, or null: give up. `attempt` counts from 1. */
export function pauseAfter(kind: string, why: 'retry' | 'unknown', attempt: number): number | null {
  return retryRule(kind)[why][attempt - 1] ?? null;
}

/** The most attempts that any course of failures can lead to. */
export function mostAttempts(kind: string): number {
  const { retry, unknown } = retryRule(kind);
  return Math.max(retry.length, unknown.length) + 1;
}
