import type { ApprovalRow, MyLimits } from '../contract/approvals.ts';
import type { ApprovalRecord } from '../domain/approvals/approvals-store.ts';
import { mayNotDecide } from '../domain/approvals/authority.ts';
import { limitOf, wordsOfLimit } from '../domain/approvals/limits.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import type { Business } from '../domain/businesses/business.ts';
import { ApprovalKind } from '../domain/businesses/limits-words.ts';
import { findCall } from '../domain/calls/calls-store.ts';
import { wordsOfBy } from '../kernel/by.ts';
import { wordsOfMoney } from '../kernel/money.ts';
import type { Reader } from '../store/database.ts';

/** A request as this person sees it: whether they may decide it, and join the call that it is about. */
export async function approvalRow(
  reader: Reader,
  { id, approval }: ApprovalRecord,
  personId: string,
): Promise<ApprovalRow> {
  const { businessId, caseId, callId, kind, amountMinor, currency, reason, asker, askedAt } = approval;
  const business = await businessOf(reader, businessId);
  const not = mayNotDecide(approval, personId, business);
  const call = callId === null ? null : await findCall(reader, callId);
  const onCall = (who: string) =>
    call?.status === 'live' && call.parties.some((party) => party.personId === who);
  return {
    ...{ id, businessId, caseId, callId, kind, amountMinor, currency, reason, asker, askedAt },
    businessName: business.name,
    amount: amountMinor === 0 ? null : wordsOfMoney(approval),
    status: approval.status,
    expiresAt: approval.status === 'asked' ? approval.expiresAt : null,
    ladder: approval.ladder,
    told: approval.told,
    seenBy: approval.status === 'asked' ? approval.seenBy : null,
    ...endingOf(approval),
    replacedBy: approval.status === 'voided' ? approval.replacedBy : null,
    replaces: approval.replaces,
    mayDecide: approval.status === 'asked' && not === null,
    mayNot: not === null ? null : not.reason,
    mayJoin: not === null && onCall(asker.personId) && !onCall(personId),
  };
}

function endingOf(
  approval: ApprovalRecord['approval'],
): Pick<ApprovalRow, 'decidedAt' | 'decidedBy' | 'note' | 'why'> {
  const open = { decidedAt: null, decidedBy: null, note: null, why: approval.why };
  switch (approval.status) {
    case 'asked':
      return open;
    case 'granted':
    case 'denied': {
      const { decidedAt, decidedBy, note, decidedWhy: why } = approval;
      return { decidedAt, decidedBy: wordsOfBy(decidedBy), note, why };
    }
    case 'voided':
      return { ...open, why: `${wordsOfBy(approval.endedBy)} changed the amount, so it was asked anew.` };
    case 'lapsed':
    case 'withdrawn':
      return { ...open, why: approval.endedWhy };
  }
}

/** What this person may give without asking, in the currencies that the business has limits in. */
export function myLimits(business: Business, personId: string, currency: string): MyLimits {
  const currencies = [...new Set([currency, ...business.limits.map((limit) => limit.currency)])];
  return {
    currency,
    limits: ApprovalKind.options.flatMap((kind): MyLimits['limits'] => {
      const own = currencies.map((one) => ({ one, limit: limitOf(business, personId, kind, one) }));
      const any = own.find(({ limit }) => limit === 'any');
      if (any !== undefined)
        return [{ kind, currency: null, upToMinor: null, words: wordsOfLimit(kind, 'any') }];
      const some = own.filter(({ limit }) => limit !== 'none');
      return (some.length === 0 ? own.slice(0, 1) : some).map(({ one, limit }) => ({
        kind,
        currency: one,
        upToMinor: typeof limit === 'string' ? 0 : limit.amountMinor,
        words: wordsOfLimit(kind, limit),
      }));
    }),
  };
}
