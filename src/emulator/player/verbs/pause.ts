import { checkAttributes, wholeNumber } from '../attributes.ts';
import { next } from '../document.ts';
import type { Verb } from '../document.ts';

/** Does not answer: as the first verb it lets the caller hear ringing for that long. */
export const pause: Verb = async (stage, element) => {
  checkAttributes(stage, element, ['length']);
  const seconds = wholeNumber(stage, element, 'length', { min: 1, otherwise: 1, code: 13910 });
  if (stage.leg.isAnswered) for (const leg of stage.audience()) leg.hear('Pause', `${seconds} s`);
  await stage.scope.sleep(seconds * 1_000);
  return next;
};
