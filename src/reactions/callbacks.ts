import type { By } from '../kernel/by.ts';
import type { Message } from '../kernel/decision.ts';
import { MINUTE } from '../kernel/duration.ts';
import type { CaseCommand } from '../domain/cases/case-words.ts';
import type { PromiseCommand } from '../domain/promises/promise.ts';
import type { CallEvent } from '../domain/calls/call.ts';
import type { CallbackCommand, CallbackEvent } from '../domain/callbacks/callback-words.ts';
import { callbackOfCall, type Asked } from '../domain/callbacks/callback.ts';
import type { FlowEvent } from '../domain/flows/flow-words.ts';
import type { OfferEvent } from '../domain/offers/offer.ts';
import type { QueueEvent } from '../domain/queues/queue-entry.ts';
import { calls, escalations, offers, queues, recordings, routing } from './senders.ts';

/** Ringing customers back: when this event happens, that noun hears it. */

type Heard = CallbackEvent | CallEvent | FlowEvent | OfferEvent | QueueEvent;
type EventOf<T extends Heard['type']> = Extract<Heard, { type: T }>;
type Reactions = { readonly [T in Heard['type']]?: (event: EventOf<T>) => readonly Message[] };

const callbacks = (id: string, command: CallbackCommand): Message => ({ noun: 'callbacks', id, command });
const stopSearch = (entryId: string, why: string): Message => routing(entryId, { type: 'StopSearch', why });

/** What the call-back hears of a call that it made itself. */
const ofTry = (callId: string, command: CallbackCommand): readonly Message[] => {
  const id = callbackOfCall(callId);
  return id === null ? [] : [callbacks(id, command)];
};

/** Whoever owes a call-back hears of it this long before it is due, at the latest. */
const WARNING_MS = 10 * MINUTE;

const promises = (id: string, command: PromiseCommand): Message => ({ noun: 'promises', id, command });

const promised = (id: string, asked: Asked): Message => {
  const { businessId, caseId, callId, words, promisedBy: dueAt, number, name, by, person, queue } = asked;
  return promises(id, {
    type: 'MakePromise',
    ...{ businessId, caseId, callId, what: 'call-back', words, dueAt, by, queue },
    to: { number, name },
    owner:
      person === null
        ? { kind: 'queue', id: queue, name: asked.queueName }
        : { kind: 'person', id: person.personId, name: person.name },
    warnBeforeMs: Math.min(WARNING_MS, Math.max(0, Math.round((dueAt - asked.askedAt) / 3))),
    why: 'The customer was told that we ring back.',
  });
};

const kept = (id: string | null, by: By, how: string): readonly Message[] =>
  id === null ? [] : [promises(id, { type: 'KeepPromise', by, how })];
const released = (id: string | null, by: By, why: string): readonly Message[] =>
  id === null ? [] : [promises(id, { type: 'ReleasePromise', by, why })];

/** Into the story of the case, when there is one. */
const told = (
  caseId: string | null,
  callbackId: string,
  text: string,
  why: string | null,
): readonly Message[] => {
  const ref = { noun: 'callbacks', id: callbackId };
  const command: CaseCommand = { type: 'TellCase', kind: 'callback', text, why, ref };
  return caseId === null ? [] : [{ noun: 'cases', id: caseId, command }];
};

/** The call that we make is one of the case's calls, with what is recorded of it. */
const linked = (id: string, callId: string): Message => {
  const command: CaseCommand = { type: 'LinkCall', callId, at: null, ours: true };
  return { noun: 'cases', id, command };
};

export const CALLBACKS: Reactions = {
  // A caller would rather be rung back: their place is kept, and they hang up.
  CallbackWanted: (event) => {
    const { callbackId, entryId, callId, businessId, queue, kept, numberFrom, words } = event;
    const { joinedAt, rank, topic, language, story } = event;
    return [
      stopSearch(entryId, 'The caller is rung back.'),
      // The wait on the line that was announced is over; another promise takes its place.
      promises(`${entryId}.p1`, { type: 'WaitEnded', how: 'left' }),
      calls(callId, { type: 'PromiseRingBack', callbackId, leaves: true }),
      callbacks(callbackId, {
        type: 'AskCallback',
        ...{ businessId, callId, entryId, place: { joinedAt, rank }, caseId: null },
        ...{ number: kept.number, numberFrom, name: null, topic, queue, personId: null, dueAt: null },
        told: { words, by: kept.promisedBy },
        ...{ language, story, by: { kind: 'flow' } },
      }),
    ];
  },
  RingBackChosen: ({
    callId,
    businessId,
    number,
    numberFrom,
    queue,
    topic,
    dueAt,
    told,
    language,
    story,
  }) => [
    callbacks(`${callId}.cb`, {
      type: 'AskCallback',
      ...{ businessId, callId, entryId: null, place: null, caseId: null, number, numberFrom, name: null },
      ...{ topic, queue, personId: null, dueAt, told, language, story, by: { kind: 'flow' } },
    }),
  ],
  RingBackPromised: ({ givenUp }) =>
    givenUp === null
      ? []
      : [escalations(givenUp, { type: 'CancelEscalation', why: 'The caller is rung back.' })],
  CallbackAsked: ({ callbackId, asked, entryId, promiseId, caseId }) => [
    ...(asked.by.kind === 'flow' && asked.callId !== null && entryId === null
      ? [calls(asked.callId, { type: 'PromiseRingBack', callbackId, leaves: false })]
      : []),
    promised(promiseId, asked),
    ...told(caseId, callbackId, `A call-back was promised: “${asked.words}.”`, null),
  ],
  CallerJoinedQueue: ({ reclaims, callId }) =>
    reclaims === undefined ? [] : [callbacks(reclaims, { type: 'CustomerRangIn', callId })],

  // Their turn comes: a person is looked for, in the order of the line.
  CallbackInLine: ({ callbackId, businessId, entryId, callId, asked, only }) => {
    const { queue, place, topic, language, story, number, askedAt, promisedBy } = asked;
    return [
      queues(entryId, {
        type: 'KeepPlace',
        ...{ callId, businessId, queue, only, ...place, topic, language, story },
        kept: { callbackId, number, askedAt, promisedBy },
      }),
    ];
  },
  PlaceKept: ({ entryId, callId, businessId, kept, entry }) => [
    routing(entryId, {
      type: 'SeekForCallback',
      search: {
        ...{ callId, businessId, queue: entry.queue, queueName: entry.queueName, only: entry.only },
        ...{ strategy: entry.strategy, skills: entry.skills, ringSeconds: entry.ringSeconds },
        ...{ topic: entry.topic, language: entry.language, story: entry.story },
        ...{ waitingSince: kept.askedAt, lost: null, callback: true },
      },
    }),
  ],
  PlaceTaken: (event) => [stopSearch(event.entryId, 'Somebody rings the customer.')],
  PlaceGivenUp: ({ entryId, callbackId, why, nobody }) => [
    stopSearch(entryId, why),
    ...(nobody ? [callbacks(callbackId, { type: 'NobodyThere', entryId, why })] : []),
  ],
  CallbackOffLine: ({ entryId, why }) => [queues(entryId, { type: 'GiveUpPlace', why })],

  // Somebody says yes, and only then the customer's telephone rings.
  OfferReached: (event) => {
    if (event.purpose !== 'callback') return [];
    const { callId, offerId, personId, personName, sid, device } = event;
    return ofTry(callId, { type: 'PersonReached', callId, offerId, personId, personName, sid, device });
  },
  RingerNotNeeded: (event) => [offers(event.offerId, { type: 'ReleasePerson' })],
  CustomerRung: ({ businessId, callId, caseId, entryId, ringer, from, asked }) => [
    queues(entryId, { type: 'TakePlace' }),
    calls(callId, {
      type: 'PlaceCall',
      ...{ businessId, number: from, to: asked.number, customerName: asked.name },
      ...{ language: asked.language, queue: asked.queue, topic: asked.topic, story: asked.story },
      ...{ waitingSince: asked.place.joinedAt, person: ringer },
    }),
    ...(caseId === null ? [] : [linked(caseId, callId)]),
  ],
  CustomerPickedUp: ({ callId, sid }) => [calls(callId, { type: 'CustomerPickedUp', sid })],
  CustomerGreeted: ({ callId, businessId, noticeGiven, ringer, input }) => [
    ...(noticeGiven ? [calls(callId, { type: 'NoteNotice' })] : []),
    calls(callId, { type: 'TakeTurn', turn: 1, input }),
    recordings(callId, { type: 'ConsiderRecording', callId, businessId, because: 'conversation' }),
    recordings(callId, { type: 'NotePerson', personId: ringer.personId }),
    recordings(callId, {
      type: 'MarkRecording',
      marker: { kind: 'joined', text: `${ringer.name} rings back` },
    }),
  ],
  CallerInRoom: ({ callId }) => ofTry(callId, { type: 'NoteTogether', callId }),
  VoicemailWanted: ({ callId, words, by }) => [calls(callId, { type: 'SayAndEnd', by, words })],

  // What comes of it: the promise is kept when their telephone rings, and nothing ends without being written down.
  CallbackAttempted: ({ callbackId, caseId, promiseId, by, words, why }) => [
    ...kept(promiseId, by, words),
    ...told(caseId, callbackId, words, why),
  ],
  CallbackRescheduled: ({ callbackId, caseId, oldPromiseId, promiseId, by, asked }) => [
    ...released(oldPromiseId, by, 'Another time was agreed.'),
    promised(promiseId, asked),
    ...told(caseId, callbackId, `Another time was agreed for the call-back: “${asked.words}.”`, null),
  ],
  CallbackDone: ({ callbackId, caseId, promiseId, outcome, by, words, why }) => [
    ...(outcome === 'cancelled' ? released(promiseId, by, why) : kept(promiseId, by, words)),
    ...told(caseId, callbackId, words, null),
  ],
  CallbackGivenUp: ({ callbackId, caseId, promiseId, words, why }) => [
    ...released(promiseId, { kind: 'clock' }, why),
    ...told(caseId, callbackId, words, null),
  ],

  CustomerHungUp: ({ callId }) => [calls(callId, { type: 'CallerHungUp' })],
  CustomerNotReached: ({ callId }) => [calls(callId, { type: 'CallerHungUp' })],
  CallEnded: ({ callId, by, ringsBack }) => [
    ...(ringsBack === undefined ? [] : [callbacks(ringsBack, { type: 'CallerHasGone' })]),
    ...ofTry(callId, { type: 'CallOver', callId, by }),
  ],
};
