import { refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import type { Instruction, Step, Utterance } from '../../telephony/line.ts';
import type { Call, CallEvent, LiveCall, Party } from './call.ts';
import type { CallEffect, CallFacts } from './commands.ts';
import { evolveCall } from './evolve.ts';

/** Shared small parts of the rules of a call. */

export type CallDecision = Decision<CallEvent, CallEffect, Instruction>;
export type CallRule = CallDecision | Refusal;

/** What a rule about a live call works with. */
export interface Situation {
  readonly call: LiveCall;
  readonly facts: CallFacts;
  readonly moment: Moment;
}

export function of({ call, moment }: Situation) {
  return { callId: moment.id, businessId: call.businessId, at: moment.at };
}

/** An effect's name: unique in the life of the call, the same when the same decision is taken again. */
export function effectId({ call, moment }: Situation, what: string): string {
  return `${moment.id}.${call.events}.${what}`;
}

export function callerStep({ call, moment }: Situation): Step {
  return { noun: 'calls', id: moment.id, turn: call.turn };
}

export function say(text: string, language: string): readonly Utterance[] {
  return [{ kind: 'say', text, language }];
}

export function hold(situation: Situation, words: string): CallEffect {
  const { call, moment } = situation;
  return {
    kind: 'line.hold',
    id: effectId(situation, 'hold'),
    callId: moment.id,
    room: moment.id,
    sid: call.callerSid,
    utterances: say(words, call.language),
  };
}

/** Said to a caller who hears music already. */
export function announce(situation: Situation, words: string): CallEffect {
  const { call, moment } = situation;
  return {
    kind: 'line.announce',
    id: effectId(situation, 'announce'),
    callId: moment.id,
    room: moment.id,
    sid: call.callerSid,
    utterances: say(words, call.language),
  };
}

export function release(situation: Situation): CallEffect {
  const { call, moment } = situation;
  return {
    kind: 'line.release',
    id: effectId(situation, 'release'),
    callId: moment.id,
    room: moment.id,
    sid: call.callerSid,
  };
}

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

export function agents(call: LiveCall): readonly Party[] {
  return call.parties.filter(({ role }) => role === 'agent');
}

export function partyOf(call: LiveCall, personId: string): Party | undefined {
  return call.parties.find((party) => party.personId === personId);
}

/** The person's part in the call, or why they have none. */
export function requireAgent(call: LiveCall, personId: string): Party | Refusal {
  const party = agents(call).find((agent) => agent.personId === personId);
  return party ?? refuse('not-on-call', 'You are not on this call.');
}

/** The state after some of a decision's own events, for rules in several steps. */
export function after(call: LiveCall, events: readonly CallEvent[]): LiveCall {
  const next = events.reduce<Call>(evolveCall, call);
  return next.status === 'live' ? next : call;
}

/** The caller goes back to the front of the queue and hears why: nobody who hangs up leaves a caller alone. */
export function backToQueue(situation: Situation, words: string): readonly CallEvent[] {
  const { call, moment } = situation;
  return [
    {
      type: 'WaitWanted',
      ...of(situation),
      wait: {
        entryId: `${moment.id}.q${call.counts.waits + 1}`,
        callerSid: call.callerSid,
        queue: call.queue,
        only: null,
        ringSeconds: null,
        topic: call.topic,
        priority: null,
        language: call.language,
        waitingKeys: {},
        story: [...call.story, words],
        entrance: 'fetched',
        returning: { since: call.waitingSince ?? call.startedAt },
        words,
      },
    },
  ];
}
