import { type ByLanguage, wordsIn } from '../../kernel/languages.ts';

/** What the house itself says in every flow. */
export interface Phrases {
  readonly forChoice: (label: string, key: string) => string;
  readonly spokenChoice: (spoken: string, key: string) => string;
  readonly person: string;
  readonly puttingThrough: string;
  readonly silence: readonly [string, string];
  readonly notUnderstood: readonly [string, string];
  readonly emergency: (number: string) => string;
  readonly carryOn: (got: number, needed: number) => string;
  readonly confirm: (digits: string) => string;
  readonly askAgain: string;
  readonly takeMessage: string;
  readonly noMessage: string;
  readonly ringBackConfirm: (digits: string) => string;
  readonly ringBackNumber: string;
  readonly ringBackWhen: string;
  readonly ringBackTime: string;
  readonly ringBackNotThen: string;
  readonly ringBackImpossible: string;
  readonly ringBackAlready: string;
  readonly ringBackWithin: (minutes: number) => string;
  readonly ringBackAt: (when: string) => string;
  readonly later: string;
  /** Words by which a caller asks for a person, or to hear it again, in any menu that listens to speech. */
  readonly personWords: readonly string[];
  readonly repeatWords: readonly string[];
  readonly yesWords: readonly string[];
  readonly noWords: readonly string[];
}

const en: Phrases = {
  forChoice: (label, key) => `For ${label}, press ${key}.`,
  spokenChoice: (spoken, key) => `${spoken}, press ${key}.`,
  person: 'To speak to someone, press 0.',
  puttingThrough: 'I’ll put you through to someone.',
  silence: ['I didn’t hear anything.', 'Please press a key, or stay on the line and someone will help you.'],
  notUnderstood: [
    'Sorry, I didn’t get that.',
    'Sorry, I still didn’t get that. You can also press 0 for a person.',
  ],
  emergency: (number) =>
    `If this is an emergency, hang up now and dial ${number}. Otherwise stay on the line and I’ll put you through to someone.`,
  carryOn: (got, needed) =>
    `I have ${got} of ${needed} digits. Please carry on with the rest, or press star to start again.`,
  confirm: (digits) => `I have ${digits}. If that is right, press 1. To enter it again, press 2.`,
  askAgain: 'Let’s try that again.',
  takeMessage:
    'Please leave your message after the tone. When you have finished, press hash or just hang up.',
  noMessage: 'I didn’t hear a message.',
  ringBackConfirm: (digits) =>
    `We can ring you back on ${digits}. If that is right, press 1. For another number, press 2.`,
  ringBackNumber: 'Please key in the number with its area code, and then press hash.',
  ringBackWhen: 'To be rung back as soon as somebody is free, press 1. To choose a time, press 2.',
  ringBackTime: 'Please key in the time with four digits: 1 4 3 0 for half past two in the afternoon.',
  ringBackNotThen: 'We cannot ring you back then.',
  ringBackImpossible: 'We cannot ring this number back.',
  ringBackAlready: 'We have promised to ring you back already, and we will.',
  ringBackWithin: (minutes) => `Thank you. We ring you back within ${minutes} minutes`,
  ringBackAt: (when) => `Thank you. We ring you back ${when}`,
  later: 'later',
  personWords: ['person', 'someone', 'operator', 'human', 'receptionist', 'agent', 'speak to somebody'],
  repeatWords: ['repeat', 'again', 'say that again'],
  yesWords: ['yes', 'right', 'correct'],
  noWords: ['no', 'wrong'],
};

const fr: Phrases = {
  forChoice: (label, key) => `Pour ${label}, tapez ${key}.`,
  spokenChoice: (spoken, key) => `${spoken}, tapez ${key}.`,
  person: 'Pour parler à quelqu’un, tapez 0.',
  puttingThrough: 'Je vous passe quelqu’un.',
  silence: [
    'Je n’ai rien entendu.',
    'Appuyez sur une touche, ou restez en ligne et quelqu’un va vous aider.',
  ],
  notUnderstood: [
    'Pardon, je n’ai pas compris.',
    'Pardon, je n’ai toujours pas compris. Vous pouvez aussi taper 0.',
  ],
  emergency: (number) =>
    `En cas d’urgence, raccrochez et composez le ${number}. Sinon, restez en ligne, je vous passe quelqu’un.`,
  carryOn: (got, needed) =>
    `J’ai ${got} chiffres sur ${needed}. Continuez, ou tapez étoile pour recommencer.`,
  confirm: (digits) => `J’ai noté ${digits}. Si c’est exact, tapez 1. Pour recommencer, tapez 2.`,
  askAgain: 'Reprenons.',
  takeMessage: 'Laissez votre message après le bip. Pour finir, tapez dièse ou raccrochez.',
  noMessage: 'Je n’ai pas entendu de message.',
  ringBackConfirm: (digits) =>
    `Nous pouvons vous rappeler au ${digits}. Si c’est exact, tapez 1. Pour un autre numéro, tapez 2.`,
  ringBackNumber: 'Tapez le numéro avec son indicatif, puis dièse.',
  ringBackWhen: 'Pour être rappelé dès que quelqu’un est libre, tapez 1. Pour choisir une heure, tapez 2.',
  ringBackTime: 'Tapez l’heure en quatre chiffres : 1 4 3 0 pour quatorze heures trente.',
  ringBackNotThen: 'Nous ne pouvons pas vous rappeler à ce moment-là.',
  ringBackImpossible: 'Nous ne pouvons pas rappeler ce numéro.',
  ringBackAlready: 'Nous avons déjà promis de vous rappeler, et nous le ferons.',
  ringBackWithin: (minutes) => `Merci. Nous vous rappelons dans les ${minutes} minutes`,
  ringBackAt: (when) => `Merci. Nous vous rappelons ${when}`,
  later: 'plus tard',
  personWords: ['quelqu’un', "quelqu'un", 'personne', 'conseiller', 'standard'],
  repeatWords: ['répéter', 'encore'],
  yesWords: ['oui', 'exact'],
  noWords: ['non'],
};

const cy: Phrases = {
  forChoice: (label, key) => `Ar gyfer ${label}, pwyswch ${key}.`,
  spokenChoice: (spoken, key) => `${spoken}, pwyswch ${key}.`,
  person: 'I siarad â rhywun, pwyswch 0.',
  puttingThrough: 'Fe’ch rhoddaf drwodd i rywun.',
  silence: ['Chlywais i ddim byd.', 'Pwyswch fysell, neu arhoswch ar y lein a bydd rhywun yn eich helpu.'],
  notUnderstood: [
    'Mae’n ddrwg gen i, ddeallais i ddim.',
    'Mae’n ddrwg gen i, ddeallais i ddim eto. Gallwch bwyso 0 hefyd.',
  ],
  emergency: (number) =>
    `Os yw hwn yn argyfwng, rhowch y ffôn i lawr a deialwch ${number}. Fel arall, arhoswch ar y lein a chewch siarad â rhywun.`,
  carryOn: (got, needed) =>
    `Mae gen i ${got} o ${needed} digid. Ewch ymlaen, neu pwyswch seren i ddechrau eto.`,
  confirm: (digits) =>
    `Mae gen i ${digits}. Os yw hynny’n gywir, pwyswch 1. I roi cynnig arall arni, pwyswch 2.`,
  askAgain: 'Beth am roi cynnig arall arni.',
  takeMessage: 'Gadewch eich neges ar ôl y sain. Wedi gorffen, pwyswch stwnsh neu rhowch y ffôn i lawr.',
  noMessage: 'Chlywais i ddim neges.',
  ringBackConfirm: (digits) =>
    `Gallwn eich ffonio’n ôl ar ${digits}. Os yw hynny’n gywir, pwyswch 1. Am rif arall, pwyswch 2.`,
  ringBackNumber: 'Rhowch y rhif gyda’i god ardal, ac yna pwyswch stwnsh.',
  ringBackWhen: 'I gael galwad cyn gynted ag y bydd rhywun yn rhydd, pwyswch 1. I ddewis amser, pwyswch 2.',
  ringBackTime: 'Rhowch yr amser mewn pedwar digid: 1 4 3 0 am hanner awr wedi dau y prynhawn.',
  ringBackNotThen: 'Allwn ni ddim ffonio’n ôl bryd hynny.',
  ringBackImpossible: 'Allwn ni ddim ffonio’r rhif hwn yn ôl.',
  ringBackAlready: 'Rydym eisoes wedi addo eich ffonio’n ôl, ac fe wnawn.',
  ringBackWithin: (minutes) => `Diolch. Byddwn yn eich ffonio’n ôl o fewn ${minutes} munud`,
  ringBackAt: (when) => `Diolch. Byddwn yn eich ffonio’n ôl ${when}`,
  later: 'yn nes ymlaen',
  personWords: ['rhywun', 'person'],
  repeatWords: ['eto', 'ailadrodd'],
  yesWords: ['ie', 'cywir'],
  noWords: ['na'],
};

export const PHRASES: ByLanguage<Phrases> = { en, fr, cy };

export function phrasesIn(language: string): Phrases {
  return wordsIn(PHRASES, language);
}

/** The number that reaches help in a country; 112 works from mobiles nearly everywhere. */
export function emergencyNumberOf(country: string): string {
  const numbers: Readonly<Record<string, string>> = {
    GB: '999',
    IE: '112',
    US: '911',
    CA: '911',
    AU: '000',
    NZ: '111',
  };
  return numbers[country.toUpperCase()] ?? '112';
}

export const EMERGENCY_DIGITS = ['112', '911', '999'] as const;
