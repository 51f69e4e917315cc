import { z } from 'zod';
import type { MessageRecord } from '../world/records.ts';
import type { World } from '../world/world.ts';
import type { Operation } from './operation.ts';
import { operation } from './operation.ts';

const messageSchema = z.object({
  messageSid: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  direction: z.enum(['inbound', 'outbound-api', 'outbound-reply']).describe('as the account sees it'),
  status: z.string(),
  at: z.number().describe("epoch milliseconds of the emulator's clock"),
});

/** Text messages of handsets: what they were sent, and writing to the account's numbers. */
export function messageOperations(world: World): readonly Operation[] {
  return [
    operation({
      verb: 'get',
      path: '/messages',
      summary: 'Text messages, newest first; of one handset when it is named',
      query: z.object({
        handset: z.string().optional().describe('number of a handset, with plus and country code'),
        limit: z.coerce.number().int().min(1).max(1_000).default(100),
      }),
      answer: z.object({ messages: z.array(messageSchema) }),
      handle: ({ query }) => ({
        messages: world.messages
          .list()
          .filter(({ from, to }) => query.handset === undefined || [from, to].includes(query.handset))
          .toReversed()
          .slice(0, query.limit)
          .map(viewMessage),
      }),
    }),
    operation({
      verb: 'post',
      path: '/messages',
      summary: "A handset writes to one of the account's numbers",
      refusals: [400],
      body: z.object({
        from: z.string().trim().min(1),
        to: z.string().trim().min(1),
        body: z.string().trim().min(1).max(1_600),
      }),
      answer: messageSchema,
      handle: ({ body }) => viewMessage(world.messages.receive(body)),
    }),
  ];
}

function viewMessage({ sid, from, to, body, direction, status, dateCreated }: MessageRecord) {
  return { messageSid: sid, from, to, body, direction, status, at: Math.round(dateCreated) };
}
