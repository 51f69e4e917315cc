import type { RecordingDetail, RecordingRow, RecordingTranscript } from '../contract/api.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { findCall } from '../domain/calls/calls-store.ts';
import { findPerson } from '../domain/people/people-store.ts';
import { gapsOf, placeOf, retainUntil } from '../domain/recordings/places.ts';
import type { BegunRecording } from '../domain/recordings/recording.ts';
import { transcriptOf } from '../domain/recordings/transcript-store.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Reader } from '../store/database.ts';
import { callerOf } from './caller.ts';
import { timelineOf } from './timeline.ts';

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
    durationMs: recording.status === 'stored' || recording.status === 'deleted' ? recording.durationMs : null,
    status: recording.status,
    problem: problemOf(recording),
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
  const stored = recording.status === 'stored' ? recording : null;
  const deleted = recording.status === 'deleted' ? recording : null;
  const within = (at: number): number => Math.max(0, placeOf(recording, at));
  const timeline = await timelineOf(reader, recording.callId);
  return {
    ...(await recordingRow(reader, id, recording)),
    sha256: stored?.sha256 ?? null,
    channels: stored?.channels ?? 2,
    providerCopy:
      stored?.providerCopy ?? deleted?.providerCopy ?? (recording.status === 'lost' ? 'none' : 'kept'),
    retainUntil: stored === null ? null : retainUntil(stored, stored.endedAt),
    deletedAt: deleted?.deletedAt ?? null,
    leftBehind: deleted?.left?.problem ?? null,
    gaps: gapsOf(recording).map(({ fromMs, toMs, forMs }) => {
      // The file ends with the call, a little before the news of it.
      const until = Math.min(toMs, Math.max(fromMs, stored?.durationMs ?? toMs));
      return { fromMs, toMs: until, forMs: toMs === fromMs ? forMs : until - fromMs };
    }),
    markers: recording.markers.map(({ at, kind, text }) => ({ atMs: within(at), kind, text })),
    timeline: timeline.map((entry) => ({ ...entry, atMs: placeOf(recording, entry.at) })),
    notes: (call?.notes ?? []).map((note) => ({ ...note, atMs: within(note.at) })),
  };
}

/** What was said on a recording, in the order of saying, or why there is nothing. */
export async function recordingTranscript(
  reader: Reader,
  id: string,
  recording: BegunRecording,
): Promise<RecordingTranscript> {
  const { transcription } = recording;
  if (recording.status === 'deleted') return { state: 'deleted', problem: null, lines: [] };
  if (transcription.status === 'off') return { state: 'off', problem: null, lines: [] };
  const lines = await transcriptOf(reader, id);
  return {
    state: transcription.problem === null ? 'on' : 'broken',
    problem: transcription.problem,
    lines: lines.map(({ party, spokenAt, text, final, confidence }) => ({
      party,
      atMs: Math.max(0, placeOf(recording, spokenAt)),
      text,
      final,
      confidence,
    })),
  };
}

function problemOf(recording: BegunRecording): string | null {
  switch (recording.status) {
    case 'lost':
      return recording.problem;
    case 'deleted':
      return recording.lostBecause;
    case 'recording':
    case 'fetching':
    case 'stored':
      return null;
    default:
      return assertNever(recording);
  }
}
