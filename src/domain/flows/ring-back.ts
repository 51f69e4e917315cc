import { DateTime } from 'luxon';
import { MINUTE } from '../../kernel/duration.ts';
import { nextAllowed } from '../callbacks/quiet-hours.ts';
import { readOut } from '../callbacks/spoken-number.ts';
import { openAt } from '../businesses/hours.ts';
import { spokenMoment } from '../businesses/spoken-time.ts';
import type { StepOf } from './language.ts';
import { BUILT_IN } from './step-parts.ts';
import type { Walk } from './walk.ts';

/** What a caller hears who is to be rung back. The answers are in `answer-ring-back.ts`. */

export interface RingBackNumber {
  readonly number: string;
  readonly spoken: string;
  readonly numberFrom: 'calling' | 'keyed';
}

/** Offers it, or says honestly that it cannot be had. Answers with the next target, or null when the caller is asked. */
export function offerRingBack(walk: Walk, step: StepOf<'callback'>): string | null {
  const { ringBack, open } = walk.callback;
  const { phrases } = walk;
  if (open !== null) {
    walk.speak(walk.phrase(phrases.ringBackAlready));
    return step.then ?? BUILT_IN.goodbye;
  }
  if ('refused' in ringBack) {
    walk.speak(walk.phrase(phrases.ringBackImpossible));
    return step.otherwise ?? BUILT_IN.message;
  }
  if (step.prompt !== undefined) walk.speak(walk.words(step.prompt));
  confirmRingBack(walk, { ...ringBack, numberFrom: 'calling' });
  return null;
}

export function confirmRingBack(walk: Walk, on: RingBackNumber): void {
  walk.speak(walk.phrase(walk.phrases.ringBackConfirm(readOut(on.spoken, walk.run.language))));
  walk.listenForChoice({ hints: null, longestKey: 1 }, awaits('confirm', on));
}

export function askForNumber(walk: Walk, tries: number): void {
  walk.speak(walk.phrase(walk.phrases.ringBackNumber));
  walk.listenForDigits(LONGEST_NUMBER, { kind: 'ring-back', asks: 'number', tries });
}

export function askWhen(walk: Walk, on: RingBackNumber): void {
  walk.speak(walk.phrase(walk.phrases.ringBackWhen));
  walk.listenForChoice({ hints: null, longestKey: 1 }, awaits('when', on));
}

export function askForTime(walk: Walk, on: RingBackNumber): void {
  walk.speak(walk.phrase(walk.phrases.ringBackTime));
  walk.listenForDigits(DIGITS_OF_TIME, awaits('time', on));
}

const LONGEST_NUMBER = 16;
export const DIGITS_OF_TIME = 4;

/** The next time that it is `digits` (`1430`) by the business's clock; null: it is no time, or nobody rings then. */
export function timeOf(walk: Walk, step: StepOf<'callback'>, digits: string): number | null {
  const { timezone } = walk.business;
  const hour = Number(digits.slice(0, 2));
  const minute = Number(digits.slice(2));
  if (!/^\d{4}$/.test(digits) || hour > 23 || minute > 59) return null;
  const now = DateTime.fromMillis(walk.at, { zone: timezone });
  const today = now.set({ hour, minute, second: 0, millisecond: 0 });
  const soonest = walk.at + walk.business.callbacks.leadMinutes * MINUTE;
  const at = (today.toMillis() >= soonest ? today : today.plus({ days: 1 })).toMillis();
  return ringableFrom(walk, step, at) === at ? at : null;
}

/** The first moment from `at` on at which the business rings and the caller may be rung, epoch ms. */
function ringableFrom(walk: Walk, step: StepOf<'callback'>, at: number): number {
  const { zones, hours } = walk.callback;
  let moment = nextAllowed(at, zones, hours);
  const opening = step.hours === undefined ? undefined : walk.business.hours[step.hours];
  for (let rounds = 0; opening !== undefined && rounds < MOST_DAYS; rounds += 1) {
    const open = openAt(opening, walk.business.timezone, moment, walk.holidays);
    if (open.open || open.opensNext === null) break;
    moment = nextAllowed(open.opensNext, zones, hours);
  }
  return moment;
}

const MOST_DAYS = 30;

/** It is promised, in words that the caller hears. */
export function promiseRingBack(
  walk: Walk,
  step: StepOf<'callback'>,
  on: RingBackNumber,
  dueAt: number | null,
): void {
  const { business, phrases, run } = walk;
  const from = ringableFrom(walk, step, walk.at);
  const begins = dueAt ?? (from > walk.at ? from : null);
  const { withinMinutes } = business.callbacks;
  const words =
    begins === null
      ? phrases.ringBackWithin(withinMinutes)
      : phrases.ringBackAt(spokenMoment(begins, walk.at, business.timezone, run.language));
  const by = dueAt ?? (begins ?? walk.at) + withinMinutes * MINUTE;
  walk.tell({
    type: 'RingBackChosen',
    callId: walk.callId,
    businessId: business.id,
    number: on.number,
    numberFrom: on.numberFrom,
    queue: step.queue ?? null,
    topic: business.topics.find(({ key }) => key === step.topic)?.name ?? step.topic ?? null,
    dueAt: begins,
    told: { words, by },
    language: run.language,
    story: run.story,
  });
  walk.speak(walk.phrase(`${words}.`));
}

/** `on` may be what was awaited before: only the number goes on. */
function awaits(asks: 'confirm' | 'when' | 'time', { number, spoken, numberFrom }: RingBackNumber) {
  return { kind: 'ring-back', asks, number, spoken, numberFrom } as const;
}
