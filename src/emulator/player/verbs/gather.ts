import { actionRequest, callbackIn, checkAttributes, wholeNumber, yesOrNo } from '../attributes.ts';
import { next, warn } from '../document.ts';
import type { Outcome, Stage, Verb } from '../document.ts';
import { elementsOf } from '../parse-xml.ts';
import type { XmlElement } from '../parse-xml.ts';
import { Interrupted } from '../../world/scope.ts';
import { listenForInput } from './gather-listener.ts';
import type { GatherRules, GatherResult } from './gather-listener.ts';
import { pause } from './pause.ts';
import { play } from './play.ts';
import { say } from './say.ts';

const attributes = [
  'action',
  'method',
  'input',
  'timeout',
  'speechTimeout',
  'numDigits',
  'finishOnKey',
  'actionOnEmptyResult',
  'language',
  'hints',
  'speechModel',
  'enhanced',
  'profanityFilter',
  'partialResultCallback',
  'partialResultCallbackMethod',
  'bargeIn',
  'maxSpeechTime',
  'debug',
];
const prompts = new Map<string, Verb>([
  ['Say', say],
  ['Play', play],
  ['Pause', pause],
]);
const autoSpeechTimeoutMs = 1_000;

export const gather: Verb = async (stage, element) => {
  checkAttributes(stage, element, attributes);
  const rules = rulesOf(stage, element);
  const actionOnEmptyResult = yesOrNo(stage, element, 'actionOnEmptyResult', false, 13334);
  stage.exchange.legs.answer(stage.leg);
  const promptScope = stage.scope.child();
  const listening = listenForInput(stage, rules, () => promptScope.end('stopped'));
  try {
    await playPrompts({ ...stage, scope: promptScope }, element);
    if (!promptScope.ended) promptScope.end('stopped');
    listening.promptEnded();
    const result = await stage.scope.wait<GatherResult>((resolve) => listening.onResult(resolve));
    return afterGather(stage, element, result, rules, actionOnEmptyResult);
  } finally {
    listening.stop();
  }
};

function afterGather(
  stage: Stage,
  element: XmlElement,
  result: GatherResult,
  rules: GatherRules,
  actionOnEmptyResult: boolean,
): Outcome {
  const request = (fields: readonly (readonly [string, string])[]): Outcome =>
    actionRequest(stage, element, fields, { loops: true, methodCode: 13311 }) ?? next;
  switch (result.kind) {
    case 'keys':
      return request([['Digits', result.digits]]);
    case 'speech':
      return request([
        ['SpeechResult', result.text],
        ['Confidence', '0.9'],
      ]);
    case 'nothing':
      if (!actionOnEmptyResult) return next;
      return request(rules.keys ? [['Digits', '']] : [['SpeechResult', '']]);
    default:
      return result satisfies never;
  }
}

/** Plays the prompts until they end or a key or a word stops them. */
async function playPrompts(stage: Stage, element: XmlElement): Promise<void> {
  try {
    for (const child of elementsOf(element)) {
      const prompt = prompts.get(child.name);
      if (prompt && !(child.name === 'Play' && child.attributes.has('digits'))) await prompt(stage, child);
      else warn(stage, 13320, `<${child.name}> is not allowed in <Gather> (line ${child.line})`);
    }
  } catch (error) {
    if (!(error instanceof Interrupted && error.reason === 'stopped')) throw error;
  }
}

function rulesOf(stage: Stage, element: XmlElement): GatherRules {
  const input = (element.attributes.get('input') ?? 'dtmf').split(/[\s,]+/).filter((kind) => kind !== '');
  const wrong = input.filter((kind) => kind !== 'dtmf' && kind !== 'speech');
  if (wrong.length > 0) warn(stage, 13326, `input="${wrong.join(' ')}" of <Gather> must be dtmf or speech`);
  const speech = input.includes('speech');
  const timeoutMs =
    element.attributes.get('timeout') === 'auto'
      ? 5_000
      : wholeNumber(stage, element, 'timeout', { min: 0, otherwise: 5, code: 13313 }) * 1_000;
  const speechTimeout = element.attributes.get('speechTimeout');
  const finishOnKey = element.attributes.get('finishOnKey') ?? '#';
  const isKey = /^[0-9*#]?$/.test(finishOnKey);
  if (!isKey) warn(stage, 13310, `finishOnKey="${finishOnKey}" of <Gather> must be one key or empty`);
  return {
    keys: input.includes('dtmf') || !speech,
    speech,
    timeoutMs,
    speechTimeoutMs:
      speechTimeout === 'auto'
        ? autoSpeechTimeoutMs
        : speechTimeout === undefined
          ? timeoutMs
          : wholeNumber(stage, element, 'speechTimeout', { min: 1, otherwise: 5, code: 13328 }) * 1_000,
    numDigits: wholeNumber(stage, element, 'numDigits', {
      min: 1,
      otherwise: Number.MAX_SAFE_INTEGER,
      code: 13314,
    }),
    finishOnKey: isKey ? finishOnKey : '#',
    bargeIn: yesOrNo(stage, element, 'bargeIn', true, 13332),
    partialResults: callbackIn(stage, element, 'partialResultCallback', { events: [], code: 13329 }),
  };
}
