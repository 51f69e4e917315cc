import { z } from 'zod';

/** Requests and answers under `/api/setup`: the first call on the emulator, and connecting a real account. */

/** `GET /api/setup` */
export const SetupView = z.object({
  /** Whether the emulator carries the calls. */
  emulated: z.boolean(),
  /** Address of the handsets page while the line is emulated; null on a real line. */
  handsetsUrl: z.string().nullable(),
  practice: z.object({
    possible: z.boolean(),
    /** Why no practice caller can ring this person now, as sentences; null when one can. */
    why: z.string().nullable(),
    /** Businesses that the caller could ring, with the queue in which it would come to this person. */
    businesses: z.array(z.object({ businessId: z.string(), name: z.string(), queue: z.string() })),
    /** The practice call of this person that is going on; null when there is none. */
    running: z.string().nullable(),
  }),
  /** The real account, for admins; null on the emulator. `accountSid` shows its ends only. */
  account: z.object({ accountSid: z.string(), publicUrl: z.string() }).nullable(),
  /** What admins need for the checks and the test call; null for everybody else. */
  admin: z
    .object({
      publicUrl: z.string(),
      numbers: z.array(z.object({ number: z.string(), businessName: z.string() })),
      people: z.array(z.object({ personId: z.string(), name: z.string(), phone: z.string() })),
    })
    .nullable(),
});
export type SetupView = z.infer<typeof SetupView>;

/** `POST /api/setup/practice-call`: a caller rings this person's business; `businessId` left out: any that can be reached. */
export const StartPracticeCall = z.object({ businessId: z.string().optional() });

/** Answer of the above, `GET /api/setup/practice-call/{id}`, and `DELETE` of it, by which the caller hangs up. */
export const PracticeCall = z.object({
  id: z.string(),
  stage: z.enum(['ringing', 'menu', 'waiting', 'talking', 'over']),
  /** Where the caller is, in a sentence or two. */
  words: z.string(),
  businessName: z.string(),
  queue: z.string(),
  /** What the caller has said so far. */
  said: z.array(z.string()),
});
export type PracticeCall = z.infer<typeof PracticeCall>;

export const SetupCheckId = z.enum(['account', 'numbers', 'address', 'media', 'countries', 'softphone']);
export type SetupCheckId = z.infer<typeof SetupCheckId>;

/** One thing that must be so before calls run over the account. */
export const SetupCheck = z.object({
  id: SetupCheckId,
  title: z.string(),
  verdict: z.enum(['right', 'wrong', 'unknown']),
  /** What was found. */
  words: z.string(),
  /** What to do about it; null when there is nothing to do. */
  remedy: z.string().nullable(),
  /** Single findings: one number, one country. */
  details: z.array(z.string()),
  /** What this check cannot see, such as on the emulator. */
  note: z.string().nullable(),
  /** Whether `POST /api/setup/connect` would mend it. */
  canConnect: z.boolean(),
});
export type SetupCheck = z.infer<typeof SetupCheck>;

/** `POST /api/setup/checks` (no body), for admins. */
export const SetupChecks = z.object({ at: z.number(), checks: z.array(SetupCheck) });
export type SetupChecks = z.infer<typeof SetupChecks>;

/** `POST /api/setup/connect` (no body), for admins: gives the businesses' numbers our addresses. */
export const SetupConnected = z.object({
  /** Numbers whose addresses were changed. */
  changed: z.array(z.string()),
  /** File from which `npm run twilio:connect -- --undo` puts everything back; null when nothing was changed. */
  undoFile: z.string().nullable(),
  /** What `TWILIO_TWIML_APP_SID` must be set to; null when there is nothing to set. */
  application: z.string().nullable(),
});
export type SetupConnected = z.infer<typeof SetupConnected>;

/** `GET /api/setup/here/{nonce}`, without sign-in: what only the server that made the nonce can answer. */
export const SetupHere = z.object({ answer: z.string() });

/** `POST /api/setup/test-call`, for admins: rings a person's telephone from a business's number. */
export const StartTestCall = z.object({ to: z.string(), from: z.string() });

/** Answer of the above and of `GET /api/setup/test-call/{id}`. */
export const TestCall = z.object({
  id: z.string(),
  stage: z.enum([
    'queued',
    'ringing',
    'answered',
    'works',
    'nobody-pressed',
    'busy',
    'no-answer',
    'failed',
    'cancelled',
  ]),
  words: z.string(),
  over: z.boolean(),
});
export type TestCall = z.infer<typeof TestCall>;
