import { CallDetail, Me, RecordingDetail, Targets, type TimelineEntry } from '../../src/contract/api.ts';
import { LiveSnapshot, type OfferRow } from '../../src/contract/live.ts';
import type { z } from 'zod';

type Snapshot = z.infer<typeof LiveSnapshot>;

/** Everything that the fake server answers with; tests change it before or while the console looks. */
export interface House {
  me: Me;
  live: Snapshot;
  calls: Map<string, CallDetail>;
  targets: Targets;
  recordings: RecordingDetail[];
}

const seconds = (count: number): number => count * 1000;
const minutes = (count: number): number => count * 60_000;

const shop = { businessId: 'shop', businessName: 'Larkfield Shop', timezone: 'Europe/London' };
const plumber = { businessId: 'plumber', businessName: 'Tideway Plumbing', timezone: 'Europe/London' };
const dental = { businessId: 'dental', businessName: 'Willow Dental', timezone: 'Europe/London' };

const caller = (number: string | null, name: string | null = null, callsToday = 0) => ({
  number,
  name,
  callsToday,
});

/** An ordinary busy quarter of an hour, seen by Ana, who answers for three businesses and may see their recordings. */
export function busyHouse(now: number): House {
  const queue = (
    businessId: string,
    key: string,
    name: string,
    target: number,
    answered: number,
    inTarget: number,
    lost: number,
  ) => ({
    id: `${businessId}/${key}`,
    businessId,
    queue: key,
    name,
    waitTargetSeconds: target,
    answeredToday: answered,
    answeredInTargetToday: inTarget,
    lostToday: lost,
  });
  const person = (
    id: string,
    name: string,
    presence: string,
    ago: number,
    role: string,
    more: { callId?: string; reason?: string; at?: string[] } = {},
  ) => ({
    id,
    name,
    presence,
    since: now - ago,
    reason: more.reason ?? null,
    callId: more.callId ?? null,
    memberships: (more.at ?? ['shop', 'plumber', 'dental']).map((businessId) => ({ businessId, role })),
  });
  const live = {
    seq: 0,
    at: now,
    queues: [
      queue('shop', 'billing', 'Billing', 60, 41, 33, 1),
      queue('shop', 'delivery', 'Delivery', 45, 38, 34, 1),
      queue('shop', 'technical', 'Technical', 90, 17, 15, 0),
      queue('plumber', 'emergency', 'Emergency', 20, 6, 6, 0),
      queue('dental', 'reception', 'Reception', 60, 22, 19, 1),
    ],
    waiting: [
      {
        id: 'wait-1',
        businessId: 'shop',
        queue: 'billing',
        callId: 'call-1',
        caller: caller('+442079460112', 'Ada Kirby', 1),
        topic: 'refund',
        joinedAt: now - seconds(112),
        targetAt: now - seconds(52),
        breachedAt: now - seconds(52),
        told: [
          { personId: 'maria', name: 'Maria Lind', at: now - seconds(52), outcome: 'no-answer' },
          { personId: 'omar', name: 'Omar Haddad', at: now - seconds(30), outcome: 'ringing' },
        ],
        ringing: [],
        why: 'Nobody who takes Billing is free: Ben is talking, Chloe is in wrap-up.',
        rank: 1,
      },
      {
        id: 'wait-2',
        businessId: 'shop',
        queue: 'billing',
        callId: 'call-2',
        caller: caller('+447700900140'),
        topic: 'invoice',
        joinedAt: now - seconds(21),
        targetAt: now + seconds(39),
        breachedAt: null,
        told: [],
        ringing: [],
        why: 'Nobody who takes Billing is free. Ben is next.',
        rank: 2,
      },
      {
        id: 'wait-3',
        businessId: 'shop',
        queue: 'delivery',
        callId: 'call-3',
        caller: caller(null),
        topic: null,
        joinedAt: now - seconds(16),
        targetAt: now + seconds(29),
        breachedAt: null,
        told: [],
        ringing: [{ personId: 'ana', name: 'Ana Ferreira', since: now - seconds(6) }],
        why: 'Ana has been free the longest and takes Delivery.',
        rank: 3,
      },
    ],
    people: [
      person('ana', 'Ana Ferreira', 'free', minutes(3), 'receptionist'),
      person('ben', 'Ben Okoro', 'on-a-call', seconds(250), 'receptionist', { callId: 'call-4' }),
      person('chloe', 'Chloe Martin', 'wrap-up', seconds(12), 'receptionist'),
      person('dev', 'Dev Patel', 'free', minutes(11), 'expert', { at: ['shop'] }),
      person('elin', 'Elin Berg', 'on-a-call', seconds(64), 'expert', { callId: 'call-5', at: ['shop'] }),
      person('fay', 'Fay Novak', 'away', minutes(22), 'receptionist', { reason: 'Lunch' }),
      person('gus', 'Gus Weber', 'unreachable', minutes(2), 'receptionist', {
        reason: 'Handset not answering',
        at: ['plumber'],
      }),
      person('maria', 'Maria Lind', 'away', minutes(41), 'manager', { reason: 'Meeting' }),
      person('omar', 'Omar Haddad', 'ringing', seconds(30), 'manager', { at: ['shop', 'dental'] }),
    ],
    calls: [
      {
        id: 'call-4',
        businessId: 'shop',
        caller: caller('+447700900163', 'Lena Fox', 2),
        startedAt: now - seconds(320),
        place: 'held',
        since: now - seconds(20),
        queue: 'Billing',
        topic: 'refund',
        with: [{ personId: 'ben', name: 'Ben Okoro', since: now - seconds(250) }],
        escalated: 'functional',
        recording: 'on',
      },
      {
        id: 'call-5',
        businessId: 'shop',
        caller: caller('+442079460177', null, 1),
        startedAt: now - seconds(150),
        place: 'talking',
        since: now - seconds(64),
        queue: 'Technical',
        topic: 'setup',
        with: [{ personId: 'elin', name: 'Elin Berg', since: now - seconds(64) }],
        escalated: null,
        recording: 'paused',
      },
      {
        id: 'call-6',
        businessId: 'dental',
        caller: caller('+447700900188'),
        startedAt: now - seconds(9),
        place: 'flow',
        since: now - seconds(9),
        queue: null,
        topic: null,
        with: [],
        escalated: null,
        recording: 'off',
      },
    ],
    breaches: [
      breach('wait-1', 'shop', 'billing', now - seconds(52), caller('+442079460112', 'Ada Kirby', 1), 60, [
        { personId: 'maria', name: 'Maria Lind', at: now - seconds(52), outcome: 'no-answer' },
        { personId: 'omar', name: 'Omar Haddad', at: now - seconds(30), outcome: 'ringing' },
      ]),
      {
        ...breach(
          'old-1',
          'dental',
          'reception',
          now - minutes(24),
          caller('+447700900152', 'Tom Hale'),
          60,
          [{ personId: 'omar', name: 'Omar Haddad', at: now - minutes(24), outcome: 'reached' }],
        ),
        answeredAt: now - minutes(23),
      },
      {
        ...breach('old-2', 'shop', 'delivery', now - minutes(58), caller('+447700900119'), 45, [
          { personId: 'maria', name: 'Maria Lind', at: now - minutes(58), outcome: 'refused' },
        ]),
        lostAt: now - minutes(57),
      },
    ],
    offers: [],
  };
  return {
    me: Me.parse({
      personId: 'ana',
      name: 'Ana Ferreira',
      phone: '+447700900201',
      memberships: [
        {
          ...shop,
          role: 'receptionist',
          queues: [
            { key: 'billing', name: 'Billing' },
            { key: 'delivery', name: 'Delivery' },
          ],
        },
        { ...plumber, role: 'receptionist', queues: [{ key: 'emergency', name: 'Emergency' }] },
        { ...dental, role: 'manager', queues: [] },
      ],
      handsetsUrl: 'http://127.0.0.1:3001/',
    }),
    live: LiveSnapshot.parse(live),
    calls: new Map([
      ['call-1', callDetail('call-1', now)],
      [
        'call-3',
        {
          ...callDetail('call-3', now),
          place: 'waiting',
          caller: caller(null),
          story: ['Chose 3: delivery'],
          history: [],
        },
      ],
      ['call-4', callDetail('call-4', now)],
    ]),
    targets: targetsOf(now),
    recordings: recordingsOf(now),
  };
}

function breach(
  id: string,
  businessId: string,
  queue: string,
  at: number,
  who: { number: string | null; name: string | null; callsToday: number },
  target: number,
  told: readonly unknown[],
) {
  return {
    id,
    businessId,
    queue,
    callId: 'call-1',
    caller: who,
    at,
    waitTargetSeconds: target,
    told,
    answeredAt: null,
    lostAt: null,
  };
}

/** Something that rings for Ana. */
export function offerForAna(now: number, more: Partial<OfferRow> = {}): OfferRow {
  return {
    id: 'offer-1',
    businessId: 'shop',
    businessName: 'Larkfield Shop',
    callId: 'call-1',
    personId: 'ana',
    purpose: 'queue',
    caller: caller('+442079460112', 'Ada Kirby', 1),
    queue: 'billing',
    topic: 'refund',
    waitingSince: now - seconds(38),
    madeAt: now - seconds(4),
    expiresAt: now + seconds(16),
    status: 'ringing',
    why: 'You have been free the longest of those who take Billing.',
    story: [
      'Chose 2: billing',
      'Said: "I was charged twice for the same order"',
      'Rang this morning; was told to wait a day',
    ],
    ...more,
  };
}

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

function targetsOf(now: number): Targets {
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

function recordingsOf(now: number): RecordingDetail[] {
  const began = now - minutes(95);
  const base = {
    id: 'rec-1',
    callId: 'call-90',
    businessId: 'shop',
    businessName: 'Larkfield Shop',
    kind: 'conversation',
    caller: caller('+442079460112', 'Ada Kirby', 0),
    beganAt: began,
    durationMs: seconds(96),
    status: 'stored',
    problem: null,
    pathways: ['functional', 'hierarchical'],
    people: ['Ben Okoro', 'Dev Patel', 'Maria Lind'],
    topic: 'refund',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    channels: 2,
    providerCopy: 'removed',
    retainUntil: now + minutes(60 * 24 * 88),
    markers: [
      { atMs: seconds(22), kind: 'hold', text: 'Held by Ben' },
      { atMs: seconds(31), kind: 'escalation', text: 'Escalated to an expert: Dev Patel' },
      { atMs: seconds(38), kind: 'joined', text: 'Dev Patel joined' },
      { atMs: seconds(52), kind: 'pause', text: 'Recording paused for card details' },
      { atMs: seconds(60), kind: 'resume', text: 'Recording went on' },
      { atMs: seconds(71), kind: 'escalation', text: 'Escalated to a manager: Maria Lind' },
      { atMs: seconds(84), kind: 'transfer', text: 'Handed over to Maria Lind' },
    ],
    timeline: [
      { at: began - seconds(40), kind: 'queue', text: 'Joined Billing', why: null },
      {
        at: began,
        kind: 'recording',
        text: 'Recording began after the notice',
        why: 'The policy is to record all calls.',
      },
      { at: began + seconds(22), kind: 'hold', text: 'Ben Okoro held the caller', why: null },
      {
        at: began + seconds(31),
        kind: 'escalation',
        text: 'Escalated to an expert on refunds',
        why: 'Ben asked: charged twice, needs the ledger.',
      },
      {
        at: began + seconds(38),
        kind: 'offer',
        text: 'Dev Patel said yes',
        why: 'Knows refunds best and was free.',
      },
      {
        at: began + seconds(52),
        kind: 'recording',
        text: 'Recording paused by Dev Patel',
        why: 'Card details.',
      },
      {
        at: began + seconds(71),
        kind: 'escalation',
        text: 'Escalated to a manager',
        why: 'Refund over £50 is above what an expert may decide.',
      },
      { at: began + seconds(84), kind: 'transfer', text: 'Maria Lind has the caller', why: null },
    ],
    notes: [
      {
        at: began + seconds(80),
        personId: 'dev',
        name: 'Dev Patel',
        text: 'Both charges confirmed. Maria decides on £120.',
      },
    ],
  };
  const plain = {
    pathways: [],
    markers: [],
    timeline: base.timeline.slice(0, 2),
    notes: [],
    people: ['Chloe Martin'],
  };
  return [
    base,
    {
      ...base,
      id: 'rec-2',
      caller: caller('+447700900163', 'Lena Fox', 2),
      beganAt: now - minutes(4),
      pathways: ['automatic'],
      status: 'recording',
      durationMs: null,
      people: ['Ben Okoro'],
      markers: [],
    },
    {
      ...base,
      ...plain,
      id: 'rec-3',
      caller: caller('+447700900177'),
      businessId: 'dental',
      businessName: 'Willow Dental',
      topic: 'appointment',
      beganAt: now - minutes(130),
      durationMs: seconds(143),
    },
    {
      ...base,
      ...plain,
      id: 'rec-4',
      caller: caller(null),
      topic: 'delivery',
      beganAt: now - minutes(180),
      status: 'lost',
      durationMs: null,
      sha256: null,
      providerCopy: 'none',
      problem: 'The telephone company removed it before it was fetched; asked nine times in six hours.',
    },
    {
      ...base,
      ...plain,
      id: 'rec-5',
      caller: caller('+447700900190', 'Priya Nair'),
      kind: 'message',
      businessId: 'plumber',
      businessName: 'Tideway Plumbing',
      topic: 'boiler',
      beganAt: now - minutes(60 * 26),
      durationMs: seconds(34),
      people: [],
      status: 'fetching',
    },
    {
      ...base,
      ...plain,
      id: 'rec-6',
      caller: caller('+447700900101', 'George Ito'),
      topic: 'invoice',
      beganAt: now - minutes(60 * 30),
      durationMs: seconds(402),
    },
  ].map((recording) => RecordingDetail.parse(recording));
}
