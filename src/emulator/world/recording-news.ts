import type { Side } from '../audio/timeline.ts';
import { rfc2822 } from './dates.ts';
import type { Exchange } from './exchange.ts';
import type { Callback, RecordingRecord } from './records.ts';
import type { Tape } from './tape.ts';

/** What a recording is made of. */
export interface RecordingOwner {
  readonly callSid: string | null;
  readonly conferenceSid: string | null;
  /** Tapes that run on it now. */
  readonly tapes: Set<Tape>;
}

export interface NewRecording {
  readonly owner: RecordingOwner;
  readonly source: RecordingRecord['source'];
  readonly channels: 1 | 2;
  readonly track: RecordingRecord['track'];
  readonly callback: Callback | null;
  /** Sides to keep; by default what `track` says. */
  readonly sides?: readonly Side[];
  /** Name given by `<Start><Recording name>`. */
  readonly name?: string | null;
}

export interface LiveRecording extends NewRecording {
  readonly record: RecordingRecord;
  readonly tape: Tape;
}

/** Tells whoever asked what became of a recording. */
export function tellRecording(exchange: Exchange, live: LiveRecording, event: string): void {
  const { callback, record } = live;
  if (!callback || !callback.events.includes(event)) return;
  const fields: [string, string][] = [['AccountSid', record.accountSid]];
  if (record.callSid !== null) fields.push(['CallSid', record.callSid]);
  if (record.conferenceSid !== null) fields.push(['ConferenceSid', record.conferenceSid]);
  fields.push(
    ['RecordingSid', record.sid],
    ['RecordingUrl', recordingUrl(exchange, record)],
    ['RecordingStatus', event],
    ['RecordingSource', record.source],
    ['RecordingChannels', String(record.channels)],
    ['RecordingTrack', record.track],
    ['RecordingStartTime', rfc2822(record.startTime)],
  );
  if (event === 'completed') fields.push(['RecordingDuration', String(record.duration ?? 0)]);
  if (record.errorCode !== null) fields.push(['ErrorCode', String(record.errorCode)]);
  exchange.callbacks.post({
    lane: record.sid,
    url: callback.url,
    method: callback.method,
    params: fields,
    purpose: 'recording',
    callSid: record.callSid,
  });
}

/** Where the sound can be had, as webhooks tell it: without a file type. */
export function recordingUrl(exchange: Exchange, record: RecordingRecord): string {
  return `${exchange.apiBaseUrl()}/2010-04-01/Accounts/${record.accountSid}/Recordings/${record.sid}`;
}

/** The sides that a recording keeps. */
export function sidesOf(recording: LiveRecording): readonly Side[] {
  if (recording.sides) return recording.sides;
  switch (recording.track) {
    case 'both':
      return ['near', 'far'];
    case 'inbound':
      return ['near'];
    case 'outbound':
      return ['far'];
    default:
      return recording.track satisfies never;
  }
}
