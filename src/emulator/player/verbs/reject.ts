import { checkAttributes, oneOf } from '../attributes.ts';
import type { Verb } from '../document.ts';

/** Refuses a call that was not answered yet; on an answered one it can only hang up. */
export const reject: Verb = async (stage, element) => {
  checkAttributes(stage, element, ['reason']);
  const reason = oneOf(stage, element, 'reason', ['rejected', 'busy'], 'rejected', 13810);
  if (stage.leg.isAnswered) return { kind: 'hangup' };
  stage.leg.hear('Say', reason === 'busy' ? 'busy tone' : 'The number is not in service.');
  return { kind: 'reject', status: reason === 'busy' ? 'busy' : 'no-answer' };
};
