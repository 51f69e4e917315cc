import { baseLanguage } from '../../kernel/languages.ts';
import { troubleWords } from './fallback-words.ts';
import { document, prompts } from './twiml.ts';
import type { TwilioUrls } from './urls.ts';
import { FALLBACK_MESSAGE } from './urls.ts';
import { xmlAttribute, xmlText } from './xml.ts';

/** What a number's callers are told when nothing else works: plain data, compiled from the flows when they load. */
export interface FallbackPlan {
  /** The number that was called, in E.164. */
  readonly number: string;
  readonly business: string;
  readonly onDutyNumber: string | null;
  /** Those in which its callers may be spoken to, its own first. */
  readonly languages: readonly PlannedLanguage[];
}

export interface PlannedLanguage {
  /** BCP 47. */
  readonly language: string;
  /** When somebody is there, as a sentence; empty when there is nothing to say. */
  readonly hoursText: string;
}

/** Where a caller stands in the emergency documents, which are all written in advance. */
export type FallbackStage = 'start' | 'nobody' | 'message-left' | 'bridged' | 'offer' | 'accepted';

/** `language`: the caller's, as far as it is known. */
export type Fallback = (number: string, stage: FallbackStage, language: string | null) => string;

/** Rings this many seconds before the caller may leave a message: five or six rings. */
const RING_SECONDS = 25;
const MESSAGE_SECONDS = 180;

/**
 * Writes every document once, so that answering needs neither database nor network. Only numbers that `mayRing`
 * allows are rung. An unknown number is answered too, in nobody's name.
 */
export function compileFallback(
  plans: readonly FallbackPlan[],
  options: {
    readonly urls: Pick<TwilioUrls, 'fallbackAfter' | 'recording' | 'audio'>;
    readonly mayRing: (number: string) => boolean;
    readonly defaultLanguage?: string;
  },
): Fallback {
  const unknown = { language: options.defaultLanguage ?? 'en-GB', hoursText: '' };
  const write = (plan: FallbackPlan) => {
    const planned = plan.languages.length === 0 ? [unknown] : plan.languages;
    return planned.map((one) => ({ language: one.language, stages: writeStages(plan, one, options) }));
  };
  const nobodys = write({ number: '', business: '', onDutyNumber: null, languages: [] });
  const byNumber = new Map(plans.map((plan) => [plan.number, write(plan)]));
  return (number, stage, language) => {
    const written = byNumber.get(number) ?? nobodys;
    const own =
      written.find((one) => one.language === language) ??
      written.find((one) => language !== null && baseLanguage(one.language) === baseLanguage(language));
    return (own ?? written[0])?.stages[stage] ?? goodbye(unknown.language, options.urls);
  };
}

function writeStages(
  plan: FallbackPlan,
  planned: PlannedLanguage,
  { urls, mayRing }: Parameters<typeof compileFallback>[1],
): Readonly<Record<FallbackStage, string>> {
  const { words, language } = troubleWords(planned.language);
  const says = (...texts: readonly string[]) =>
    prompts(
      texts.map((text) => ({ kind: 'say', text, language })),
      urls,
    );
  const address = (stage: FallbackStage) =>
    xmlAttribute(urls.fallbackAfter(stage, plan.number, planned.language));
  // Whoever is on duty hears the business's own language, in whichever the caller is spoken to.
  const onDutyAddress = (stage: 'offer' | 'accepted') =>
    xmlAttribute(urls.fallbackAfter(stage, plan.number, ''));

  const record =
    `<Record action="${address('message-left')}" timeout="10" finishOnKey="#" maxLength="${MESSAGE_SECONDS}" playBeep="true"` +
    ` recordingStatusCallback="${xmlAttribute(urls.recording(FALLBACK_MESSAGE))}" recordingStatusCallbackEvent="completed"/>`;
  const onDuty = plan.onDutyNumber !== null && mayRing(plan.onDutyNumber) ? plan.onDutyNumber : null;
  // The business's own number as caller ID: always allowed, and it tells the person on duty what this is about.
  const ring =
    onDuty === null
      ? null
      : `<Dial action="${address('bridged')}" timeout="${RING_SECONDS}" callerId="${xmlAttribute(plan.number)}">` +
        `<Number url="${onDutyAddress('offer')}">${xmlText(onDuty)}</Number></Dial>`;

  return {
    start: document(
      says(plan.business === '' ? '' : words.thisIs(plan.business), words.sorry) +
        (ring === null ? says(planned.hoursText, words.leaveMessage) + record : says(words.ringing) + ring),
    ),
    nobody: document(says(words.nobody, planned.hoursText, words.leaveMessage) + record),
    'message-left': document(`${says(words.thanks, words.goodbye)}<Hangup/>`),
    bridged: document('<Hangup/>'),
    // A voicemail answers too; only a key joins the two.
    offer: document(
      `<Gather input="dtmf" action="${onDutyAddress('accepted')}" timeout="8" numDigits="1">${says(words.offer(plan.business), words.offer(plan.business))}</Gather><Hangup/>`,
    ),
    accepted: document(''),
  };
}

/** Said to a leg that we rang and that has nothing to join any more. */
export function goodbye(language: string, urls: Pick<TwilioUrls, 'audio'>): string {
  const { words, language: spoken } = troubleWords(language);
  return document(
    `${prompts(
      [words.sorry, words.goodbye].map((text) => ({ kind: 'say', text, language: spoken })),
      urls,
    )}<Hangup/>`,
  );
}
