import type { CallRow } from '../contract/live.ts';
import type { LiveCall } from '../domain/calls/call.ts';
import { findCall, liveCalls } from '../domain/calls/calls-store.ts';
import { findRecording } from '../domain/recordings/recordings-store.ts';
import type { RecordingState } from '../contract/shapes.ts';
import type { View } from '../live/board.ts';
import type { Database, Reader } from '../store/database.ts';
import { callerOf } from './caller.ts';

/** Calls in progress. */
export function callView(database: Database): View<CallRow> {
  const { reader } = database;
  return {
    async all() {
      const live = await liveCalls(reader);
      return Promise.all(live.map(({ id, call }) => callRow(reader, id, call)));
    },
    async one(id) {
      const call = await findCall(reader, id);
      return call?.status === 'live' ? callRow(reader, id, call) : null;
    },
  };
}

async function callRow(reader: Reader, id: string, call: LiveCall): Promise<CallRow> {
  return {
    id,
    businessId: call.businessId,
    caller: await callerOf(reader, call),
    startedAt: call.startedAt,
    place: placeWord(call),
    since: call.place.since,
    queue: call.queue,
    topic: call.topic,
    with: call.parties.map(({ personId, name, since }) => ({ personId, name, since })),
    escalated: call.escalated,
    recording: (await recordingStateOf(reader, id)).state,
  };
}

/** Where the caller is, in the contract's words. */
export function placeWord(call: LiveCall): CallRow['place'] {
  return call.place.at === 'leaving' ? 'moving' : call.place.at;
}

/** Whether the call is being recorded now, and since when. */
export async function recordingStateOf(
  reader: Reader,
  callId: string,
): Promise<{ readonly state: RecordingState; readonly since: number | null }> {
  const recording = await findRecording(reader, `${callId}.r1`);
  if (recording?.status !== 'recording' || recording.startedAt === null) return { state: 'off', since: null };
  if (recording.paused !== null) return { state: 'paused', since: recording.paused.since };
  return { state: 'on', since: recording.startedAt };
}
