import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Party } from '../../kernel/by.ts';
import type { Reader } from '../../store/database.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { findCall } from '../calls/calls-store.ts';
import { caseOfCall } from '../case-calls/case-calls-store.ts';
import { findCase } from '../cases/cases-store.ts';
import { peopleOf } from '../people/people-store.ts';
import type { Approval, ApprovalCommand, ApprovalEvent, ApprovalFacts } from './approval.ts';
import { approvalsStore } from './approvals-store.ts';
import { decideApproval } from './decide.ts';
import { evolveApproval } from './evolve.ts';

export const approvalsNoun: Noun<Approval, ApprovalCommand, ApprovalEvent, Effect, ApprovalFacts> = {
  name: 'approvals',
  initial: { status: 'none' },
  gather: (reader, _id, command, approval) => gatherFacts(reader, command, approval),
  decide: decideApproval,
  evolve: evolveApproval,
  store: approvalsStore,
};

const NOTHING: ApprovalFacts = {
  business: null,
  names: {},
  customer: { number: null, name: null },
  caseId: null,
  callLive: false,
};

async function gatherFacts(
  reader: Reader,
  command: ApprovalCommand,
  approval: Approval,
): Promise<ApprovalFacts> {
  switch (command.type) {
    case 'RequestApproval': {
      const { businessId, callId } = command;
      const caseId = command.caseId ?? (callId === null ? null : await caseOfCall(reader, callId));
      const people = await peopleOf(reader, businessId);
      return {
        business: await businessOf(reader, businessId),
        names: Object.fromEntries(people.map(({ record }) => [record.id, record.name])),
        customer: await customerOf(reader, callId, caseId),
        caseId,
        callLive: await isLive(reader, callId),
      };
    }
    case 'DecideApproval':
    case 'DecideByKey':
    case 'TimeOver': {
      if (approval.status === 'none') return NOTHING;
      const { businessId, callId } = approval;
      return {
        ...NOTHING,
        business: await businessOf(reader, businessId),
        callLive: await isLive(reader, callId),
      };
    }
    default:
      return NOTHING;
  }
}

async function isLive(reader: Reader, callId: string | null): Promise<boolean> {
  return callId !== null && (await findCall(reader, callId))?.status === 'live';
}

async function customerOf(reader: Reader, callId: string | null, caseId: string | null): Promise<Party> {
  const call = callId === null ? null : await findCall(reader, callId);
  const known = caseId === null ? null : await findCase(reader, caseId);
  const number = call === null || isWithheld(call.from) ? null : call.from;
  return {
    number: number ?? known?.customer.number ?? null,
    name: known?.customer.name ?? call?.callerName ?? null,
  };
}
