import type { CallDetail } from '../contract/api.ts';
import type { KnownCall } from '../domain/calls/call.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { callsFrom, findCall } from '../domain/calls/calls-store.ts';
import { escalationsOfCall } from '../domain/escalations/escalations-store.ts';
import { offersOfCall, type OfferRecord } from '../domain/offers/offers-store.ts';
import type { Reader } from '../store/database.ts';
import { isWithheld } from '../telephony/withheld.ts';
import { placeWord, recordingStateOf } from './call-view.ts';
import { callerOf } from './caller.ts';
import { timelineOf } from './timeline.ts';
import { toldOf } from './told.ts';

/** How far back a caller's earlier calls are shown. */
const HISTORY_MS = 90 * 24 * 3_600_000;

/** Everything that whoever takes over a call needs to see; null when there is no such call. */
export async function callDetail(reader: Reader, id: string): Promise<CallDetail | null> {
  const call = await findCall(reader, id);
  if (call === null) return null;
  const business = await businessOf(reader, call.businessId);
  const offers = await offersOfCall(reader, id);
  const escalations = await escalationsOfCall(reader, id);
  const recording = await recordingStateOf(reader, id);
  return {
    id,
    business: {
      id: business.id,
      name: business.name,
      greeting: business.greeting,
      script: business.script,
      timezone: business.timezone,
    },
    caller: await callerOf(reader, call),
    startedAt: call.startedAt,
    endedAt: call.status === 'ended' ? call.endedAt : null,
    place: call.status === 'ended' ? 'ended' : placeWord(call),
    since: call.status === 'ended' ? call.endedAt : call.place.since,
    queue: call.queue,
    topic: call.topic,
    story: [...call.story],
    parties: partiesOf(call, offers),
    consult: consultOf(call, offers),
    escalations: escalations.map((record) => ({
      id: record.id,
      pathway: record.escalation.pathway,
      status: record.escalation.status,
      reason: record.escalation.reason,
      beganAt: record.escalation.beganAt,
      told: toldOf([record]),
    })),
    recording: { ...recording, policy: business.recording.record },
    notes: [...call.notes],
    timeline: await timelineOf(reader, id),
    history: await historyOf(reader, id, call),
  };
}

function partiesOf(call: KnownCall, offers: readonly OfferRecord[]): CallDetail['parties'] {
  if (call.status === 'ended') return [];
  const here = call.parties.map(({ offerId, personId, name, role, since }) => ({
    id: offerId,
    personId,
    name,
    role,
    status: call.place.at === 'moving' ? ('joining' as const) : ('in-room' as const),
    since,
  }));
  const ringing = offers
    .filter(({ offer }) => offer.status === 'ringing' || offer.status === 'picked-up')
    .map(({ id, offer }) => ({
      id,
      personId: offer.personId,
      name: offer.personName,
      role: offer.purpose === 'consult' ? ('consulted' as const) : ('agent' as const),
      status: 'ringing' as const,
      since: offer.madeAt,
    }));
  return [...here, ...ringing];
}

/** Who is being asked or rung while the caller hears music. */
function consultOf(call: KnownCall, offers: readonly OfferRecord[]): CallDetail['consult'] {
  if (call.status === 'ended' || call.pending === null) return null;
  const { pending } = call;
  if (pending.status === 'talking') {
    return {
      offerId: pending.offerId ?? '',
      personId: pending.personId ?? '',
      name: pending.name ?? '',
      status: 'talking',
      since: pending.since,
    };
  }
  const ringing = offers.findLast(
    ({ offer }) =>
      offer.asker.id === pending.asker.id && (offer.status === 'ringing' || offer.status === 'picked-up'),
  );
  return {
    offerId: ringing?.id ?? pending.offerId ?? '',
    personId: ringing?.offer.personId ?? pending.personId ?? '',
    name: ringing?.offer.personName ?? pending.name ?? '',
    status: 'ringing',
    since: pending.since,
  };
}

async function historyOf(reader: Reader, id: string, call: KnownCall): Promise<CallDetail['history']> {
  if (isWithheld(call.from)) return [];
  const earlier = await callsFrom(reader, call.businessId, call.from, call.startedAt - HISTORY_MS);
  return earlier
    .filter((other) => other.id !== id && other.call.startedAt < call.startedAt)
    .slice(0, 5)
    .map((other) => ({ callId: other.id, at: other.call.startedAt, summary: summaryOf(other.call) }));
}

function summaryOf(call: KnownCall): string {
  const about = call.topic ?? call.story[0] ?? 'No topic chosen';
  const escalated = call.escalated === null ? '' : `, escalated (${call.escalated})`;
  const note = call.notes.at(-1);
  return `${about}${escalated}${note === undefined ? '' : `: ${note.text}`}`;
}
