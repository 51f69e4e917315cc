import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import type { z } from 'zod';
import * as words from '../../contract/cases.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessOfNamed, ById } from '../../http/asked.ts';
import { byOf } from '../../http/by.ts';
import type { Identity } from '../../http/identity.ts';
import { HttpProblem, notFound } from '../../http/problems.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Owner } from '../../kernel/by.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../store/database.ts';
import { findCall } from '../calls/calls-store.ts';
import type { CaseCommand } from './case-words.ts';
import { addCaseLooks } from './look-routes.ts';
import { findCase, type CaseRecord } from './cases-store.ts';

/** The cases of one's businesses: see them, open them, and everything that is done to them. */
export function caseRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Pick<Database, 'reader'>;
  readonly clock: Clock;
}): Router {
  const { engine, database, clock } = parts;
  const { reader } = database;
  const router = Router();
  const business = businessOfNamed((id) => findCase(reader, id));
  const known = async (id: string): Promise<CaseRecord> => {
    const state = await findCase(reader, id);
    if (state === null) throw notFound('case');
    return { id, state };
  };
  addCaseLooks(router, { reader, clock });

  router.post(
    '/cases',
    route({
      permission: 'case.handle',
      says: 'Opens a case; with a call, everything left out is taken from it.',
      body: words.OpenCase,
      answers: words.CaseOpened,
      business: async ({ body }) =>
        body.callId === undefined
          ? (body.businessId ?? null)
          : ((await findCall(reader, body.callId))?.businessId ?? null),
      do: async ({ body, identity, businessIds }) => {
        const id = newId(clock.now(), randomBytes(10));
        const outcome = await engine.submit({
          noun: 'cases',
          id,
          command: opening(body, identity, businessIds[0] ?? ''),
        });
        if (!outcome.done) return outcome.refusal;
        return { id, number: (await known(id)).state.number } satisfies words.CaseOpened;
      },
    }),
  );

  /** Something done to a case, with words of its own. */
  const form = <B>(
    path: string,
    says: string,
    body: z.ZodType<B>,
    command: (body: B, identity: Identity) => CaseCommand,
  ) =>
    router.post(
      `/cases/:id/${path}`,
      route({
        permission: 'case.handle',
        says,
        params: ById,
        body,
        business,
        do: async ({ params, body: asked, identity }) =>
          refusalOf(await engine.submit({ noun: 'cases', id: params.id, command: command(asked, identity) })),
      }),
    );

  form('take', 'Makes whoever asks its owner.', words.TakeCase, ({ asOf = null }, identity) => {
    const by = byOf(identity);
    if (by.kind !== 'person')
      throw new HttpProblem(403, 'person-needed', 'A program cannot have a case. Assign it to a person.');
    return { type: 'TakeCase', by, asOf };
  });
  form(
    'assign',
    'Gives it to a person or a queue.',
    words.AssignCase,
    ({ owner, why, asOf = null }, who) => ({
      ...{ type: 'AssignCase', by: byOf(who), asOf },
      owner: named(owner),
      why: why ?? null,
    }),
  );
  form('severity', 'Judges how severe it is.', words.SetSeverity, (asked, who) => ({
    ...{ type: 'SetSeverity', by: byOf(who), asOf: asked.asOf ?? null, why: asked.why },
    severity: asked.severity ?? null,
    tier: asked.tier ?? null,
  }));
  form('topic', 'Says what it is about.', words.SetTopic, ({ topic, asOf = null }, who) => ({
    ...{ type: 'SetTopic', by: byOf(who), topic, asOf },
  }));
  form(
    'reason',
    'Says why the customer is not content.',
    words.SetReason,
    ({ reason, asOf = null }, who) => ({
      ...{ type: 'SetReason', by: byOf(who), reason, asOf },
    }),
  );
  form('summary', 'Writes it up in a few words.', words.SetSummary, ({ summary, asOf = null }, who) => ({
    ...{ type: 'SetSummary', by: byOf(who), summary, asOf },
  }));
  form('wait', 'Stops the clocks to wait for the customer.', words.WaitForCustomer, (asked, who) => ({
    ...{ type: 'WaitForCustomer', by: byOf(who), asOf: asked.asOf ?? null },
    reason: asked.reason,
    until: asked.until ?? null,
  }));
  form('resume', 'Lets the clocks run on.', words.ResumeCase, ({ why = null, asOf = null }, who) => ({
    ...{ type: 'ResumeCase', by: byOf(who), why, asOf },
  }));
  form('contact', 'Says that the customer was contacted.', words.NoteContact, ({ how }, who) => ({
    ...{ type: 'ContactMade', by: byOf(who), how },
  }));
  form('update', 'Says that the customer was given news.', words.NoteContact, ({ how }, who) => ({
    ...{ type: 'UpdateGiven', by: byOf(who), how },
  }));
  form(
    'escalate',
    'Moves it up a level, or makes it a formal complaint.',
    words.EscalateCase,
    (asked, who) => ({
      ...{ type: 'EscalateCase', by: byOf(who), asOf: asked.asOf ?? null },
      ...{ pathway: asked.pathway, reason: asked.reason, formal: asked.formal },
    }),
  );
  form('return', 'Gives it back to the level below.', words.ReturnCase, ({ reason, asOf = null }, who) => ({
    ...{ type: 'ReturnCase', by: byOf(who), reason, asOf },
  }));
  form('resolve', 'Ends it with its outcome.', words.ResolveCase, (asked, who) => ({
    ...{ type: 'ResolveCase', by: byOf(who), asOf: asked.asOf ?? null },
    ...{ outcome: asked.outcome, words: asked.words, cause: asked.cause ?? null },
  }));
  form('reopen', 'Opens it again.', words.ReopenCase, ({ why, asOf = null }, who) => ({
    ...{ type: 'ReopenCase', by: byOf(who), why, asOf },
  }));
  form(
    'notes',
    'Adds a note; those mentioned in it are told.',
    words.AddCaseNote,
    ({ text, mentions }, who) => ({
      ...{ type: 'AddNote', by: byOf(who), text, mentions },
    }),
  );
  form('tags', 'Adds and removes tags.', words.TagCase, ({ add, remove }, who) => ({
    ...{ type: 'TagCase', by: byOf(who), add, remove },
  }));
  router.post(
    '/cases/:id/link',
    route({
      permission: 'case.handle',
      says: 'Says that a call is about this case.',
      params: ById,
      body: words.LinkCase,
      business,
      do: async ({ params, body, businessIds }) => {
        const call = await findCall(reader, body.callId);
        if (call === null || !businessIds.includes(call.businessId)) throw notFound('call');
        const command: CaseCommand = { type: 'LinkCall', callId: body.callId, at: null };
        return refusalOf(await engine.submit({ noun: 'cases', id: params.id, command }));
      },
    }),
  );

  return router;
}

function opening(body: words.OpenCase, identity: Identity, businessId: string): CaseCommand {
  return {
    type: 'OpenCase',
    businessId,
    by: byOf(identity),
    callId: body.callId ?? null,
    customer: body.customer ?? { number: null, name: null },
    topic: body.topic ?? null,
    reason: body.reason ?? null,
    severity: body.severity ?? null,
    tier: body.tier ?? null,
    summary: body.summary ?? '',
    why: body.why ?? '',
    owner: body.owner === undefined ? null : named(body.owner),
    firstRingAt: null,
  };
}

/** The rules put in the name that the house knows. */
function named({ kind, id }: { readonly kind: 'person' | 'queue'; readonly id: string }): Owner {
  return { kind, id, name: id };
}
