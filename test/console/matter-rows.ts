import type { ApprovalRow } from '../../src/contract/approvals.ts';
import type { CaseDetail } from '../../src/contract/cases.ts';
import type { PromiseRow } from '../../src/contract/promises.ts';
import { minutes, seconds } from './house-words.ts';

const ana = { kind: 'person', personId: 'ana', name: 'Ana Ferreira' } as const;

/** Ada's case: critical, on level 2, its first contact due in nine minutes. */
export function caseDetail(now: number): CaseDetail {
  return {
    id: 'case-1',
    number: '2026-0012',
    businessId: 'shop',
    businessName: 'Larkfield Shop',
    status: 'open',
    customer: { number: '+442079460112', name: 'Ada Kirby' },
    topic: 'refund',
    topicName: 'Refunds',
    reason: 'unsatisfactory-response',
    reasonName: 'Unsatisfactory first response',
    severity: 1,
    tier: 'high-priority',
    summary: 'Charged twice for order 4471; was told to wait a day and nothing happened.',
    owner: { kind: 'person', id: 'dev', name: 'Dev Patel' },
    level: 2,
    levelName: 'Expert or supervisor',
    openedAt: now - minutes(190),
    resolvedAt: null,
    clocks: {
      firstContact: {
        status: 'running',
        dueAt: now + minutes(9),
        since: now - minutes(21),
        allowedMs: minutes(30),
      },
      nextUpdate: { status: 'none' },
      resolve: {
        status: 'running',
        dueAt: now + minutes(290),
        since: now - minutes(190),
        allowedMs: minutes(480),
      },
    },
    waitingReason: null,
    nextStep: {
      at: now + minutes(9),
      clock: 'first-contact',
      level: 3,
      to: 'Duty manager',
      reachable: true,
      text: 'It goes to level 3 when nobody has spoken with the customer by then.',
    },
    tags: ['double-charge'],
    climbing: false,
    pingPong: 1,
    edition: 7,
    severityWhy: { why: 'Money was taken twice and the caller rang for the third time.', by: ana, at: now },
    tierWhy: { why: 'A customer for eleven years.', by: { kind: 'flow' }, at: now - minutes(190) },
    openedBy: ana,
    firstRingAt: now - minutes(192),
    ownerSince: now - minutes(60),
    levelSince: now - minutes(21),
    levelWhy: 'Not resolved within 2 h on level 1.',
    pathway: 'automatic',
    matrixVersion: 3,
    resolution: null,
    notes: [
      {
        id: 'n1',
        at: now - minutes(70),
        by: ana,
        text: '@Dev Patel the bank shows both charges.',
        mentions: [{ personId: 'dev', name: 'Dev Patel' }],
      },
    ],
    calls: [{ callId: 'call-1', at: now - minutes(192), live: true }],
    recordings: [{ id: 'rec-1', at: now - minutes(192), status: 'stored' }],
    links: [{ noun: 'promises', id: 'case-1.p1' }],
    segments: [],
    spent: {
      totalMs: minutes(192),
      by: [
        { what: 'with-person', who: 'Dev Patel', level: 1, ms: minutes(120) },
        { what: 'with-queue', who: 'Billing', level: 1, ms: minutes(40) },
        { what: 'talking', who: 'Ana Ferreira', level: 1, ms: minutes(6) },
      ],
    },
    timeline: [
      {
        at: now - minutes(190),
        kind: 'case',
        text: 'The case was opened from the call.',
        why: 'Ana Ferreira chose: unsatisfactory response.',
        by: 'Ana Ferreira',
        ref: null,
      },
      {
        at: now - minutes(21),
        kind: 'level',
        text: 'It went from level 1 to level 2.',
        why: 'Not resolved within 2 h.',
        by: 'The clock',
        ref: null,
      },
      {
        at: now - minutes(20),
        kind: 'notice',
        text: 'Maria Lind was rung: no answer after 40 s.',
        why: null,
        by: null,
        ref: null,
      },
    ],
    levels: [
      { number: 1, name: 'Front line' },
      { number: 2, name: 'Expert or supervisor' },
      { number: 3, name: 'Senior manager' },
      { number: 4, name: 'Formal complaint' },
    ],
    may: { escalate: true, formalComplaint: true, return: true },
  };
}

/** A call-back that Ana owes Ada within the hour, unless `more` says otherwise. */
export function promiseRow(now: number, more: Partial<PromiseRow>): PromiseRow {
  return {
    id: 'p-1',
    businessId: 'shop',
    businessName: 'Larkfield Shop',
    caseId: null,
    callId: null,
    what: 'call-back',
    words: 'We call you back by three.',
    to: { number: '+442079460112', name: 'Ada Kirby' },
    owner: { kind: 'person', id: 'ana', name: 'Ana Ferreira' },
    queue: 'billing',
    madeAt: now - minutes(30),
    madeBy: 'Ana Ferreira',
    why: 'Said during the call.',
    dueAt: now + minutes(48),
    warnAt: now + minutes(33),
    status: 'open',
    brokenAt: null,
    settledAt: null,
    settledBy: null,
    outcome: null,
    late: false,
    takenBy: null,
    ...more,
  };
}

/** £80 that Ben asks for and Ana may approve, unless `more` says otherwise. */
export function approvalRow(now: number, more: Partial<ApprovalRow>): ApprovalRow {
  return {
    id: 'a-1',
    businessId: 'shop',
    businessName: 'Larkfield Shop',
    caseId: 'case-1',
    callId: 'call-4',
    kind: 'refund',
    amountMinor: 8_000,
    currency: 'GBP',
    amount: '£80.00',
    reason: 'Charged twice for order 4471.',
    asker: { personId: 'ben', name: 'Ben Okoro' },
    askedAt: now - seconds(70),
    status: 'asked',
    expiresAt: now + seconds(110),
    ladder: [
      { name: 'Duty manager', people: [{ personId: 'omar', name: 'Omar Haddad' }] },
      { name: 'Head of the shop', people: [{ personId: 'ana', name: 'Ana Ferreira' }] },
    ],
    told: [
      { at: now - seconds(70), rung: 'Duty manager', names: ['Omar Haddad'] },
      { at: now - seconds(10), rung: 'Head of the shop', names: ['Ana Ferreira'] },
    ],
    seenBy: null,
    decidedAt: null,
    decidedBy: null,
    note: null,
    why: 'Ben Okoro may refund up to £50 without asking.',
    replacedBy: null,
    replaces: null,
    mayDecide: true,
    mayNot: null,
    mayJoin: true,
    ...more,
  };
}
