import { nothing, type Moment } from '../../kernel/decision.ts';
import { HOUR } from '../../kernel/duration.ts';
import { of, type RecordingDecision } from './decision.ts';
import type { BegunRecording, EraseFiles, RecordingCommand, RecordingEffect } from './recording.ts';

const ERASE_TIMER = 'erase';
/** A file that could not be removed is tried again this much later, until it is gone. */
const ERASE_AGAIN_MS = HOUR;

/** Deletes what was promised to be deleted. The words go with the same commit, the files as soon as they can be had. */
export function retentionOver(recording: BegunRecording, moment: Moment): RecordingDecision {
  if (recording.status !== 'stored' && recording.status !== 'lost') return nothing;
  const { callId, providerSid } = recording;
  const effects: RecordingEffect[] = [];
  if (recording.status === 'stored') {
    effects.push(erase(moment.id, recording.path, 0));
    if (recording.providerCopy === 'kept' && providerSid !== null) {
      effects.push({
        kind: 'line.delete-recording',
        id: `${moment.id}.remove-late`,
        callId,
        recordingSid: providerSid,
      });
    }
  }
  return { events: [{ type: 'RecordingDeleted', ...of(recording, moment) }], effects };
}

/** Tries once more to remove the files of a deleted recording; nothing when they are gone. */
export function eraseAgain(recording: BegunRecording, moment: Moment): RecordingDecision {
  if (recording.status !== 'deleted' || recording.left === null) return nothing;
  return { events: [], effects: [erase(moment.id, recording.left.path, recording.left.tries)] };
}

/** What became of the files. A failure is shown until it is mended. */
export function erased(problem: string | null, recording: BegunRecording, moment: Moment): RecordingDecision {
  if (recording.status !== 'deleted' || recording.left === null) return nothing;
  if (problem === null) return { events: [{ type: 'FilesErased', ...of(recording, moment) }] };
  const command: RecordingCommand = { type: 'EraseAgain' };
  return {
    events: [{ type: 'FilesNotErased', ...of(recording, moment), problem }],
    timers: [{ set: ERASE_TIMER, at: moment.at + ERASE_AGAIN_MS, command }],
  };
}

function erase(id: string, path: string, tries: number): EraseFiles {
  return { kind: 'recordings.erase', id: `${id}.erase.${tries}`, callId: null, path };
}
