import { type ByLanguage, wordsIn } from '../../kernel/languages.ts';

/** What customers hear who are to be rung back, in their language. A promise has no full stop: sentences are made of it. */
export interface RingBackWords {
  readonly around: (moment: string) => string;
  readonly before: (moment: string) => string;
  readonly within: (minutes: number) => string;
  readonly withinAbout: (minutes: number) => string;
  readonly between: (from: number, to: number) => string;
  readonly at: (moment: string) => string;

  readonly greeting: (business: string) => string;
  readonly onTheLine: (person: string) => string;
  readonly cutOff: (business: string) => string;

  readonly hello: (name: string | null) => string;
  readonly thisIs: (person: string, business: string) => string;
  readonly again: (moment: string) => string;
  readonly notAgain: string;
  readonly reachUs: (digits: string) => string;
}

const en: RingBackWords = {
  around: (moment) => `We ring you back ${moment} or soon after, in your turn`,
  before: (moment) => `We ring you back in your turn, ${moment} at the latest`,
  within: (minutes) => `We ring you back in your turn, within ${minutes} minutes`,
  withinAbout: (minutes) => `We ring you back in your turn, within about ${minutes} minutes`,
  between: (from, to) => `We ring you back in your turn, about ${from} to ${to} minutes from now`,
  at: (moment) => `We ring you back ${moment}`,

  greeting: (business) => `This is ${business}, returning your call.`,
  onTheLine: (person) => `${person} is on the line.`,
  cutOff: (business) =>
    `This is ${business}. We were ringing you back and have been cut off. We are sorry. Goodbye.`,

  hello: (name) => (name === null ? 'Hello.' : `Hello ${name}.`),
  thisIs: (person, business) => `This is ${person} of ${business}, returning your call.`,
  again: (moment) => `We try again ${moment}.`,
  notAgain: 'We do not ring again.',
  reachUs: (digits) => `You can reach us at any time on ${digits}. Goodbye.`,
};

const fr: RingBackWords = {
  around: (moment) => `Nous vous rappelons ${moment} ou peu après, à votre tour`,
  before: (moment) => `Nous vous rappelons à votre tour, ${moment} au plus tard`,
  within: (minutes) => `Nous vous rappelons à votre tour, dans les ${minutes} minutes`,
  withinAbout: (minutes) => `Nous vous rappelons à votre tour, dans les ${minutes} minutes environ`,
  between: (from, to) => `Nous vous rappelons à votre tour, dans ${from} à ${to} minutes environ`,
  at: (moment) => `Nous vous rappelons ${moment}`,

  greeting: (business) => `Ici ${business}, nous vous rappelons.`,
  onTheLine: (person) => `${person} est en ligne.`,
  cutOff: (business) =>
    `Ici ${business}. Nous vous rappelions, et la communication a été coupée. Veuillez nous excuser. Au revoir.`,

  hello: (name) => (name === null ? 'Bonjour.' : `Bonjour ${name}.`),
  thisIs: (person, business) => `C’est ${person}, de ${business}. Nous vous rappelons.`,
  again: (moment) => `Nous essaierons de nouveau ${moment}.`,
  notAgain: 'Nous ne rappellerons plus.',
  reachUs: (digits) => `Vous pouvez nous joindre à tout moment au ${digits}. Au revoir.`,
};

const cy: RingBackWords = {
  around: (moment) => `Byddwn yn eich ffonio’n ôl ${moment} neu’n fuan wedyn, yn eich tro`,
  before: (moment) => `Byddwn yn eich ffonio’n ôl yn eich tro, ${moment} fan bellaf`,
  within: (minutes) => `Byddwn yn eich ffonio’n ôl yn eich tro, o fewn ${minutes} munud`,
  withinAbout: (minutes) => `Byddwn yn eich ffonio’n ôl yn eich tro, o fewn tua ${minutes} munud`,
  between: (from, to) => `Byddwn yn eich ffonio’n ôl yn eich tro, ymhen tua ${from} i ${to} munud`,
  at: (moment) => `Byddwn yn eich ffonio’n ôl ${moment}`,

  greeting: (business) => `Dyma ${business}, yn eich ffonio’n ôl.`,
  onTheLine: (person) => `Mae ${person} ar y lein.`,
  cutOff: (business) =>
    `Dyma ${business}. Roeddem yn eich ffonio’n ôl, a thorrwyd y cysylltiad. Mae’n ddrwg gennym. Hwyl fawr.`,

  hello: (name) => (name === null ? 'Helo.' : `Helo ${name}.`),
  thisIs: (person, business) => `Dyma ${person} o ${business}, yn eich ffonio’n ôl.`,
  again: (moment) => `Byddwn yn rhoi cynnig arall arni ${moment}.`,
  notAgain: 'Fyddwn ni ddim yn ffonio eto.',
  reachUs: (digits) => `Gallwch ein ffonio unrhyw bryd ar ${digits}. Hwyl fawr.`,
};

export const RING_BACK_WORDS: ByLanguage<RingBackWords> = { en, fr, cy };

export function ringBackWords(language: string): RingBackWords {
  return wordsIn(RING_BACK_WORDS, language);
}
