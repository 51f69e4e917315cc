import { Router } from 'express';
import { AcknowledgeLadder, LadderDetail, LadderFilter, LadderPage } from '../../contract/ladders.ts';
import { AcknowledgeAnswer } from '../../contract/notices.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessOfNamed, ById } from '../../http/asked.ts';
import { cursorToPlace, placeToCursor } from '../../http/place.ts';
import { notFound } from '../../http/problems.ts';
import { route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../store/database.ts';
import { ladderView } from '../../views/ladder-view.ts';
import { noticeRow } from '../../views/notice-view.ts';
import { listNotices } from '../notices/notices-store.ts';
import type { LadderCommand } from './ladder.ts';
import { findLadder, listLadders } from './ladders-store.ts';
import { overWords } from './words.ts';

const MOST_NOTICES = 500;

/** Seeing how people are told in turn, and saying "I have it". */
export function ladderRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
}): Router {
  const { engine, database, clock } = parts;
  const { reader } = database;
  const router = Router();
  const business = businessOfNamed((id) => findLadder(reader, id));
  const known = async (id: string) => {
    const ladder = await findLadder(reader, id);
    if (ladder === null) throw notFound('ladder');
    return ladder;
  };

  router.get(
    '/ladders',
    route({
      says: 'Ladders of people who were told in turn, newest first.',
      permission: 'ladder.see',
      query: LadderFilter,
      answers: LadderPage,
      do: async ({ query, businessIds }): Promise<LadderPage> => {
        const found = await listLadders(reader, {
          businessIds,
          about: query.about ?? null,
          caseId: query.case ?? null,
          before: cursorToPlace(query.cursor),
          limit: query.limit + 1,
        });
        const page = found.slice(0, query.limit);
        const last = found.length > query.limit ? page.at(-1) : undefined;
        return {
          rows: page.map((record) => ladderView(record, clock.now())),
          nextCursor: last === undefined ? null : placeToCursor({ at: last.ladder.beganAt, id: last.id }),
        };
      },
    }),
  );

  router.get(
    '/ladders/:id',
    route({
      says: 'One ladder with every notice that it sent.',
      permission: 'ladder.see',
      params: ById,
      business,
      answers: LadderDetail,
      do: async ({ params, businessIds }): Promise<LadderDetail> => {
        const ladder = await known(params.id);
        const notices = await listNotices(reader, {
          businessIds,
          climbId: params.id,
          before: null,
          limit: MOST_NOTICES,
        });
        return {
          ...ladderView({ id: params.id, ladder }, clock.now()),
          notices: await Promise.all(notices.map((record) => noticeRow(reader, record))),
        };
      },
    }),
  );

  router.post(
    '/ladders/:id/acknowledge',
    route({
      says: 'Says "I have it". The first to say it has it; who comes later is told who that was.',
      permission: 'ladder.acknowledge',
      params: ById,
      body: AcknowledgeLadder,
      business,
      answers: AcknowledgeAnswer,
      do: async ({ params, body, identity }): Promise<AcknowledgeAnswer> => {
        const { personId, name } = identity;
        const command: LadderCommand = {
          type: 'AcknowledgeClimb',
          ...{ personId, name, how: 'click', asOf: body.asOf },
        };
        await engine.submit({ noun: 'ladders', id: params.id, command });
        const ladder = await known(params.id);
        return {
          yours: ladder.status === 'acknowledged' && ladder.personId === personId,
          words: overWords(ladder, personId) ?? 'You have it.',
        };
      },
    }),
  );

  return router;
}
