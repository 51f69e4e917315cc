import { assertNever } from '../../kernel/assert-never.ts';
import { nothing } from '../../kernel/decision.ts';
import type { CallEvent, Party } from './call.ts';
import type { HouseCommand } from './commands.ts';
import { customerPickedUp, promiseRingBack, sayAndEnd } from './decide-callback.ts';
import { partyGone, pendingFailed } from './decide-leaving.ts';
import {
  announce,
  escalationWanted,
  moveCaller,
  of,
  release,
  resumed,
  waitWanted,
  wordsFor,
  type CallRule,
  type Situation,
} from './decision.ts';

type Command<T extends HouseCommand['type']> = Extract<HouseCommand, { type: T }>;

/** What other nouns' events mean for the call. */
export function decideHouse(command: HouseCommand, situation: Situation): CallRule {
  const { call } = situation;
  switch (command.type) {
    case 'PlaceCall':
      return nothing;
    case 'CustomerPickedUp':
      return customerPickedUp(command, situation);
    case 'PromiseRingBack':
      return promiseRingBack(command, situation);
    case 'SayAndEnd':
      return sayAndEnd(command, situation);
    case 'SetLanguage':
      return call.language === command.language
        ? nothing
        : { events: [{ type: 'LanguageSet', ...of(situation), language: command.language }] };
    case 'NoteNotice':
      return call.noticeGiven ? nothing : { events: [{ type: 'NoticeNoted', ...of(situation) }] };
    case 'WaitForPerson':
      return waitForPerson(command, situation);
    case 'NoteWaiting':
      return {
        events: [
          {
            type: 'CallerAtQueue',
            ...of(situation),
            entryId: command.entryId,
            queue: command.queue,
            joinedAt: command.joinedAt,
          },
        ],
      };
    case 'LeaveWait':
      return leaveWait(command, situation);
    case 'EscalateWait':
      return escalateWait(command, situation);
    case 'PersonReached':
      return personReached(command, situation);
    case 'OfferOver':
      if (call.pending?.offerId !== command.offerId || call.pending.status === 'talking') return nothing;
      return pendingFailed(command.reason, situation);
    case 'EscalationOver':
      return escalationOver(command, situation);
    case 'PartyGone':
      return partyGone(command.offerId, situation);
    default:
      return assertNever(command);
  }
}

/** A topic as people call it: a flow names it by its key. */
function topicName(topic: string | null, { facts }: Situation): string | null {
  return facts.business?.topics.find(({ key }) => key === topic)?.name ?? topic;
}

function waitForPerson(command: Command<'WaitForPerson'>, situation: Situation): CallRule {
  const { call } = situation;
  // A flow's late wish: somebody was quicker, and the caller is on the way to them.
  if (call.place.at !== 'flow') return nothing;
  const { queue, only, ringSeconds, topic, priority, waitingKeys, story, askedForManager } = command;
  const called = topicName(topic, situation);
  const wait = { queue, only, ringSeconds, topic: called, priority, waitingKeys, story };
  const wanted = waitWanted(situation, {
    ...wait,
    entrance: 'asking',
    words: askedForManager ? wordsFor(situation).managerRinging : null,
  });
  if (!askedForManager || call.climbing !== null) return { events: [wanted] };
  const reason = 'The caller asked for a manager.';
  return { events: [wanted, escalationWhileWaiting(situation, 'hierarchical', reason, story)] };
}

function escalationWhileWaiting(
  situation: Situation,
  pathway: 'automatic' | 'hierarchical',
  reason: string,
  story: readonly string[],
): CallEvent {
  return escalationWanted(situation, {
    pathway,
    manner: 'while-waiting',
    from: { kind: 'managers' },
    reason,
    topic: situation.call.topic,
    story: [...story, reason],
    except: [],
  });
}

/** Who chose something else wants no manager rung; who was given back because nobody came may still be glad of one. */
function leaveWait({ outcome, words }: Command<'LeaveWait'>, situation: Situation): CallRule {
  const { call } = situation;
  if (call.place.at !== 'waiting') return nothing;
  const givenUp = outcome.kind === 'key' ? call.climbing : null;
  return { events: [{ type: 'CallerBackInFlow', ...of(situation), outcome, words, givenUp }] };
}

function escalateWait(command: Command<'EscalateWait'>, situation: Situation): CallRule {
  const { call, facts } = situation;
  if (call.place.at !== 'waiting' || call.climbing !== null) return nothing;
  if (command.pathway === 'automatic' && facts.business?.escalation.onWaitBreach === false) return nothing;
  return { events: [escalationWhileWaiting(situation, command.pathway, command.reason, call.story)] };
}

/** Somebody said yes. They are the one who was wanted, or they are thanked and let go. */
function personReached(command: Command<'PersonReached'>, situation: Situation): CallRule {
  const { call, moment } = situation;
  const { offerId, personId, name, sid, device, purpose, asker } = command;
  const party: Party = { offerId, personId, name, sid, device, role: 'agent', since: moment.at };
  const { place, pending } = call;
  if (place.at === 'waiting' || place.at === 'flow') {
    const entryId = place.at === 'waiting' ? place.entryId : null;
    return {
      events: [{ type: 'CallerFetched', ...of(situation), party, purpose, entryId, climbing: call.climbing }],
      effects: [moveCaller(situation, 'fetch')],
    };
  }
  const wanted =
    pending !== null &&
    pending.status === 'ringing' &&
    pending.asker.noun === asker.noun &&
    pending.asker.id === asker.id;
  if (!wanted || place.at === 'leaving')
    return { events: [{ type: 'PartyNotNeeded', ...of(situation), offerId }] };
  if (pending.kind === 'consult') {
    return {
      events: [{ type: 'PendingReached', ...of(situation), party: { ...party, role: 'consulted' }, purpose }],
    };
  }
  return {
    events: [
      { type: 'PendingReached', ...of(situation), party, purpose },
      resumed(situation, `${name} has the caller.`),
    ],
    effects: [release(situation)],
  };
}

function escalationOver(command: Command<'EscalationOver'>, situation: Situation): CallRule {
  const { call } = situation;
  const { pending } = call;
  if (call.climbing === command.escalationId) return climbOver(command, situation);
  if (command.reached || pending?.asker.id !== command.escalationId || pending.status === 'talking')
    return nothing;
  if (pending.kind === 'consult' || command.pathway !== 'functional')
    return pendingFailed(command.reason, situation);
  // No expert could be had for a caller who was handed over: the matter climbs to those in charge by itself.
  return {
    events: [
      escalationWanted(situation, {
        pathway: 'automatic',
        manner: 'hand-over',
        from: { kind: 'managers' },
        reason: command.reason,
        topic: call.topic,
        story: [...call.story, command.reason],
        except: [],
      }),
    ],
    effects: [announce(situation, wordsFor(situation).expertNotReached)],
  };
}

/** A caller who asked for a manager and was promised one hears that none could be reached. */
function climbOver(command: Command<'EscalationOver'>, situation: Situation): CallRule {
  const { place } = situation.call;
  const promised = command.pathway === 'hierarchical' && !command.reached;
  const tells =
    promised && place.at === 'waiting'
      ? { entryId: place.entryId, words: wordsFor(situation).managerNotReached }
      : null;
  return {
    events: [{ type: 'ClimbOver', ...of(situation), escalationId: command.escalationId, tells }],
  };
}
