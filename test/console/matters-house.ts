import type { ApprovalRow } from '../../src/contract/approvals.ts';
import type { CallbackRow } from '../../src/contract/callbacks.ts';
import type { CaseDetail } from '../../src/contract/cases.ts';
import type { LadderView } from '../../src/contract/ladders.ts';
import type { MatrixHistory, MatrixView } from '../../src/contract/matrices.ts';
import type { MessageDetail, MessageFormNow } from '../../src/contract/messages.ts';
import type { NoticeRow, Reachability } from '../../src/contract/notices.ts';
import type { PromiseLedger, PromiseRow } from '../../src/contract/promises.ts';
import type { RotaDetail } from '../../src/contract/rotas.ts';
import { approvalRow, caseDetail, promiseRow } from './matter-rows.ts';
import { callback, ladder, message, notice } from './matter-things.ts';
import { matrixView } from './matrix-of-the-shop.ts';
import { hours, minutes } from './house-words.ts';
import { rotaOfNights } from './nights-rota.ts';

/** Everything behind the calls that the fake server answers with. */
export interface Matters {
  cases: CaseDetail[];
  ladders: LadderView[];
  notices: NoticeRow[];
  promises: PromiseRow[];
  ledger: PromiseLedger;
  approvals: ApprovalRow[];
  messages: MessageDetail[];
  form: MessageFormNow;
  callbacks: CallbackRow[];
  matrix: MatrixView;
  history: MatrixHistory['versions'];
  rotas: RotaDetail[];
  reach: Reachability['rows'];
}

/** Nothing is open; the forms are there. */
export function quietMatters(now: number): Matters {
  const counts = { n: 0, open: 0, kept: 0, late: 0, broken: 0, released: 0, keptShare: null };
  const matrix = matrixView(now);
  return {
    cases: [],
    ladders: [],
    notices: [],
    promises: [],
    ledger: { from: now - hours(168), to: now, all: counts, people: [], queues: [], businesses: [] },
    approvals: [],
    messages: [],
    form: {
      key: 'general',
      name: 'General message',
      fields: [
        { key: 'name', label: 'Name', type: 'text', required: true, options: [] },
        { key: 'number', label: 'Number', type: 'phone', required: true, options: [] },
        {
          key: 'urgency',
          label: 'How urgent',
          type: 'choice',
          required: false,
          options: ['Today', 'This week'],
        },
        { key: 'text', label: 'Message', type: 'long', required: true, options: [] },
      ],
      for: { kind: 'topic', id: 'refund', name: 'Refunds' },
      addressees: [
        { kind: 'topic', id: 'refund', name: 'Refunds' },
        { kind: 'person', id: 'dev', name: 'Dev Patel' },
      ],
      chaseMinutes: 30,
      escalateMinutes: 120,
      says: 'It goes to whoever takes Refunds, is chased after 30 minutes, and goes to the manager after 2 hours.',
    },
    callbacks: [],
    matrix,
    history: [matrix.current],
    rotas: [],
    reach: [],
  };
}

/** An afternoon in which something is open everywhere. */
export function busyMatters(now: number): Matters {
  const quiet = quietMatters(now);
  return {
    ...quiet,
    cases: [
      caseDetail(now),
      {
        ...caseDetail(now),
        id: 'case-2',
        number: '2026-0013',
        customer: { number: '+447700900163', name: 'Lena Fox' },
        severity: 3,
        summary: 'The second parcel never came.',
        topic: 'delivery',
        topicName: 'Delivery',
        owner: { kind: 'queue', id: 'delivery', name: 'Delivery' },
        level: 1,
        levelName: 'Front line',
        status: 'waiting',
        waitingReason: 'the customer sends the parcel number',
        clocks: {
          firstContact: { status: 'met', at: now - hours(1), dueAt: now, late: false },
          nextUpdate: { status: 'none' },
          resolve: {
            status: 'stopped',
            since: now - minutes(20),
            remainingMs: minutes(40),
            allowedMs: hours(2),
          },
        },
        nextStep: null,
        climbing: false,
        tags: [],
      },
      {
        ...caseDetail(now),
        id: 'case-3',
        number: '2026-0009',
        customer: { number: null, name: 'Tom Hale' },
        businessId: 'dental',
        businessName: 'Willow Dental',
        severity: 2,
        summary: 'Pain after the treatment; nobody rang back.',
        topic: null,
        topicName: null,
        owner: { kind: 'person', id: 'ana', name: 'Ana Ferreira' },
        level: 3,
        levelName: 'Senior manager',
        clocks: {
          firstContact: { status: 'met', at: now - hours(5), dueAt: now - hours(6), late: true },
          nextUpdate: {
            status: 'running',
            dueAt: now + minutes(3),
            since: now - hours(1),
            allowedMs: hours(1),
          },
          resolve: {
            status: 'passed',
            dueAt: now - minutes(14),
            at: now - minutes(14),
            lateByMs: minutes(14),
          },
        },
        nextStep: {
          at: now + minutes(16),
          clock: 'warning',
          level: null,
          to: 'Senior manager',
          reachable: false,
          text: 'The senior manager is told again',
        },
      },
    ],
    ladders: [ladder(now)],
    notices: [notice(now)],
    promises: [
      promiseRow(now, { id: 'case-1.p1', caseId: 'case-1', callId: 'call-1' }),
      promiseRow(now, {
        id: 'p-2',
        what: 'update',
        status: 'broken',
        words: 'You hear from us today before noon.',
        dueAt: now - minutes(42),
        brokenAt: now - minutes(42),
        to: { number: '+447700900188', name: null },
      }),
      promiseRow(now, {
        id: 'p-3',
        status: 'kept',
        settledAt: now - hours(2),
        settledBy: 'Dev Patel',
        outcome: 'Called back',
        late: true,
      }),
    ],
    ledger: {
      from: now - hours(168),
      to: now,
      all: { n: 24, open: 3, kept: 17, late: 2, broken: 1, released: 1, keptShare: 0.85 },
      people: [
        {
          id: 'ana',
          name: 'Ana Ferreira',
          n: 14,
          open: 2,
          kept: 11,
          late: 1,
          broken: 0,
          released: 0,
          keptShare: 0.917,
        },
        {
          id: 'dev',
          name: 'Dev Patel',
          n: 4,
          open: 0,
          kept: 3,
          late: 0,
          broken: 1,
          released: 0,
          keptShare: null,
        },
      ],
      queues: [],
      businesses: [
        {
          id: 'shop',
          name: 'Larkfield Shop',
          n: 24,
          open: 3,
          kept: 17,
          late: 2,
          broken: 1,
          released: 1,
          keptShare: 0.85,
        },
      ],
    },
    approvals: [
      approvalRow(now, {}),
      approvalRow(now, {
        id: 'a-2',
        kind: 'credit',
        amountMinor: 2_500,
        amount: '£25.00',
        asker: { personId: 'ana', name: 'Ana Ferreira' },
        mayDecide: false,
        mayNot: 'Nobody decides what they asked for themselves.',
        mayJoin: false,
        reason: 'A week late, a good customer.',
      }),
      approvalRow(now, {
        id: 'a-3',
        status: 'granted',
        expiresAt: null,
        decidedAt: now - hours(1),
        decidedBy: 'Maria Lind',
        why: 'Maria Lind may approve refunds up to £500.',
        mayDecide: false,
        mayJoin: false,
        told: [],
      }),
    ],
    messages: [message(now)],
    callbacks: [callback(now)],
    rotas: [rotaOfNights(now)],
    reach: [
      {
        personId: 'maria',
        name: 'Maria Lind',
        ways: [
          { way: 'desk', reachable: false, why: 'is away: meeting' },
          { way: 'phone', reachable: true, why: '+44 7700 900205' },
          { way: 'sms', reachable: true, why: '+44 7700 900205' },
          { way: 'email', reachable: false, why: 'no mail server is set up' },
        ],
        tested: { way: 'phone', at: now - hours(26), status: 'acknowledged', result: 'pressed 1 after 9 s' },
      },
      {
        personId: 'omar',
        name: 'Omar Haddad',
        ways: [
          { way: 'desk', reachable: true, why: 'signed in' },
          { way: 'phone', reachable: true, why: '+44 7700 900209' },
        ],
        tested: null,
      },
    ],
  };
}
