import { MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { decideRecording } from './decide.ts';
import { evolveRecording } from './evolve.ts';
import type { Recording, RecordingCommand, RecordingEvent, RecordingFacts } from './recording.ts';

/** The recording of a call of the shop. */

export const initial: Recording = { status: 'none' };
export const rules = {
  name: 'recordings',
  initial,
  decide: decideRecording,
  evolve: evolveRecording,
} as const;
export const SECOND = 1_000;

export const facts = (record: 'all' | 'escalated' | 'none', noticeGiven = true): RecordingFacts => ({
  policy: { record, retentionDays: 30, transcribe: false, pause: 'silence' },
  call: {
    callerSid: 'CA1',
    from: '+447700900555',
    callerName: null,
    topic: null,
    language: 'en-GB',
    noticeGiven,
    startedAt: NINE - 60_000,
  },
});
export const none: RecordingFacts = { policy: null, call: null };
export const here = { facts: none, id: 'c1.r1' };
export const of = { recordingId: 'c1.r1', callId: 'c1', businessId: 'shop', at: NINE } as const;
export const asked: Extract<RecordingEvent, { type: 'RecordingAsked' }> = {
  type: 'RecordingAsked',
  ...of,
  why: 'All calls of this business are recorded.',
  asked: {
    kind: 'conversation',
    callId: 'c1',
    businessId: 'shop',
    callerSid: 'CA1',
    from: '+447700900555',
    callerName: null,
    topic: null,
    beganAt: NINE,
    startedAt: null,
    providerSid: null,
    pathways: [],
    people: [],
    markers: [],
    pauseBy: 'silence',
    transcription: { status: 'off' },
    retentionDays: 30,
  },
};
export const started: RecordingEvent = { type: 'RecordingStarted', ...of, providerSid: 'RE1' };
export const paused: RecordingEvent = {
  type: 'RecordingPaused',
  ...of,
  by: 'ana',
  name: 'Ana Silva',
  until: NINE + 180 * SECOND,
};
export const finished: RecordingEvent = { type: 'RecordingFinished', ...of, providerSid: 'RE1' };
export const file = {
  path: 'recordings/c1.r1.wav',
  sha256: 'abc',
  bytes: 7,
  durationMs: 9,
  channels: 2,
} as const;
export const stored: RecordingEvent = { type: 'RecordingStored', ...of, ...file };
export const consider = (because: 'conversation' | 'escalation'): RecordingCommand => ({
  type: 'ConsiderRecording',
  callId: 'c1',
  businessId: 'shop',
  because,
});
export const provider = (
  status: 'in-progress' | 'paused' | 'stopped' | 'completed' | 'absent',
): RecordingCommand => ({
  type: 'ProviderChanged',
  providerSid: 'RE1',
  status,
});
export const settled = (
  kind: string,
  result: Readonly<Record<string, string | number>> = {},
): RecordingCommand => ({
  type: 'EffectSettled',
  effectId: 'c1.r1.x',
  kind,
  outcome: 'done',
  result,
});
export const failed = (
  kind: string,
  why: 'gone' | 'gave-up' = 'gave-up',
  effectId = 'c1.r1.x',
): RecordingCommand => ({
  type: 'EffectSettled',
  effectId,
  kind,
  outcome: 'failed',
  why,
  reason: 'time-out.',
});
export const goOn: RecordingCommand = { type: 'ResumeRecording', by: null };
export const pause = { type: 'PauseRecording', by: 'ana', name: 'Ana Silva' } as const;
export const running = [asked, started];
export const clears = [{ clear: 'resume' }, { clear: 'fetch' }] as const;
export const fetchEffect = {
  kind: 'line.fetch-recording',
  id: 'c1.r1.store',
  callId: 'c1',
  recordingSid: 'RE1',
  recordingId: 'c1.r1',
} as const;
export const keptFor30Days = {
  set: 'retention',
  at: NINE + 30 * 24 * 3_600 * SECOND,
  command: { type: 'RetentionOver' },
} as const;
