import type { By, Owner } from '../../kernel/by.ts';
import { refuse, type Moment, type Refusal } from '../../kernel/decision.ts';
import { reasonName, type ReasonWords } from '../businesses/reasons-words.ts';
import { levelOf, severityRule } from '../matrices/levels.ts';
import type { Severity, Tier } from './case.ts';
import { timerChanges } from './case-timers.ts';
import type { CaseCommand, CaseEvent, CaseFacts, OpenedCase } from './case-words.ts';
import { beginClocks, met } from './clocks.ts';
import { evolveCase } from './evolve.ts';
import { callLevel } from './decide-climb.ts';
import { known, storyOf, type CaseDecision } from './story.ts';

type OpenCase = Extract<CaseCommand, { type: 'OpenCase' }>;

const SEVERITY_OF_TIER: Readonly<Record<Tier, Severity>> = { common: 4, individual: 3, 'high-priority': 2 };

/** A case begins: with an owner, a severity, a number, and the policy of this moment for as long as it lasts. */
export function openCase(command: OpenCase, facts: CaseFacts, moment: Moment): CaseDecision | Refusal {
  const { business, policy, number, call } = facts;
  if (business === null || policy === null || number === null)
    return refuse('business-unknown', 'There is no such business.');
  if (command.callId !== null && call === null)
    return refuse('call-unknown', 'There is no such call. Open the case without it.');
  const topic = command.topic ?? call?.topic ?? null;
  if (command.topic !== null && !business.topics.some(({ key }) => key === command.topic))
    return refuse('topic-unknown', `${business.name} has no topic "${command.topic}".`);
  const reason = chosenReason(command, business.reasons, business.name);
  if (reason !== null && 'refused' in reason) return reason;
  const owner = ownerFor(command, facts, topic);
  if ('refused' in owner) return owner;

  const tier = command.tier ?? 'individual';
  const severity = command.severity ?? SEVERITY_OF_TIER[tier];
  const { matrix } = policy;
  const start = severityRule(matrix, severity).startLevel;
  const level = levelOf(matrix, topic, start) === null ? 1 : start;
  const opened: OpenedCase = {
    customer: command.customer.number === null && call !== null ? call.customer : command.customer,
    topic,
    reason: reason?.key ?? null,
    reasonName: reason?.name ?? null,
    severity,
    severityWhy: whyJudged(command, command.severity !== null, `It follows from the tier ${tier}.`),
    tier,
    tierWhy: whyJudged(command, command.tier !== null, 'Nobody has judged it yet.'),
    summary: command.summary === '' ? (call?.story.join(' · ') ?? '') : command.summary,
    owner,
    level,
    policy,
    firstRingAt: command.firstRingAt ?? call?.startedAt ?? null,
    callId: command.callId,
    before: call?.before ?? [],
    live: call?.live ?? null,
  };
  const clocks = beginClocks({ policy, topic, severity, level }, null, moment.at, facts.holidays);
  // Who opens it while the customer is on the line has made the first contact.
  const inTouch = command.callId !== null && command.by.kind === 'person';
  const event: CaseEvent = {
    type: 'CaseOpened',
    caseId: moment.id,
    businessId: command.businessId,
    number,
    at: moment.at,
    by: command.by,
    opened,
    clocks: inTouch ? { ...clocks, firstContact: met(clocks.firstContact, moment.at) } : clocks,
    why: levelWords(severity, level),
  };
  const state = known(evolveCase({ status: 'none' }, event));
  const story = storyOf(state, moment);
  if (level > 1) callLevel(story, levelWords(severity, level));
  else if (owner.kind === 'queue') callLevel(story, 'A case was opened that nobody has yet.');
  const rest = story.done();
  return { events: [event, ...rest.events], timers: timerChanges({ status: 'none' }, story.now) };
}

/** Never nobody: who was named, who opens it, else those who answer for the topic. */
function ownerFor(command: OpenCase, { business, people }: CaseFacts, topic: string | null): Owner | Refusal {
  const { owner, by } = command;
  if (owner !== null) return checkedOwner(owner, { business, people });
  if (by.kind === 'person' && people[by.personId] !== undefined)
    return { kind: 'person', id: by.personId, name: by.name };
  const queue = business?.queues.find(({ key }) => key === topic) ?? business?.queues[0];
  if (queue === undefined) return refuse('no-queue', 'This business has no queue that could have the case.');
  return { kind: 'queue', id: queue.key, name: queue.name };
}

/**
 * The reason with its name. A flow or a rule may name one that was taken out of the file meanwhile: its case is opened all the
 * same, and shows the key.
 */
export function chosenReason(
  { reason, by }: { readonly reason: string | null; readonly by: By },
  reasons: readonly ReasonWords[],
  businessName: string,
): { readonly key: string; readonly name: string | null } | Refusal | null {
  if (reason === null) return null;
  const name = reasonName(reason, reasons);
  if (name !== null || by.kind === 'flow' || by.kind === 'rule') return { key: reason, name };
  const known = reasons.map(({ key }) => key).join(', ');
  return refuse('reason-unknown', `${businessName} has no reason "${reason}". Choose one of: ${known}.`);
}

/** The owner with the name that the house knows; a refusal when the business has no such person or queue. */
export function checkedOwner(
  owner: Owner,
  { business, people }: Pick<CaseFacts, 'business' | 'people'>,
): Owner | Refusal {
  if (owner.kind === 'person') {
    const name = people[owner.id];
    return name === undefined
      ? refuse('person-unknown', `${owner.name} has no part in this business and cannot have its cases.`)
      : { ...owner, name };
  }
  const queue = business?.queues.find(({ key }) => key === owner.id);
  return queue === undefined
    ? refuse('queue-unknown', `This business has no queue "${owner.id}".`)
    : { ...owner, name: queue.name };
}

function whyJudged(command: OpenCase, given: boolean, otherwise: string): string {
  if (!given) return otherwise;
  return command.why === '' ? `${whoChose(command.by)} chose it on opening the case.` : command.why;
}

function whoChose(by: By): string {
  return by.kind === 'person' ? by.name : 'Whoever opened it';
}

function levelWords(severity: Severity, level: number): string {
  return level === 1 ? 'Every case begins on level 1.' : `Severity ${severity} begins on level ${level}.`;
}
