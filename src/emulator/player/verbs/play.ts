import { addressIn, checkAttributes, wholeNumber } from '../attributes.ts';
import { next, warn } from '../document.ts';
import type { Verb } from '../document.ts';
import { textOf } from '../parse-xml.ts';
import { playKeys, playMedia } from '../sound.ts';

const mostLoops = 1_000;

export const play: Verb = async (stage, element) => {
  checkAttributes(stage, element, ['loop', 'digits']);
  const loop = wholeNumber(stage, element, 'loop', { min: 0, otherwise: 1, code: 13410 });
  const keys = element.attributes.get('digits');
  stage.exchange.legs.answer(stage.leg);
  if (keys !== undefined) {
    if (/^[0-9A-D*#wW]+$/.test(keys)) await playKeys(stage, keys);
    else warn(stage, 13430, `digits="${keys}" of <Play> are not keys`);
    return next;
  }
  const reference = textOf(element).trim();
  if (reference === '') {
    warn(stage, 12200, `<Play> names no file (line ${element.line})`);
    return next;
  }
  const url = addressIn(stage, reference);
  for (let round = 0; round < (loop === 0 ? mostLoops : loop); round += 1) {
    const media = await stage.scope.unlessEnded(stage.exchange.media.fetch(url, stage.leg.sid));
    await playMedia(stage, url, media);
  }
  return next;
};
