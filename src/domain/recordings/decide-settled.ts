import { nothing, type Moment } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { erased } from './decide-retention.ts';
import {
  keepUntilPromised,
  listen,
  lose,
  of,
  RESUME_TIMER,
  resumeAt,
  started,
  stopListening,
  type RecordingDecision,
} from './decision.ts';
import type { BegunRecording, RecordingCommand } from './recording.ts';

type Settled = Extract<RecordingCommand, { type: 'EffectSettled' }>;

/** How soon the line is asked once more to go on recording. */
const RESUME_AGAIN_MS = 5 * SECOND;

/** What became of what was asked of the line. News about a step that is over changes nothing. */
export function effectSettled(
  command: Settled,
  recording: BegunRecording,
  moment: Moment,
): RecordingDecision {
  switch (command.kind) {
    case 'line.record':
      // A recording that was heard of runs, whatever became of the answer to our request.
      if (recording.status !== 'recording' || recording.providerSid !== null) return nothing;
      if (command.outcome === 'done')
        return started(String(command.result['recordingSid']), recording, moment);
      return lose(`The line could not record: ${command.reason}`, recording, moment);
    case 'line.set-recording':
      return command.outcome === 'done' || command.why === 'gone'
        ? nothing
        : notSet(command.reason, command.effectId, recording, moment);
    case 'line.fetch-recording':
      return recording.status === 'fetching' ? fetched(command, recording, moment) : nothing;
    case 'line.delete-recording': {
      const removed = command.outcome === 'done' || command.why === 'gone';
      if ((recording.status !== 'stored' && recording.status !== 'deleted') || !removed) return nothing;
      return { events: [{ type: 'ProviderCopyRemoved', ...of(recording, moment) }] };
    }
    case 'line.transcribe':
      // A call that has ended meanwhile needs no more words.
      return command.outcome === 'done' || command.why === 'gone'
        ? nothing
        : noWords(command.reason, command.effectId, recording, moment);
    case 'recordings.erase':
      return erased(command.outcome === 'done' ? null : command.reason, recording, moment);
    default:
      return nothing;
  }
}

function fetched(command: Settled, recording: BegunRecording, moment: Moment): RecordingDecision {
  if (command.outcome === 'failed')
    return lose(`The file could not be fetched: ${command.reason}`, recording, moment);
  const { path, sha256, bytes, durationMs, channels } = command.result;
  const stored = {
    path: String(path),
    sha256: String(sha256),
    bytes: Number(bytes),
    durationMs: Number(durationMs),
    channels: Number(channels),
  };
  const { providerSid, callId } = recording;
  return {
    events: [{ type: 'RecordingStored', ...of(recording, moment), ...stored }],
    timers: [keepUntilPromised(recording, moment)],
    effects:
      providerSid === null
        ? []
        : [
            {
              kind: 'line.delete-recording',
              id: `${moment.id}.remove`,
              callId,
              recordingSid: providerSid,
            },
          ],
  };
}

/** Whoever reads out a card number must see whether the pause holds: what is shown is what the line does. */
function notSet(
  reason: string,
  effectId: string,
  recording: BegunRecording,
  moment: Moment,
): RecordingDecision {
  if (recording.status !== 'recording') return nothing;
  const pausing = effectId.startsWith(`${moment.id}.paused.`);
  if (pausing && recording.paused !== null) {
    const why = `The line could not pause the recording, so it goes on: ${reason}`;
    const words = listen(recording, moment);
    return {
      events: [{ type: 'RecordingResumed', ...of(recording, moment), why, held: false }, ...words.events],
      ...(words.effects.length > 0 && { effects: words.effects }),
      timers: [{ clear: RESUME_TIMER }],
    };
  }
  if (!pausing && recording.paused === null) {
    const until = moment.at + RESUME_AGAIN_MS;
    const silence = stopListening(recording);
    return {
      events: [{ type: 'RecordingPaused', ...of(recording, moment), by: 'line', name: 'The line', until }],
      ...(silence.length > 0 && { effects: silence }),
      timers: [resumeAt(until)],
    };
  }
  return nothing;
}

function noWords(
  reason: string,
  session: string,
  recording: BegunRecording,
  moment: Moment,
): RecordingDecision {
  const { transcription } = recording;
  if (transcription.status === 'off' || transcription.hears?.session !== session) return nothing;
  const problem = `The line could not write down what was said: ${reason}`;
  return { events: [{ type: 'TranscriptionFailed', ...of(recording, moment), problem }] };
}
