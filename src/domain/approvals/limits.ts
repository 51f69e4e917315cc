import type { Business } from '../businesses/business.ts';
import type { ApprovalKind } from '../businesses/limits-words.ts';
import { wordsOfMoney, type Money } from '../../kernel/money.ts';

/** Who may give what without asking. */

type Rules = Pick<Business, 'limits' | 'staff'>;

/** `any`: any amount; `none`: everything must be asked; otherwise up to this amount, in this currency only. */
export type OwnLimit = 'any' | 'none' | Money;

const LEADING: readonly string[] = ['manager', 'admin'];

/** What this person may give of a kind: the limits that name them, else the best of their roles. */
export function limitOf(rules: Rules, personId: string, kind: ApprovalKind, currency: string): OwnLimit {
  const ofKind = rules.limits.filter((limit) => limit.kind === kind);
  const roles = rules.staff.filter(({ person }) => person === personId).map(({ role }) => role);
  if (roles.length === 0) return 'none';
  const own = ofKind.filter(({ person }) => person === personId);
  const ofRoles = ofKind.filter(({ role }) => role !== undefined && roles.includes(role));
  const named = own.length > 0 ? own : ofRoles;
  if (named.length === 0) return roles.some((role) => LEADING.includes(role)) ? 'any' : 'none';
  const amounts = named.filter((limit) => limit.currency === currency).map(({ amountMinor }) => amountMinor);
  return amounts.length === 0 ? 'none' : { amountMinor: Math.max(...amounts), currency };
}

export function covers(limit: OwnLimit, { amountMinor, currency }: Money): boolean {
  if (limit === 'any') return true;
  return limit !== 'none' && limit.currency === currency && amountMinor <= limit.amountMinor;
}

const MANY: Readonly<Record<ApprovalKind, string>> = {
  refund: 'Refunds',
  credit: 'Credits',
  replacement: 'Replacements',
  exception: 'Exceptions',
};

/** `Refunds up to £50.00 are yours to give.` */
export function wordsOfLimit(kind: ApprovalKind, limit: OwnLimit): string {
  const many = MANY[kind];
  if (limit === 'any') return `${many} of any amount are yours to give.`;
  if (limit === 'none' || limit.amountMinor === 0) return `${many} must be asked for.`;
  return `${many} up to ${wordsOfMoney(limit)} are yours to give.`;
}

/** `refund of £80.00`; an exception without an amount is just that. */
export function wordsOfWhat(kind: ApprovalKind, money: Money): string {
  return money.amountMinor === 0 ? kind : `${kind} of ${wordsOfMoney(money)}`;
}
