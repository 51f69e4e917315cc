import { z } from 'zod';
import { type ByLanguage, wordsIn } from '../../kernel/languages.ts';

/** Why somebody cannot be rung back. What was written down before there were such reasons counts as `unavailable`. */
export const RefusedNumber = z
  .enum(['withheld', 'emergency', 'not-a-number', 'kind', 'unavailable'])
  .catch('unavailable');
export type RefusedNumber = z.infer<typeof RefusedNumber>;

export const REFUSED_NUMBERS: ByLanguage<Readonly<Record<RefusedNumber, string>>> = {
  en: {
    withheld: 'Your number is withheld, so we cannot ring you back.',
    emergency: 'Emergency numbers are not dialled from here. In an emergency hang up and dial it yourself.',
    'not-a-number': 'This is not a telephone number that we can ring.',
    kind: 'This kind of number cannot be rung from here.',
    unavailable: 'We cannot ring this number back.',
  },
  fr: {
    withheld: 'Votre numéro est masqué, nous ne pouvons donc pas vous rappeler.',
    emergency:
      'Nous n’appelons pas les numéros d’urgence. En cas d’urgence, raccrochez et composez-le vous-même.',
    'not-a-number': 'Ce n’est pas un numéro de téléphone que nous pouvons appeler.',
    kind: 'Nous ne pouvons pas appeler ce type de numéro.',
    unavailable: 'Nous ne pouvons pas rappeler ce numéro.',
  },
  cy: {
    withheld: 'Mae’ch rhif wedi’i guddio, felly allwn ni ddim eich ffonio’n ôl.',
    emergency:
      'Dydyn ni ddim yn deialu rhifau argyfwng. Mewn argyfwng, rhowch y ffôn i lawr a deialwch y rhif eich hun.',
    'not-a-number': 'Nid yw hwn yn rhif ffôn y gallwn ei ffonio.',
    kind: 'Allwn ni ddim ffonio’r math hwn o rif.',
    unavailable: 'Allwn ni ddim ffonio’r rhif hwn yn ôl.',
  },
};

/** As a caller hears it; people of the house read it in English. */
export function refusedWords(reason: RefusedNumber, language: string): string {
  return wordsIn(REFUSED_NUMBERS, language)[reason];
}
