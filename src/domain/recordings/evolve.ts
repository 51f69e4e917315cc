import { assertNever } from '../../kernel/assert-never.ts';
import type { BegunRecording, Marker, Recording, RecordingEvent } from './recording.ts';

/** What a recording is after an event. */
export function evolveRecording(recording: Recording, event: RecordingEvent): Recording {
  if (event.type === 'RecordingAsked')
    return { status: 'recording', paused: null, pauses: [], ...event.asked };
  if (recording.status === 'none') return recording;
  switch (event.type) {
    case 'RecordingForgone':
      return recording;
    case 'RecordingStarted':
      return { ...recording, providerSid: event.providerSid, startedAt: event.at };
    case 'RecordingPaused': {
      if (recording.status !== 'recording') return recording;
      const paused = { since: event.at, until: event.until, by: event.name };
      return {
        ...recording,
        paused,
        pauses: pausedAgain(recording, event),
        transcription: deaf(recording.transcription),
        markers: marked(recording, {
          at: event.at,
          kind: 'pause',
          text: `${event.name} paused the recording`,
        }),
      };
    }
    case 'RecordingResumed':
      if (recording.status !== 'recording') return recording;
      return {
        ...recording,
        paused: null,
        pauses: recording.pauses.map((pause) =>
          pause.to === null ? { ...pause, to: event.at, held: event.held ?? true } : pause,
        ),
        markers: marked(recording, { at: event.at, kind: 'resume', text: event.why }),
      };
    case 'TranscriptionAsked': {
      const { transcription } = recording;
      if (transcription.status === 'off') return recording;
      const hears = { session: event.session, since: event.at };
      return { ...recording, transcription: { ...transcription, turn: transcription.turn + 1, hears } };
    }
    case 'TranscriptionFailed': {
      const { transcription } = recording;
      if (transcription.status === 'off') return recording;
      return { ...recording, transcription: { ...transcription, problem: event.problem } };
    }
    case 'RecordingMarked':
      return { ...recording, markers: marked(recording, event.marker) };
    case 'PathwayNoted':
      return { ...recording, pathways: [...recording.pathways, event.pathway] };
    case 'PersonNoted':
      return { ...recording, people: [...recording.people, event.personId] };
    case 'RecordingFinished':
      return { ...known(recording), status: 'fetching', providerSid: event.providerSid, endedAt: event.at };
    case 'RecordingStored': {
      const { path, sha256, bytes, durationMs, channels, at } = event;
      return {
        ...known(recording),
        status: 'stored',
        endedAt: at,
        path,
        sha256,
        bytes,
        durationMs,
        channels,
        providerCopy: 'kept',
      };
    }
    case 'ProviderCopyRemoved':
      return recording.status === 'stored' || recording.status === 'deleted'
        ? { ...recording, providerCopy: 'removed' }
        : recording;
    case 'RecordingLost':
      return { ...known(recording), status: 'lost', endedAt: event.at, problem: event.problem };
    case 'RecordingDeleted':
      return deleted(recording, event.at);
    case 'FilesErased':
      return recording.status === 'deleted' ? { ...recording, left: null } : recording;
    case 'FilesNotErased': {
      if (recording.status !== 'deleted' || recording.left === null) return recording;
      const { path, tries } = recording.left;
      return { ...recording, left: { path, tries: tries + 1, problem: event.problem } };
    }
    default:
      return assertNever(event);
  }
}

function marked(recording: BegunRecording, marker: Marker): Marker[] {
  return [...recording.markers, marker];
}

/** What stays of a recording whatever becomes of it. */
function known(recording: BegunRecording) {
  const { kind, callId, businessId, callerSid, from, callerName, topic, beganAt, startedAt, providerSid } =
    recording;
  const { pathways, people, markers, pauseBy, pauses, transcription, retentionDays } = recording;
  return {
    ...{ kind, callId, businessId, callerSid, from, callerName, topic, beganAt, startedAt, providerSid },
    ...{ pathways, people, markers, pauseBy, pauses, transcription, retentionDays },
  };
}

function deleted(recording: BegunRecording, deletedAt: number): Recording {
  const base = { ...known(recording), status: 'deleted' as const, deletedAt };
  switch (recording.status) {
    case 'stored': {
      const { endedAt, durationMs, providerCopy, path } = recording;
      const left = { path, tries: 0, problem: null };
      return { ...base, endedAt, durationMs, providerCopy, left, lostBecause: null };
    }
    case 'lost': {
      const { endedAt, problem } = recording;
      return {
        ...base,
        endedAt,
        durationMs: null,
        providerCopy: 'removed',
        left: null,
        lostBecause: problem,
      };
    }
    case 'recording':
    case 'fetching':
    case 'deleted':
      return recording;
    default:
      return assertNever(recording);
  }
}

type Paused = Extract<RecordingEvent, { type: 'RecordingPaused' }>;

/** A line that would not go on recording was silent all the while: the pause before has not ended. */
function pausedAgain({ pauses }: BegunRecording, event: Paused): BegunRecording['pauses'] {
  const last = pauses.at(-1);
  return event.by === 'line' && last !== undefined
    ? [...pauses.slice(0, -1), { ...last, to: null }]
    : [...pauses, { from: event.at, to: null, held: true }];
}

function deaf(transcription: BegunRecording['transcription']): BegunRecording['transcription'] {
  return transcription.status === 'off' ? transcription : { ...transcription, hears: null };
}
