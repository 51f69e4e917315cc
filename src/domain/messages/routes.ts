import { Router } from 'express';
import { z } from 'zod';
import {
  MessageDetail,
  MessageDone,
  MessageFormNow,
  MessagePage,
  MessageStatus,
  NewMessage,
} from '../../contract/messages.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessesAsked, businessOfNamed, ById, PageAsked } from '../../http/asked.ts';
import { byOf } from '../../http/by.ts';
import { notFound } from '../../http/problems.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database, Reader } from '../../store/database.ts';
import { formNow, messageDetail, messageRow } from '../../views/message-view.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import type { HolidayLookup } from '../businesses/hours.ts';
import { findPerson, peopleOf } from '../people/people-store.ts';
import { bornId, matterOf } from '../promises/matter-of.ts';
import { formFor } from './form.ts';
import type { MessageCommand } from './message.ts';
import { findMessage, listMessages } from './messages-store.ts';
import { isOpenNow } from './noun.ts';

const Filter = z.object({
  status: MessageStatus.optional(),
  business: z.string().optional(),
  /** `person/<id>`, `queue/<key>` or `topic/<key>`. */
  for: z.string().optional(),
  /** For me, or for a queue that I serve. */
  mine: z.literal('true').optional(),
  case: z.string().optional(),
  call: z.string().optional(),
  ...PageAsked,
});

/** Messages: taken, handed on, said "I have it" to, and settled. */
export function messageRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly holidays: HolidayLookup;
}): Router {
  const { engine, clock, holidays } = parts;
  const { reader } = parts.database;
  const router = Router();
  const business = businessOfNamed((id) => findMessage(reader, id));
  const detail = async (id: string): Promise<MessageDetail> => {
    const message = await findMessage(reader, id);
    if (message === null) throw notFound('message');
    return messageDetail(reader, { id, message });
  };
  const tell = async (id: string, command: MessageCommand) =>
    refusalOf(await engine.submit({ noun: 'messages', id, command })) ?? detail(id);

  /** Everything that names this person: themselves, and the queues that they serve. */
  const addresseesFor = async (personId: string): Promise<readonly string[]> => {
    const person = await findPerson(reader, personId);
    const queues = person?.memberships.flatMap((membership) => membership.queues) ?? [];
    return [`person/${personId}`, ...queues.map((queue) => `queue/${queue}`)];
  };

  router.get(
    '/messages',
    route({
      permission: 'message.see',
      says: 'Messages, newest first.',
      query: Filter,
      answers: MessagePage,
      do: async ({ query, identity, businessIds }): Promise<MessagePage> => {
        const page = await listMessages(reader, {
          businessIds: businessesAsked(businessIds, query.business),
          status: query.status ?? null,
          addressees:
            query.for !== undefined
              ? [query.for]
              : query.mine === undefined
                ? null
                : await addresseesFor(identity.personId),
          caseId: query.case ?? null,
          callId: query.call ?? null,
          cursor: query.cursor ?? null,
          limit: query.limit,
        });
        return { rows: page.rows.map(messageRow), nextCursor: page.nextCursor };
      },
    }),
  );

  router.get(
    '/messages/forms',
    route({
      permission: 'message.take',
      says: 'The form with which a message for this business is taken now.',
      query: z.object({ business: z.string(), topic: z.string().optional() }),
      business: ({ query }) => query.business,
      answers: MessageFormNow,
      do: async ({ query }): Promise<MessageFormNow> => {
        const served = await businessOf(reader, query.business);
        const open = isOpenNow(served, clock.now(), holidays);
        const people = await peopleOf(reader, served.id);
        return formNow(served, people, formFor(served, query.topic ?? null, open));
      },
    }),
  );

  router.get(
    '/messages/:id',
    route({
      permission: 'message.see',
      says: 'One message, with what was written down and what has happened to it.',
      params: ById,
      business,
      answers: MessageDetail,
      do: ({ params }) => detail(params.id),
    }),
  );

  router.post(
    '/messages',
    route({
      permission: 'message.take',
      says: 'Takes a message for somebody. The caller is looked up when it belongs to a call.',
      body: NewMessage,
      business: ({ body }) => businessFor(reader, body),
      answers: MessageDetail,
      do: ({ body, identity }) => {
        const { businessId, topic, fields, callId, caseId } = body;
        return tell(bornId(callId, 'msg', clock.now()), {
          type: 'TakeMessage',
          ...{ businessId, topic, callId, caseId, form: fields },
          for: body.for ?? null,
          from: callId === null ? writtenSender(fields) : null,
          recordingId: null,
          by: byOf(identity),
        });
      },
    }),
  );

  router.post(
    '/messages/:id/acknowledge',
    route({
      permission: 'message.handle',
      says: 'Says “I have it”: nobody else is told any more.',
      params: ById,
      business,
      answers: MessageDetail,
      do: ({ params, identity: { personId, name } }) =>
        tell(params.id, {
          type: 'AcknowledgeMessage',
          by: { kind: 'person', personId, name },
          how: 'on the screen',
        }),
    }),
  );

  router.post(
    '/messages/:id/done',
    route({
      permission: 'message.handle',
      says: 'Says what came of a message.',
      params: ById,
      body: MessageDone,
      business,
      answers: MessageDetail,
      do: ({ params, body, identity }) =>
        tell(params.id, { type: 'FinishMessage', by: byOf(identity), outcome: body.outcome }),
    }),
  );

  return router;
}

/** A call or case of another business is none for this message. */
async function businessFor(
  reader: Reader,
  { businessId, callId, caseId }: NewMessage,
): Promise<string | null> {
  if (callId === null && caseId === null) return businessId;
  const matter = await matterOf(reader, { callId: callId ?? undefined, caseId: caseId ?? undefined });
  return matter?.businessId === businessId ? businessId : null;
}

/** Without a call, the form says who it is from, where it has the usual fields. */
function writtenSender(fields: Readonly<Record<string, string>>) {
  const number = fields['number'] ?? '';
  return { number: number === '' ? null : number, name: fields['name'] ?? null };
}
