/** Limits of one webhook, in milliseconds, and when it is tried again. */
export interface ConnectionLimits {
  readonly connectMs: number;
  readonly readMs: number;
  readonly totalMs: number;
  /** True when the address itself set the total, which changes the error code of a breach. */
  readonly totalWasSet: boolean;
  readonly retries: number;
  readonly retryOn: ReadonlySet<RetryReason>;
}

export type RetryReason = '4xx' | '5xx' | 'ct' | 'rt';

export type LimitsOrError = { readonly limits: ConnectionLimits } | { readonly errorCode: 11240 | 11243 };

const reasons: readonly RetryReason[] = ['4xx', '5xx', 'ct', 'rt'];
const edges = ['ashburn', 'dublin', 'frankfurt', 'sao-paulo', 'singapore', 'sydney', 'tokyo', 'umatilla'];

/** Reads the connection overrides that an address may carry after `#`: `ct rt tt rc rp e`. */
export function limitsFrom(fragment: string): LimitsOrError {
  const wanted = new Map(
    fragment
      .split('&')
      .filter((part) => part.includes('='))
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const),
  );
  const edge = wanted.get('e');
  if (edge !== undefined && !edge.split(',').every((name) => edges.includes(name)))
    return { errorCode: 11240 };
  const retryOn = retryPolicy(wanted.get('rp') ?? 'ct');
  if (retryOn === null) return { errorCode: 11243 };
  return {
    limits: {
      connectMs: within(wanted.get('ct'), 100, 10_000, 5_000),
      readMs: within(wanted.get('rt'), 100, 15_000, 15_000),
      totalMs: within(wanted.get('tt'), 100, 15_000, 15_000),
      totalWasSet: wanted.has('tt'),
      retries: within(wanted.get('rc'), 0, 5, 1),
      retryOn,
    },
  };
}

function retryPolicy(text: string): ReadonlySet<RetryReason> | null {
  const found = new Set<RetryReason>();
  for (const word of text.split(',')) {
    const reason = reasons.find((known) => known === word);
    if (word === 'all') for (const known of reasons) found.add(known);
    else if (reason) found.add(reason);
    else return null;
  }
  return found;
}

function within(text: string | undefined, min: number, max: number, otherwise: number): number {
  if (text === undefined || !/^\d+$/.test(text)) return otherwise;
  return Math.min(max, Math.max(min, Number(text)));
}
