import { z } from 'zod';
import { Severity } from '../cases/case.ts';

/** Where one caller is in an IVR flow. Written as schemas, since it comes back from the store as JSON. */

const Awaits = z.union([
  z.strictObject({ kind: z.literal('spoken') }),
  z.strictObject({ kind: z.literal('notice'), notice: z.string() }),
  z.strictObject({ kind: z.literal('choice') }),
  z.strictObject({ kind: z.literal('digits'), collected: z.string() }),
  z.strictObject({ kind: z.literal('confirmation'), digits: z.string() }),
  z.strictObject({ kind: z.literal('language') }),
  z.strictObject({ kind: z.literal('message'), tries: z.number() }),
  z.discriminatedUnion('asks', [
    z.strictObject({
      kind: z.literal('ring-back'),
      asks: z.enum(['confirm', 'when', 'time']),
      number: z.string(),
      spoken: z.string(),
      numberFrom: z.enum(['calling', 'keyed']),
    }),
    z.strictObject({ kind: z.literal('ring-back'), asks: z.literal('number'), tries: z.number() }),
  ]),
]);

const Run = z.strictObject({
  businessId: z.string(),
  from: z.string(),
  callerName: z.string().nullable(),
  language: z.string(),
  /** The version of each flow that this call may be in. */
  versions: z.record(z.string(), z.string()),
  flow: z.string(),
  step: z.string(),
  /** Flows that wait for the present one to return, outermost first. */
  frames: z.array(z.strictObject({ flow: z.string(), then: z.string() })),
  values: z.record(z.string(), z.string()),
  /** What the caller chose and said, for whoever answers. */
  story: z.array(z.string()),
  /** Cases that steps of this flow asked for. Calls that began earlier have none. */
  cases: z
    .array(
      z.strictObject({ caseId: z.string(), topic: z.string().nullable(), severity: Severity.nullable() }),
    )
    .default([]),
  noticeGiven: z.boolean(),
  /** The newest turn that was given out; each is used once. */
  turn: z.number(),
  /** How often the caller was silent, or not understood, at this step. */
  silent: z.number(),
  notUnderstood: z.number(),
});

/** What a call in a flow carries, wherever it is. */
export type Run = z.infer<typeof Run>;

export const FlowState = z.discriminatedUnion('status', [
  /** No call has begun here. */
  z.strictObject({ status: z.literal('not-begun') }),
  /** Between two steps; only inside of one decision. */
  z.strictObject({ status: z.literal('moving'), run: Run }),
  /** The caller hears something; their leg comes back with `run.turn`. */
  z.strictObject({ status: z.literal('awaiting'), run: Run, awaits: Awaits }),
  /** A queue, a person's telephone or a manager has the caller; the flow goes on when they are given back. */
  z.strictObject({ status: z.literal('handed-over'), run: Run }),
  /** The caller heard a goodbye, or left. */
  z.strictObject({ status: z.literal('ended'), how: z.enum(['goodbye', 'left']), at: z.number() }),
]);
export type FlowState = z.infer<typeof FlowState>;

export const NOT_BEGUN: FlowState = { status: 'not-begun' };
