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
  /** How the business greets, such as "Good day, Brightwater Plumbing." */
  readonly greeting: string;
  /** When somebody is there, as a sentence; empty when there is nothing to say. */
  readonly hoursText: string;
  readonly onDutyNumber: string | null;
  readonly language: string;
}

/** Where a caller stands in the emergency documents, which are all written in advance. */
export type FallbackStage = 'start' | 'nobody' | 'message-left' | 'bridged' | 'offer' | 'accepted';

export type Fallback = (number: string, stage: FallbackStage) => string;

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
  const nobodys = writeStages(
    {
      number: '',
      business: '',
      greeting: '',
      hoursText: '',
      onDutyNumber: null,
      language: options.defaultLanguage ?? 'en-GB',
    },
    options,
  );
  const byNumber = new Map(plans.map((plan) => [plan.number, writeStages(plan, options)]));
  return (number, stage) => (byNumber.get(number) ?? nobodys)[stage];
}

function writeStages(
  plan: FallbackPlan,
  { urls, mayRing }: Parameters<typeof compileFallback>[1],
): Readonly<Record<FallbackStage, string>> {
  const { words, language } = troubleWords(plan.language);
  const says = (...texts: readonly string[]) =>
    prompts(
      texts.map((text) => ({ kind: 'say', text, language })),
      urls,
    );
  const address = (stage: FallbackStage) => xmlAttribute(urls.fallbackAfter(stage, plan.number));

  const record =
    `<Record action="${address('message-left')}" timeout="10" finishOnKey="#" maxLength="${MESSAGE_SECONDS}" playBeep="true"` +
    ` recordingStatusCallback="${xmlAttribute(urls.recording(FALLBACK_MESSAGE))}" recordingStatusCallbackEvent="completed"/>`;
  const onDuty = plan.onDutyNumber !== null && mayRing(plan.onDutyNumber) ? plan.onDutyNumber : null;
  // The business's own number as caller ID: always allowed, and it tells the person on duty what this is about.
  const ring =
    onDuty === null
      ? null
      : `<Dial action="${address('bridged')}" timeout="${RING_SECONDS}" callerId="${xmlAttribute(plan.number)}">` +
        `<Number url="${address('offer')}">${xmlText(onDuty)}</Number></Dial>`;

  return {
    start: document(
      says(plan.greeting, words.sorry) +
        (ring === null ? says(plan.hoursText, words.leaveMessage) + record : says(words.ringing) + ring),
    ),
    nobody: document(says(words.nobody, plan.hoursText, words.leaveMessage) + record),
    'message-left': document(`${says(words.thanks, words.goodbye)}<Hangup/>`),
    bridged: document('<Hangup/>'),
    // A voicemail answers too; only a key joins the two.
    offer: document(
      `<Gather input="dtmf" action="${address('accepted')}" timeout="8" numDigits="1">${says(words.offer(plan.business), words.offer(plan.business))}</Gather><Hangup/>`,
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
