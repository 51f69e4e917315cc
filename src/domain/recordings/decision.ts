import { nothing, type Decision, type Moment, type TimerChange } from '../../kernel/decision.ts';
import type { BegunRecording, RecordingCommand, RecordingEffect, RecordingEvent } from './recording.ts';

/** Shared small parts of the rules of recording. */

export const RESUME_TIMER = 'resume';
export const FETCH_TIMER = 'fetch';

export type RecordingDecision = Decision<RecordingEvent, RecordingEffect>;

export function of(recording: BegunRecording, { at, id }: Moment) {
  return { recordingId: id, callId: recording.callId, businessId: recording.businessId, at };
}

export function started(providerSid: string, recording: BegunRecording, moment: Moment): RecordingDecision {
  if (recording.providerSid !== null) return nothing;
  return { events: [{ type: 'RecordingStarted', ...of(recording, moment), providerSid }] };
}

export function lose(problem: string, recording: BegunRecording, moment: Moment): RecordingDecision {
  return {
    events: [{ type: 'RecordingLost', ...of(recording, moment), problem }],
    timers: [{ clear: RESUME_TIMER }, { clear: FETCH_TIMER }],
  };
}

/** The recording goes on by itself at `at` (epoch ms). */
export function resumeAt(at: number): TimerChange {
  const command: RecordingCommand = { type: 'ResumeRecording', by: null };
  return { set: RESUME_TIMER, at, command };
}

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
  };
}
