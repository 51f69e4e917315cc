/** Which of Twilio's voices speaks a language. A language without a row is spoken by the account's default voice. */

const VOICES: Readonly<Record<string, string>> = {
  'cy-GB': 'Polly.Gwyneth',
  'da-DK': 'Polly.Naja',
  'de-DE': 'Polly.Vicki',
  'en-AU': 'Polly.Nicole',
  'en-GB': 'Polly.Amy',
  'en-IN': 'Polly.Raveena',
  'en-US': 'Polly.Joanna',
  'es-ES': 'Polly.Lucia',
  'es-MX': 'Polly.Mia',
  'es-US': 'Polly.Lupe',
  'fr-CA': 'Polly.Chantal',
  'fr-FR': 'Polly.Lea',
  'is-IS': 'Polly.Dora',
  'it-IT': 'Polly.Bianca',
  'ja-JP': 'Polly.Mizuki',
  'ko-KR': 'Polly.Seoyeon',
  'nb-NO': 'Polly.Liv',
  'nl-NL': 'Polly.Lotte',
  'pl-PL': 'Polly.Ewa',
  'pt-BR': 'Polly.Camila',
  'pt-PT': 'Polly.Ines',
  'ro-RO': 'Polly.Carmen',
  'ru-RU': 'Polly.Tatyana',
  'sv-SE': 'Polly.Astrid',
  'tr-TR': 'Polly.Filiz',
};

/** The country spoken when only the language is given: `de` is heard as `de-DE`. */
const USUAL_REGION: Readonly<Record<string, string>> = {
  cy: 'cy-GB',
  da: 'da-DK',
  de: 'de-DE',
  en: 'en-GB',
  es: 'es-ES',
  fr: 'fr-FR',
  is: 'is-IS',
  it: 'it-IT',
  ja: 'ja-JP',
  ko: 'ko-KR',
  nb: 'nb-NO',
  nl: 'nl-NL',
  no: 'nb-NO',
  pl: 'pl-PL',
  pt: 'pt-PT',
  ro: 'ro-RO',
  ru: 'ru-RU',
  sv: 'sv-SE',
  tr: 'tr-TR',
};

export interface SpokenLanguage {
  readonly language: string;
  readonly voice: string | null;
}

/** Twilio's language tag and voice for a BCP 47 tag such as `en-GB` or `de`. */
export function spokenIn(tag: string): SpokenLanguage {
  const language = USUAL_REGION[tag] ?? tag;
  return { language, voice: VOICES[language] ?? null };
}
