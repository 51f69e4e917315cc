import { assertNever } from '../../kernel/assert-never.ts';
import { refuse } from '../../kernel/decision.ts';
import type { LadderSource } from '../escalations/escalation.ts';
import type { CallEvent, Party } from './call.ts';
import type { CallEffect, DeskCommand } from './commands.ts';
import { agents, announce, hold, of, type CallRule, type Situation } from './decision.ts';
import { puttingThrough, toExpert, toManager, whileAsking } from './words.ts';

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
  const { target } = situation.facts;
  if (target === null) return refuse('person-unknown', 'There is no such colleague.');
  if (target.unsuitable !== null) return refuse('person-unsuitable', target.unsuitable);
  const wanted = personWanted('consult', party, target, situation);
  return {
    events: [...heldFirst('consult', party, situation), wanted],
    effects: holdEffects(situation, whileAsking),
  };
}

function transferToPerson(party: Party, situation: Situation): CallRule {
  const { target } = situation.facts;
  if (target === null) return refuse('person-unknown', 'There is no such colleague.');
  if (target.unsuitable !== null) return refuse('person-unsuitable', target.unsuitable);
  return {
    events: [
      ...heldFirst('hand-over', party, situation),
      personWanted('transfer', party, target, situation),
      ...releaseAgents(party, situation),
    ],
    effects: [tell(situation, puttingThrough(target.name))],
  };
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
  const { call, facts, moment } = situation;
  const queue = facts.business?.queues.find(({ key }) => key === command.queue);
  if (queue === undefined) return refuse('queue-unknown', 'This business has no such queue.');
  const words = `I am putting you in the queue for ${queue.name}.`;
  return {
    events: [
      ...releaseAgents(party, situation),
      {
        type: 'WaitWanted',
        ...of(situation),
        wait: {
          entryId: `${moment.id}.q${call.counts.waits + 1}`,
          callerSid: call.callerSid,
          queue: queue.key,
          only: null,
          ringSeconds: null,
          topic: call.topic,
          priority: null,
          language: call.language,
          waitingKeys: {},
          story: [...storyFor(situation), `${party.name} passed the call to ${queue.name}.`],
          entrance: 'fetched',
          returning: null,
          words,
        },
      },
    ],
  };
}

function escalate(command: Command<'Escalate'>, party: Party, situation: Situation): CallRule {
  const { call, facts, moment } = situation;
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
      ? toExpert(business, command.topic ?? '')
      : toManager(business, command.authority);
  const wanted: CallEvent = {
    type: 'EscalationWanted',
    ...of(situation),
    escalationId: `${moment.id}.e${call.counts.escalations + 1}`,
    pathway: command.pathway,
    manner: handOver ? 'hand-over' : 'ask-first',
    from: plan.from,
    reason,
    topic,
    language: call.language,
    story: [...storyFor(situation), ...summary, reason],
    waitingSince: call.waitingSince ?? call.startedAt,
    except: call.parties.map(({ personId }) => personId),
  };
  if (!handOver) {
    return {
      events: [...heldFirst('consult', party, situation), wanted],
      effects: holdEffects(situation, words),
    };
  }
  return {
    events: [...heldFirst('hand-over', party, situation), wanted, ...releaseAgents(party, situation)],
    effects: [tell(situation, words)],
  };
}

function planOf(command: Command<'Escalate'>): { readonly from: LadderSource } | null {
  if (command.pathway === 'functional') {
    return command.topic === null ? null : { from: { kind: 'topic', topic: command.topic } };
  }
  if (command.authority === null) return { from: { kind: 'managers' } };
  return { from: { kind: 'authority', authority: command.authority } };
}

function heldFirst(why: 'consult' | 'hand-over', party: Party, situation: Situation): readonly CallEvent[] {
  return [{ type: 'CallerHeld', ...of(situation), why, by: party.name }];
}

/** A caller who is on hold already is told nothing twice: flags of a held leg are never changed. */
function holdEffects(situation: Situation, words: string): readonly CallEffect[] {
  return situation.call.place.at === 'held' ? [] : [hold(situation, words)];
}

function tell(situation: Situation, words: string): CallEffect {
  return situation.call.place.at === 'held' ? announce(situation, words) : hold(situation, words);
}

function releaseAgents(party: Party, situation: Situation): readonly CallEvent[] {
  return agents(situation.call).map(({ offerId, name }) => ({
    type: 'PartyReleased',
    ...of(situation),
    offerId,
    name,
    by: party.name,
  }));
}

function storyFor({ call }: Situation): readonly string[] {
  return [...call.story, ...call.notes.slice(-2).map(({ name, text }) => `${name} noted: ${text}`)];
}
