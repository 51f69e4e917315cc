import type { CarriedOut } from './outcome.ts';

/**
 * The one table that answers "may this be tried again?".
 * `retry`: never processed. `refused`: will never work. `gone`: the leg or room had ended. `unknown`: may have happened.
 */
export type Verdict = 'retry' | 'refused' | 'gone' | 'unknown';

/** Twilio's own codes, https://www.twilio.com/docs/api/errors. They say more than the HTTP status and go first. */
const BY_CODE: Readonly<Record<number, readonly [Verdict, string]>> = {
  10004: ['retry', 'the account has as many calls as it may have at once'],
  16001: ['gone', 'the room is not active'],
  16003: ['gone', 'the room is not known'],
  16021: ['retry', 'the account has as many calls as it may have at once'],
  16022: ['gone', 'the room has ended'],
  20003: ['refused', 'Twilio does not accept TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN'],
  20009: ['retry', 'it cannot be removed before it is complete'],
  20404: ['gone', 'it is not there any more'],
  20409: ['retry', 'another change of the same thing is under way'],
  20429: ['retry', 'too many requests at once'],
  21220: ['gone', 'the call is not in a state for this, mostly because it has ended'],
  22005: ['refused', 'Twilio’s queue of outgoing calls is full'],
};

const BY_STATUS: Readonly<Record<number, readonly [Verdict, string]>> = {
  404: ['gone', 'it is not there any more'],
  408: ['unknown', 'Twilio took too long'],
  409: ['retry', 'another change of the same thing is under way'],
  429: ['retry', 'too many requests at once'],
  503: ['retry', 'Twilio is not available'],
};

/** The request never reached Twilio. */
const NEVER_SENT = new Set([
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Any failure of a request to Twilio, judged. What is in no row may have happened. */
export function judge(error: unknown): Judgement {
  const { code, status, message, name } = facts(error);
  const row =
    (typeof code === 'number' ? BY_CODE[code] : undefined) ??
    (status === undefined ? undefined : (BY_STATUS[status] ?? byFamily(status)));
  if (row) {
    const [verdict, words] = row;
    return {
      verdict,
      reason: `${words} (${[`HTTP ${status ?? '?'}`, code, message].filter(Boolean).join(', ')})`,
    };
  }
  if (typeof code === 'string' && NEVER_SENT.has(code)) {
    return { verdict: 'retry', reason: `Twilio could not be reached (${code})` };
  }
  // Among them time-outs, broken connections, and the SyntaxError of a success whose body was lost.
  return {
    verdict: 'unknown',
    reason: `no readable answer came (${[name, code, message].filter(Boolean).join(', ')})`,
  };
}

/** A failure as the effect runner hears it. */
export function outcomeOf(error: unknown): CarriedOut {
  const { verdict, reason } = judge(error);
  return verdict === 'retry' || verdict === 'unknown'
    ? { outcome: verdict, reason }
    : { outcome: 'failed', why: verdict, reason };
}

function byFamily(status: number): readonly [Verdict, string] | undefined {
  if (status >= 500) return ['unknown', 'Twilio failed on its own side'];
  if (status >= 400) return ['refused', 'Twilio refuses the request'];
  return undefined;
}

/** An answer that is no success, from a request made without the official client. */
export class HttpFailure extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'HttpFailure';
    this.status = status;
  }
}

interface Facts {
  readonly code?: number | string | undefined;
  readonly status?: number | undefined;
  readonly message: string;
  readonly name: string;
}

function facts(error: unknown): Facts {
  if (!(error instanceof Error)) return { message: String(error), name: 'Error' };
  // `fetch` hides the system's code in the cause.
  const code = property(error, 'code') ?? property(error.cause, 'code');
  const status = property(error, 'status');
  return {
    code: typeof code === 'number' || typeof code === 'string' ? code : undefined,
    status: typeof status === 'number' ? status : undefined,
    message: error.message,
    name: error.name,
  };
}

function property(value: unknown, name: 'code' | 'status'): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
}
