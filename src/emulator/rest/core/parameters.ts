import { z } from 'zod';
import { normaliseAddress } from '../../world/phone-number.ts';
import type { Callback, HttpMethod } from '../../world/records.ts';
import { TwilioError } from '../../world/world.ts';
import type { Fields } from './fields.ts';

/** Twilio's form is text only. These schemas read one named value (the last one given) or all of them. */
const lastValue = z.array(z.string()).transform((values) => values.at(-1) ?? '');

export const text = lastValue;
export const requiredText = lastValue.pipe(z.string().min(1, 'is required'));
export const everyValue = z.array(z.string());
/** Anything but `true` in any case means false, as Twilio reads it. */
export const flag = lastValue.transform((value) => value.toLowerCase() === 'true');
export const httpMethod = lastValue
  .transform((value) => value.toUpperCase())
  .pipe(z.enum(['GET', 'POST'], 'must be GET or POST'));

export function wholeNumber(min: number, max: number) {
  return lastValue
    .pipe(z.string().regex(/^\d+$/, `must be a whole number from ${min} to ${max}`))
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));
}

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return lastValue.pipe(z.enum(words, `must be one of ${words.join(', ')}`));
}

/** An absolute http or https address; empty means "none". */
export const webAddress = lastValue.pipe(
  z
    .string()
    .refine((value) => value === '' || isWebAddress(value), 'is not a valid absolute http or https URL'),
);
export const requiredWebAddress = lastValue.pipe(
  z.string().refine(isWebAddress, 'is required and must be an absolute http or https URL'),
);

function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
}

/** Lists that Twilio documents as "separate multiple values with a space", given repeated, blank-separated or both. */
export const spacedWords = everyValue.transform((values) =>
  values.flatMap((value) => value.split(/[\s,]+/)).filter(Boolean),
);

/**
 * Reads what a resource takes out of a form or query; unknown names are ignored, as Twilio does.
 * @throws TwilioError 400 with the code of the first parameter that will not do (20001 when Twilio has none of its own).
 */
export function readParameters<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  fields: Fields,
  codes: Readonly<Record<string, number>> = {},
): z.output<z.ZodObject<Shape>> {
  const result = schema.safeParse(Object.fromEntries(fields));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = String(issue?.path[0] ?? 'body');
  const problem = fields.has(name) ? (issue?.message ?? 'is not valid') : 'is required';
  throw new TwilioError(
    400,
    codes[name] ?? parameterCodes[name] ?? 20001,
    `The ${name} parameter ${problem}.`,
  );
}

/** Codes that mean the same wherever the parameter appears. */
const parameterCodes: Readonly<Record<string, number>> = {
  To: 21201,
  From: 21213,
  Url: 21205,
  Twiml: 21205,
  FallbackUrl: 21205,
  VoiceUrl: 21205,
  VoiceFallbackUrl: 21205,
  StatusCallback: 21205,
  Method: 21209,
  FallbackMethod: 21209,
  VoiceMethod: 21209,
  VoiceFallbackMethod: 21209,
  StatusCallbackMethod: 21209,
  Timeout: 21208,
  SendDigits: 21206,
  FriendlyName: 20002,
  PageSize: 20007,
};

/** A callback as the world wants it; none when its URL is missing or empty. */
export function callbackFrom(
  url: string | undefined,
  method: HttpMethod | undefined,
  events: readonly string[],
): Callback | null {
  return url ? { url, method: method ?? 'POST', events } : null;
}

const callEvents: readonly string[] = ['initiated', 'ringing', 'answered', 'completed'];

/**
 * `StatusCallbackEvent` of a call: one repeated field per event. A single blank-joined value names no known event and so
 * asks for none, which is what happens at Twilio to applications that send it.
 */
export function callEventsFrom(values: readonly string[] | undefined): readonly string[] {
  return values === undefined ? ['completed'] : values.filter((value) => callEvents.includes(value));
}

/** An address as the world keeps it (`1500…`, ` 1500…` and `(500) 555-0006` gain their plus); what cannot be rung stays as it is. */
export function dialable(address: string): string {
  return normaliseAddress(address) ?? address.trim();
}
