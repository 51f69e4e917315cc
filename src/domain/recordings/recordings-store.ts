import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Recording, type BegunRecording } from './recording.ts';
import { forgetTranscript } from './transcript-store.ts';

export const recordingsStore = nounTable<Recording, 'recordings'>({
  table: 'recordings',
  parse: (json) => Recording.parse(json),
  columns: (recording) => {
    if (recording.status === 'none') {
      return {
        business_id: '',
        call_id: '',
        provider_sid: null,
        status: 'none',
        escalated: 0,
        began_at: 0,
        ended_at: 0,
      };
    }
    return {
      business_id: recording.businessId,
      call_id: recording.callId,
      provider_sid: recording.providerSid,
      status: recording.status,
      escalated: recording.pathways.length > 0 ? 1 : 0,
      began_at: recording.beganAt,
      ended_at: recording.status === 'recording' ? null : recording.endedAt,
    };
  },
  after: async (writer, id, recording) => {
    if (recording.status === 'deleted') await forgetTranscript(writer, id);
  },
});

export interface RecordingRecord {
  readonly id: string;
  readonly recording: BegunRecording;
}

/** The recording with this id, or null. */
export async function findRecording(reader: Reader, id: string): Promise<BegunRecording | null> {
  const stored = await recordingsStore.load(reader, id);
  return stored === null || stored.state.status === 'none' ? null : stored.state;
}

/** Which of our recordings the provider means; null when it is none of ours. */
export async function recordingByProviderSid(reader: Reader, providerSid: string): Promise<string | null> {
  const row = await reader
    .selectFrom('recordings')
    .where('provider_sid', '=', providerSid)
    .select('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export interface RecordingQuery {
  readonly businessIds: readonly string[];
  readonly from: number | null;
  readonly to: number | null;
  readonly escalatedFirst: boolean;
}

/** Recordings of these businesses within a time, newest first; escalated ones before all others when asked. */
export async function listRecordings(
  reader: Reader,
  query: RecordingQuery,
): Promise<readonly RecordingRecord[]> {
  if (query.businessIds.length === 0) return [];
  let select = reader
    .selectFrom('recordings')
    .where('business_id', 'in', [...query.businessIds])
    .where('status', '!=', 'none')
    .select(['id', 'state']);
  if (query.from !== null) select = select.where('began_at', '>=', query.from);
  if (query.to !== null) select = select.where('began_at', '<', query.to);
  if (query.escalatedFirst) select = select.orderBy('escalated', 'desc');
  const rows = await select.orderBy('began_at', 'desc').orderBy('id', 'desc').limit(MOST).execute();
  return rows.flatMap((row) => {
    const recording = Recording.parse(JSON.parse(row.state));
    return recording.status === 'none' ? [] : [{ id: row.id, recording }];
  });
}

/** More than anyone scrolls through; a narrower period shows older ones. */
const MOST = 1_000;
