import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Moment, type Refusal } from '../../kernel/decision.ts';
import { MINUTE, SECOND } from '../../kernel/duration.ts';
import { eraseAgain, retentionOver } from './decide-retention.ts';
import { effectSettled } from './decide-settled.ts';
import {
  FETCH_TIMER,
  listen,
  lose,
  of,
  RESUME_TIMER,
  resumeAt,
  setRecording,
  started,
  stopListening,
  type RecordingDecision,
} from './decision.ts';
import type { BegunRecording, Recording, RecordingCommand, RecordingFacts } from './recording.ts';

/** A pause for card data that nobody ends, ends by itself. */
const PAUSE_LIMIT_MS = 3 * MINUTE;
/** The line says when a file is complete; when it does not, we go and look this long after the call. */
const FETCH_UNASKED_MS = 60 * SECOND;

type Command<T extends RecordingCommand['type']> = Extract<RecordingCommand, { type: T }>;

/** The rules of recording: after the notice, on the caller's leg, paused in sight of all, never lost in silence. */
export function decideRecording(
  command: RecordingCommand,
  recording: Recording,
  facts: RecordingFacts,
  moment: Moment,
): RecordingDecision | Refusal {
  if (command.type === 'ConsiderRecording')
    return recording.status === 'none' ? consider(command, facts, moment) : nothing;
  if (command.type === 'KeepMessage')
    return recording.status === 'none' ? keepMessage(command, facts, moment) : nothing;
  if (recording.status === 'none') {
    if (command.type === 'PauseRecording' || command.type === 'ResumeRecording') {
      return refuse('not-recording', 'This call is not being recorded.');
    }
    return nothing;
  }
  switch (command.type) {
    case 'ProviderChanged':
      return providerChanged(command, recording, moment);
    case 'PauseRecording':
      return pause(command, recording, moment);
    case 'ResumeRecording':
      return resume(command, recording, moment);
    case 'MarkRecording':
      if (recording.status !== 'recording') return nothing;
      return {
        events: [
          { type: 'RecordingMarked', ...of(recording, moment), marker: { at: moment.at, ...command.marker } },
        ],
      };
    case 'NotePathway':
      if (recording.pathways.includes(command.pathway)) return nothing;
      return { events: [{ type: 'PathwayNoted', ...of(recording, moment), pathway: command.pathway }] };
    case 'NotePerson':
      if (recording.people.includes(command.personId)) return nothing;
      return { events: [{ type: 'PersonNoted', ...of(recording, moment), personId: command.personId }] };
    case 'CallOver':
      if (recording.status !== 'recording') return nothing;
      return {
        events: [],
        timers: [
          { clear: RESUME_TIMER },
          { set: FETCH_TIMER, at: moment.at + FETCH_UNASKED_MS, command: { type: 'FetchNow' } },
        ],
      };
    case 'FetchNow':
      return fetchNow(recording, moment);
    case 'RetentionOver':
      return retentionOver(recording, moment);
    case 'EraseAgain':
      return eraseAgain(recording, moment);
    case 'TranscriptionBroke':
      return transcriptionBroke(command, recording, moment);
    case 'EffectSettled':
      return effectSettled(command, recording, moment);
    default:
      return assertNever(command);
  }
}

function consider(
  command: Command<'ConsiderRecording'>,
  facts: RecordingFacts,
  { at, id }: Moment,
): RecordingDecision {
  const { policy, call } = facts;
  if (policy === null || call === null || policy.record === 'none') return nothing;
  if (policy.record === 'escalated' && command.because !== 'escalation') return nothing;
  const base = { recordingId: id, callId: command.callId, businessId: command.businessId, at };
  if (!call.noticeGiven) {
    return {
      events: [
        {
          type: 'RecordingForgone',
          ...base,
          why: 'The caller has not heard the recording notice, so nothing is recorded.',
        },
      ],
    };
  }
  const { callerSid, from, callerName, topic, language } = call;
  return {
    events: [
      {
        type: 'RecordingAsked',
        ...base,
        why:
          command.because === 'escalation'
            ? 'Escalated calls are recorded.'
            : 'All calls of this business are recorded.',
        asked: {
          kind: 'conversation',
          callId: command.callId,
          businessId: command.businessId,
          callerSid,
          from,
          callerName,
          topic,
          beganAt: at,
          startedAt: null,
          providerSid: null,
          pathways: [],
          people: [],
          markers: [],
          pauseBy: policy.pause,
          transcription: policy.transcribe
            ? { status: 'on', language, turn: 0, hears: null, problem: null }
            : { status: 'off' },
          retentionDays: policy.retentionDays,
        },
      },
    ],
    effects: [{ kind: 'line.record', id: `${id}.start`, callId: command.callId, sid: callerSid }],
  };
}

function keepMessage(
  command: Command<'KeepMessage'>,
  facts: RecordingFacts,
  { at, id }: Moment,
): RecordingDecision {
  const { policy, call } = facts;
  if (call === null) return nothing;
  const base = { recordingId: id, callId: command.callId, businessId: command.businessId, at };
  const startedAt = at - command.durationSeconds * SECOND;
  return {
    events: [
      {
        type: 'RecordingAsked',
        ...base,
        why: `A message for ${command.for}.`,
        asked: {
          kind: 'message',
          callId: command.callId,
          businessId: command.businessId,
          callerSid: call.callerSid,
          from: call.from,
          callerName: call.callerName,
          topic: command.for,
          beganAt: startedAt,
          startedAt,
          providerSid: command.providerSid,
          pathways: [],
          people: [],
          markers: [],
          pauseBy: 'silence',
          transcription: { status: 'off' },
          retentionDays: policy?.retentionDays ?? 90,
        },
      },
    ],
    timers: [{ set: FETCH_TIMER, at: at + FETCH_UNASKED_MS, command: { type: 'FetchNow' } }],
  };
}

function providerChanged(
  command: Command<'ProviderChanged'>,
  recording: BegunRecording,
  moment: Moment,
): RecordingDecision {
  if (recording.status !== 'recording') return nothing;
  switch (command.status) {
    case 'in-progress':
      return started(command.providerSid, recording, moment);
    case 'completed':
      return finish(command.providerSid, recording, moment);
    case 'absent':
      return lose('The line recorded nothing: the call was too short or silent.', recording, moment);
    case 'paused':
    case 'stopped':
      return nothing;
    default:
      return assertNever(command.status);
  }
}

function finish(providerSid: string, recording: BegunRecording, moment: Moment): RecordingDecision {
  return {
    events: [{ type: 'RecordingFinished', ...of(recording, moment), providerSid }],
    effects: [
      {
        kind: 'line.fetch-recording',
        id: `${moment.id}.store`,
        callId: recording.callId,
        recordingSid: providerSid,
        recordingId: moment.id,
      },
    ],
    timers: [{ clear: RESUME_TIMER }, { clear: FETCH_TIMER }],
  };
}

function fetchNow(recording: BegunRecording, moment: Moment): RecordingDecision {
  if (recording.status !== 'recording') return nothing;
  if (recording.providerSid === null)
    return lose('The line never said that it began to record.', recording, moment);
  return finish(recording.providerSid, recording, moment);
}

function pause(
  command: Command<'PauseRecording'>,
  recording: BegunRecording,
  moment: Moment,
): RecordingDecision | Refusal {
  if (recording.status !== 'recording') {
    return refuse('not-recording', 'This call is not being recorded at this moment.');
  }
  if (recording.providerSid === null) {
    return refuse('not-started', 'The recording is about to begin. Pause it in a second.');
  }
  if (recording.paused !== null) return nothing;
  const until = moment.at + PAUSE_LIMIT_MS;
  return {
    events: [
      { type: 'RecordingPaused', ...of(recording, moment), by: command.by, name: command.name, until },
    ],
    effects: [setRecording(recording, recording.providerSid, 'paused', moment), ...stopListening(recording)],
    timers: [resumeAt(until)],
  };
}

function resume(
  command: Command<'ResumeRecording'>,
  recording: BegunRecording,
  moment: Moment,
): RecordingDecision {
  if (recording.status !== 'recording' || recording.paused === null || recording.providerSid === null)
    return nothing;
  const why = command.by === null ? 'The pause ended by itself.' : 'The recording goes on.';
  const words = listen(recording, moment);
  return {
    events: [{ type: 'RecordingResumed', ...of(recording, moment), why }, ...words.events],
    effects: [setRecording(recording, recording.providerSid, 'in-progress', moment), ...words.effects],
    timers: [{ clear: RESUME_TIMER }],
  };
}

/** Words are missing, and everyone can see why; the call and its recording go on untouched. */
function transcriptionBroke(
  command: Command<'TranscriptionBroke'>,
  recording: BegunRecording,
  moment: Moment,
): RecordingDecision {
  const { transcription } = recording;
  if (transcription.status === 'off' || transcription.hears?.session !== command.session) return nothing;
  return {
    events: [{ type: 'TranscriptionFailed', ...of(recording, moment), problem: command.problem }],
  };
}
