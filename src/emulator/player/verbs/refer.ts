import { next, warn } from '../document.ts';
import type { Verb } from '../document.ts';
import { leaveToPartner } from './partner.ts';

/** Only SIP legs can be referred; on a telephone call it is an error and the next verb runs. */
export const refer: Verb = async (stage, element) => {
  const { from, to } = stage.leg.record;
  if (/^sips?:/i.test(from) || /^sips?:/i.test(to))
    return leaveToPartner(stage, element, 'Refer', { loops: false });
  warn(stage, 13801, `<Refer> needs a SIP call (line ${element.line})`);
  return next;
};
