import { CallDetail, Targets, type TimelineEntry } from '../../src/contract/api.ts';
import { caller, minutes, seconds } from './house-words.ts';

/** Ada, who was charged twice, talks with Ana. */
export function callDetail(id: string, now: number): CallDetail {
  return CallDetail.parse({
    id,
    business: {
      id: 'shop',
      name: 'Larkfield Shop',
      greeting: 'Good afternoon, Larkfield Shop, this is Ana. How can I help?',
      script:
        'Ask for the order number first: it begins with LK.\nRefunds up to £50: you may promise them yourself. Above that, escalate to a manager.\nNever read card numbers back. Pause the recording while one is given.',
      timezone: 'Europe/London',
    },
    caller: caller('+442079460112', 'Ada Kirby', 1),
    startedAt: now - seconds(190),
    endedAt: null,
    place: 'talking',
    since: now - seconds(64),
    queue: 'billing',
    topic: 'refund',
    story: [
      'Chose 2: billing',
      'Said: "I was charged twice for the same order"',
      'Rang this morning; was told to wait a day',
    ],
    parties: [
      {
        id: 'party-1',
        personId: 'ana',
        name: 'Ana Ferreira',
        role: 'agent',
        status: 'in-room',
        since: now - seconds(64),
      },
    ],
    consult: null,
    escalations: [],
    recording: { state: 'on', since: now - seconds(60), policy: 'all' },
    notes: [
      {
        at: now - seconds(30),
        personId: 'ana',
        name: 'Ana Ferreira',
        text: 'Order LK-20418, charged on 2 and 3 March.',
      },
    ],
    timeline: timelineOf(now - seconds(190)),
    history: [
      {
        callId: 'earlier-1',
        at: now - minutes(260),
        summary: 'Billing: charged twice. Ben told her to wait a day for the bank.',
      },
      {
        callId: 'earlier-2',
        at: now - minutes(60 * 24 * 12),
        summary: 'Delivery: asked where the parcel was. Answered by Chloe.',
      },
    ],
  });
}

function timelineOf(began: number): TimelineEntry[] {
  const entry = (after: number, kind: TimelineEntry['kind'], text: string, why: string | null = null) => ({
    at: began + seconds(after),
    kind,
    text,
    why,
  });
  return [
    entry(0, 'call', 'Ada Kirby rang Larkfield Shop'),
    entry(11, 'flow', 'Chose 2: billing'),
    entry(
      14,
      'queue',
      'Joined Billing, heard "about two minutes"',
      'Of the last 40 calls half waited less than 1:40.',
    ),
    entry(
      74,
      'escalation',
      'Wait target of 1:00 passed; Maria Lind told',
      'The automatic pathway of Billing tells the duty manager.',
    ),
    entry(122, 'offer', 'Offered to Ana Ferreira', 'Free the longest of those who take Billing.'),
    entry(126, 'call', 'Ana Ferreira answered'),
    entry(
      130,
      'recording',
      'Recording began after the notice',
      'The policy of Larkfield Shop is to record all calls.',
    ),
  ];
}

/** Where Ana may send the call, and who cannot take it. */
export function targetsOf(now: number): Targets {
  return Targets.parse({
    people: [
      {
        personId: 'dev',
        name: 'Dev Patel',
        role: 'expert',
        presence: 'free',
        since: now - minutes(11),
        topics: ['Refunds', 'Invoices'],
        unsuitable: null,
      },
      {
        personId: 'omar',
        name: 'Omar Haddad',
        role: 'manager',
        presence: 'free',
        since: now - minutes(1),
        topics: [],
        unsuitable: null,
      },
      {
        personId: 'elin',
        name: 'Elin Berg',
        role: 'expert',
        presence: 'on-a-call',
        since: now - seconds(64),
        topics: ['Set-up'],
        unsuitable: 'Is talking with another caller.',
      },
      {
        personId: 'fay',
        name: 'Fay Novak',
        role: 'receptionist',
        presence: 'away',
        since: now - minutes(22),
        topics: [],
        unsuitable: 'Is away: lunch.',
      },
    ],
    queues: [
      { queue: 'delivery', name: 'Delivery', waiting: 1, free: 1 },
      { queue: 'technical', name: 'Technical', waiting: 0, free: 0 },
    ],
    topics: [
      {
        key: 'refunds',
        name: 'Refunds',
        experts: ['Dev Patel', 'Elin Berg'],
        free: 1,
        callerHears: '"A colleague who knows refunds takes over. Please stay on the line."',
      },
      {
        key: 'set-up',
        name: 'Setting up a device',
        experts: ['Elin Berg'],
        free: 0,
        callerHears: '"Our expert on setting up is talking. You hear from us today."',
      },
    ],
    authorities: [
      {
        key: 'refund-over-50',
        name: 'Refund over £50',
        rungs: [
          { name: 'Duty manager', people: ['Omar Haddad'] },
          { name: 'Head of the shop', people: ['Maria Lind'] },
        ],
        callerHears: '"I am asking the manager who decides this. Please stay on the line."',
      },
    ],
  });
}
