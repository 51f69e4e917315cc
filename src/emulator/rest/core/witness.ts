import type { RestEntry } from '../../journal.ts';
import type { Fields } from './fields.ts';

const removed = '[removed]';
const secretNames = /password|secret|token$/i;

/** Form and query together as the journal keeps them: no secrets, no credentials inside URLs. */
export function journalParams(
  ...sources: readonly Fields[]
): Readonly<Record<string, string | readonly string[]>> {
  const params: Record<string, string | readonly string[]> = {};
  for (const [name, values] of sources.flatMap((fields) => [...fields])) {
    // Page tokens are places in a list, not secrets.
    const clean = values.map((value) =>
      secretNames.test(name) && name !== 'PageToken' ? removed : withoutUrlCredentials(value),
    );
    params[name] = clean.length === 1 ? (clean[0] ?? '') : clean;
  }
  return params;
}

/** An answer as the journal keeps it: without the account's token and without passwords in addresses. */
export function journalAnswer(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const clean = Object.entries(body).map(([name, value]): [string, unknown] => {
    if (name === 'auth_token') return [name, removed];
    return [name, typeof value === 'string' ? withoutUrlCredentials(value) : value];
  });
  return Object.fromEntries(clean);
}

/** The call that a request is about, so that the journal of one call can be read. */
export function callSidOf(path: string, answer: unknown): string | undefined {
  const named = /\/(CA[0-9a-f]{32})(?=[/.]|$)/i.exec(path)?.[1];
  if (named !== undefined || typeof answer !== 'object' || answer === null) return named;
  const { sid, call_sid: callSid }: { sid?: unknown; call_sid?: unknown } = answer;
  return [callSid, sid].find((value): value is string => typeof value === 'string' && value.startsWith('CA'));
}

export function restEntry(entry: Omit<RestEntry, 'kind' | 'callSid'>): RestEntry {
  const callSid = callSidOf(entry.path, entry.answer);
  return { kind: 'rest', ...entry, ...(callSid === undefined ? {} : { callSid }) };
}

function withoutUrlCredentials(value: string): string {
  return value.replace(/^(https?:\/\/)[^/@\s]*@/i, '$1');
}
