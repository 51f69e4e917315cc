import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import {
  AcknowledgeAnswer,
  AcknowledgeNotice,
  MyNotices,
  NoticeFilter,
  NoticePage,
  NoticeRow,
  Reachability,
  ReachTest,
  ReachTestAnswer,
  RefuseNotice,
} from '../../contract/notices.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessesAsked, businessOfNamed, ById } from '../../http/asked.ts';
import { mayIn } from '../../http/identity.ts';
import { cursorToPlace, placeToCursor } from '../../http/place.ts';
import { HttpProblem, notFound } from '../../http/problems.ts';
import { route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../store/database.ts';
import { noticeRow } from '../../views/notice-view.ts';
import { findLadder } from '../ladders/ladders-store.ts';
import { overWords } from '../ladders/words.ts';
import { findPerson } from '../people/people-store.ts';
import type { BegunNotice, NoticeCommand, Way } from './notice.ts';
import { findNotice, listNotices, openOnDesk } from './notices-store.ts';
import { reachabilityIn } from './reachability.ts';

/** Notices: who was told, what is open on one's own desk, and whether people can be reached. */
export function noticeRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
  /** Ways that work for nobody here, each with the reason as part of a sentence. */
  readonly barred: Readonly<Partial<Record<Way, string>>>;
}): Router {
  const { engine, database, clock, barred } = parts;
  const { reader } = database;
  const router = Router();
  const submit = (id: string, command: NoticeCommand) => engine.submit({ noun: 'notices', id, command });
  const known = async (id: string): Promise<BegunNotice> => {
    const notice = await findNotice(reader, id);
    if (notice === null) throw notFound('notice');
    return notice;
  };
  const business = businessOfNamed((id) => findNotice(reader, id));
  /** What is told to one person is answered by that person. */
  const own = async (id: string, personId: string): Promise<BegunNotice> => {
    const notice = await known(id);
    if (notice.to.kind !== 'person' || notice.to.id !== personId)
      throw new HttpProblem(403, 'not-yours', 'This was told to somebody else; they answer it.');
    return notice;
  };

  router.get(
    '/notices',
    route({
      says: 'Who was told what, by which way and with what result; newest first.',
      permission: 'notice.see',
      query: NoticeFilter,
      answers: NoticePage,
      do: async ({ query, businessIds }): Promise<NoticePage> => {
        const found = await listNotices(reader, {
          businessIds,
          caseId: query.case,
          about: query.about,
          personId: query.person,
          before: cursorToPlace(query.cursor),
          limit: query.limit + 1,
        });
        const page = found.slice(0, query.limit);
        const last = found.length > query.limit ? page.at(-1) : undefined;
        return {
          rows: await Promise.all(page.map((record) => noticeRow(reader, record))),
          nextCursor: last === undefined ? null : placeToCursor({ at: last.notice.queuedAt, id: last.id }),
        };
      },
    }),
  );

  router.get(
    '/notices/mine',
    route({
      says: 'What is open on the desk list of whoever asks.',
      permission: 'notice.answer',
      answers: MyNotices,
      do: async ({ identity }): Promise<MyNotices> => {
        const open = await openOnDesk(reader, identity.personId);
        return { rows: await Promise.all(open.map((record) => noticeRow(reader, record))) };
      },
    }),
  );

  router.get(
    '/notices/:id',
    route({
      says: 'One notice with every attempt and its result.',
      permission: 'notice.see',
      params: ById,
      business,
      answers: NoticeRow,
      do: async ({ params }) => noticeRow(reader, { id: params.id, notice: await known(params.id) }),
    }),
  );

  router.post(
    '/notices/:id/seen',
    route({
      says: 'Notes that the notice was on the screen of whoever it tells.',
      permission: 'notice.answer',
      params: ById,
      business,
      do: async ({ params, identity }) => {
        await own(params.id, identity.personId);
        await submit(params.id, { type: 'SeeNotice' });
      },
    }),
  );

  router.post(
    '/notices/:id/acknowledge',
    route({
      says: 'Says "I have it". The first to say it has it; who comes later is told who that was.',
      permission: 'notice.answer',
      params: ById,
      body: AcknowledgeNotice,
      business,
      answers: AcknowledgeAnswer,
      do: async ({ params, body, identity }): Promise<AcknowledgeAnswer> => {
        const { climbId } = await own(params.id, identity.personId);
        await submit(params.id, { type: 'AcknowledgeNotice', how: 'click', asOf: body.asOf });
        const ladder = climbId === null ? null : await findLadder(reader, climbId);
        if (ladder === null) return { yours: true, words: 'Thank you.' };
        return {
          yours: ladder.status === 'acknowledged' && ladder.personId === identity.personId,
          words: overWords(ladder, identity.personId) ?? 'You have it.',
        };
      },
    }),
  );

  router.post(
    '/notices/:id/refuse',
    route({
      says: 'Says "I cannot": whoever is next is told at once.',
      permission: 'notice.answer',
      params: ById,
      body: RefuseNotice,
      business,
      do: async ({ params, body, identity }) => {
        await own(params.id, identity.personId);
        await submit(params.id, { type: 'RefuseNotice', how: 'click', reason: body.reason });
      },
    }),
  );

  router.get(
    '/people/reachability',
    route({
      says: 'By which ways each person can be told now, and why not by the others.',
      permission: 'notice.see',
      query: z.object({ business: z.string().optional() }),
      answers: Reachability,
      do: async ({ query, businessIds }): Promise<Reachability> => {
        const asked = businessesAsked(businessIds, query.business);
        return { rows: await reachabilityIn(reader, asked, barred) };
      },
    }),
  );

  router.post(
    '/people/:id/reach-test',
    route({
      says: 'Sends a test by one way; its result is the notice that it answers with.',
      permission: 'reach.test',
      params: ById,
      body: ReachTest,
      business: ({ body }) => body.businessId,
      answers: ReachTestAnswer,
      do: async ({ params, body, identity }) => {
        const person = await findPerson(reader, params.id);
        const { businessId, way } = body;
        if (person === null || !person.memberships.some((membership) => membership.businessId === businessId))
          throw notFound('person');
        if (params.id !== identity.personId && !mayIn(identity, businessId, ['manager', 'admin']))
          throw new HttpProblem(
            403,
            'not-permitted',
            'A manager or admin tests others; you can test yourself.',
          );
        const noticeId = newId(clock.now(), randomBytes(10));
        const command: NoticeCommand = {
          type: 'SendNotice',
          businessId,
          to: { kind: 'person', id: params.id, name: person.record.name },
          way,
          subject: 'this is a test of whether you can be reached',
          text: `${identity.name} tests whether Deskbell can reach you this way. Nothing has happened.`,
          about: { noun: 'reach-tests', id: params.id },
          ...{ climbId: null, caseId: null, acknowledge: true },
        };
        const outcome = await submit(noticeId, command);
        return outcome.done ? { noticeId } : outcome.refusal;
      },
    }),
  );

  return router;
}
