import { callParameters } from '../../webhooks/call-parameters.ts';
import { newSid } from '../../world/ids.ts';
import type { LiveRecording } from '../../world/recording-news.ts';
import { callbackIn, yesOrNo } from '../attributes.ts';
import type { Stage } from '../document.ts';
import type { XmlElement } from '../parse-xml.ts';

const transcribingMs = 2_000;
const shortestSeconds = 2;
const longestSeconds = 120;

/** Tells the `transcribeCallback` of a `<Record>` what was said; the emulator knows it word for word. */
export function tellTranscription(
  stage: Stage,
  element: XmlElement,
  { record }: LiveRecording,
  words: readonly string[],
): void {
  const callback = callbackIn(stage, element, 'transcribeCallback', { events: [], code: 13616 });
  if (!callback || !yesOrNo(stage, element, 'transcribe', false, 13616)) return;
  const { exchange, leg } = stage;
  const seconds = record.duration ?? 0;
  const isPossible = seconds >= shortestSeconds && seconds <= longestSeconds;
  const transcriptionSid = newSid('TR');
  const url = exchange.recordings.urlOf(record);
  exchange.clock.schedule(transcribingMs, () =>
    exchange.callbacks.post({
      lane: transcriptionSid,
      url: callback.url,
      method: 'POST',
      purpose: 'transcription',
      callSid: leg.sid,
      params: [
        ...callParameters(leg),
        ['TranscriptionSid', transcriptionSid],
        ['TranscriptionText', isPossible ? words.join(' ') : ''],
        ['TranscriptionStatus', isPossible ? 'completed' : 'failed'],
        ['TranscriptionUrl', url.replace(/Recordings\/.*$/, `Transcriptions/${transcriptionSid}`)],
        ['RecordingSid', record.sid],
        ['RecordingUrl', url],
      ],
    }),
  );
}
