import { z } from 'zod';
import type { CallRecord } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { isLive, viewCall, viewSummary } from './call-views.ts';
import type { Operation } from './operation.ts';
import { HandsetApiError, operation } from './operation.ts';
import { callSchema, callSummarySchema } from './schemas.ts';

const ringSchema = z.object({
  from: z.string().min(1).describe('number of the handset that rings'),
  to: z
    .string()
    .min(1)
    .describe('number that is rung: one with a voice URL, set through IncomingPhoneNumbers'),
  callerName: z.string().optional(),
  extra: z
    .record(z.string(), z.string())
    .optional()
    .describe('further webhook fields of this call, such as FromCity or StirVerstat'),
});

/** What a person at a handset can do: ring, press, speak, hang up, answer, reject; and what was heard. */
export function callOperations(world: World): readonly Operation[] {
  return [
    operation({
      verb: 'post',
      path: '/calls',
      summary: 'A handset rings a number',
      status: 201,
      refusals: [400, 404],
      body: ringSchema,
      answer: z.object({ callSid: z.string() }),
      handle: ({ body }) => ({ callSid: world.handsets.ring(body).sid }),
    }),
    operation({
      verb: 'get',
      path: '/calls',
      summary: 'Live calls and the latest finished ones, newest first, without what was heard',
      refusals: [400],
      query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
      answer: z.object({ calls: z.array(callSummarySchema) }),
      handle({ query }) {
        const calls = world.calls.list().toReversed();
        const live = calls.filter(isLive);
        const finished = calls
          .filter((call) => !isLive(call))
          .slice(0, Math.max(0, query.limit - live.length));
        const shown = [...live, ...finished].toSorted((one, other) => other.dateCreated - one.dateCreated);
        return { calls: shown.map((call) => viewSummary(call, world)) };
      },
    }),
    operation({
      verb: 'get',
      path: '/calls/{sid}',
      summary: 'One call, with everything that was heard on it',
      refusals: [404],
      answer: callSchema,
      handle: ({ part }) => viewCall(callOf(part('sid'), world), world),
    }),
    acting('press', 'The person presses keys: 0-9, *, #, A-D; w waits half a second', world, {
      body: z.object({
        digits: z.string().regex(/^[0-9A-DwW*#]{1,64}$/, 'must be 1 to 64 of 0-9 * # A-D w'),
      }),
      act: (call, { digits }) => world.handsets.press(call.sid, digits),
    }),
    acting('speak', 'The person says something', world, {
      body: z.object({ text: z.string().trim().min(1).max(4096) }),
      act: (call, { text }) => world.handsets.speak(call.sid, text),
    }),
    acting('hangup', 'The person hangs up', world, {
      body: z.object({}),
      act: (call) => world.handsets.hangUp(call.sid),
    }),
    acting('answer', 'The person answers a ringing call', world, {
      body: z.object({}),
      act: (call) => world.handsets.answer(call.sid),
    }),
    acting('reject', 'The person refuses a ringing call, which becomes busy', world, {
      body: z.object({}),
      act: (call) => world.handsets.reject(call.sid),
    }),
  ];
}

function acting<Body extends z.ZodType>(
  word: string,
  summary: string,
  world: World,
  { body, act }: { readonly body: Body; readonly act: (call: CallRecord, body: z.output<Body>) => void },
): Operation {
  return operation({
    verb: 'post',
    path: `/calls/{sid}/${word}`,
    summary,
    refusals: [400, 404, 409],
    body,
    answer: callSchema,
    handle(input) {
      const call = callOf(input.part('sid'), world);
      act(call, input.body);
      return viewCall(call, world);
    },
  });
}

function callOf(sid: string, world: World): CallRecord {
  const call = world.calls.get(sid);
  if (call) return call;
  throw new HandsetApiError(404, `There is no call ${sid}.`, 'GET /emulator/calls lists the calls.');
}
