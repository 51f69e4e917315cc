import { assertNever } from '../../kernel/assert-never.ts';
import { isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import { spokenName } from '../../kernel/languages.ts';
import type { LadderSource } from '../escalations/escalation.ts';
import type { CallEvent, Party } from './call.ts';
import type { CallEffect, CallFacts, DeskCommand } from './commands.ts';
import {
  agents,
  announce,
  escalationWanted,
  held,
  hold,
  of,
  released,
  waitWanted,
  wordsFor,
  type CallRule,
  type Situation,
} from './decision.ts';
import { toExpert, toManager } from './words.ts';

type MovingCommand = Extract<
  DeskCommand,
  { type: 'ConsultPerson' | 'TransferToPerson' | 'TransferToQueue' | 'Escalate' }
>;
type Command<T extends MovingCommand['type']> = Extract<MovingCommand, { type: T }>;

/** Seconds that one colleague's telephone rings before the caller comes back. */
const RING_SECONDS = 20;

/** Moving the caller on: ask first, hand over, back to a queue, or up a pathway. */
export function decideMoving(command: MovingCommand, party: Party, situation: Situation): CallRule {
  const { call } = situation;
  if (call.place.at !== 'talking' && call.place.at !== 'held') {
    return refuse('not-connected', 'The caller is still being connected. Try again in a second.');
  }
  if (call.pending !== null) {
    return refuse('asking', 'Somebody is being rung for this call already. Cancel that first.');
  }
  switch (command.type) {
    case 'ConsultPerson':
      return consult(party, situation);
    case 'TransferToPerson':
      return transferToPerson(party, situation);
    case 'TransferToQueue':
      return transferToQueue(command, party, situation);
    case 'Escalate':
      return escalate(command, party, situation);
    default:
      return assertNever(command);
  }
}

function consult(party: Party, situation: Situation): CallRule {
  const colleague = colleagueOf(situation);
  if (isRefusal(colleague)) return colleague;
  return {
    events: [held(situation, 'consult', party), personWanted('consult', party, colleague, situation)],
    // A caller who is on hold already need not be told that somebody is asked.
    effects: situation.call.place.at === 'held' ? [] : [hold(situation, wordsFor(situation).whileAsking)],
  };
}

function transferToPerson(party: Party, situation: Situation): CallRule {
  const colleague = colleagueOf(situation);
  if (isRefusal(colleague)) return colleague;
  return {
    events: [
      held(situation, 'hand-over', party),
      personWanted('transfer', party, colleague, situation),
      ...releaseAgents(party, situation),
    ],
    effects: [tellAndHold(situation, wordsFor(situation).puttingThrough(colleague.name))],
  };
}

function colleagueOf({ call, facts }: Situation): NonNullable<CallFacts['target']> | Refusal {
  const { target } = facts;
  if (target === null) return refuse('person-unknown', 'There is no such colleague.');
  if (call.parties.some(({ personId }) => personId === target.personId)) {
    return refuse('on-this-call', `${target.name} is on this call already. Choose somebody else.`);
  }
  return target.unsuitable === null ? target : refuse('person-unsuitable', target.unsuitable);
}

function personWanted(
  purpose: 'consult' | 'transfer',
  party: Party,
  target: { readonly personId: string; readonly name: string },
  situation: Situation,
): CallEvent {
  const { call, moment } = situation;
  const offerId =
    purpose === 'consult'
      ? `${moment.id}.c${call.counts.consults + 1}`
      : `${moment.id}.t${call.counts.transfers + 1}`;
  return {
    type: 'PersonWanted',
    ...of(situation),
    purpose,
    offerId,
    personId: target.personId,
    name: target.name,
    by: party.name,
    language: call.language,
    queue: call.queue,
    topic: call.topic,
    story: storyFor(situation),
    waitingSince: call.waitingSince ?? call.startedAt,
    ringSeconds: RING_SECONDS,
  };
}

function transferToQueue(command: Command<'TransferToQueue'>, party: Party, situation: Situation): CallRule {
  const { call, facts } = situation;
  const queue = facts.business?.queues.find(({ key }) => key === command.queue);
  if (queue === undefined) {
    return refuse('queue-unknown', 'This business has no such queue. Choose one from the list.');
  }
  return {
    events: [
      ...releaseAgents(party, situation),
      waitWanted(situation, {
        queue: queue.key,
        topic: call.topic,
        story: [...storyFor(situation), `${party.name} passed the call to ${queue.name}.`],
        entrance: 'fetched',
        words: wordsFor(situation).passedToQueue(spokenName(queue, call.language)),
      }),
    ],
  };
}

function escalate(command: Command<'Escalate'>, party: Party, situation: Situation): CallRule {
  const { call, facts } = situation;
  const { business } = facts;
  if (business === null) return refuse('business-unknown', 'There is no such business.');
  const plan = planOf(command);
  if (plan === null) return refuse('topic-missing', 'Say which topic the expert must know.');
  if (plan.from.kind === 'topic' && !business.topics.some(({ key }) => key === command.topic)) {
    return refuse('topic-unknown', 'This business has no such topic.');
  }
  if (plan.from.kind === 'authority' && !business.authorities.some(({ key }) => key === command.authority)) {
    return refuse('authority-unknown', 'This business has no such authority.');
  }
  const topic =
    command.topic === null ? null : (business.topics.find(({ key }) => key === command.topic)?.name ?? null);
  const handOver = command.how === 'hand-over';
  const summary = command.summary === null ? [] : [`${party.name}: ${command.summary}`];
  const reason = `${party.name} asked for ${command.pathway === 'functional' ? `an expert${topic === null ? '' : ` in ${topic}`}` : 'a manager'}.`;
  const words =
    command.pathway === 'functional'
      ? toExpert(business, command.topic ?? '', situation.moment.at, call.language)
      : toManager(business, command.authority, call.language);
  const wanted = escalationWanted(situation, {
    pathway: command.pathway,
    manner: handOver ? 'hand-over' : 'ask-first',
    from: plan.from,
    reason,
    topic,
    story: [...storyFor(situation), ...summary, reason],
    except: call.parties.map(({ personId }) => personId),
  });
  return {
    events: [
      held(situation, handOver ? 'hand-over' : 'consult', party),
      wanted,
      ...(handOver ? releaseAgents(party, situation) : []),
    ],
    effects: [tellAndHold(situation, words)],
  };
}

function planOf(command: Command<'Escalate'>): { readonly from: LadderSource } | null {
  if (command.pathway === 'functional') {
    return command.topic === null ? null : { from: { kind: 'topic', topic: command.topic } };
  }
  if (command.authority === null) return { from: { kind: 'managers' } };
  return { from: { kind: 'authority', authority: command.authority } };
}

/** Flags of a held leg are never changed: whoever is on hold hears the words over the music. */
function tellAndHold(situation: Situation, words: string): CallEffect {
  return situation.call.place.at === 'held' ? announce(situation, words) : hold(situation, words);
}

function releaseAgents(party: Party, situation: Situation): readonly CallEvent[] {
  return agents(situation.call).map((agent) => released(situation, agent, party));
}

function storyFor({ call }: Situation): readonly string[] {
  return [...call.story, ...call.notes.slice(-2).map(({ name, text }) => `${name} noted: ${text}`)];
}
