import { transcriptionDefaults as defaults } from '../../world/transcriptions.ts';
import { TwilioError } from '../../world/world.ts';
import { callbackIn, checkAttributes, oneOf, yesOrNo } from '../attributes.ts';
import { warn } from '../document.ts';
import type { Stage } from '../document.ts';
import type { XmlElement } from '../parse-xml.ts';

const attributes = [
  'name',
  'track',
  'statusCallbackUrl',
  'statusCallbackMethod',
  'inboundTrackLabel',
  'outboundTrackLabel',
  'partialResults',
  'languageCode',
  'transcriptionEngine',
  'profanityFilter',
  'speechModel',
  'hints',
  'enableAutomaticPunctuation',
  'enableProviderData',
  'intelligenceService',
];

/** `<Start><Transcription>`: what is said on the leg from now on is told as text. */
export function startTranscription(stage: Stage, noun: XmlElement): void {
  checkAttributes(stage, noun, attributes);
  const given = (name: string, otherwise: string): string => noun.attributes.get(name)?.trim() || otherwise;
  stage.exchange.legs.answer(stage.leg);
  stage.exchange.transcriptions.start(stage.leg, {
    name: noun.attributes.get('name') ?? null,
    track: oneOf(
      stage,
      noun,
      'track',
      ['inbound_track', 'outbound_track', 'both_tracks'],
      defaults.track,
      12200,
    ),
    languageCode: given('languageCode', defaults.languageCode),
    engine: given('transcriptionEngine', defaults.engine),
    inboundTrackLabel: given('inboundTrackLabel', defaults.inboundTrackLabel),
    outboundTrackLabel: given('outboundTrackLabel', defaults.outboundTrackLabel),
    partialResults: yesOrNo(stage, noun, 'partialResults', defaults.partialResults),
    callback: statusCallback(stage, noun),
  });
}

/** `<Stop><Transcription name>` */
export function stopTranscription(stage: Stage, noun: XmlElement): void {
  checkAttributes(stage, noun, ['name']);
  const name = noun.attributes.get('name') ?? '';
  try {
    stage.exchange.transcriptions.stop(stage.leg.sid, name);
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    warn(stage, 12200, `no transcription named "${name}" runs on this call (line ${noun.line})`);
  }
}

/** The address stands in `statusCallbackUrl`, its method in `statusCallbackMethod`. */
function statusCallback(stage: Stage, noun: XmlElement) {
  const callback = callbackIn(stage, noun, 'statusCallbackUrl', { events: [], code: 12200 });
  const isGet = noun.attributes.get('statusCallbackMethod')?.trim().toUpperCase() === 'GET';
  return callback && isGet ? { ...callback, method: 'GET' as const } : callback;
}
