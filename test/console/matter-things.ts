import type { CallbackRow } from '../../src/contract/callbacks.ts';
import type { LadderView } from '../../src/contract/ladders.ts';
import type { MessageDetail } from '../../src/contract/messages.ts';
import type { NoticeRow } from '../../src/contract/notices.ts';
import { minutes } from './house-words.ts';

/** Who is told of Ada's case, in turn. */
export function ladder(now: number): LadderView {
  return {
    id: 'case-1.c1',
    businessId: 'shop',
    about: { noun: 'cases', id: 'case-1' },
    caseId: 'case-1',
    subject: 'Case 2026-0012 needs somebody',
    text: 'Charged twice.',
    status: 'climbing',
    beganAt: now - minutes(4),
    words: 'Maria Lind was told and has not answered. Omar Haddad is told next.',
    nextAt: now + minutes(1),
    asOf: now,
    acknowledgedBy: null,
    round: 0,
    rungs: [
      {
        name: 'Duty manager',
        order: 'together',
        ways: ['desk', 'phone'],
        patienceSeconds: 300,
        state: 'now',
        told: [
          {
            personId: 'maria',
            name: 'Maria Lind',
            way: 'phone',
            at: now - minutes(4),
            outcome: 'no answer',
            reason: 'rang for 40 s',
          },
        ],
      },
      {
        name: 'Head of the shop',
        order: 'together',
        ways: ['phone'],
        patienceSeconds: 300,
        state: 'ahead',
        told: [],
      },
    ],
  };
}

/** What Ana was told on her desk. */
export function notice(now: number): NoticeRow {
  return {
    id: 'case-1.c1.n2',
    businessId: 'shop',
    to: { personId: 'ana', name: 'Ana Ferreira' },
    way: 'desk',
    status: 'delivered',
    subject: 'Case 2026-0012 needs somebody',
    text: 'Ada Kirby was charged twice. Due for a first contact in 9 minutes.',
    about: { noun: 'cases', id: 'case-1' },
    climbId: 'case-1.c1',
    caseId: 'case-1',
    acknowledge: true,
    queuedAt: now - minutes(1),
    attempts: [{ at: now - minutes(1), what: 'shown on the desk' }],
  };
}

/** A message that nobody has yet. */
export function message(now: number): MessageDetail {
  return {
    id: 'm-1',
    businessId: 'shop',
    businessName: 'Larkfield Shop',
    for: { kind: 'topic', id: 'refund', name: 'Refunds' },
    from: { number: '+447700900119', name: 'Ruth Adeyemi' },
    summary: 'Wants to know when the refund for order 4471 arrives.',
    takenAt: now - minutes(50),
    takenBy: 'Ben Okoro',
    callId: 'call-9',
    caseId: null,
    recordingId: null,
    status: 'waiting',
    acknowledgedAt: null,
    acknowledgedBy: null,
    doneAt: null,
    doneBy: null,
    outcome: null,
    chased: 1,
    chaseAt: now + minutes(10),
    escalatedAt: null,
    escalateAt: now + minutes(70),
    formKey: 'general',
    fields: [
      { key: 'name', label: 'Name', value: 'Ruth Adeyemi' },
      { key: 'text', label: 'Message', value: 'Wants to know when the refund for order 4471 arrives.' },
    ],
    history: [
      { at: now - minutes(50), text: 'Ben Okoro took it; it goes to whoever takes Refunds.' },
      { at: now - minutes(20), text: 'Nobody has it: Dev Patel and Elin Berg were reminded.' },
    ],
  };
}

/** A caller who asked to be rung back and keeps their place. */
export function callback(now: number): CallbackRow {
  return {
    id: 'cb-1',
    businessId: 'shop',
    businessName: 'Larkfield Shop',
    callId: 'call-8',
    caseId: null,
    number: '+447700900140',
    numberFrom: 'calling',
    name: null,
    topic: 'invoice',
    queue: 'billing',
    queueName: 'Billing',
    person: null,
    language: 'en-GB',
    story: ['Chose 2: billing'],
    words: 'We ring you back within half an hour.',
    askedAt: now - minutes(12),
    askedBy: 'the caller, by pressing 1',
    dueAt: null,
    promisedBy: now + minutes(18),
    status: 'in-line',
    nextAt: null,
    entryId: 'wait-9',
    with: null,
    tries: [
      {
        n: 1,
        callId: 'call-8b',
        personId: 'ben',
        personName: 'Ben Okoro',
        at: now - minutes(5),
        endedAt: now - minutes(4),
        outcome: 'no-answer',
        why: 'rang for 30 s',
      },
    ],
    triesUsed: 1,
    mostTries: 3,
    outcome: null,
    endedAt: null,
    why: 'It keeps its place: second in line for Billing.',
  };
}
