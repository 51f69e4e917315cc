import type { Router } from 'express';
import { z } from 'zod';
import * as words from '../../contract/cases.ts';
import type { Identity } from '../../http/identity.ts';
import { HttpProblem, notFound } from '../../http/problems.ts';
import { route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Reader } from '../../store/database.ts';
import { caseRecordLetter } from '../../views/case-record.ts';
import { caseDetail, caseRow } from '../../views/case-view.ts';
import { dueAtOf, findCase, listCases, openCasesOf, tagsInUse, type CaseRecord } from './cases-store.ts';

const ById = z.object({ id: z.string() });

const Filter = z.object({
  business: z.string().optional(),
  status: z.enum(['open', 'waiting', 'resolved', 'unresolved', 'all']).default('unresolved'),
  /** `me`, `person/<id>`, `queue/<key>`, or `queues`: nobody in person yet. */
  owner: z.string().optional(),
  level: z.coerce.number().int().min(1).max(4).optional(),
  topic: z.string().optional(),
  tag: z.string().max(40).optional(),
  severity: z.coerce.number().int().min(1).max(4).optional(),
  /** Only those of which a deadline has passed. */
  late: z.literal('true').optional(),
  /** The customer's number; then open cases only, the latest first. */
  number: z.string().optional(),
  /** Words in the case's number, customer, topic, summary, owner or tags; or the customer's telephone number. */
  q: z.string().max(200).optional(),
  order: z.enum(['due', 'newest']).default('due'),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
type Filter = z.infer<typeof Filter>;

/** Everything that only looks at cases. */
export function addCaseLooks(
  router: Router,
  { reader, clock }: { readonly reader: Reader; readonly clock: Clock },
): void {
  const business = async ({ params }: { readonly params: { readonly id: string } }) =>
    (await findCase(reader, params.id))?.businessId ?? null;
  const known = async (id: string): Promise<CaseRecord> => {
    const state = await findCase(reader, id);
    if (state === null) throw notFound('case');
    return { id, state };
  };
  const rows = (found: readonly CaseRecord[]) =>
    Promise.all(found.map((record) => caseRow(reader, record, clock.now())));

  router.get(
    '/cases',
    route({
      permission: 'case.see',
      says: 'Lists cases: what is due first, or the newest first.',
      query: Filter,
      answers: words.CasePage,
      do: async ({ query, businessIds, identity }): Promise<words.CasePage> => {
        const mine = businessIds.filter((id) => query.business === undefined || id === query.business);
        if (query.number !== undefined) return openOf(mine, query.number);
        const found = await listCases(reader, {
          ...queryOf(query, identity, clock.now()),
          businessIds: mine,
        });
        const page = found.slice(0, query.limit);
        const last = found.length > query.limit ? page.at(-1) : undefined;
        return {
          rows: await rows(page),
          nextCursor: last === undefined ? null : cursorOf(last, query.order),
        };
      },
    }),
  );

  async function openOf(businessIds: readonly string[], number: string): Promise<words.CasePage> {
    const found: CaseRecord[] = [];
    for (const id of businessIds) found.push(...(await openCasesOf(reader, id, number)));
    return { rows: await rows(found), nextCursor: null };
  }

  router.get(
    '/cases/tags',
    route({
      permission: 'case.see',
      says: 'Tags in use on cases, those used most first.',
      query: z.object({ business: z.string().optional() }),
      answers: words.CaseTags,
      do: async ({ query, businessIds }): Promise<words.CaseTags> => ({
        tags: [
          ...(await tagsInUse(
            reader,
            businessIds.filter((id) => query.business === undefined || id === query.business),
          )),
        ],
      }),
    }),
  );

  router.get(
    '/cases/:id',
    route({
      permission: 'case.see',
      says: 'Everything about one case.',
      params: ById,
      answers: words.CaseDetail,
      business,
      do: async ({ params }) => caseDetail(reader, await known(params.id), clock.now()),
    }),
  );

  router.get(
    '/cases/:id/record',
    route({
      permission: 'case.see',
      says: 'The whole matter in full sentences, for a letter or an outside body.',
      params: ById,
      answers: words.CaseRecordLetter,
      business,
      do: async ({ params }) => caseRecordLetter(reader, await known(params.id), clock.now()),
    }),
  );
}

function queryOf(
  query: Filter,
  identity: Identity,
  now: number,
): Omit<Parameters<typeof listCases>[1], 'businessIds'> {
  const { status, owner, level, topic, tag, severity, late, q, order, cursor, limit } = query;
  return {
    status: status === 'all' ? null : status,
    owner: owner === 'me' ? `person/${identity.personId}` : (owner ?? null),
    level: level ?? null,
    topic: topic ?? null,
    tag: tag ?? null,
    number: null,
    severity: severity ?? null,
    lateAt: late === undefined ? null : now,
    words: q ?? null,
    order,
    after: cursor === undefined ? null : placeOf(cursor),
    // One more than asked for tells whether there is another page.
    limit: limit + 1,
  };
}

function cursorOf({ id, state }: CaseRecord, order: Filter['order']): string {
  return `${order === 'due' ? dueAtOf(state) : state.openedAt}~${id}`;
}

function placeOf(cursor: string): { readonly value: number; readonly id: string } {
  const found = /^(\d{1,16})~(.+)$/.exec(cursor);
  if (found === null)
    throw new HttpProblem(400, 'wrong-cursor', 'This cursor is not one of ours. Begin with the first page.');
  return { value: Number(found[1]), id: found[2] ?? '' };
}
