import { checkAttributes } from '../attributes.ts';
import type { Verb } from '../document.ts';

export const hangup: Verb = async (stage, element) => {
  checkAttributes(stage, element, []);
  return { kind: 'hangup' };
};
