import type { SpeechListener } from '../../world/leg.ts';
import type { LiveRecording } from '../../world/recording-news.ts';
import type { Params } from '../../webhooks/signature.ts';
import { actionRequest, callbackIn, checkAttributes, oneOf, wholeNumber, yesOrNo } from '../attributes.ts';
import { DocumentFailure, next } from '../document.ts';
import type { Outcome, Stage, Verb } from '../document.ts';
import { sendUnheard } from '../fetch-document.ts';
import type { XmlElement } from '../parse-xml.ts';
import { tellTranscription } from './transcription.ts';

const attributes = [
  'action',
  'method',
  'timeout',
  'finishOnKey',
  'maxLength',
  'playBeep',
  'trim',
  'recordingStatusCallback',
  'recordingStatusCallbackMethod',
  'recordingStatusCallbackEvent',
  'transcribe',
  'transcribeCallback',
  'recordingConfigurationId',
];
const beepMs = 500;

interface Heard {
  /** When the caller last stopped speaking. */
  lastAt: number | null;
  readonly words: string[];
}

interface RecordEnd {
  readonly key: string | null;
}

/** Takes a message: the caller's voice only, until a key, silence, the greatest length, or the end of the call. */
export const record: Verb = async (stage, element) => {
  checkAttributes(stage, element, attributes);
  const { leg, exchange, scope } = stage;
  if (stage.url === null && !element.attributes.has('action')) {
    throw new DocumentFailure(11100, null, '<Record> needs an action in a document given inline');
  }
  const silenceMs = wholeNumber(stage, element, 'timeout', { min: 0, otherwise: 5, code: 13613 }) * 1_000;
  const maxLengthMs =
    wholeNumber(stage, element, 'maxLength', { min: 1, max: 14_400, otherwise: 3_600, code: 13612 }) * 1_000;
  const finishOnKey = element.attributes.get('finishOnKey') ?? '1234567890*#';
  const trim = oneOf(stage, element, 'trim', ['trim-silence', 'do-not-trim'], 'trim-silence', 13618);
  exchange.legs.answer(leg);
  if (yesOrNo(stage, element, 'playBeep', true, 13615)) {
    leg.hear('Record', 'beep');
    leg.receive({ kind: 'beep' });
    await scope.sleep(beepMs);
  }
  const live = exchange.recordings.startForCall(leg, {
    source: 'RecordVerb',
    channels: 1,
    track: 'both',
    sides: ['near'],
    callback: callbackIn(stage, element, 'recordingStatusCallback', { events: ['completed'], code: 13256 }),
  });
  const heard: Heard = { lastAt: null, words: [] };
  const close = (end: RecordEnd): Params => {
    const trimTo = trim === 'trim-silence' && heard.lastAt !== null ? heard.lastAt : undefined;
    exchange.recordings.stop(live.record.sid, trimTo);
    tellTranscription(stage, element, live, heard.words);
    return actionFields(stage, live, end);
  };
  const stopListening = scope.onEnd((reason) => {
    if (leg.isSpeaking) heard.lastAt = exchange.clock.now();
    const request = outcomeOf(stage, element, close({ key: reason === 'hangup' ? 'hangup' : null }));
    if (request.kind === 'goto') sendUnheard(stage, request.request);
  });
  const end = await scope.wait<RecordEnd>((resolve) =>
    listen(stage, { silenceMs, maxLengthMs, finishOnKey, heard }, resolve),
  );
  stopListening();
  return outcomeOf(stage, element, close(end));
};

function listen(
  { leg, exchange }: Stage,
  rules: { silenceMs: number; maxLengthMs: number; finishOnKey: string; heard: Heard },
  resolve: (end: RecordEnd) => void,
): () => void {
  let stopSilence = (): void => undefined;
  const awaitSilence = (): void => {
    stopSilence();
    if (rules.silenceMs > 0)
      stopSilence = exchange.clock.schedule(rules.silenceMs, () => resolve({ key: null }));
  };
  const onKey = (key: string): void => {
    if (rules.finishOnKey.includes(key)) resolve({ key });
    else awaitSilence();
  };
  const speech: SpeechListener = {
    started: () => stopSilence(),
    ended: (words) => {
      if (words !== null) rules.heard.words.push(words);
      rules.heard.lastAt = exchange.clock.now();
      if (!leg.isSpeaking) awaitSilence();
    },
  };
  const stopLimit = exchange.clock.schedule(rules.maxLengthMs, () => resolve({ key: null }));
  leg.keyListeners.add(onKey);
  leg.speechListeners.add(speech);
  if (!leg.isSpeaking) awaitSilence();
  return () => {
    stopSilence();
    stopLimit();
    leg.keyListeners.delete(onKey);
    leg.speechListeners.delete(speech);
  };
}

function actionFields(stage: Stage, live: LiveRecording, end: RecordEnd): Params {
  const { recordings } = stage.exchange;
  const fields: [string, string][] = [
    ['RecordingUrl', recordings.urlOf(live.record)],
    ['RecordingSid', live.record.sid],
    ['RecordingDuration', String(live.record.duration ?? 0)],
  ];
  if (end.key !== null) fields.push(['Digits', end.key]);
  return fields;
}

function outcomeOf(stage: Stage, element: XmlElement, params: Params): Outcome {
  return actionRequest(stage, element, params, { loops: true, methodCode: 13611 }) ?? next;
}
