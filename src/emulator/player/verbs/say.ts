import { checkAttributes, wholeNumber } from '../attributes.ts';
import { next, warn } from '../document.ts';
import type { Verb } from '../document.ts';
import { elementsOf, textOf } from '../parse-xml.ts';
import type { XmlElement } from '../parse-xml.ts';
import { sayText } from '../sound.ts';

const longestText = 4_096;
const mostLoops = 1_000;

export const say: Verb = async (stage, element) => {
  checkAttributes(stage, element, ['voice', 'language', 'loop']);
  const loop = wholeNumber(stage, element, 'loop', { min: 0, otherwise: 1, code: 13510 });
  const text = textOf(element).replace(/\s+/g, ' ').trim();
  stage.exchange.legs.answer(stage.leg);
  if (text === '') {
    warn(stage, 13520, `<Say> has nothing to say (line ${element.line})`);
    return next;
  }
  if (text.length > longestText) warn(stage, 13521, `<Say> has more than ${longestText} characters`);
  for (let round = 0; round < (loop === 0 ? mostLoops : loop); round += 1) {
    await sayText(stage, text.slice(0, longestText), breaksMs(element));
  }
  return next;
};

/** Sum of the `<break>`s inside, in milliseconds. */
function breaksMs(element: XmlElement): number {
  return elementsOf(element).reduce((sum, child) => {
    const found = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(child.attributes.get('time') ?? '');
    const own = child.name !== 'break' ? 0 : found ? Number(found[1]) * (found[2] === 's' ? 1_000 : 1) : 500;
    return sum + own + breaksMs(child);
  }, 0);
}
