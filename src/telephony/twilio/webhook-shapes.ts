import { parse } from 'node:querystring';
import { z } from 'zod';
import { cleanText } from './xml.ts';

/**
 * The shape of each webhook, strict in what we use and open for what we do not: Twilio adds parameters without notice.
 * The patterns matter beyond tidiness: parameter boundaries are not part of the signature.
 */

const MOST_PARAMETERS = 200;

export type Parameters = Readonly<Record<string, string>>;

/** A form body without nested keys; `fault` says in words what is wrong with it. */
export type ParsedForm =
  | { readonly status: 'sound'; readonly parameters: Parameters }
  | { readonly status: 'misshapen'; readonly fault: string };

/** Names with several values stay lists, since the signature is over all of them. */
export function parseForm(body: string): Readonly<Record<string, string | readonly string[] | undefined>> {
  return parse(body, '&', '=', { maxKeys: 0 });
}

/** Refuses repeated parameters: a list where a text is expected is how type confusion begins. */
export function soundForm(form: ReturnType<typeof parseForm>): ParsedForm {
  const parameters: Record<string, string> = Object.create(null) as Record<string, string>;
  const names = Object.keys(form);
  if (names.length > MOST_PARAMETERS) return misshapen(`more than ${MOST_PARAMETERS} parameters`);
  for (const name of names) {
    const value = form[name];
    if (typeof value !== 'string') return misshapen(`a parameter is given twice: ${name.slice(0, 40)}`);
    parameters[name] = value;
  }
  return { status: 'sound', parameters };
}

function misshapen(fault: string): ParsedForm {
  return { status: 'misshapen', fault };
}

const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-f]{32}$`));
const callSid = sid('CA');
const count = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
/** A value that is only missing when Twilio leaves it empty. */
const orNothing = <T extends z.ZodType>(shape: T) =>
  z.union([z.literal('').transform(() => undefined), shape]).optional();

/** Words of a caller: too many are cut, for nobody is turned away for talking. */
const words = (most: number) => z.string().transform((text) => cleanText(text.slice(0, most)));

const KNOWN_ADDRESS = /^(\+?[0-9*#]{1,20}|[A-Za-z]{1,20}|client:[^\s<>"]{1,250}|sips?:[^\s<>"]{1,250})$/;
/** A number we cannot read is a caller who withholds it: no reason to turn anybody away. */
const address = z
  .string()
  .max(300)
  .transform((value) => (KNOWN_ADDRESS.test(value) ? value : 'unknown'));

const standard = { AccountSid: sid('AC').or(sid('SK')), CallSid: callSid };
const parties = { From: address, To: address, Direction: z.string().max(20).default('inbound') };
const callStatus = z.enum([
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
]);
const timestamp = z
  .string()
  .max(60)
  .optional()
  .transform((text) => (text === undefined || Number.isNaN(Date.parse(text)) ? null : Date.parse(text)));

export const voiceShape = z.object({
  ...standard,
  ...parties,
  /** A browser's own call goes to nobody unless it says so. */
  To: address.prefault('unknown'),
  CallerName: orNothing(words(200)),
});

export const stepShape = z.object({
  ...standard,
  ...parties,
  /** The word `hangup` comes with a recording that ended with the call. */
  Digits: orNothing(z.string().regex(/^([0-9A-Da-d#*]{1,64}|hangup)$/)),
  SpeechResult: orNothing(words(8_000)),
  Confidence: orNothing(
    z
      .string()
      .regex(/^[01](\.\d{1,20})?$/)
      .transform(Number),
  ),
  RecordingSid: orNothing(sid('RE')),
  RecordingDuration: orNothing(count),
});

export const statusShape = z.object({ ...standard, CallStatus: callStatus, Timestamp: timestamp });

const messageSid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/);

/** Of a text message to a number of ours. */
export const textShape = z.object({
  AccountSid: sid('AC'),
  MessageSid: messageSid,
  From: address,
  To: address,
  Body: words(1_600).default(''),
});

/** Of a text message that we sent. */
export const textStatusShape = z.object({
  AccountSid: sid('AC'),
  MessageSid: messageSid,
  MessageStatus: z.string().regex(/^[a-z_]{1,30}$/),
  ErrorCode: orNothing(z.string().regex(/^\d{1,6}$/)),
  ErrorMessage: orNothing(words(300)),
});

export const roomShape = z.object({
  AccountSid: sid('AC'),
  ConferenceSid: sid('CF'),
  FriendlyName: z.string().min(1).max(200),
  StatusCallbackEvent: z.string().regex(/^[a-z-]{1,40}$/),
  SequenceNumber: count,
  CallSid: orNothing(callSid),
});

export const recordingShape = z.object({
  AccountSid: sid('AC'),
  RecordingSid: sid('RE'),
  RecordingStatus: z.string().regex(/^[a-z-]{1,20}$/),
  CallSid: callSid,
  RecordingDuration: orNothing(
    z
      .string()
      .regex(/^-?\d{1,9}$/)
      .transform((text) => Math.max(0, Number(text))),
  ),
});

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** `TranscriptionData` is JSON text: `{"transcript":"…","confidence":0.93}`. */
const spoken = z
  .string()
  .max(64_000)
  .transform((text, context) => {
    const found = spokenJson.safeParse(parsedJson(text));
    if (found.success) return found.data;
    context.addIssue({ code: 'custom', message: 'is not the JSON of a transcript' });
    return z.NEVER;
  });
const spokenJson = z.object({
  transcript: words(8_000),
  confidence: z.number().min(0).max(1).nullable().catch(null).default(null),
});

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const transcription = { AccountSid: sid('AC'), CallSid: callSid, TranscriptionSid: sid('GT') };

/** Of real-time transcription: what was said, and that it can no longer be written down. */
export const wordsShape = z.discriminatedUnion('TranscriptionEvent', [
  z.object({
    ...transcription,
    TranscriptionEvent: z.literal('transcription-content'),
    SequenceId: count,
    Track: z.enum(['inbound_track', 'outbound_track']),
    TranscriptionData: spoken,
    Final: flag.default(true),
    Timestamp: timestamp,
  }),
  z.object({
    ...transcription,
    TranscriptionEvent: z.literal('transcription-error'),
    TranscriptionErrorCode: orNothing(z.string().regex(/^\d{1,6}$/)),
    TranscriptionError: orNothing(words(300)),
  }),
  z.object({ ...transcription, TranscriptionEvent: z.literal('transcription-started') }),
  z.object({ ...transcription, TranscriptionEvent: z.literal('transcription-stopped') }),
]);

/** Of requests for a document that only plays something: hold, announcement, waiting music. */
export const documentShape = z.object({ AccountSid: sid('AC'), CallSid: orNothing(callSid) });

export const fallbackShape = z.object({
  ...standard,
  ...parties,
  Digits: z.string().max(64).optional(),
  DialCallStatus: z.string().max(20).optional(),
  DialBridged: z.string().max(5).optional(),
  /** The address that failed. */
  ErrorUrl: z.string().max(4_000).optional().catch(undefined),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional()
    .catch(undefined),
});
