import { z } from 'zod';

const epochMs = z.int().describe("epoch milliseconds of the emulator's clock");

export const modeSchema = z
  .enum(['ring', 'voicemail', 'busy', 'unreachable'])
  .describe('what the handset does when it rings with nobody near');

export const heardLineSchema = z.object({
  at: epochMs,
  verb: z.string().describe('TwiML verb or happening: Say, Play, Ringing, Hold, Party, Error, Key, Speech …'),
  text: z.string(),
});

export const callSummarySchema = z.object({
  callSid: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.enum([
    'queued',
    'ringing',
    'in-progress',
    'completed',
    'busy',
    'failed',
    'no-answer',
    'canceled',
  ]),
  direction: z.enum(['inbound', 'outbound-api', 'outbound-dial']),
  conference: z.string().optional().describe('friendly name of the conference that the call is in now'),
  startedAt: epochMs,
  endedAt: epochMs.nullable(),
});

export const callSchema = callSummarySchema.extend({
  heard: z.array(heardLineSchema).describe('everything that was heard and done on this call, oldest first'),
});

export const handsetSchema = z.object({
  number: z.string(),
  name: z.string(),
  mode: modeSchema,
  calls: z
    .array(
      callSummarySchema
        .pick({ callSid: true, from: true, status: true, direction: true })
        .extend({ to: z.string(), since: epochMs }),
    )
    .describe(
      'live calls at this handset; one with status ringing and an outbound direction waits for an answer',
    ),
});

export const clientSchema = z.object({
  identity: z.string(),
  connections: z.int().describe('browser tabs that showed a valid access token'),
  registered: z.int().describe('how many of them can be rung'),
  byHand: z.boolean().describe('registered without a browser: handset requests answer and talk'),
  calls: z.array(
    z.object({
      callSid: z.string(),
      status: z.enum(['ringing', 'in-progress']),
      signalling: z
        .enum(['here', 'away', 'none'])
        .describe("whether the browser's socket is there; a call goes on for a while without it"),
    }),
  ),
});

export const clockSchema = z.object({ mode: z.enum(['real', 'manual']), now: epochMs });

export const journalRecordSchema = z.looseObject({
  n: z.int(),
  at: epochMs,
  kind: z.enum(['rest', 'webhook', 'event']),
});

export const debuggerEntrySchema = z.object({
  at: epochMs,
  level: z.enum(['error', 'warning']),
  code: z.int().describe("Twilio's error code"),
  callSid: z.string().nullable(),
  url: z.string().nullable(),
  message: z.string(),
});

export const errorSchema = z.object({ error: z.string(), remedy: z.string() });
