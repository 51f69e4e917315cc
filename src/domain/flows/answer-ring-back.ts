import { assertNever } from '../../kernel/assert-never.ts';
import type { LegInput } from '../../telephony/line.ts';
import type { Awaits } from './flow-words.ts';
import { emergencyIn, hear } from './hearing.ts';
import { asksForHelp, chose, count } from './help.ts';
import { goTo } from './interpret.ts';
import type { StepOf } from './language.ts';
import {
  askForNumber,
  askForTime,
  askWhen,
  confirmRingBack,
  promiseRingBack,
  timeOf,
  type RingBackNumber,
} from './ring-back.ts';
import { BUILT_IN } from './step-parts.ts';
import type { Walk } from './walk.ts';

/** What a caller answers who is to be rung back: two tries at each question, then they leave a message instead. */

const MOST_TRIES = 2;

export function answerRingBack(
  walk: Walk,
  step: StepOf<'callback'>,
  awaits: Extract<Awaits, { readonly kind: 'ring-back' }>,
  input: LegInput,
): void {
  switch (awaits.asks) {
    case 'confirm':
      return answerKey(walk, step, input, {
        first: () => (step.ask_time ? askWhen(walk, awaits) : promise(walk, step, awaits, null)),
        second: () => askForNumber(walk, 1),
        again: () => confirmRingBack(walk, awaits),
      });
    case 'number':
      return answerNumber(walk, step, awaits.tries, input);
    case 'when':
      return answerKey(walk, step, input, {
        first: () => promise(walk, step, awaits, null),
        second: () => askForTime(walk, awaits),
        again: () => askWhen(walk, awaits),
      });
    case 'time':
      return answerTime(walk, step, awaits, input);
    default:
      return assertNever(awaits);
  }
}

function promise(walk: Walk, step: StepOf<'callback'>, on: RingBackNumber, dueAt: number | null): void {
  promiseRingBack(walk, step, on, dueAt);
  goTo(walk, step.then ?? BUILT_IN.goodbye);
}

function answerKey(
  walk: Walk,
  step: StepOf<'callback'>,
  input: LegInput,
  ways: { readonly first: () => void; readonly second: () => void; readonly again: () => void },
): void {
  const { phrases } = walk;
  const options = [
    { key: '1', says: phrases.yesWords },
    { key: '2', says: phrases.noWords },
  ];
  const heard = hear(input, options, phrases);
  switch (heard.kind) {
    case 'option':
      return heard.index === 0 ? ways.first() : ways.second();
    case 'repeat':
      return ways.again();
    case 'silence':
    case 'unclear':
      return count(walk, heard.kind) < MOST_TRIES ? ways.again() : without(walk, step);
    case 'person':
    case 'emergency':
      return asksForHelp(walk, heard);
    default:
      return assertNever(heard);
  }
}

function answerNumber(walk: Walk, step: StepOf<'callback'>, tries: number, input: LegInput): void {
  const keys = input.keys ?? '';
  const emergency = emergencyIn(keys);
  if (emergency !== null && keys.length === emergency.length)
    return asksForHelp(walk, { kind: 'emergency', digits: emergency });
  if (keys === '0') return asksForHelp(walk, { kind: 'person', by: 'key' });
  const { keyed } = walk.callback;
  if (keys !== '' && keyed !== null && 'number' in keyed)
    return confirmRingBack(walk, { ...keyed, numberFrom: 'keyed' });
  if (keys !== '') walk.speak(walk.phrase(walk.phrases.ringBackImpossible));
  if (tries < MOST_TRIES) return askForNumber(walk, tries + 1);
  without(walk, step);
}

function answerTime(walk: Walk, step: StepOf<'callback'>, on: RingBackNumber, input: LegInput): void {
  const keys = input.keys ?? '';
  const emergency = emergencyIn(keys);
  if (emergency !== null && keys.length === emergency.length)
    return asksForHelp(walk, { kind: 'emergency', digits: emergency });
  const dueAt = timeOf(walk, step, keys);
  if (dueAt !== null) {
    chose(walk, `Call-back at ${keys.slice(0, 2)}:${keys.slice(2)}`, 'key');
    return promise(walk, step, on, dueAt);
  }
  if (count(walk, keys === '' ? 'silence' : 'unclear') >= MOST_TRIES) return promise(walk, step, on, null);
  if (keys !== '') walk.speak(walk.phrase(walk.phrases.ringBackNotThen));
  askForTime(walk, on);
}

function without(walk: Walk, step: StepOf<'callback'>): void {
  goTo(walk, step.otherwise ?? BUILT_IN.message);
}
