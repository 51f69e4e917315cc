import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { SHOP } from '../../../test/harness/shop.ts';
import { isRefusal, type Decision, type Refusal } from '../../kernel/decision.ts';
import type { Instruction } from '../../telephony/line.ts';
import type { Call, CallEvent, Party, Pending } from './call.ts';
import type { CallCommand, CallEffect, CallFacts } from './commands.ts';
import { decideCall } from './decide.ts';
import { evolveCall } from './evolve.ts';

/** A call of the shop at the places that rules are about, as the events that lead there. */

const initial: Call = { status: 'none' };
export const rules = { name: 'calls', initial, decide: decideCall, evolve: evolveCall } as const;
export const facts: CallFacts = { business: SHOP, target: null, actor: null };
export const colleague = (personId: string, unsuitable: string | null = null): CallFacts => ({
  ...facts,
  target: { personId, name: personId === 'priya' ? 'Priya Nair' : 'Tom Baker', unsuitable },
});

export const of = { callId: 'c1', businessId: 'shop', at: NINE } as const;
export const ana: Party = {
  offerId: 'c1.q1.o1',
  personId: 'ana',
  name: 'Ana Silva',
  sid: 'CA-ana',
  role: 'agent',
  device: 'telephone',
  since: NINE,
};
export const tom: Party = { ...ana, offerId: 'c1.c9', personId: 'tom', name: 'Tom Baker', sid: 'CA-tom' };
export const priya: Party = {
  offerId: 'c1.c1',
  personId: 'priya',
  name: 'Priya Nair',
  sid: 'CA-priya',
  role: 'consulted',
  device: 'telephone',
  since: NINE,
};

export const arrived: CallEvent = {
  type: 'CallArrived',
  ...of,
  number: '+442079460100',
  flow: 'main',
  from: '+447700900555',
  callerName: null,
  callerSid: 'CA1',
  language: 'en-GB',
};
export const waitFor = (queue: string | null): CallEvent => ({
  type: 'WaitWanted',
  ...of,
  wait: {
    entryId: 'c1.q1',
    callerSid: 'CA1',
    queue,
    only: null,
    ringSeconds: null,
    topic: 'a bill',
    priority: null,
    language: 'en-GB',
    waitingKeys: {},
    story: ['Chose Billing'],
    entrance: 'asking',
    returning: null,
    lost: null,
    words: null,
  },
});
export const atQueue: CallEvent = {
  type: 'CallerAtQueue',
  ...of,
  entryId: 'c1.q1',
  queue: 'billing',
  joinedAt: NINE,
};
export const waiting = [arrived, waitFor('billing'), atQueue];
export const climbing = (pathway: 'automatic' | 'hierarchical' = 'automatic'): CallEvent => ({
  ...escalated('while-waiting'),
  pathway,
});
export const fetchedBy = (party: Party): CallEvent => ({
  type: 'CallerFetched',
  ...of,
  party,
  purpose: 'queue',
  entryId: 'c1.q1',
  climbing: null,
});
export const fetched = fetchedBy(ana);
export const moving = [...waiting, fetched];
export const talking = [...moving, { type: 'CallerInRoom', ...of } as const];
/** Ana took the call in her browser. */
export const talkingInBrowser = [
  ...waiting,
  fetchedBy({ ...ana, device: 'browser' }),
  { type: 'CallerInRoom', ...of } as const,
];
export const joined = (party: Party): CallEvent => ({
  type: 'PartyJoined',
  ...of,
  party,
  purpose: 'transfer',
});
export const held = (why: 'hold' | 'consult' | 'hand-over'): CallEvent => ({
  type: 'CallerHeld',
  ...of,
  why,
  by: 'Ana Silva',
});
export const onHold = [...talking, held('hold')];
export const wanted = (purpose: 'consult' | 'transfer'): Extract<CallEvent, { type: 'PersonWanted' }> => ({
  type: 'PersonWanted',
  ...of,
  purpose,
  offerId: purpose === 'consult' ? 'c1.c1' : 'c1.t1',
  personId: 'priya',
  name: 'Priya Nair',
  by: 'Ana Silva',
  language: 'en-GB',
  queue: 'billing',
  topic: 'a bill',
  story: ['Chose Billing'],
  waitingSince: NINE,
  ringSeconds: 20,
});
export const released = (party: Party, by = party.name): CallEvent => ({
  type: 'PartyReleased',
  ...of,
  offerId: party.offerId,
  name: party.name,
  by,
});
export const pendingReached = (party: Party): CallEvent => ({
  type: 'PendingReached',
  ...of,
  party,
  purpose: 'consult',
});
/** Ana asks Priya while the caller hears music: her telephone rings. */
export const consulting = [...talking, held('consult'), wanted('consult')];
/** And she has answered. */
export const consulted = [...consulting, pendingReached(priya)];
/** The front line has gone; the caller hears music until Priya answers. */
export const handingOver = [...talking, held('hand-over'), wanted('transfer'), released(ana)];

export const pending: Pending = {
  kind: 'consult',
  asker: { noun: 'calls', id: 'c1' },
  offerId: 'c1.c1',
  personId: 'priya',
  name: 'Priya Nair',
  status: 'ringing',
  pathway: null,
  since: NINE,
};

export function escalated(
  manner: 'ask-first' | 'hand-over' | 'while-waiting',
): Extract<CallEvent, { type: 'EscalationWanted' }> {
  return {
    type: 'EscalationWanted',
    ...of,
    escalationId: 'c1.e1',
    pathway: 'functional',
    manner,
    from: { kind: 'topic', topic: 'vat' },
    reason: 'Ana Silva asked for an expert in VAT.',
    topic: 'VAT',
    language: 'en-GB',
    story: ['Chose Billing'],
    waitingSince: NINE,
    except: ['ana'],
  };
}

/** A decision about the call `c1` on a Monday at nine. */
export function when(
  past: readonly CallEvent[],
  command: CallCommand,
  circumstances: { readonly facts?: CallFacts; readonly at?: number } = {},
) {
  return given<Call, CallCommand, CallEvent, CallEffect, CallFacts, Instruction>(rules, ...past).when(
    command,
    {
      facts,
      id: 'c1',
      ...circumstances,
    },
  );
}

/** What happens, in short: the events' types. */
export function happens(answer: Decision<CallEvent, CallEffect, Instruction> | Refusal): readonly string[] {
  return isRefusal(answer) ? [`refused: ${answer.refused}`] : answer.events.map(({ type }) => type);
}

/** What is asked of the line, in short: the effects' kinds. */
export function asks(answer: Decision<CallEvent, CallEffect, Instruction> | Refusal): readonly string[] {
  return isRefusal(answer) ? [] : (answer.effects ?? []).map(({ kind }) => kind);
}

/** All that the caller hears of it, said at once or later. */
export function words(answer: Decision<CallEvent, CallEffect, Instruction> | Refusal): string {
  if (isRefusal(answer)) return '';
  const wait = answer.events.find((event) => event.type === 'WaitWanted');
  const texts = [
    ...JSON.stringify([answer.effects ?? [], answer.says ?? null]).matchAll(/"text":"([^"]*)"/g),
  ];
  return [...texts.map((match) => match[1]), wait?.wait.words ?? ''].join(' ');
}
