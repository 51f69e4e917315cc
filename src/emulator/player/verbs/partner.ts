import type { VerbResults } from '../../world/exchange.ts';
import { toParams } from '../../webhooks/call-parameters.ts';
import { actionRequest } from '../attributes.ts';
import { next } from '../document.ts';
import type { Outcome, Stage } from '../document.ts';
import { elementsOf } from '../parse-xml.ts';
import type { XmlElement } from '../parse-xml.ts';

const partnerTakesMs = 1_000;

/**
 * A verb whose work is done by a partner whom the emulator does not have: it is noted in the journal, takes a second,
 * and ends with the configured result.
 */
export async function leaveToPartner(
  stage: Stage,
  element: XmlElement,
  verb: keyof VerbResults,
  rule: { readonly loops: boolean },
): Promise<Outcome> {
  const { exchange, leg } = stage;
  exchange.legs.answer(leg);
  const result = exchange.verbResults[verb];
  exchange.journal.append({
    kind: 'event',
    name: `${verb.toLowerCase()}-accepted`,
    callSid: leg.sid,
    attributes: Object.fromEntries(element.attributes),
    nouns: elementsOf(element).map((noun) => ({ name: noun.name, ...Object.fromEntries(noun.attributes) })),
    result,
  });
  await stage.scope.sleep(partnerTakesMs);
  return actionRequest(stage, element, toParams(result), { loops: rule.loops, methodCode: 12200 }) ?? next;
}
