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
  fallback(number: string, stage: FallbackStage): string;
  /** Takes the place of all plans, as when flows were loaded anew. */
  setPlans(plans: readonly FallbackPlan[]): void;
}

export interface CallInTrouble {
  readonly to: string;
  /** As Twilio says it: `inbound`, `outbound-api`, `outbound-dial`. */
  readonly direction: string;
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
    languages = new Map(plans.map((plan) => [plan.number, plan.language]));
  };
  setPlans(options.plans);

  return {
    again: ({ to }, url) => {
      const { words, language } = troubleWords(languages.get(to) ?? defaultLanguage);
      return document(prompts([{ kind: 'say', text: words.moment, language }], urls) + redirect(url));
    },
    apology: ({ to, direction }) =>
      direction === 'inbound' ? fallback(to, 'start') : goodbye(languages.get(to) ?? defaultLanguage, urls),
    fallback: (number, stage) => fallback(number, stage),
    setPlans,
  };
}
