import { type ByLanguage, spokenName, wordsIn } from '../../kernel/languages.ts';
import type { Business, Topic } from '../businesses/business.ts';
import { spokenMoment } from '../businesses/spoken-time.ts';
import { deadlineOf } from '../promises/answer-by.ts';
import type { Pending } from './call.ts';

/** What callers hear when a person moves them, in their language: who, why, and what happens next. */
export interface CallWords {
  readonly onHold: string;
  readonly stillOnHold: string;
  readonly whileAsking: string;
  /** Before a colleague is rung; what happens otherwise is said at once. */
  readonly puttingThrough: (name: string) => string;
  readonly passedToQueue: (queue: string) => string;
  /** Before an expert is rung; null: the topic has no name. */
  readonly toExpert: (topic: string | null) => string;
  /** `when`: as the business promises it in English, a moment in every other language. */
  readonly answerBy: (when: string) => string;
  /** Before a manager is rung; `about`: what they are to decide, null when nothing was named. */
  readonly toManager: (about: string | null) => string;
  readonly managerRinging: string;
  readonly managerNotReached: string;
  readonly expertNotReached: string;
  /** Who could not be had; what a colleague was busy with is for the desk. */
  readonly noAnswer: (name: string) => string;
  readonly noExpert: string;
  readonly noManager: string;
  readonly backInLine: string;
  /** The colleague hung up, and the caller waits again. */
  readonly cutOff: (name: string) => string;
  /** A conversation broke off on our side, and nobody hung up: somebody else is rung. */
  readonly lineLost: (name: string) => string;
  readonly goodbye: (business: string | null) => string;
}

const en: CallWords = {
  onHold: 'One moment, please. You are on hold and I am still here.',
  stillOnHold: 'One moment, please. You are still on hold, and nobody has forgotten you.',
  whileAsking: 'One moment, please. I am asking a colleague, and then I am back with you.',
  puttingThrough: (name) =>
    `I am putting you through to ${name}. If there is no answer, you come straight back to us, first in line.`,
  passedToQueue: (queue) => `I am putting you in the queue for ${queue}.`,
  toExpert: (topic) =>
    `I am passing you to a colleague who knows about ${topic ?? 'this'}, and I am ringing them now.`,
  answerBy: (when) => `You will have an answer ${when}.`,
  toManager: (about) =>
    `I am passing you to a manager who may decide this${about === null ? '' : `: ${about}`}. I am ringing them now, and they will have your story.`,
  managerRinging: 'I am ringing a manager for you now.',
  managerNotReached:
    'No manager can be reached at the moment. You keep your place, and the next person who is free takes your call.',
  expertNotReached:
    'No one who knows about this can be reached at once, so I am ringing a manager for you now.',
  noAnswer: (name) => `${name} did not answer.`,
  noExpert: 'No one who knows about this can be reached at the moment.',
  noManager: 'No manager can be reached at the moment.',
  backInLine: 'You are back with us and first in line.',
  cutOff: (name) => `The line to ${name} has ended.`,
  lineLost: (name) => `Your line to ${name} has been lost. I am finding somebody else for you.`,
  goodbye: (business) => `Thank you for calling ${business ?? 'us'}. Goodbye.`,
};

const fr: CallWords = {
  onHold: 'Un instant, s’il vous plaît. Vous êtes en attente, et je suis toujours là.',
  stillOnHold: 'Un instant, s’il vous plaît. Vous êtes toujours en attente, et personne ne vous oublie.',
  whileAsking: 'Un instant, s’il vous plaît. Je demande à un collègue, puis je reviens vers vous.',
  puttingThrough: (name) =>
    `Je vous passe ${name}. Si personne ne répond, vous revenez directement à nous, en tête de file.`,
  passedToQueue: (queue) => `Je vous place dans la file d’attente ${queue}.`,
  toExpert: (topic) =>
    `Je vous passe un collègue qui connaît ce sujet${topic === null ? '' : ` : ${topic}`}. Je l’appelle maintenant.`,
  answerBy: (when) => `Vous aurez une réponse au plus tard ${when}.`,
  toManager: (about) =>
    `Je vous passe une personne responsable, qui peut en décider${about === null ? '' : ` : ${about}`}. Je l’appelle maintenant, et elle saura de quoi il s’agit.`,
  managerRinging: 'J’appelle un responsable pour vous.',
  managerNotReached:
    'Aucun responsable n’est joignable pour le moment. Vous gardez votre place, et la prochaine personne libre prendra votre appel.',
  expertNotReached:
    'Aucun spécialiste n’est joignable tout de suite, j’appelle donc un responsable pour vous.',
  noAnswer: (name) => `${name} n’a pas répondu.`,
  noExpert: 'Aucun spécialiste n’est joignable pour le moment.',
  noManager: 'Aucun responsable n’est joignable pour le moment.',
  backInLine: 'Vous êtes de retour chez nous, en tête de file.',
  cutOff: (name) => `La communication avec ${name} est terminée.`,
  lineLost: (name) => `La communication avec ${name} a été perdue. Je cherche quelqu’un d’autre pour vous.`,
  goodbye: (business) =>
    business === null ? 'Merci de votre appel. Au revoir.' : `Merci d’avoir appelé ${business}. Au revoir.`,
};

const cy: CallWords = {
  onHold: 'Un eiliad, os gwelwch yn dda. Rydych yn aros ar y lein, ac rwy’n dal yma.',
  stillOnHold: 'Un eiliad, os gwelwch yn dda. Rydych yn dal i aros ar y lein, a does neb wedi eich anghofio.',
  whileAsking: 'Un eiliad, os gwelwch yn dda. Rwy’n holi cydweithiwr, ac yna dof yn ôl atoch.',
  puttingThrough: (name) =>
    `Rwy’n eich rhoi drwodd i ${name}. Os na fydd ateb, byddwch yn dod yn syth yn ôl atom, ar flaen y ciw.`,
  passedToQueue: (queue) => `Rwy’n eich rhoi yn y ciw ar gyfer ${queue}.`,
  toExpert: (topic) =>
    `Rwy’n eich trosglwyddo i gydweithiwr sy’n gwybod am hyn${topic === null ? '' : `: ${topic}`}. Rwy’n ffonio nawr.`,
  answerBy: (when) => `Cewch ateb fan bellaf ${when}.`,
  toManager: (about) =>
    `Rwy’n eich trosglwyddo i reolwr sy’n cael penderfynu hyn${about === null ? '' : `: ${about}`}. Rwy’n ffonio nawr, a bydd yn cael gwybod eich hanes.`,
  managerRinging: 'Rwy’n ffonio rheolwr i chi nawr.',
  managerNotReached:
    'Does dim modd cael gafael ar reolwr ar hyn o bryd. Rydych yn cadw’ch lle, a bydd y person nesaf sy’n rhydd yn cymryd eich galwad.',
  expertNotReached:
    'Does dim modd cael gafael yn syth ar rywun sy’n gwybod am hyn, felly rwy’n ffonio rheolwr i chi nawr.',
  noAnswer: (name) => `Wnaeth ${name} ddim ateb.`,
  noExpert: 'Does dim modd cael gafael ar rywun sy’n gwybod am hyn ar hyn o bryd.',
  noManager: 'Does dim modd cael gafael ar reolwr ar hyn o bryd.',
  backInLine: 'Rydych yn ôl gyda ni, ar flaen y ciw.',
  cutOff: (name) => `Mae’r alwad gyda ${name} wedi dod i ben.`,
  lineLost: (name) => `Collwyd y lein i ${name}. Rwy’n chwilio am rywun arall i chi.`,
  goodbye: (business) =>
    business === null ? 'Diolch am ffonio. Hwyl fawr.' : `Diolch am ffonio ${business}. Hwyl fawr.`,
};

export const CALL_WORDS: ByLanguage<CallWords> = { en, fr, cy };

export function callWords(language: string): CallWords {
  return wordsIn(CALL_WORDS, language);
}

/** Who could not be had for a caller who is back with us. */
export function notReached(pending: Pending | null, language: string): string {
  const words = callWords(language);
  const who = pending?.name
    ? words.noAnswer(pending.name)
    : pending?.pathway === 'functional'
      ? words.noExpert
      : words.noManager;
  return `${who} ${words.backInLine}`;
}

/**
 * When a caller was told at `at` (epoch ms) to expect an answer. The business wrote it in English; in another language
 * the same deadline is said as a moment.
 */
export function answerWords(
  { answerBy }: Pick<Topic, 'answerBy'>,
  at: number,
  zone: string,
  language: string,
): string {
  const words = callWords(language);
  return words === CALL_WORDS.en
    ? words.answerBy(answerBy)
    : words.answerBy(spokenMoment(deadlineOf(answerBy, at, zone), at, zone, language));
}

/** Before an expert is rung: who, and by when there is an answer. */
export function toExpert(
  business: Pick<Business, 'topics' | 'timezone'>,
  topicKey: string,
  at: number,
  language: string,
): string {
  const topic = business.topics.find(({ key }) => key === topicKey);
  const answer = answerWords(topic ?? { answerBy: 'today' }, at, business.timezone, language);
  return `${callWords(language).toExpert(topic === undefined ? null : spokenName(topic, language))} ${answer}`;
}

/** Before a manager is rung. */
export function toManager(
  business: Pick<Business, 'authorities'>,
  authorityKey: string | null,
  language: string,
): string {
  const authority = business.authorities.find(({ key }) => key === authorityKey);
  return callWords(language).toManager(authority === undefined ? null : spokenName(authority, language));
}
