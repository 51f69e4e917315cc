import { z } from 'zod';
import type { LineRequest, Step, Utterance } from './line.ts';

/** Effects come back from the store as JSON; here they become requests again, or are refused. */

const step: z.ZodType<Step> = z.object({
  noun: z.string(),
  id: z.string(),
  turn: z.number().int(),
  language: z.string().optional(),
});
const utterance: z.ZodType<Utterance> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('say'), text: z.string(), language: z.string() }),
  z.object({ kind: z.literal('play'), audio: z.string() }),
  z.object({ kind: z.literal('pause'), seconds: z.number() }),
]);
const utterances = z.array(utterance);
const request = { id: z.string(), callId: z.string() };
const inRoom = { ...request, room: z.string(), sid: z.string() };

export const lineRequestShape: z.ZodType<LineRequest> = z.discriminatedUnion('kind', [
  z.object({
    ...request,
    kind: z.literal('line.ring'),
    to: z.string(),
    from: z.string(),
    ringSeconds: z.number(),
    answered: step,
  }),
  z.object({ ...request, kind: z.literal('line.move'), sid: z.string(), step }),
  z.object({ ...request, kind: z.literal('line.check'), sid: z.string() }),
  z.object({
    ...request,
    kind: z.literal('line.end'),
    leg: z.union([z.object({ sid: z.string() }), z.object({ ring: z.string() })]),
  }),
  z.object({ ...inRoom, kind: z.literal('line.hold'), utterances }),
  z.object({ ...inRoom, kind: z.literal('line.release') }),
  z.object({ ...inRoom, kind: z.literal('line.announce'), utterances }),
  z.object({ ...inRoom, kind: z.literal('line.mute'), muted: z.boolean() }),
  z.object({ ...request, kind: z.literal('line.record'), sid: z.string() }),
  z.object({
    ...request,
    kind: z.literal('line.set-recording'),
    sid: z.string(),
    recordingSid: z.string(),
    status: z.enum(['paused', 'in-progress', 'stopped']),
    pauseBy: z.enum(['silence', 'skip']).optional(),
  }),
  z.object({ ...request, kind: z.literal('line.transcribe'), leg: z.string(), language: z.string() }),
  z.object({ ...request, kind: z.literal('line.end-transcript'), leg: z.string(), session: z.string() }),
  z.object({
    ...request,
    kind: z.literal('line.fetch-recording'),
    recordingSid: z.string(),
    recordingId: z.string(),
  }),
  z.object({ ...request, kind: z.literal('line.delete-recording'), recordingSid: z.string() }),
]);
