import { Router } from 'express';
import { z } from 'zod';
import {
  ApprovalPage,
  ApprovalRow,
  ApprovalStatus,
  ChangeAmount,
  DecideApproval,
  MyLimits,
  NewApproval,
  WithdrawApproval,
} from '../../contract/approvals.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessesAsked, businessOfNamed, ById, PageAsked } from '../../http/asked.ts';
import type { Identity } from '../../http/identity.ts';
import { notFound } from '../../http/problems.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { ByPerson } from '../../kernel/by.ts';
import type { Clock } from '../../kernel/clock.ts';
import { refuse } from '../../kernel/decision.ts';
import type { Database } from '../../store/database.ts';
import { approvalRow, myLimits } from '../../views/approval-view.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import type { CallCommand } from '../calls/commands.ts';
import { bornId, matterOf } from '../promises/matter-of.ts';
import type { ApprovalCommand, BegunApproval } from './approval.ts';
import { findApproval, listApprovals } from './approvals-store.ts';
import { mayNotDecide } from './authority.ts';

const Filter = z.object({
  state: ApprovalStatus.optional(),
  business: z.string().optional(),
  case: z.string().optional(),
  call: z.string().optional(),
  /** `asked`: by me; `decide`: open, and mine to decide. */
  mine: z.enum(['asked', 'decide']).optional(),
  ...PageAsked,
});

/** Permission for what is over one's own limit. */
export function approvalRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
}): Router {
  const { engine, clock } = parts;
  const { reader } = parts.database;
  const router = Router();
  const business = businessOfNamed((id) => findApproval(reader, id));
  const known = async (id: string): Promise<BegunApproval> => {
    const approval = await findApproval(reader, id);
    if (approval === null) throw notFound('request');
    return approval;
  };
  const row = async (id: string, { personId }: Identity): Promise<ApprovalRow> =>
    approvalRow(reader, { id, approval: await known(id) }, personId);
  const tell = async (id: string, command: ApprovalCommand, identity: Identity) =>
    refusalOf(await engine.submit({ noun: 'approvals', id, command })) ?? row(id, identity);
  const by = ({ personId, name }: Identity): ByPerson => ({ kind: 'person', personId, name });

  router.get(
    '/approvals',
    route({
      permission: 'approval.see',
      says: 'Requests for permission, newest first.',
      query: Filter,
      answers: ApprovalPage,
      do: async ({ query, identity, businessIds }): Promise<ApprovalPage> => {
        const page = await listApprovals(reader, {
          businessIds: businessesAsked(businessIds, query.business),
          status: query.mine === 'decide' ? 'asked' : (query.state ?? null),
          asker: query.mine === 'asked' ? identity.personId : null,
          caseId: query.case ?? null,
          callId: query.call ?? null,
          cursor: query.cursor ?? null,
          limit: query.limit,
        });
        const rows = await Promise.all(
          page.rows.map((record) => approvalRow(reader, record, identity.personId)),
        );
        return {
          rows: rows.filter(({ mayDecide }) => query.mine !== 'decide' || mayDecide),
          nextCursor: page.nextCursor,
        };
      },
    }),
  );

  router.get(
    '/approvals/limits',
    route({
      permission: 'approval.see',
      says: 'What whoever asks may give without asking, in one business.',
      query: z.object({ business: z.string(), currency: z.string().length(3).default('GBP') }),
      business: ({ query }) => query.business,
      answers: MyLimits,
      do: async ({ query, identity }) =>
        myLimits(await businessOf(reader, query.business), identity.personId, query.currency),
    }),
  );

  router.get(
    '/approvals/:id',
    route({
      permission: 'approval.see',
      says: 'One request.',
      params: ById,
      business,
      answers: ApprovalRow,
      do: ({ params, identity }) => row(params.id, identity),
    }),
  );

  router.post(
    '/approvals',
    route({
      permission: 'approval.ask',
      says: 'Asks for permission; what is within one’s own limit is granted at once.',
      body: NewApproval,
      business: async ({ body }) => (await matterOf(reader, body))?.businessId ?? null,
      answers: ApprovalRow,
      do: async ({ body, identity }) => {
        const matter = await matterOf(reader, body);
        if (matter === null) throw notFound('call or case');
        const { businessId, callId, caseId } = matter;
        const { kind, amountMinor, currency, reason } = body;
        return tell(
          bornId(callId, 'a', clock.now()),
          {
            type: 'RequestApproval',
            ...{ businessId, callId, caseId, kind, amountMinor, currency, reason, by: by(identity) },
          },
          identity,
        );
      },
    }),
  );

  router.post(
    '/approvals/:id/decide',
    route({
      permission: 'approval.decide',
      says: 'Grants or refuses the amount that was on the screen.',
      params: ById,
      body: DecideApproval,
      business,
      answers: ApprovalRow,
      do: ({ params, body, identity }) => {
        const { approve, asOf, note = null } = body;
        return tell(params.id, { type: 'DecideApproval', by: by(identity), approve, note, asOf }, identity);
      },
    }),
  );

  router.post(
    '/approvals/:id/amount',
    route({
      permission: 'approval.ask',
      says: 'Changes the amount: the request is void, and another one takes its place.',
      params: ById,
      body: ChangeAmount,
      business,
      answers: ApprovalRow,
      do: async ({ params, body, identity }) => {
        const command: ApprovalCommand = { type: 'ChangeAmount', by: by(identity), ...body };
        const refusal = refusalOf(await engine.submit({ noun: 'approvals', id: params.id, command }));
        if (refusal !== undefined) return refusal;
        const old = await known(params.id);
        const next = old.status === 'voided' ? old.replacedBy : params.id;
        return (await findApproval(reader, next)) === null
          ? refuse(
              'nobody-may',
              'The request is void, and nobody else of this business may decide the new amount.',
            )
          : row(next, identity);
      },
    }),
  );

  router.post(
    '/approvals/:id/withdraw',
    route({
      permission: 'approval.ask',
      says: 'Takes a request back.',
      params: ById,
      body: WithdrawApproval,
      business,
      answers: ApprovalRow,
      do: ({ params, body, identity }) =>
        tell(params.id, { type: 'WithdrawApproval', by: by(identity), why: body.why ?? null }, identity),
    }),
  );

  router.post(
    '/approvals/:id/join',
    route({
      permission: 'approval.decide',
      says: 'The call that the request is about rings whoever asks this, as if the asker had asked them first.',
      params: ById,
      business,
      do: async ({ params, identity }) => {
        const approval = await known(params.id);
        const not = mayNotDecide(approval, identity.personId, await businessOf(reader, approval.businessId));
        if (not !== null) return not;
        if (approval.callId === null) return refuse('no-call', 'This request was not made on a call.');
        const command: CallCommand = {
          type: 'ConsultPerson',
          by: approval.asker.personId,
          personId: identity.personId,
        };
        return refusalOf(await engine.submit({ noun: 'calls', id: approval.callId, command }));
      },
    }),
  );

  return router;
}
