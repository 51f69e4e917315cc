import { next, warn } from '../document.ts';
import type { Outcome, Stage, Verb } from '../document.ts';
import { elementsOf, textOf } from '../parse-xml.ts';
import type { XmlElement } from '../parse-xml.ts';
import { actionRequest } from '../attributes.ts';
import { sendUnheard } from '../fetch-document.ts';
import { dialConference } from './dial/conference.ts';
import { dialParties } from './dial/parties.ts';
import { dialQueue } from './dial/queue.ts';
import { dialRulesOf } from './dial/rules.ts';
import type { DialEnd } from './dial/rules.ts';
import { partiesIn } from './dial/targets.ts';

export const dial: Verb = async (stage, element) => {
  const rules = dialRulesOf(stage, element);
  const nouns = elementsOf(element);
  const conference = nouns.find((noun) => noun.name === 'Conference');
  const queue = nouns.find((noun) => noun.name === 'Queue');
  if (conference && nouns.length > 1)
    warn(stage, 13000, '<Conference> is mixed with other nouns; they are skipped');
  const sendAction = (end: DialEnd): void => {
    const outcome = actionOf(stage, element, end);
    if (outcome.kind === 'goto') sendUnheard(stage, outcome.request);
  };
  const end = await (conference
    ? dialConference(stage, rules, conference, sendAction)
    : queue
      ? dialQueue(stage, rules, queue, sendAction)
      : dialParties(stage, rules, partiesIn(stage, element, textOf(element)), sendAction));
  if (end.kind === 'not-dialled') return next;
  return actionOf(stage, element, end);
};

function actionOf(stage: Stage, element: XmlElement, end: DialEnd): Outcome {
  if (end.kind === 'not-dialled') return next;
  const fields: [string, string][] = [['DialCallStatus', end.status]];
  if (end.childSid !== null) fields.push(['DialCallSid', end.childSid]);
  if (end.durationSeconds !== null) fields.push(['DialCallDuration', String(end.durationSeconds)]);
  if (end.bridged !== null) fields.push(['DialBridged', String(end.bridged)]);
  fields.push(...end.extra.map(([name, value]): [string, string] => [name, value]));
  return actionRequest(stage, element, fields, { loops: false, methodCode: 12200 }) ?? next;
}
