import { assertNever } from '../../kernel/assert-never.ts';
import type { BegunRecording, Marker, Recording, RecordingEvent } from './recording.ts';

/** What a recording is after an event. */
export function evolveRecording(recording: Recording, event: RecordingEvent): Recording {
  if (event.type === 'RecordingAsked') return { status: 'recording', paused: null, ...event.asked };
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
        markers: marked(recording, { at: event.at, kind: 'resume', text: event.why }),
      };
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
      return recording.status === 'stored' ? { ...recording, providerCopy: 'removed' } : recording;
    case 'RecordingLost':
      return { ...known(recording), status: 'lost', endedAt: event.at, problem: event.problem };
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
  const { pathways, people, markers, retentionDays } = recording;
  return {
    ...{ kind, callId, businessId, callerSid, from, callerName, topic, beganAt, startedAt, providerSid },
    ...{ pathways, people, markers, retentionDays },
  };
}
