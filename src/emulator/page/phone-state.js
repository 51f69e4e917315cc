/**
 * What a phone shows for the calls of its number: the one in the foreground, the others, and what that makes the phone.
 *
 * @typedef {import('./api.js').Call} Call
 * @typedef {Omit<Call, 'heard'>} CallSummary
 * @typedef {'free' | 'calling' | 'ringing' | 'talking' | 'away' | 'unreachable'} PhoneState
 */

const LIVE = new Set(['ringing', 'in-progress']);

/** @param {CallSummary} call */
export const isLive = (call) => LIVE.has(call.status);

/** While the person rings somebody, the same status means waiting. @param {CallSummary} call */
export const ringsHere = (call) => call.status === 'ringing' && call.direction !== 'inbound';

/**
 * The calls of one number: each leg belongs to the handset that it ends at, the caller's for an inbound leg and the
 * called person's for an outbound one.
 * @param {readonly CallSummary[]} calls
 * @param {string} number
 */
export function callsOf(calls, number) {
  return calls.filter(
    (call) => call.status !== 'queued' && (call.direction === 'inbound' ? call.from : call.to) === number,
  );
}

/**
 * A conversation stays in the foreground when something else rings; the last call stays until the next one, so that its
 * captions can still be read.
 * @param {readonly CallSummary[]} own
 * @returns {CallSummary | undefined}
 */
export function foreground(own) {
  return (
    own.find((call) => call.status === 'in-progress') ??
    own.find((call) => call.status === 'ringing') ??
    [...own].sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))[0]
  );
}

/**
 * @param {CallSummary | undefined} call
 * @param {import('./api.js').Mode} mode
 * @returns {{ state: PhoneState, words: string }}
 */
export function stateOf(call, mode) {
  if (call?.status === 'in-progress') return { state: 'talking', words: '■ On a call' };
  if (call && ringsHere(call)) return { state: 'ringing', words: '◐ Ringing' };
  if (call && isLive(call)) return { state: 'calling', words: '◐ Calling' };
  switch (mode) {
    case 'ring':
      return { state: 'free', words: '● Free' };
    case 'voicemail':
      return { state: 'away', words: '○ Voicemail' };
    case 'busy':
      return { state: 'unreachable', words: '✕ Busy' };
    case 'unreachable':
      return { state: 'unreachable', words: '✕ Unreachable' };
  }
}
