import { z } from 'zod';
import type { EmulatorClock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import { faultsSchema } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { World } from '../world/world.ts';
import type { Operation } from './operation.ts';
import { operation } from './operation.ts';
import { clockSchema, debuggerEntrySchema, journalRecordSchema } from './schemas.ts';

const longestAdvanceMs = 7 * 86_400_000;

const clockChangeSchema = z
  .strictObject({
    mode: z.enum(['real', 'manual']).optional(),
    advanceMs: z
      .number()
      .min(0)
      .max(longestAdvanceMs)
      .optional()
      .describe('emulated milliseconds to move on; works in both modes'),
  })
  .refine(
    ({ mode, advanceMs }) => (mode === undefined) !== (advanceMs === undefined),
    'give either mode or advanceMs',
  );

/** The emulator's own workings: time, trouble on demand, the witness, and the list of what went wrong. */
export function workingsOperations(parts: {
  readonly world: World;
  readonly clock: Pick<EmulatorClock, 'mode' | 'now' | 'setMode' | 'advance'>;
  readonly journal: Pick<Journal, 'after' | 'last'>;
  readonly faults: Pick<Faults, 'current' | 'set'>;
}): readonly Operation[] {
  const { world, clock, journal, faults } = parts;
  const viewClock = () => ({ mode: clock.mode, now: Math.round(clock.now()) });
  return [
    operation({
      verb: 'get',
      path: '/clock',
      summary: 'What time it is in the emulated world',
      answer: clockSchema,
      handle: viewClock,
    }),
    operation({
      verb: 'post',
      path: '/clock',
      summary:
        'Stops or starts the clock, or moves it on; answers when everything that fell due has happened',
      refusals: [400],
      body: clockChangeSchema,
      answer: clockSchema,
      async handle({ body }) {
        if (body.mode !== undefined) clock.setMode(body.mode);
        if (body.advanceMs !== undefined) await clock.advance(body.advanceMs);
        return viewClock();
      },
    }),
    operation({
      verb: 'get',
      path: '/faults',
      summary: 'The trouble that is still to come',
      answer: faultsSchema,
      handle: () => faults.current(),
    }),
    operation({
      verb: 'put',
      path: '/faults',
      summary: 'Orders trouble; what is not named is off, so {} ends all of it',
      refusals: [400],
      body: faultsSchema,
      answer: faultsSchema,
      handle: ({ body }) => faults.set(body),
    }),
    operation({
      verb: 'get',
      path: '/journal',
      summary: 'Every request in both directions and what happened between, oldest first, a page at a time',
      refusals: [400],
      query: z.object({
        after: z.coerce.number().int().min(0).default(0).describe('number of the last entry you have'),
        limit: z.coerce.number().int().min(1).max(10_000).default(1000),
      }),
      answer: z.object({
        entries: z.array(journalRecordSchema),
        next: z.int().describe('ask again with after=next'),
        more: z.boolean().describe('whether there are entries behind this page already'),
      }),
      handle({ query }) {
        const entries = journal.after(query.after, query.limit);
        const next = entries.at(-1)?.n ?? query.after;
        return { entries: entries.map((entry) => ({ ...entry })), next, more: next < journal.last };
      },
    }),
    operation({
      verb: 'get',
      path: '/debugger',
      summary: 'Errors and warnings that Twilio would show in its debugger, oldest first',
      answer: z.object({ entries: z.array(debuggerEntrySchema) }),
      handle: () => ({ entries: [...(world.debugger?.list() ?? [])] }),
    }),
  ];
}
