import { compileFallback, goodbye } from './fallback.ts';
import type { Fallback, FallbackPlan, FallbackStage } from './fallback.ts';
import { troubleWords } from './fallback-words.ts';
import { document, prompts, redirect } from './twiml.ts';
import type { TwilioUrls } from './urls.ts';

/** What is answered when the right answer cannot be had. All of it comes from memory and cannot fail. */
export interface Safety {
  /** A short word and one more try at `url`. */
  again(call: CallInTrouble, url: string): string;
  /** The last word of a call's road: an apology, then a person or a message; a polite end for a leg that we rang. */
  apology(call: CallInTrouble): string;
  fallback(number: string, stage: FallbackStage, language: string | null): string;
  /** Takes the place of all plans, as when flows were loaded anew. */
  setPlans(plans: readonly FallbackPlan[]): void;
}

export interface CallInTrouble {
  readonly to: string;
  /** As Twilio says it: `inbound`, `outbound-api`, `outbound-dial`. */
  readonly direction: string;
  /** In which the caller is spoken to (BCP 47); null: it is not known, and the business's own is spoken. */
  readonly language: string | null;
}

/** `mayRing`: whether a number (E.164) in a plan may be dialled when nothing else works. */
export function createSafety(options: {
  readonly plans: readonly FallbackPlan[];
  readonly urls: TwilioUrls;
  readonly mayRing: (number: string) => boolean;
  readonly defaultLanguage?: string;
}): Safety {
  const { urls, defaultLanguage = 'en-GB' } = options;
  let fallback: Fallback;
  let languages: ReadonlyMap<string, string>;
  const setPlans = (plans: readonly FallbackPlan[]) => {
    fallback = compileFallback(plans, options);
    languages = new Map(plans.map((plan) => [plan.number, plan.languages[0]?.language ?? defaultLanguage]));
  };
  setPlans(options.plans);
  const languageOf = ({ to, language }: CallInTrouble) => language ?? languages.get(to) ?? defaultLanguage;

  return {
    again: (call, url) => {
      const { words, language } = troubleWords(languageOf(call));
      return document(prompts([{ kind: 'say', text: words.moment, language }], urls) + redirect(url));
    },
    apology: (call) =>
      call.direction === 'inbound'
        ? fallback(call.to, 'start', call.language)
        : goodbye(languageOf(call), urls),
    fallback: (number, stage, language) => fallback(number, stage, language),
    setPlans,
  };
}
