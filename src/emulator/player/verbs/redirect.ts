import { addressIn, checkAttributes, methodOf } from '../attributes.ts';
import type { Verb } from '../document.ts';
import { textOf } from '../parse-xml.ts';

export const redirect: Verb = async (stage, element) => {
  checkAttributes(stage, element, ['method']);
  const method = methodOf(stage, element, 'method', 'POST', 13710);
  const url = addressIn(stage, textOf(element));
  return { kind: 'goto', request: { kind: 'url', url, method, params: [], purpose: 'redirect' } };
};
