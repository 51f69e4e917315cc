import type { Decision, Moment, Refusal } from '../../kernel/decision.ts';
import { type Instruction, said, type Step, type Utterance } from '../../telephony/line.ts';
import type { Call, CallEvent, LiveCall, Party, WaitWanted } from './call.ts';
import type { CallEffect, CallFacts } from './commands.ts';
import { evolveCall } from './evolve.ts';
import { callWords, type CallWords } from './words.ts';

/** Shared small parts of the rules of a call. */

export type CallDecision = Decision<CallEvent, CallEffect, Instruction>;
export type CallRule = CallDecision | Refusal;

type EventOf<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;

/** What a rule about a live call works with. */
export interface Situation {
  readonly call: LiveCall;
  readonly facts: CallFacts;
  readonly moment: Moment;
}

/** What the events of a call have in common. `at`: epoch ms. */
export function of({ call, moment }: Situation) {
  return { callId: moment.id, businessId: call.businessId, at: moment.at };
}

/** An effect's name: unique in the life of the call, the same when the same decision is taken again. */
export function effectId({ call, moment }: Situation, what: string): string {
  return `${moment.id}.${call.events}.${what}`;
}

/** Where the caller's next webhook goes. The turn makes it good for one use. */
export function callerStep({ call, moment }: Situation): Step {
  return { noun: 'calls', id: moment.id, turn: call.turn, language: call.language };
}

export function say(text: string, { call }: Situation): readonly Utterance[] {
  return [said(text, call.language)];
}

/** What the house says to this caller. */
export function wordsFor({ call }: Situation): CallWords {
  return callWords(call.language);
}

/** The caller hears these words, then music. */
export function hold(situation: Situation, words: string, what = 'hold'): CallEffect {
  return { kind: 'line.hold', ...callerInRoom(situation, what), utterances: say(words, situation) };
}

/** Said to a caller who hears music already. */
export function announce(situation: Situation, words: string): CallEffect {
  return {
    kind: 'line.announce',
    ...callerInRoom(situation, 'announce'),
    utterances: say(words, situation),
  };
}

/** Ends the caller's music. */
export function release(situation: Situation, what = 'release'): CallEffect {
  return { kind: 'line.release', ...callerInRoom(situation, what) };
}

function callerInRoom(situation: Situation, what: string) {
  const { call, moment } = situation;
  return { id: effectId(situation, what), callId: moment.id, room: moment.id, sid: call.callerSid };
}

/** Calls the caller's leg away from where it is, to ask this call what to do. */
export function moveCaller(situation: Situation, what: string): CallEffect {
  const { call, moment } = situation;
  return {
    kind: 'line.move',
    id: effectId(situation, what),
    callId: moment.id,
    sid: call.callerSid,
    step: callerStep(situation),
  };
}

/** The people who have the caller, without those who are only consulted. */
export function agents(call: LiveCall): readonly Party[] {
  return call.parties.filter(({ role }) => role === 'agent');
}

export function resumed(situation: Situation, why: string): CallEvent {
  return { type: 'CallerResumed', ...of(situation), why };
}

export function held(
  situation: Situation,
  why: EventOf<'CallerHeld'>['why'],
  by: Pick<Party, 'name'>,
): CallEvent {
  return { type: 'CallerHeld', ...of(situation), why, by: by.name };
}

export function released(situation: Situation, party: Party, by: Pick<Party, 'name'>): CallEvent {
  const { offerId, name } = party;
  return { type: 'PartyReleased', ...of(situation), offerId, name, by: by.name };
}

/** The state after some of a decision's own events, for rules in several steps. */
export function after(call: LiveCall, events: readonly CallEvent[]): LiveCall {
  const next = events.reduce<Call>(evolveCall, call);
  return next.status === 'live' ? next : call;
}

/** A new wait; what is not said differently is a plain place in the line. */
export function waitWanted(
  situation: Situation,
  wait: Pick<WaitWanted, 'queue' | 'topic' | 'story' | 'entrance' | 'words'> & Partial<WaitWanted>,
): CallEvent {
  const { call, moment } = situation;
  return {
    type: 'WaitWanted',
    ...of(situation),
    wait: {
      entryId: `${moment.id}.q${call.counts.waits + 1}`,
      callerSid: call.callerSid,
      only: null,
      ringSeconds: null,
      priority: null,
      language: call.language,
      waitingKeys: {},
      returning: null,
      lost: null,
      ...wait,
    },
  };
}

/** A new escalation; its id counts those of the call, so that a repeated decision means the same one. */
export function escalationWanted(
  situation: Situation,
  escalation: Pick<
    EventOf<'EscalationWanted'>,
    'pathway' | 'manner' | 'from' | 'reason' | 'topic' | 'story' | 'except'
  >,
): CallEvent {
  const { call, moment } = situation;
  return {
    type: 'EscalationWanted',
    ...of(situation),
    escalationId: `${moment.id}.e${call.counts.escalations + 1}`,
    language: call.language,
    waitingSince: call.waitingSince ?? moment.at,
    ...escalation,
  };
}

/**
 * The caller goes back to the front of the queue and hears why; whoever takes the call next reads the reason.
 * @param lost id of the person to whom the line was lost
 */
export function backToQueue(
  situation: Situation,
  reason: string,
  words: string,
  lost: string | null = null,
): CallEvent {
  const { call } = situation;
  return waitWanted(situation, {
    queue: call.queue,
    topic: call.topic,
    story: [...call.story, reason],
    entrance: 'fetched',
    returning: { since: call.waitingSince ?? call.startedAt },
    lost,
    words,
  });
}
