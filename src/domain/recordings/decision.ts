import { nothing, type Decision, type Moment, type TimerChange } from '../../kernel/decision.ts';
import { retainUntil } from './places.ts';
import type { BegunRecording, RecordingCommand, RecordingEffect, RecordingEvent } from './recording.ts';

/** Shared small parts of the rules of recording. */

export const RESUME_TIMER = 'resume';
export const FETCH_TIMER = 'fetch';
export const RETENTION_TIMER = 'retention';

export type RecordingDecision = Decision<RecordingEvent, RecordingEffect>;

/** What the events of a recording have in common. `at`: epoch ms. */
export function of(recording: BegunRecording, { at, id }: Moment) {
  return { recordingId: id, callId: recording.callId, businessId: recording.businessId, at };
}

/** The line has begun to record, under this SID. The first word of it counts. */
export function started(providerSid: string, recording: BegunRecording, moment: Moment): RecordingDecision {
  if (recording.providerSid !== null) return nothing;
  const isPaused = recording.status === 'recording' && recording.paused !== null;
  const words = isPaused ? NO_WORDS : listen(recording, moment);
  return {
    events: [{ type: 'RecordingStarted', ...of(recording, moment), providerSid }, ...words.events],
    ...(words.effects.length > 0 && { effects: words.effects }),
  };
}

interface Words {
  readonly events: readonly RecordingEvent[];
  readonly effects: readonly RecordingEffect[];
}
const NO_WORDS: Words = { events: [], effects: [] };

/**
 * The line begins to write down what is said, if that is wanted. Each turn has a name of its own: what comes late from a
 * turn that a pause has ended is told apart, and not kept.
 */
export function listen(recording: BegunRecording, moment: Moment): Words {
  const { transcription, callId, callerSid } = recording;
  if (recording.status !== 'recording' || transcription.status === 'off') return NO_WORDS;
  const session = `${moment.id}.words.${transcription.turn}`;
  return {
    events: [{ type: 'TranscriptionAsked', ...of(recording, moment), session }],
    effects: [
      { kind: 'line.transcribe', id: session, callId, leg: callerSid, language: transcription.language },
    ],
  };
}

/** The line stops to listen. When the call ends it does so by itself. */
export function stopListening({ transcription, callId, callerSid }: BegunRecording): Words['effects'] {
  if (transcription.status === 'off' || transcription.hears === null) return [];
  const { session } = transcription.hears;
  return [{ kind: 'line.end-transcript', id: `${session}.end`, callId, leg: callerSid, session }];
}

/** Sets the timer that deletes the recording on the day that the business promised. */
export function keepUntilPromised(recording: BegunRecording, { at }: Moment): TimerChange {
  const command: RecordingCommand = { type: 'RetentionOver' };
  return { set: RETENTION_TIMER, at: retainUntil(recording, at), command };
}

/** There will be no file. Its row is kept, with the problem, for as long as the sound would have been. */
export function lose(problem: string, recording: BegunRecording, moment: Moment): RecordingDecision {
  return {
    events: [{ type: 'RecordingLost', ...of(recording, moment), problem }],
    timers: [{ clear: RESUME_TIMER }, { clear: FETCH_TIMER }, keepUntilPromised(recording, moment)],
  };
}

/** The recording goes on by itself at `at` (epoch ms). */
export function resumeAt(at: number): TimerChange {
  const command: RecordingCommand = { type: 'ResumeRecording', by: null };
  return { set: RESUME_TIMER, at, command };
}

/** Asks the line to pause or resume; each turn has an id of its own, counted by the markers. */
export function setRecording(
  recording: BegunRecording,
  recordingSid: string,
  status: 'paused' | 'in-progress',
  moment: Moment,
): RecordingEffect {
  return {
    kind: 'line.set-recording',
    id: `${moment.id}.${status}.${recording.markers.length}`,
    callId: recording.callId,
    sid: recording.callerSid,
    recordingSid,
    status,
    ...(status === 'paused' && recording.pauseBy === 'skip' && { pauseBy: 'skip' }),
  };
}
