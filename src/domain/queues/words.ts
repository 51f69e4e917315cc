import { type ByLanguage, wordsIn } from '../../kernel/languages.ts';
import type { WaitRange } from './estimate.ts';
import type { WaitingKey } from './queue-entry.ts';

/** What waiting callers hear, in their language. Plain, honest, and never only music. */
export interface WaitingWords {
  readonly inQueue: (queue: string) => string;
  readonly stillInQueue: (queue: string) => string;
  readonly noEstimate: string;
  readonly whenFree: string;
  readonly usualWait: (range: string) => string;
  readonly usualWaitInAll: (range: string) => string;
  readonly longerThanUsual: string;
  /** A range of minutes, as it stands in the sentences about the usual wait. */
  readonly underAMinute: string;
  readonly underMinutes: (minutes: number) => string;
  readonly betweenMinutes: (from: number, to: number) => string;

  readonly ringingSomebody: string;
  readonly stillRinging: string;
  readonly messageKey: string;
  readonly ringBackKey: (key: string) => string;
  readonly managerKey: (key: string) => string;
  readonly managerRinging: string;
  readonly managerAskedAlready: string;
  readonly noSuchKey: string;
  readonly nobodyReached: string;

  readonly confirmNumber: (digits: string) => string;
  readonly keepsPlace: string;
  readonly staysInLine: string;
  readonly alreadyRungBack: string;
  readonly placeAgain: string;
  readonly ringBackGoodbye: (promise: string) => string;
}

const en: WaitingWords = {
  inQueue: (queue) => `You are in the queue for ${queue}.`,
  stillInQueue: (queue) => `You are still in the queue for ${queue}, and your place is kept.`,
  noEstimate: 'I cannot say yet how long it will take. Somebody will answer as soon as they are free.',
  whenFree: 'Somebody will answer as soon as they are free.',
  usualWait: (range) => `The wait is usually ${range}.`,
  usualWaitInAll: (range) => `The wait is usually ${range} in all.`,
  longerThanUsual: 'It is taking longer than it usually does, and the person in charge has been told.',
  underAMinute: 'less than a minute',
  underMinutes: (minutes) => `less than ${minutes} minutes`,
  betweenMinutes: (from, to) => `between ${from} and ${to} minutes`,

  ringingSomebody: 'I am ringing somebody who can help you.',
  stillRinging: 'I am still trying to reach somebody for you.',
  messageKey: 'To leave a message instead, press 0.',
  ringBackKey: (key) => `To hang up, keep your place and be rung back, press ${key}.`,
  managerKey: (key) => `To speak to a manager, press ${key}.`,
  managerRinging: 'I am ringing a manager for you now. You keep your place in the queue.',
  managerAskedAlready: 'You have asked for a manager already. You keep your place in the queue.',
  noSuchKey: 'There is nothing on that key.',
  nobodyReached: 'Nobody can take your call just now.',

  confirmNumber: (digits) =>
    `We can ring you back on ${digits}, and you keep your place. To confirm, press 1. For another number, press 2. To stay on the line, press 3.`,
  keepsPlace: 'You keep your place on the line.',
  staysInLine: 'You stay on the line, and you keep your place.',
  alreadyRungBack: 'We have promised to ring this number back already. You keep your place here as well.',
  placeAgain: 'You have the place that we kept for you, and we do not ring you back.',
  ringBackGoodbye: (promise) => `Thank you. ${promise}. Your place is kept. Goodbye.`,
};

const fr: WaitingWords = {
  inQueue: (queue) => `Vous êtes dans la file d’attente ${queue}.`,
  stillInQueue: (queue) => `Vous êtes toujours dans la file d’attente ${queue}, et votre place est gardée.`,
  noEstimate:
    'Je ne peux pas encore vous dire combien de temps cela prendra. Quelqu’un vous répondra dès que possible.',
  whenFree: 'Quelqu’un vous répondra dès que possible.',
  usualWait: (range) => `L’attente est habituellement ${range}.`,
  usualWaitInAll: (range) => `L’attente est habituellement ${range} au total.`,
  longerThanUsual: 'C’est plus long que d’habitude, et la personne responsable a été prévenue.',
  underAMinute: 'de moins d’une minute',
  underMinutes: (minutes) => `de moins de ${minutes} minutes`,
  betweenMinutes: (from, to) => `de ${from} à ${to} minutes`,

  ringingSomebody: 'J’appelle quelqu’un qui peut vous aider.',
  stillRinging: 'J’essaie toujours de joindre quelqu’un pour vous.',
  messageKey: 'Pour laisser plutôt un message, tapez 0.',
  ringBackKey: (key) => `Pour raccrocher, garder votre place et être rappelé, tapez ${key}.`,
  managerKey: (key) => `Pour parler à un responsable, tapez ${key}.`,
  managerRinging: 'J’appelle un responsable pour vous. Vous gardez votre place dans la file.',
  managerAskedAlready: 'Vous avez déjà demandé un responsable. Vous gardez votre place dans la file.',
  noSuchKey: 'Cette touche ne correspond à rien.',
  nobodyReached: 'Personne ne peut prendre votre appel pour le moment.',

  confirmNumber: (digits) =>
    `Nous pouvons vous rappeler au ${digits}, et vous gardez votre place. Pour confirmer, tapez 1. Pour un autre numéro, tapez 2. Pour rester en ligne, tapez 3.`,
  keepsPlace: 'Vous gardez votre place dans la file.',
  staysInLine: 'Vous restez en ligne, et vous gardez votre place.',
  alreadyRungBack: 'Nous avons déjà promis de rappeler ce numéro. Vous gardez aussi votre place ici.',
  placeAgain: 'Vous retrouvez la place que nous vous avions gardée, et nous ne vous rappellerons pas.',
  ringBackGoodbye: (promise) => `Merci. ${promise}. Votre place est gardée. Au revoir.`,
};

const cy: WaitingWords = {
  inQueue: (queue) => `Rydych yn y ciw ar gyfer ${queue}.`,
  stillInQueue: (queue) => `Rydych yn dal yn y ciw ar gyfer ${queue}, ac mae’ch lle yn cael ei gadw.`,
  noEstimate:
    'Alla i ddim dweud eto pa mor hir fydd yr aros. Bydd rhywun yn ateb cyn gynted ag y bydd yn rhydd.',
  whenFree: 'Bydd rhywun yn ateb cyn gynted ag y bydd yn rhydd.',
  usualWait: (range) => `Yr amser aros arferol yw ${range}.`,
  usualWaitInAll: (range) => `Yr amser aros arferol yw ${range} i gyd.`,
  longerThanUsual: 'Mae’n cymryd mwy o amser nag arfer, ac mae’r person sy’n gyfrifol wedi cael gwybod.',
  underAMinute: 'llai na munud',
  underMinutes: (minutes) => `llai na ${minutes} munud`,
  betweenMinutes: (from, to) => `rhwng ${from} a ${to} munud`,

  ringingSomebody: 'Rwy’n ffonio rhywun a all eich helpu.',
  stillRinging: 'Rwy’n dal i geisio cael gafael ar rywun i chi.',
  messageKey: 'I adael neges yn lle hynny, pwyswch 0.',
  ringBackKey: (key) => `I roi’r ffôn i lawr, cadw’ch lle a chael galwad yn ôl, pwyswch ${key}.`,
  managerKey: (key) => `I siarad â rheolwr, pwyswch ${key}.`,
  managerRinging: 'Rwy’n ffonio rheolwr i chi nawr. Rydych yn cadw’ch lle yn y ciw.',
  managerAskedAlready: 'Rydych eisoes wedi gofyn am reolwr. Rydych yn cadw’ch lle yn y ciw.',
  noSuchKey: 'Does dim byd ar y fysell honno.',
  nobodyReached: 'All neb gymryd eich galwad ar hyn o bryd.',

  confirmNumber: (digits) =>
    `Gallwn eich ffonio’n ôl ar ${digits}, ac rydych yn cadw’ch lle. I gadarnhau, pwyswch 1. Am rif arall, pwyswch 2. I aros ar y lein, pwyswch 3.`,
  keepsPlace: 'Rydych yn cadw’ch lle yn y ciw.',
  staysInLine: 'Rydych yn aros ar y lein, ac yn cadw’ch lle.',
  alreadyRungBack: 'Rydym eisoes wedi addo ffonio’r rhif hwn yn ôl. Rydych yn cadw’ch lle yma hefyd.',
  placeAgain: 'Rydych yn ôl yn y lle a gadwyd i chi, ac ni fyddwn yn eich ffonio’n ôl.',
  ringBackGoodbye: (promise) => `Diolch. ${promise}. Mae’ch lle yn cael ei gadw. Hwyl fawr.`,
};

export const WAITING_WORDS: ByLanguage<WaitingWords> = { en, fr, cy };

export function waitingWords(language: string): WaitingWords {
  return wordsIn(WAITING_WORDS, language);
}

/** The first thing that somebody who waits is told; `range` null: no estimate can be made. */
export function joiningWords(queue: string, range: WaitRange | null, language: string): string {
  const words = waitingWords(language);
  return `${words.inQueue(queue)} ${range === null ? words.noEstimate : usualWait(range, language)}`;
}

/** As a caller is told it, and as it is promised. */
export function usualWait(range: WaitRange, language: string): string {
  return waitingWords(language).usualWait(spokenRange(range, language));
}

/** Said again and again while they wait; once the estimate has passed, it says so. */
export function newsWords(
  queue: string,
  range: WaitRange | null,
  waitedSeconds: number,
  language: string,
): string {
  const words = waitingWords(language);
  const wait =
    range === null
      ? words.whenFree
      : waitedSeconds > range.toSeconds
        ? words.longerThanUsual
        : words.usualWaitInAll(spokenRange(range, language));
  return `${words.stillInQueue(queue)} ${wait}`;
}

/** The range in words that fit a sentence about the wait: `between 2 and 5 minutes`. */
export function spokenRange({ fromSeconds, toSeconds }: WaitRange, language: string): string {
  const words = waitingWords(language);
  const to = Math.round(toSeconds / 60);
  const from = Math.round(fromSeconds / 60);
  if (to <= 1) return words.underAMinute;
  return from === 0 ? words.underMinutes(to) : words.betweenMinutes(from, to);
}

/**
 * Which keys help somebody who does not want to wait.
 * @param callable whether the caller can be rung back: what cannot be done is not offered
 */
export function keysWords(
  waitingKeys: Readonly<Record<string, WaitingKey>>,
  callable: boolean,
  language: string,
): string {
  const words = waitingWords(language);
  const keyOf = (what: WaitingKey) => Object.entries(waitingKeys).find(([, does]) => does === what)?.[0];
  const manager = keyOf('manager');
  const back = callable ? keyOf('callback') : undefined;
  return [
    words.messageKey,
    ...(back === undefined ? [] : [words.ringBackKey(back)]),
    ...(manager === undefined ? [] : [words.managerKey(manager)]),
  ].join(' ');
}
