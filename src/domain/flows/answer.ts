import { assertNever } from '../../kernel/assert-never.ts';
import type { LegInput, Utterance } from '../../telephony/line.ts';
import { spacedOut } from './fields.ts';
import { answerRingBack } from './answer-ring-back.ts';
import type { Awaits } from './flow-words.ts';
import { emergencyIn, hear } from './hearing.ts';
import type { Option } from './hearing.ts';
import { asksForHelp, chose, count } from './help.ts';
import {
  askForMessage,
  firstQueue,
  goTo,
  goToPerson,
  offerLanguages,
  offerMenuAgain,
  perform,
  saysOf,
} from './interpret.ts';
import type { StepOf, Words } from './language.ts';
import { BUILT_IN } from './step-parts.ts';
import type { Walk } from './walk.ts';

/** What the caller's leg brought back, and where that leads. Every way ends with something to hear or a hand-over. */
export function takeAnswer(walk: Walk, awaits: Awaits, input: LegInput): void {
  const step = walk.step();
  switch (awaits.kind) {
    case 'spoken':
      return carryOn(walk, perform(walk, 'after-words'));
    case 'notice':
      walk.tell({ type: 'NoticeGiven', callId: walk.callId, notice: awaits.notice });
      return step.step === 'notice' ? goTo(walk, step.then) : goToPerson(walk);
    case 'choice':
      return step.step === 'menu' ? answerMenu(walk, step, input) : goToPerson(walk);
    case 'digits':
      return step.step === 'ask' ? answerDigits(walk, step, awaits.collected, input) : goToPerson(walk);
    case 'confirmation':
      return step.step === 'ask' ? answerConfirmation(walk, step, awaits.digits, input) : goToPerson(walk);
    case 'language':
      return step.step === 'language' ? answerLanguage(walk, step, input) : goToPerson(walk);
    case 'message':
      return step.step === 'message' ? answerMessage(walk, step, awaits.tries, input) : goToPerson(walk);
    case 'ring-back':
      return step.step === 'callback' ? answerRingBack(walk, step, awaits, input) : goToPerson(walk);
    default:
      return assertNever(awaits);
  }
}

function carryOn(walk: Walk, next: string | null): void {
  if (next !== null) goTo(walk, next);
}

function answerMenu(walk: Walk, step: StepOf<'menu'>, input: LegInput): void {
  const options = step.choices.map((choice) => ({ key: choice.key, says: saysOf(walk, choice) }));
  const heard = hear(input, options, walk.phrases);
  switch (heard.kind) {
    case 'option': {
      const choice = step.choices[heard.index];
      if (!choice) return goToPerson(walk);
      chose(walk, labelOf(walk, choice.label), heard.by);
      return goTo(walk, choice.then);
    }
    case 'repeat':
      return carryOn(walk, perform(walk, 'now'));
    case 'silence':
    case 'unclear':
      return tryAgain(walk, step, heard.kind, (words) => offerMenuAgain(walk, step, words));
    case 'person':
    case 'emergency':
      return asksForHelp(walk, heard);
    default:
      return assertNever(heard);
  }
}

function answerDigits(walk: Walk, step: StepOf<'ask'>, collected: string, input: LegInput): void {
  const keys = input.keys ?? '';
  const { min, max } = step.length;
  const fits = (length: number): boolean => min <= length && length <= max;
  const again = (): void => {
    walk.speak(walk.words(step.prompt));
    walk.listenForDigits(max, { kind: 'digits', collected: '' });
  };

  if (keys.includes('*')) return again();
  const emergency = emergencyIn(keys);
  if (emergency !== null && keys.length === emergency.length && !fits(keys.length)) {
    return asksForHelp(walk, { kind: 'emergency', digits: emergency });
  }
  if (keys === '0' && collected === '' && !fits(1)) return asksForHelp(walk, { kind: 'person', by: 'key' });

  const digits = collected + keys;
  if (fits(digits.length) && (keys !== '' || collected !== '')) return gotDigits(walk, step, digits);
  if (keys !== '' && digits.length < min) {
    return tryAgain(walk, step, 'unclear', () => {
      walk.speak(walk.phrase(walk.phrases.carryOn(digits.length, min)));
      walk.listenForDigits(max - digits.length, { kind: 'digits', collected: digits });
    });
  }
  return tryAgain(walk, step, keys === '' ? 'silence' : 'unclear', (words) => {
    walk.speak(words);
    again();
  });
}

function gotDigits(walk: Walk, step: StepOf<'ask'>, digits: string): void {
  if (step.confirm) return readBack(walk, digits);
  keepDigits(walk, step, digits);
}

function readBack(walk: Walk, digits: string): void {
  walk.speak(walk.phrase(walk.phrases.confirm(spacedOut(digits))));
  walk.listenForChoice({ hints: null, longestKey: 1 }, { kind: 'confirmation', digits });
}

function answerConfirmation(walk: Walk, step: StepOf<'ask'>, digits: string, input: LegInput): void {
  const { phrases } = walk;
  const options: Option[] = [
    { key: '1', says: phrases.yesWords },
    { key: '2', says: phrases.noWords },
  ];
  const heard = hear(input, options, phrases);
  switch (heard.kind) {
    case 'option':
      if (heard.index === 0) return keepDigits(walk, step, digits);
      walk.speak(walk.phrase(phrases.askAgain), walk.words(step.prompt));
      return walk.listenForDigits(step.length.max, { kind: 'digits', collected: '' });
    case 'repeat':
      return readBack(walk, digits);
    case 'silence':
    case 'unclear':
      return tryAgain(walk, step, heard.kind, () => readBack(walk, digits));
    case 'person':
    case 'emergency':
      return asksForHelp(walk, heard);
    default:
      return assertNever(heard);
  }
}

function keepDigits(walk: Walk, step: StepOf<'ask'>, value: string): void {
  walk.tell({ type: 'ValueSet', callId: walk.callId, name: step.name, value, label: step.label ?? null });
  goTo(walk, step.then);
}

/** Silence, or something nobody understood twice, keeps the language that the flow began in: no one is sent away over it. */
function answerLanguage(walk: Walk, step: StepOf<'language'>, input: LegInput): void {
  const heard = hear(input, step.choices, walk.phrases);
  const choice = heard.kind === 'option' ? step.choices[heard.index] : undefined;
  if (choice) {
    walk.tell({ type: 'LanguageChosen', callId: walk.callId, language: choice.language });
    return goTo(walk, step.then);
  }
  if (heard.kind === 'person' || heard.kind === 'emergency') return asksForHelp(walk, heard);
  if (heard.kind === 'repeat') return offerLanguages(walk, step);
  const times = count(walk, heard.kind === 'silence' ? 'silence' : 'unclear');
  if (times === 1) return offerLanguages(walk, step);
  goTo(walk, step.then);
}

function answerMessage(walk: Walk, step: StepOf<'message'>, tries: number, input: LegInput): void {
  const { message } = input;
  if (message) {
    walk.tell({
      type: 'MessageLeft',
      callId: walk.callId,
      businessId: walk.business.id,
      recordingSid: message.recordingSid,
      durationSeconds: message.durationSeconds,
      for: step.for ?? firstQueue(walk),
    });
    return goTo(walk, step.then ?? BUILT_IN.goodbye);
  }
  walk.speak(walk.phrase(walk.phrases.noMessage));
  if (tries === 1) return askForMessage(walk, step, 2);
  goTo(walk, step.then ?? BUILT_IN.goodbye);
}

/** Counts a failed try and says it again, more helpfully each time; after the last, to a person. */
function tryAgain(
  walk: Walk,
  step: StepOf<'menu' | 'ask'>,
  kind: 'silence' | 'unclear',
  again: (words: Utterance) => void,
): void {
  const times = count(walk, kind);
  const given = kind === 'silence' ? step.no_input : step.no_match;
  const house = kind === 'silence' ? walk.phrases.silence : walk.phrases.notUnderstood;
  const words: readonly Utterance[] =
    given?.prompts?.map((prompt: Words) => walk.words(prompt)) ?? house.map((text) => walk.phrase(text));
  const next = words[times - 1];
  if (next) return again(next);
  if (given?.then === undefined) return goToPerson(walk);
  goTo(walk, given.then);
}

/** Labels are for the house, so they are told in the flow's own language. */
function labelOf(walk: Walk, label: Words): string {
  if (typeof label === 'string') return label;
  return label[walk.flow().language] ?? Object.values(label)[0] ?? '';
}
