import { callbackIn, checkAttributes, oneOf } from '../attributes.ts';
import { next, warn } from '../document.ts';
import type { Stage, Verb } from '../document.ts';
import { elementsOf } from '../parse-xml.ts';
import type { XmlElement } from '../parse-xml.ts';
import { startTranscription } from './real-time-transcription.ts';

const accepted = ['Stream', 'Siprec'];
const recordingAttributes = [
  'name',
  'recordingStatusCallback',
  'recordingStatusCallbackMethod',
  'recordingStatusCallbackEvent',
  'trim',
  'track',
  'channels',
  'recordingConfigurationId',
];

/** Begins something that goes on beside the document. `<Recording>` and `<Transcription>` have an effect; the others are noted in the journal. */
export const start: Verb = async (stage, element) => {
  checkAttributes(stage, element, ['action', 'method']);
  for (const noun of elementsOf(element)) {
    if (noun.name === 'Recording') startRecording(stage, noun);
    else if (noun.name === 'Transcription') startTranscription(stage, noun);
    else if (accepted.includes(noun.name)) note(stage, noun);
    else warn(stage, 14300, `<${noun.name}> is not allowed in <Start> (line ${noun.line})`);
  }
  return next;
};

function startRecording(stage: Stage, noun: XmlElement): void {
  checkAttributes(stage, noun, recordingAttributes);
  const track = oneOf(stage, noun, 'track', ['inbound', 'outbound', 'both'], 'both', 12200);
  const channels = oneOf(stage, noun, 'channels', ['mono', 'dual'], 'dual', 12200);
  stage.exchange.legs.answer(stage.leg);
  stage.exchange.recordings.startForCall(stage.leg, {
    source: 'StartCallRecordingAPI',
    channels: channels === 'dual' ? 2 : 1,
    track,
    name: noun.attributes.get('name') ?? null,
    callback: callbackIn(stage, noun, 'recordingStatusCallback', { events: ['completed'], code: 13256 }),
  });
}

function note(stage: Stage, noun: XmlElement): void {
  stage.exchange.journal.append({
    kind: 'event',
    name: 'start-accepted',
    callSid: stage.leg.sid,
    noun: noun.name,
    attributes: Object.fromEntries(noun.attributes),
  });
}
