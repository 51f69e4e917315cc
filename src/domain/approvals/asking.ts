import type { Moment } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { wordsOfMoney } from '../../kernel/money.ts';
import type { ClimbWanted } from '../ladders/ladder.ts';
import type { Approval, ApprovalFacts, AuthorityRung, BegunApproval } from './approval.ts';
import type { ApprovalKind } from '../businesses/limits-words.ts';
import { covers, limitOf, wordsOfWhat } from './limits.ts';

/** The ladder of authority, and what those on it are told. */

/**
 * Those who may decide it, rung by rung: from the authority for this kind, or the managers; without the asker, and
 * without anyone whose own limit does not cover the amount.
 */
export function ladderFor(
  business: NonNullable<ApprovalFacts['business']>,
  names: ApprovalFacts['names'],
  wanted: {
    readonly kind: ApprovalKind;
    readonly amountMinor: number;
    readonly currency: string;
    readonly asker: string;
  },
): readonly AuthorityRung[] {
  const authority = business.authorities.find(({ kind }) => kind === wanted.kind);
  const rungs = authority?.ladder ?? business.managers;
  const seen = new Set<string>([wanted.asker]);
  return rungs
    .map(({ name, people }) => {
      const may = people.filter(
        (personId) =>
          !seen.has(personId) && covers(limitOf(business, personId, wanted.kind, wanted.currency), wanted),
      );
      for (const personId of may) seen.add(personId);
      return { name, people: may.map((personId) => ({ personId, name: names[personId] ?? personId })) };
    })
    .filter(({ people }) => people.length > 0);
}

/** How long the rungs from `from` on take when nobody answers, in ms. */
export function patienceFrom(
  ladder: readonly AuthorityRung[],
  from: number,
  patienceSeconds: number,
): number {
  const people = ladder.slice(from).reduce((sum, rung) => sum + rung.people.length, 0);
  return people * patienceSeconds * SECOND;
}

type Asking = Omit<Extract<Approval, { status: 'asked' }>, 'status' | 'expiresAt' | 'seenBy' | 'climbFrom'>;

export function climbFor(approval: Asking, from: number, callLive: boolean, { id }: Moment): ClimbWanted {
  const { businessId, caseId, callId, ladder, patienceSeconds, asker } = approval;
  return {
    climbId: `${id}.c${approval.climbs + 1}`,
    businessId,
    about: { noun: 'approvals', id },
    caseId,
    callId,
    subject: subjectOf(approval),
    text: textOf(approval, callLive),
    rungs: ladder.slice(from).map(({ name, people }) => ({
      name,
      who: people.map(({ personId }) => ({ kind: 'person', id: personId })),
      order: 'in-turn',
      ways: callLive ? ['desk', 'phone'] : ['desk', 'email'],
      patienceSeconds,
    })),
    repeats: 0,
    except: [asker.personId],
  };
}

function customerOf({ customer }: Pick<BegunApproval, 'customer'>): string {
  return customer.name ?? customer.number ?? 'a customer';
}

function subjectOf(approval: Asking): string {
  return `Please decide: ${wordsOfWhat(approval.kind, approval)} for ${customerOf(approval)}`;
}

function textOf(approval: Asking, callLive: boolean): string {
  const { asker, kind, reason } = approval;
  const holding = callLive ? ' The caller is on the line.' : '';
  return `${asker.name} asks for permission: ${wordsOfWhat(kind, approval)} for ${customerOf(approval)}. Reason: ${endWithStop(reason)}${holding}`;
}

function endWithStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** `£80.00 is over the limit of Ana Silva: Refunds up to £50.00 are yours to give.` in the third person. */
export function whyAsked(
  name: string,
  kind: ApprovalKind,
  amount: { amountMinor: number; currency: string },
  own: ReturnType<typeof limitOf>,
): string {
  if (own === 'none' || own === 'any' || own.amountMinor === 0)
    return `${name} has no limit of their own for ${kind}s.`;
  return `${wordsOfMoney(amount)} is over the ${wordsOfMoney(own)} that ${name} may give alone.`;
}
