import type { Noun } from '../../engine/noun.ts';
import type { Reader } from '../../store/database.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { findCall } from '../calls/calls-store.ts';
import { decideRecording } from './decide.ts';
import { evolveRecording } from './evolve.ts';
import { recordingsStore } from './recordings-store.ts';
import type {
  Recording,
  RecordingCommand,
  RecordingEffect,
  RecordingEvent,
  RecordingFacts,
} from './recording.ts';

export const recordingsNoun: Noun<
  Recording,
  RecordingCommand,
  RecordingEvent,
  RecordingEffect,
  RecordingFacts
> = {
  name: 'recordings',
  initial: { status: 'none' },
  gather: (reader, _id, command) => gatherFacts(reader, command),
  decide: decideRecording,
  evolve: evolveRecording,
  store: recordingsStore,
};

async function gatherFacts(reader: Reader, command: RecordingCommand): Promise<RecordingFacts> {
  if (command.type !== 'ConsiderRecording' && command.type !== 'KeepMessage')
    return { policy: null, call: null };
  const business = await businessOf(reader, command.businessId);
  const call = await findCall(reader, command.callId);
  return { policy: business.recording, call };
}
