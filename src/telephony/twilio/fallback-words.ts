import { baseLanguage, type HouseLanguage } from '../../kernel/languages.ts';

/** What a caller hears when something failed on our side, by language. */
export interface TroubleWords {
  readonly thisIs: (business: string) => string;
  readonly sorry: string;
  readonly moment: string;
  readonly ringing: string;
  readonly leaveMessage: string;
  readonly thanks: string;
  readonly goodbye: string;
  /** To the person on duty; the business's name is put in. */
  readonly offer: (business: string) => string;
  readonly nobody: string;
}

const english: TroubleWords = {
  thisIs: (business) => `This is ${business}.`,
  sorry: 'We are sorry, something went wrong on our side.',
  moment: 'One moment, please.',
  ringing: 'Please stay on the line while we ring a colleague.',
  leaveMessage:
    'Please leave your name, your number and your message after the tone, then press the hash key.',
  thanks: 'Thank you. Your message was recorded.',
  goodbye: 'Goodbye.',
  offer: (business) => `A caller for ${business} needs you. Press any key to speak to them.`,
  nobody: 'Nobody can take your call right now.',
};

const german: TroubleWords = {
  thisIs: (business) => `Hier ist ${business}.`,
  sorry: 'Es tut uns leid, bei uns ist etwas schiefgegangen.',
  moment: 'Einen Moment bitte.',
  ringing: 'Bitte bleiben Sie am Apparat, wir rufen eine Kollegin oder einen Kollegen an.',
  leaveMessage:
    'Bitte sprechen Sie nach dem Ton Ihren Namen, Ihre Nummer und Ihre Nachricht und drücken Sie dann die Rautetaste.',
  thanks: 'Vielen Dank. Ihre Nachricht wurde aufgenommen.',
  goodbye: 'Auf Wiederhören.',
  offer: (business) =>
    `Ein Anruf für ${business} braucht Sie. Drücken Sie eine beliebige Taste, um zu sprechen.`,
  nobody: 'Im Augenblick kann niemand Ihren Anruf annehmen.',
};

const french: TroubleWords = {
  thisIs: (business) => `Ici ${business}.`,
  sorry: 'Nous sommes désolés, un problème est survenu de notre côté.',
  moment: 'Un instant, s’il vous plaît.',
  ringing: 'Restez en ligne, nous appelons un collègue.',
  leaveMessage:
    'Laissez votre nom, votre numéro et votre message après le signal sonore, puis appuyez sur la touche dièse.',
  thanks: 'Merci. Votre message a été enregistré.',
  goodbye: 'Au revoir.',
  offer: (business) => `Un appel pour ${business} vous attend. Appuyez sur une touche pour répondre.`,
  nobody: 'Personne ne peut prendre votre appel pour le moment.',
};

const spanish: TroubleWords = {
  thisIs: (business) => `Le atiende ${business}.`,
  sorry: 'Lo sentimos, algo ha fallado por nuestra parte.',
  moment: 'Un momento, por favor.',
  ringing: 'No cuelgue, estamos llamando a un compañero.',
  leaveMessage: 'Deje su nombre, su número y su mensaje después de la señal y pulse la tecla almohadilla.',
  thanks: 'Gracias. Su mensaje ha quedado grabado.',
  goodbye: 'Adiós.',
  offer: (business) => `Una llamada para ${business} le necesita. Pulse cualquier tecla para hablar.`,
  nobody: 'En este momento nadie puede atender su llamada.',
};

const welsh: TroubleWords = {
  thisIs: (business) => `Dyma ${business}.`,
  sorry: 'Mae’n ddrwg gennym, aeth rhywbeth o’i le ar ein hochr ni.',
  moment: 'Un eiliad, os gwelwch yn dda.',
  ringing: 'Arhoswch ar y lein tra byddwn yn ffonio cydweithiwr.',
  leaveMessage: 'Gadewch eich enw, eich rhif a’ch neges ar ôl y sain, ac yna pwyswch stwnsh.',
  thanks: 'Diolch. Cafodd eich neges ei recordio.',
  goodbye: 'Hwyl fawr.',
  offer: (business) => `Mae galwad i ${business} yn aros amdanoch. Pwyswch unrhyw fysell i siarad.`,
  nobody: 'All neb gymryd eich galwad ar hyn o bryd.',
};

/** More than the house itself speaks: of all words these matter most, and they are few. */
export const TROUBLE_WORDS: Readonly<Record<HouseLanguage | 'de' | 'es', TroubleWords>> = {
  en: english,
  fr: french,
  cy: welsh,
  de: german,
  es: spanish,
};

/** Words and the language to speak them in; English where we have none of the caller's own. */
export function troubleWords(tag: string): { readonly words: TroubleWords; readonly language: string } {
  const known = Object.entries(TROUBLE_WORDS).find(([language]) => language === baseLanguage(tag));
  return known ? { words: known[1], language: tag } : { words: english, language: 'en-GB' };
}
