import { z } from 'zod';
import { Caller, pageOf, Pathway, Presence, RecordingState, Role, Told } from './shapes.ts';

export * from './people.ts';

/** Requests and answers under `/api`. Errors are `application/problem+json` (RFC 9457), shape `Problem`. */

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What happened, whether the caller is safe, what to do. */
  detail: z.string(),
  /** Machine word, such as `person-busy`. */
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** `POST /api/offers/{id}/accept` (no body), `POST /api/offers/{id}/refuse`. */
export const RefuseOffer = z.object({ reason: z.string().trim().max(200).optional() });

/** `GET /api/calls/{id}` */
export const Party = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  role: z.enum(['agent', 'consulted']),
  status: z.enum(['ringing', 'joining', 'in-room', 'left']),
  since: z.number(),
});
export type Party = z.infer<typeof Party>;

export const TimelineEntry = z.object({
  at: z.number(),
  kind: z.enum([
    'call',
    'flow',
    'queue',
    'offer',
    'hold',
    'transfer',
    'escalation',
    'recording',
    'note',
    'message',
    'promise',
    'approval',
    'rule',
  ]),
  text: z.string(),
  /** Why it was decided so, in plain words. */
  why: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const CallDetail = z.object({
  id: z.string(),
  business: z.object({
    id: z.string(),
    name: z.string(),
    greeting: z.string(),
    script: z.string(),
    timezone: z.string(),
  }),
  caller: Caller,
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  place: z.enum(['flow', 'ringing', 'waiting', 'talking', 'held', 'message', 'moving', 'ended']),
  since: z.number(),
  queue: z.string().nullable(),
  topic: z.string().nullable(),
  /** What the caller chose and said on the way. */
  story: z.array(z.string()),
  parties: z.array(Party),
  /** A consultation under way: who is asked while the caller hears music. */
  consult: z
    .object({
      offerId: z.string(),
      personId: z.string(),
      name: z.string(),
      status: z.enum(['ringing', 'talking']),
      since: z.number(),
    })
    .nullable(),
  escalations: z.array(
    z.object({
      id: z.string(),
      pathway: Pathway,
      status: z.enum(['climbing', 'reached', 'exhausted', 'cancelled']),
      reason: z.string(),
      beganAt: z.number(),
      told: z.array(Told),
    }),
  ),
  recording: z.object({
    state: RecordingState,
    since: z.number().nullable(),
    policy: z.enum(['all', 'escalated', 'none']),
  }),
  notes: z.array(z.object({ at: z.number(), personId: z.string(), name: z.string(), text: z.string() })),
  timeline: z.array(TimelineEntry),
  /** Earlier calls of this number to this business, newest first. */
  history: z.array(z.object({ callId: z.string(), at: z.number(), summary: z.string() })),
});
export type CallDetail = z.infer<typeof CallDetail>;

/** `GET /api/calls/{id}/targets`: to whom this call may go, likely ones first. */
export const Targets = z.object({
  people: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      role: Role,
      presence: Presence,
      since: z.number(),
      /** Topics that the person knows. */
      topics: z.array(z.string()),
      /** Why this person cannot be rung now; null when they can. */
      unsuitable: z.string().nullable(),
    }),
  ),
  queues: z.array(
    z.object({ queue: z.string(), name: z.string(), waiting: z.number().int(), free: z.number().int() }),
  ),
  topics: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      experts: z.array(z.string()),
      free: z.number().int(),
      callerHears: z.string(),
    }),
  ),
  authorities: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      rungs: z.array(z.object({ name: z.string(), people: z.array(z.string()) })),
      callerHears: z.string(),
    }),
  ),
});
export type Targets = z.infer<typeof Targets>;

/** `POST /api/calls/{id}/hold`, `/resume`, `/consult/cancel`, `/consult/complete`, `/consult/join` (all together), `/leave`, `/end`, `/recording/pause`, `/recording/resume`: no body. */

/** `POST /api/calls/{id}/consult`: ask somebody first, the caller hears music. */
export const Consult = z.object({ personId: z.string() });

/** `POST /api/calls/{id}/transfer`: cold; the caller is told to whom. */
export const Transfer = z.union([z.object({ personId: z.string() }), z.object({ queue: z.string() })]);

/** `POST /api/calls/{id}/escalate` */
export const Escalate = z.discriminatedUnion('pathway', [
  z.object({
    pathway: z.literal('functional'),
    topic: z.string(),
    /** Spoken first with the expert, or handed over at once. */
    how: z.enum(['ask-first', 'hand-over']),
    summary: z.string().trim().max(500).optional(),
  }),
  z.object({
    pathway: z.literal('hierarchical'),
    /** An authority's key; null: the business's managers. */
    authority: z.string().nullable(),
    how: z.enum(['ask-first', 'hand-over']),
    summary: z.string().trim().max(500).optional(),
  }),
]);
export type Escalate = z.infer<typeof Escalate>;

/** `POST /api/calls/{id}/notes` */
export const AddNote = z.object({ text: z.string().trim().min(1).max(2000) });

/** `POST /api/calls/{id}/parties/{partyId}/drop`: no body. */

/** `GET /api/recordings?business=&pathway=&kind=&person=&from=&to=&cursor=&limit=`; escalated first when `order=escalated`. */
export const RecordingRow = z.object({
  id: z.string(),
  callId: z.string(),
  businessId: z.string(),
  businessName: z.string(),
  kind: z.enum(['conversation', 'message']),
  caller: Caller,
  beganAt: z.number(),
  durationMs: z.number().nullable(),
  /**
   * `recording`: the call goes on; `stored`: can be played; `lost`: it could not be had, `problem` says why; `deleted`:
   * its time was over, `problem` says so when it had been lost before.
   */
  status: z.enum(['recording', 'fetching', 'stored', 'lost', 'deleted']),
  problem: z.string().nullable(),
  pathways: z.array(Pathway),
  people: z.array(z.string()),
  topic: z.string().nullable(),
});
export type RecordingRow = z.infer<typeof RecordingRow>;

export const RecordingPage = pageOf(RecordingRow).extend({ total: z.number().int() });
export type RecordingPage = z.infer<typeof RecordingPage>;

/**
 * `GET /api/recordings/{id}`; the sound itself is `GET /api/recordings/{id}/audio` (WAV, byte ranges), its shape
 * `/peaks` (`RecordingPeaks`), what was said `/transcript` (`RecordingTranscript`).
 */
export const RecordingDetail = RecordingRow.extend({
  sha256: z.string().nullable(),
  channels: z.number().int(),
  /** Whether the provider still has a copy. */
  providerCopy: z.enum(['kept', 'removed', 'none']),
  retainUntil: z.number().nullable(),
  /** When its time was over; `leftBehind` says what of it could not be removed yet. */
  deletedAt: z.number().nullable(),
  leftBehind: z.string().nullable(),
  /** Stretches of the call that are not on record; `fromMs` and `toMs` are the same where a pause was cut out. */
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number(), forMs: z.number() })),
  /** Moments within the recording, in ms from its beginning. */
  markers: z.array(
    z.object({
      atMs: z.number(),
      kind: z.enum(['hold', 'resume', 'transfer', 'escalation', 'joined', 'left', 'pause', 'note']),
      text: z.string(),
    }),
  ),
  /** `atMs`: where in the recording; negative before its beginning. */
  timeline: z.array(TimelineEntry.extend({ atMs: z.number() })),
  notes: z.array(
    z.object({
      at: z.number(),
      atMs: z.number(),
      personId: z.string(),
      name: z.string(),
      text: z.string(),
    }),
  ),
});
export type RecordingDetail = z.infer<typeof RecordingDetail>;

/**
 * `GET /api/recordings/{id}/peaks`: never changes, so browsers keep it. Per channel (the caller, then everyone else)
 * base64 of one pair of signed bytes for each slice of time: its lowest and its highest sample, -128 to 127.
 */
export const RecordingPeaks = z.object({
  sliceMs: z.number().positive(),
  channels: z.array(z.string()),
});
export type RecordingPeaks = z.infer<typeof RecordingPeaks>;

/** `GET /api/recordings/{id}/transcript`: what was said, by whom, in the order of saying. */
export const RecordingTranscript = z.object({
  /** `off`: this business does not want it, or it is a message; `broken`: some of it is missing, `problem` says why. */
  state: z.enum(['off', 'on', 'broken', 'deleted']),
  problem: z.string().nullable(),
  lines: z.array(
    z.object({
      party: z.enum(['caller', 'people']),
      /** About when it began to be said, in ms from the beginning of the recording. */
      atMs: z.number(),
      text: z.string(),
      /** False: a last guess that was never made certain. */
      final: z.boolean(),
      /** 0 to 1; null when it is not known. */
      confidence: z.number().nullable(),
    }),
  ),
});
export type RecordingTranscript = z.infer<typeof RecordingTranscript>;
