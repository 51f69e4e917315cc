import type { RecordingDetail, RecordingRow } from '../contract/api.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { findCall } from '../domain/calls/calls-store.ts';
import { findPerson } from '../domain/people/people-store.ts';
import type { BegunRecording } from '../domain/recordings/recording.ts';
import type { Reader } from '../store/database.ts';
import { callerOf } from './caller.ts';
import { timelineOf } from './timeline.ts';

const DAY_MS = 24 * 3_600_000;

/** One line of the list of recordings. */
export async function recordingRow(
  reader: Reader,
  id: string,
  recording: BegunRecording,
): Promise<RecordingRow> {
  const business = await businessOf(reader, recording.businessId);
  const people = await Promise.all(recording.people.map((personId) => findPerson(reader, personId)));
  const { businessId, from, callerName, beganAt } = recording;
  return {
    id,
    callId: recording.callId,
    businessId,
    businessName: business.name,
    kind: recording.kind,
    caller: await callerOf(reader, { businessId, from, callerName, startedAt: beganAt }),
    beganAt,
    durationMs: recording.status === 'stored' ? recording.durationMs : null,
    status: recording.status,
    problem: recording.status === 'lost' ? recording.problem : null,
    pathways: [...recording.pathways],
    people: people.flatMap((person) => (person === null ? [] : [person.record.name])),
    topic: recording.topic,
  };
}

/** A recording with its moments, for review. */
export async function recordingDetail(
  reader: Reader,
  id: string,
  recording: BegunRecording,
): Promise<RecordingDetail> {
  const call = await findCall(reader, recording.callId);
  const began = recording.startedAt ?? recording.beganAt;
  const stored = recording.status === 'stored' ? recording : null;
  return {
    ...(await recordingRow(reader, id, recording)),
    sha256: stored?.sha256 ?? null,
    channels: stored?.channels ?? 2,
    providerCopy: stored?.providerCopy ?? (recording.status === 'lost' ? 'none' : 'kept'),
    retainUntil: stored === null ? null : stored.endedAt + recording.retentionDays * DAY_MS,
    markers: recording.markers.map(({ at, kind, text }) => ({ atMs: Math.max(0, at - began), kind, text })),
    timeline: await timelineOf(reader, recording.callId),
    notes: call === null ? [] : [...call.notes],
  };
}
