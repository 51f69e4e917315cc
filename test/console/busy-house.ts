import { type CallDetail, Me, type RecordingDetail, type Targets } from '../../src/contract/api.ts';
import { LiveSnapshot, type OfferRow } from '../../src/contract/live.ts';
import type { z } from 'zod';
import { callDetail, targetsOf } from './adas-call.ts';
import { choicesOfPlumber, choicesOfShop, usualChoices, caller, minutes, seconds } from './house-words.ts';
import { recordingsOf, transcripts } from './kept-recordings.ts';
import { quietMatters, type Matters } from './matters-house.ts';

export { callDetail };

type Snapshot = z.infer<typeof LiveSnapshot>;

/** Everything that the fake server answers with; tests change it before or while the console looks. */
export interface House {
  me: Me;
  live: Snapshot;
  calls: Map<string, CallDetail>;
  targets: Targets;
  recordings: RecordingDetail[];
  /** What was said on a recording; nothing, and nobody wanted to know, where it is not named. */
  transcripts: ReturnType<typeof transcripts>;
  /** Cases, promises and all else behind the calls; nothing is open unless a test puts it there. */
  matters: Matters;
}

const shop = { businessId: 'shop', businessName: 'Larkfield Shop', timezone: 'Europe/London' };
const plumber = { businessId: 'plumber', businessName: 'Tideway Plumbing', timezone: 'Europe/London' };
const dental = { businessId: 'dental', businessName: 'Willow Dental', timezone: 'Europe/London' };

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
    device: 'telephone',
    softphone: { state: 'off', reason: null, since: null },
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
        ahead: 'Served sooner because case 2026-0012 is severity 1.',
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
        queue: 'billing',
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
        queue: 'technical',
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
      device: 'telephone',
      softphone: { state: 'off', reason: null, since: null },
      memberships: [
        { ...shop, role: 'receptionist', ...choicesOfShop },
        { ...plumber, role: 'receptionist', ...choicesOfPlumber },
        { ...dental, role: 'manager', ...usualChoices },
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
    transcripts: transcripts(),
    matters: quietMatters(now),
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
    devices: ['telephone'],
    why: 'You have been free the longest of those who take Billing.',
    story: [
      'Chose 2: billing',
      'Said: "I was charged twice for the same order"',
      'Rang this morning; was told to wait a day',
    ],
    ...more,
  };
}
