import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Moment, type Refusal } from '../../kernel/decision.ts';
import { wordsOfMoney } from '../../kernel/money.ts';
import type { ByPerson } from '../../kernel/by.ts';
import { climbFor, ladderFor, patienceFrom, whyAsked } from './asking.ts';
import type { Approval, ApprovalCommand, ApprovalFacts, AskedApproval, BegunApproval } from './approval.ts';
import { lapse, seen, timeOver, told } from './decide-climb.ts';
import { climbOf, LAPSE, of, setLapse, type ApprovalDecision, type Command } from './decision.ts';
import { mayNotDecide } from './authority.ts';
import { covers, limitOf, wordsOfLimit, wordsOfWhat } from './limits.ts';

/** The rules of permission: within one's limit at once; over it by somebody whose own limit covers it, never oneself. */
export function decideApproval(
  command: ApprovalCommand,
  approval: Approval,
  facts: ApprovalFacts,
  moment: Moment,
): ApprovalDecision | Refusal {
  if (command.type === 'RequestApproval')
    return approval.status === 'none' ? request(command, facts, moment) : nothing;
  if (approval.status === 'none') return refuse('approval-unknown', 'There is no such request.');
  switch (command.type) {
    case 'DecideApproval':
      return byClick(command, approval, facts, moment);
    case 'DecideByKey':
      return byKey(command, approval, facts, moment);
    case 'ChangeAmount':
      return changeAmount(command, approval, moment);
    case 'WithdrawApproval':
      return withdraw(command, approval, moment);
    case 'SeeApproval':
      return approval.status === 'asked' ? seen(command, approval, moment) : nothing;
    case 'NoteTold':
      return approval.status === 'asked' ? told(command, approval, moment) : nothing;
    case 'ApprovalUnreached':
      return approval.status === 'asked' && command.climbId === climbOf(approval, moment)
        ? lapse(approval, moment)
        : nothing;
    case 'TimeOver':
      return approval.status === 'asked' ? timeOver(approval, facts, moment) : nothing;
    default:
      return assertNever(command);
  }
}

function request(
  command: Command<'RequestApproval'>,
  facts: ApprovalFacts,
  moment: Moment,
): ApprovalDecision | Refusal {
  const { business, names, customer } = facts;
  if (business === null) return refuse('business-unknown', 'There is no such business.');
  const { businessId, callId, kind, amountMinor, currency, reason, by, follows } = command;
  const { at, id } = moment;
  const own = limitOf(business, by.personId, kind, currency);
  const mine = covers(own, command);
  const ladder = mine ? [] : ladderFor(business, names, { kind, amountMinor, currency, asker: by.personId });
  if (!mine && ladder.length === 0) {
    return refuse(
      'nobody-may',
      `Nobody else of this business may decide this ${wordsOfWhat(kind, command)}. Ask an admin to give somebody a limit that covers it.`,
    );
  }
  const { patienceSeconds, decideSeconds } = paceOf(business.approvals, facts.callLive);
  const asked = {
    ...{ businessId, callId, kind, amountMinor, currency, reason, customer, ladder: [...ladder] },
    ...{ patienceSeconds, decideSeconds },
    caseId: command.caseId ?? facts.caseId,
    asker: { personId: by.personId, name: by.name },
    askedAt: at,
    why: mine ? wordsOfLimit(kind, own) : whyAsked(by.name, kind, command, own),
    told: [],
    climbs: 0,
    replaces: follows?.replaces ?? null,
    root: follows?.root ?? id,
    revision: follows?.revision ?? 1,
  };
  const expiresAt = at + patienceFrom(ladder, 0, patienceSeconds);
  const open = { ...asked, expiresAt, seenBy: null, climbFrom: 0 };
  const base = of(asked, moment);
  if (mine) {
    return {
      events: [
        { type: 'ApprovalAsked', ...base, asked: open, climb: null, why: asked.why },
        { type: 'ApprovalGranted', ...base, by, how: 'limit', note: null, why: asked.why, climbId: null },
      ],
    };
  }
  const climb = climbFor(asked, 0, facts.callLive, moment);
  return {
    events: [{ type: 'ApprovalAsked', ...base, asked: { ...open, climbs: 1 }, climb, why: asked.why }],
    timers: [setLapse(expiresAt)],
  };
}

/** A caller on the line is not kept waiting; without one, people may finish what they are at. */
function paceOf(
  policy: NonNullable<ApprovalFacts['business']>['approvals'],
  callLive: boolean,
): { readonly patienceSeconds: number; readonly decideSeconds: number } {
  const calm = policy.calmMinutes * 60;
  return callLive ? policy : { patienceSeconds: calm, decideSeconds: calm };
}

function byClick(
  command: Command<'DecideApproval'>,
  approval: BegunApproval,
  facts: ApprovalFacts,
  moment: Moment,
): ApprovalDecision | Refusal {
  if (approval.status !== 'asked') return overAlready(approval);
  const { asOf } = command;
  if (asOf.amountMinor !== approval.amountMinor || asOf.currency !== approval.currency) {
    return refuse(
      'amount-changed',
      `This request is about ${wordsOfMoney(approval)}, and your screen showed ${wordsOfMoney(asOf)}. Look again before you decide.`,
    );
  }
  return decided(command.by, command.approve, 'click', command.note, approval, facts, moment);
}

function byKey(
  command: Command<'DecideByKey'>,
  approval: BegunApproval,
  facts: ApprovalFacts,
  moment: Moment,
): ApprovalDecision | Refusal {
  // A second key, or one that comes after somebody else's decision, changes nothing.
  if (approval.status !== 'asked') return nothing;
  return decided(command.by, command.approve, 'key', null, approval, facts, moment);
}

function decided(
  by: ByPerson,
  approve: boolean,
  how: 'click' | 'key',
  note: string | null,
  approval: AskedApproval,
  facts: ApprovalFacts,
  moment: Moment,
): ApprovalDecision | Refusal {
  if (facts.business === null) return refuse('business-unknown', 'There is no such business.');
  const not = mayNotDecide(approval, by.personId, facts.business);
  if (not !== null) return not;
  const way = how === 'key' ? 'by phone key' : 'on the screen';
  const why = `${by.name} decided ${way}.`;
  const end = { ...of(approval, moment), by, how, note, why, climbId: climbOf(approval, moment) };
  return {
    events: [approve ? { type: 'ApprovalGranted', ...end } : { type: 'ApprovalDenied', ...end }],
    timers: [{ clear: LAPSE }],
  };
}

function changeAmount(
  command: Command<'ChangeAmount'>,
  approval: BegunApproval,
  moment: Moment,
): ApprovalDecision | Refusal {
  const { by, amountMinor, currency } = command;
  if (by.personId !== approval.asker.personId) {
    return refuse('not-yours', `Only ${approval.asker.name}, who asked, may change the amount.`);
  }
  if (approval.status === 'voided' || approval.status === 'withdrawn') return overAlready(approval);
  if (amountMinor === approval.amountMinor && currency === approval.currency) {
    return refuse('same-amount', `The request is about ${wordsOfMoney(approval)} already.`);
  }
  if (approval.status !== 'asked') return overAlready(approval);
  const { businessId, caseId, callId, kind, reason, root } = approval;
  const revision = approval.revision + 1;
  return {
    events: [
      {
        type: 'ApprovalVoided',
        ...of(approval, moment),
        by,
        climbId: climbOf(approval, moment),
        nextId: `${root}.v${revision}`,
        next: {
          ...{ type: 'RequestApproval', businessId, caseId, callId, kind, reason, by, amountMinor, currency },
          follows: { replaces: moment.id, root, revision },
        },
        why: `${by.name} changed the amount from ${wordsOfMoney(approval)} to ${wordsOfMoney(command)}, so it is asked anew.`,
      },
    ],
    timers: [{ clear: LAPSE }],
  };
}

function withdraw(
  command: Command<'WithdrawApproval'>,
  approval: BegunApproval,
  moment: Moment,
): ApprovalDecision | Refusal {
  if (command.by.personId !== approval.asker.personId) {
    return refuse('not-yours', `Only ${approval.asker.name}, who asked, may withdraw the request.`);
  }
  if (approval.status !== 'asked') return overAlready(approval);
  const why = command.why ?? 'It is not needed any more.';
  const { by } = command;
  return {
    events: [
      { type: 'ApprovalWithdrawn', ...of(approval, moment), by, why, climbId: climbOf(approval, moment) },
    ],
    timers: [{ clear: LAPSE }],
  };
}

function overAlready(approval: Exclude<BegunApproval, AskedApproval>): Refusal {
  switch (approval.status) {
    case 'granted':
      return refuse('decided-already', `This was granted already: ${approval.decidedWhy}`);
    case 'denied':
      return refuse('decided-already', `This was refused already: ${approval.decidedWhy}`);
    case 'voided':
      return refuse('voided', 'The amount was changed, and another request has taken the place of this one.');
    case 'lapsed':
      return refuse('lapsed', `This request has lapsed: ${approval.endedWhy}`);
    case 'withdrawn':
      return refuse('withdrawn', `This request was withdrawn: ${approval.endedWhy}`);
    default:
      return assertNever(approval);
  }
}
