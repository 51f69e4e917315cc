import type { Message } from '../kernel/decision.ts';
import type { CallEvent } from '../domain/calls/call.ts';
import type { EscalationEvent } from '../domain/escalations/escalation.ts';
import type { FlowCommand, FlowEvent } from '../domain/flows/flow-words.ts';
import type { OfferCommand, OfferEvent } from '../domain/offers/offer.ts';
import type { PersonCommand, PersonEvent } from '../domain/people/person.ts';
import type { QueueEvent } from '../domain/queues/queue-entry.ts';
import type { RecordingCommand, RecordingEvent } from '../domain/recordings/recording.ts';
import type { RoutingEvent } from '../domain/routing/routing.ts';
import { calls, escalations, offers, queues, recordings, routing } from './senders.ts';

/**
 * The life of a call: when this event happens, that noun hears it.
 * Longer than 300 lines because it is one list, to be read from top to bottom.
 */

type CallLifeEvent =
  | CallEvent
  | FlowEvent
  | QueueEvent
  | RoutingEvent
  | OfferEvent
  | PersonEvent
  | EscalationEvent
  | RecordingEvent;

type EventOf<T extends CallLifeEvent['type']> = Extract<CallLifeEvent, { type: T }>;
type Reactions = { readonly [T in CallLifeEvent['type']]?: (event: EventOf<T>) => readonly Message[] };

const flows = (id: string, command: FlowCommand): Message => ({ noun: 'flows', id, command });
const people = (id: string, command: PersonCommand): Message => ({ noun: 'people', id, command });

const mark = (
  callId: string,
  kind: 'hold' | 'resume' | 'transfer' | 'escalation' | 'joined' | 'left' | 'note',
  text: string,
): Message => recordings(callId, { type: 'MarkRecording', marker: { kind, text } });

type Offer = Extract<OfferCommand, { type: 'MakeOffer' }>;
type Manner = 'purpose' | 'asker' | 'queue' | 'why';

/** Whom to ring about which call, and what they are told of it: the same whoever looked for them. */
const offered = (
  sought: Omit<Offer, 'type' | Manner> & { readonly offerId: string },
  manner: Pick<Offer, Manner>,
): Message => {
  const { offerId, personId, callId, businessId, language, topic, story, waitingSince, ringSeconds } = sought;
  return offers(offerId, {
    type: 'MakeOffer',
    ...{ personId, callId, businessId, language, topic, story, waitingSince, ringSeconds },
    ...manner,
  });
};

export const LIVE_CALL: Reactions = {
  // A call comes in and goes through its flow.
  CallArrived: (event) => [
    flows(event.callId, {
      type: 'BeginFlow',
      businessId: event.businessId,
      flow: event.flow,
      from: event.from,
      callerName: event.callerName,
    }),
  ],
  FlowBegan: (event) => [calls(event.callId, { type: 'SetLanguage', language: event.language })],
  LanguageChosen: (event) => [calls(event.callId, { type: 'SetLanguage', language: event.language })],
  NoticeGiven: (event) => [calls(event.callId, { type: 'NoteNotice' })],
  MessageLeft: (event) => [
    {
      noun: 'recordings',
      id: `${event.callId}.m.${event.recordingSid}`,
      command: {
        type: 'KeepMessage',
        callId: event.callId,
        businessId: event.businessId,
        providerSid: event.recordingSid,
        for: event.for,
        durationSeconds: event.durationSeconds,
      } satisfies RecordingCommand,
    },
  ],
  QueueAsked: (event) => [
    calls(event.callId, {
      type: 'WaitForPerson',
      queue: event.queue,
      only: null,
      ringSeconds: null,
      topic: event.topic,
      priority: event.priority,
      waitingKeys: event.waitingKeys,
      story: event.story,
      askedForManager: false,
    }),
  ],
  PersonAsked: (event) => [
    calls(event.callId, {
      type: 'WaitForPerson',
      queue: null,
      only: event.people,
      ringSeconds: event.ringSeconds,
      topic: null,
      priority: null,
      waitingKeys: {},
      story: event.story,
      askedForManager: false,
    }),
  ],
  ManagerAsked: (event) => [
    calls(event.callId, {
      type: 'WaitForPerson',
      queue: null,
      only: null,
      ringSeconds: null,
      topic: null,
      priority: null,
      waitingKeys: {},
      story: event.story,
      askedForManager: true,
    }),
  ],
  CallerBackInFlow: (event) => [
    flows(event.callId, { type: 'ResumeFlow', outcome: event.outcome, words: event.words }),
    ...(event.givenUp === null
      ? []
      : [
          escalations(event.givenUp, {
            type: 'CancelEscalation',
            why: 'The caller chose not to wait any longer.',
          }),
        ]),
  ],

  // The caller waits, and somebody is looked for.
  WaitWanted: ({ callId, businessId, wait }) => {
    const { entryId, ...wanted } = wait;
    return [queues(entryId, { type: 'JoinQueue', callId, businessId, ...wanted })];
  },
  CallerJoinedQueue: ({ entryId, callId, businessId, entry, lost }) => [
    calls(callId, { type: 'NoteWaiting', entryId, queue: entry.queue, joinedAt: entry.joinedAt }),
    routing(entryId, {
      type: 'BeginSearch',
      search: {
        callId,
        businessId,
        queue: entry.queue,
        queueName: entry.queueName,
        only: entry.only,
        strategy: entry.strategy,
        skills: entry.skills,
        ringSeconds: entry.ringSeconds,
        topic: entry.topic,
        language: entry.language,
        story: entry.story,
        waitingSince: entry.joinedAt,
        lost,
      },
    }),
  ],
  QueueOverflowed: (event) => [routing(event.entryId, { type: 'WidenSearch', into: event.into })],
  CallerLeftQueue: (event) => [
    routing(event.entryId, { type: 'StopSearch', why: 'The caller left the queue.' }),
    calls(event.callId, { type: 'LeaveWait', outcome: event.outcome, words: event.words }),
  ],
  CallerAbandoned: (event) => [routing(event.entryId, { type: 'StopSearch', why: 'The caller hung up.' })],
  NobodyLeft: (event) => [queues(event.entryId, { type: 'GiveBack', reason: event.why })],
  PersonChosen: (event) => [
    offered(event, {
      purpose: event.purpose,
      asker: { noun: 'routing', id: event.entryId },
      queue: event.queue,
      why: event.why,
    }),
  ],
  SearchStopped: (event) =>
    event.withdrawn.map((offerId) => offers(offerId, { type: 'WithdrawOffer', why: event.why })),

  // A person becomes free, and whoever waits longest for them is offered.
  PersonFreed: (event) => [
    routing(`person/${event.personId}`, { type: 'FindCaller', personId: event.personId }),
  ],
  CallerChosen: (event) => [routing(event.entryId, { type: 'FindPerson' })],

  // A telephone rings, and somebody says yes or does not.
  OfferMade: (event) => [
    people(event.personId, { type: 'StartRinging', offerId: event.offerId, callId: event.callId }),
  ],
  OfferReached: (event) => {
    const { offerId, personId, personName, sid, device, purpose, asker, callId } = event;
    return [
      people(personId, { type: 'JoinCall', offerId, callId }),
      ...(asker.noun === 'routing' ? [routing(asker.id, { type: 'OfferReached', offerId })] : []),
      ...(asker.noun === 'escalations'
        ? [escalations(asker.id, { type: 'OfferReached', offerId, personId })]
        : []),
      // A yes to a call-back is the call-back's to hear: there is no caller yet.
      ...(purpose === 'callback'
        ? []
        : [
            calls(callId, {
              type: 'PersonReached',
              ...{ offerId, personId, name: personName, sid, device, purpose, asker },
            }),
          ]),
    ];
  },
  OfferOver: (event) => {
    const { offerId, personId, outcome, reason, asker, callId } = event;
    return [
      people(personId, { type: 'StopRinging', offerId }),
      ...(asker.noun === 'routing'
        ? [routing(asker.id, { type: 'OfferOver', offerId, personId, outcome })]
        : []),
      ...(asker.noun === 'escalations'
        ? [escalations(asker.id, { type: 'OfferOver', offerId, personId, outcome, reason })]
        : []),
      ...(asker.noun === 'calls'
        ? [calls(callId, { type: 'OfferOver', offerId, personId, outcome, reason })]
        : []),
    ];
  },
  PersonLeftLine: (event) => [
    calls(event.callId, { type: 'PartyGone', offerId: event.offerId }),
    people(event.personId, { type: 'LeaveCall', offerId: event.offerId }),
  ],

  // Caller and person are brought together.
  CallerFetched: (event) => {
    const { callId, businessId, party, entryId, climbing } = event;
    return [
      ...(entryId === null
        ? []
        : [
            queues(entryId, { type: 'ServeCaller' }),
            routing(entryId, { type: 'StopSearch', why: `${party.name} took the call.` }),
          ]),
      ...(climbing === null
        ? []
        : [escalations(climbing, { type: 'CancelEscalation', why: `${party.name} took the call.` })]),
      recordings(callId, { type: 'ConsiderRecording', callId, businessId, because: 'conversation' }),
      recordings(callId, { type: 'NotePerson', personId: party.personId }),
      mark(callId, 'joined', `${party.name} answers`),
    ];
  },
  PartyFoundGone: (event) => [offers(event.offerId, { type: 'LegEnded', leg: null, how: event.how })],
  PartyNotNeeded: (event) => [offers(event.offerId, { type: 'ReleasePerson' })],
  PartyReleased: (event) => [
    offers(event.offerId, { type: 'ReleasePerson' }),
    mark(event.callId, 'left', `${event.name} leaves`),
  ],
  PartyLeft: ({ callId, name, lost }) => [
    mark(callId, 'left', lost ? `The line to ${name} is lost` : `${name} has hung up`),
  ],

  // Hold, asking first, handing over.
  CallerHeld: (event) => [mark(event.callId, 'hold', `${event.by} put the caller on hold`)],
  CallerResumed: (event) => [mark(event.callId, 'resume', event.why)],
  PersonWanted: (event) => [
    offered(event, {
      purpose: event.purpose,
      asker: { noun: 'calls', id: event.callId },
      queue: event.queue,
      why: `${event.by} asked for ${event.name}.`,
    }),
    mark(event.callId, 'transfer', `${event.by} rings ${event.name}`),
  ],
  PendingReached: (event) => [
    recordings(event.callId, { type: 'NotePerson', personId: event.party.personId }),
    mark(event.callId, 'joined', `${event.party.name} answers`),
  ],
  HandedOver: (event) => [mark(event.callId, 'transfer', `${event.toName} takes over`)],
  PendingCancelled: ({ pending }) => {
    const why = 'It is no longer needed.';
    if (pending.status === 'talking' && pending.offerId !== null) {
      return [offers(pending.offerId, { type: 'ReleasePerson' })];
    }
    if (pending.asker.noun === 'escalations') {
      return [escalations(pending.asker.id, { type: 'CancelEscalation', why })];
    }
    return pending.offerId === null ? [] : [offers(pending.offerId, { type: 'WithdrawOffer', why })];
  },

  // The three pathways: someone who knows, someone who may, a deadline that passed.
  WaitBreached: (event) => [
    calls(event.callId, {
      type: 'EscalateWait',
      pathway: 'automatic',
      reason: `The caller has waited ${event.waitedSeconds} seconds, which is longer than the wait target.`,
    }),
  ],
  ManagerAskedWhileWaiting: (event) => [
    calls(event.callId, {
      type: 'EscalateWait',
      pathway: 'hierarchical',
      reason: 'The caller asked for a manager while waiting.',
    }),
  ],
  EscalationWanted: (event) => {
    const { escalationId, callId, businessId, pathway, manner, reason } = event;
    const { from, topic, language, story, waitingSince, except } = event;
    return [
      recordings(callId, { type: 'ConsiderRecording', callId, businessId, because: 'escalation' }),
      recordings(callId, { type: 'NotePathway', pathway }),
      mark(callId, 'escalation', reason),
      escalations(escalationId, {
        type: 'BeginEscalation',
        ...{ callId, businessId, pathway, manner, reason },
        ...{ from, topic, language, story, waitingSince, except },
      }),
    ];
  },
  RungTried: (event) => [
    offered(event, {
      purpose: event.pathway,
      asker: { noun: 'escalations', id: event.escalationId },
      queue: null,
      why: event.why,
    }),
  ],
  EscalationExhausted: (event) => {
    const { escalationId, pathway, reason } = event;
    return [calls(event.callId, { type: 'EscalationOver', escalationId, pathway, reached: false, reason })];
  },
  ClimbOver: ({ tells }) =>
    tells === null ? [] : [queues(tells.entryId, { type: 'TellWaiting', words: tells.words })],
  EscalationCancelled: (event) => [
    ...event.withdrawn.map((offerId) => offers(offerId, { type: 'WithdrawOffer', why: event.why })),
    calls(event.callId, {
      type: 'EscalationOver',
      escalationId: event.escalationId,
      pathway: event.pathway,
      reached: true,
      reason: event.why,
    }),
  ],

  // The end: nobody rings on for a caller who has gone, and nobody stays engaged.
  CallerDismissed: (event) => [mark(event.callId, 'left', `${event.by} ends the call with a goodbye`)],
  NoteAdded: (event) => [mark(event.callId, 'note', `${event.note.name}: ${event.note.text}`)],
  CallEnded: (event) => {
    const { callId, parties, pending, climbing, entryId } = event;
    const why = 'The caller has gone.';
    return [
      ...(entryId === null ? [] : [queues(entryId, { type: 'CallerGone' })]),
      ...parties.map((offerId) => offers(offerId, { type: 'ReleasePerson' })),
      ...(climbing === null ? [] : [escalations(climbing, { type: 'CancelEscalation', why })]),
      ...(pending?.asker.noun === 'escalations'
        ? [escalations(pending.asker.id, { type: 'CancelEscalation', why })]
        : []),
      ...(pending?.asker.noun === 'calls' && pending.offerId !== null
        ? [offers(pending.offerId, { type: 'WithdrawOffer', why })]
        : []),
      flows(callId, { type: 'LeaveFlow' }),
      recordings(callId, { type: 'CallOver' }),
    ];
  },
};
