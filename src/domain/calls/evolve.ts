import { assertNever } from '../../kernel/assert-never.ts';
import type { Call, CallEvent, LiveCall, Party, Pending } from './call.ts';

/** What a call is after an event. */
export function evolveCall(call: Call, event: CallEvent): Call {
  if (event.type === 'CallArrived') {
    return {
      status: 'live',
      businessId: event.businessId,
      number: event.number,
      from: event.from,
      callerName: event.callerName,
      callerSid: event.callerSid,
      language: event.language,
      startedAt: event.at,
      queue: null,
      topic: null,
      story: [],
      waitingSince: null,
      noticeGiven: false,
      escalated: null,
      climbing: null,
      ringsBack: null,
      farewell: null,
      notes: [],
      turn: 1,
      counts: { waits: 0, consults: 0, transfers: 0, escalations: 0 },
      events: 1,
      place: { at: 'flow', since: event.at },
      parties: [],
      pending: null,
    };
  }
  if (event.type === 'CallPlaced') return placed(event);
  if (call.status === 'none') return call;
  if (event.type === 'NoteAdded')
    return { ...call, notes: [...call.notes, event.note], events: call.events + 1 };
  if (call.status === 'ended') return call;
  return evolveLive({ ...call, events: call.events + 1 }, event);
}

function evolveLive(
  call: LiveCall,
  event: Exclude<CallEvent, { type: 'CallArrived' | 'CallPlaced' | 'NoteAdded' }>,
): Call {
  switch (event.type) {
    case 'CustomerConnected':
      return { ...call, callerSid: event.sid, place: { at: 'moving', since: event.at } };
    case 'RingBackPromised': {
      const promised = { ...call, ringsBack: event.callbackId };
      if (!event.leaves) return promised;
      return { ...promised, climbing: null, place: { at: 'leaving', since: event.at } };
    }
    case 'LanguageSet':
      return { ...call, language: event.language };
    case 'NoticeNoted':
      return { ...call, noticeGiven: true };
    case 'WaitWanted': {
      const { wait } = event;
      return {
        ...call,
        topic: wait.topic ?? call.topic,
        story: [...wait.story],
        waitingSince: call.waitingSince ?? event.at,
        counts: { ...call.counts, waits: call.counts.waits + 1 },
      };
    }
    case 'CallerAtQueue':
      return {
        ...call,
        queue: event.queue ?? call.queue,
        place: { at: 'waiting', entryId: event.entryId, since: event.joinedAt },
      };
    case 'CallerBackInFlow':
      return {
        ...call,
        place: { at: 'flow', since: event.at },
        climbing: event.givenUp === null ? call.climbing : null,
      };
    case 'CallerFetched':
      return {
        ...call,
        place: { at: 'moving', since: event.at },
        parties: [...call.parties, event.party],
        climbing: null,
      };
    case 'CallerInRoom':
      return { ...call, place: { at: 'talking', since: event.at } };
    case 'CallerTurned':
      return { ...call, turn: event.turn };
    case 'PartyJoined':
      return { ...call, parties: [...call.parties, event.party] };
    case 'PartyLeft':
    case 'PartyReleased':
      return { ...call, parties: call.parties.filter(({ offerId }) => offerId !== event.offerId) };
    case 'CallerHeld':
      return { ...call, place: { at: 'held', since: event.at } };
    case 'CallerResumed':
      return { ...call, place: { at: 'talking', since: event.at } };
    case 'PersonWanted':
      return withPerson(call, event);
    case 'EscalationWanted':
      return withEscalation(call, event);
    case 'PendingReached':
      return pendingReached(call, event.party);
    case 'HandedOver':
    case 'BroughtTogether':
      return {
        ...call,
        pending: null,
        parties: call.parties.map((party) => ({ ...party, role: 'agent' as const })),
      };
    case 'PendingCancelled':
      return { ...call, pending: null, parties: call.parties.filter(({ role }) => role === 'agent') };
    case 'PendingFailed':
      return { ...call, pending: null };
    case 'PendingInherited':
      return call.pending === null ? call : { ...call, pending: { ...call.pending, kind: 'hand-over' } };
    case 'ClimbOver':
      return call.climbing === event.escalationId ? { ...call, climbing: null } : call;
    case 'CallerDismissed':
      return { ...call, farewell: event.words ?? null, place: { at: 'leaving', since: event.at } };
    case 'CallEnded': {
      const { place: _place, parties: _parties, pending: _pending, ...details } = call;
      return { ...details, status: 'ended', endedAt: event.at, endedBy: event.by, climbing: null };
    }
    case 'PartyNotNeeded':
    case 'PartyFoundGone':
      return call;
    default:
      return assertNever(event);
  }
}

/** We ring the customer: `from` is whom the call is with, whichever side rang. */
function placed(event: Extract<CallEvent, { type: 'CallPlaced' }>): Call {
  const { businessId, number, to, customerName, language, queue, topic, story, party, at } = event;
  return {
    status: 'live',
    ...{ businessId, number, from: to, callerName: customerName, callerSid: '', language, startedAt: at },
    ...{ queue, topic, story: [...story], waitingSince: event.waitingSince },
    ...{ noticeGiven: false, escalated: null, climbing: null, ringsBack: null, farewell: null, notes: [] },
    turn: 1,
    counts: { waits: 0, consults: 0, transfers: 0, escalations: 0 },
    events: 1,
    place: { at: 'ringing', since: at },
    parties: [party],
    pending: null,
  };
}

function withPerson(call: LiveCall, event: Extract<CallEvent, { type: 'PersonWanted' }>): Call {
  const consult = event.purpose === 'consult';
  const pending: Pending = {
    kind: consult ? 'consult' : 'hand-over',
    asker: { noun: 'calls', id: event.callId },
    offerId: event.offerId,
    personId: event.personId,
    name: event.name,
    status: 'ringing',
    pathway: null,
    since: event.at,
  };
  const counts = consult
    ? { ...call.counts, consults: call.counts.consults + 1 }
    : { ...call.counts, transfers: call.counts.transfers + 1 };
  return { ...call, pending, counts };
}

function withEscalation(call: LiveCall, event: Extract<CallEvent, { type: 'EscalationWanted' }>): Call {
  const counts = { ...call.counts, escalations: call.counts.escalations + 1 };
  const escalated = { ...call, counts, escalated: event.pathway, story: [...event.story] };
  if (event.manner === 'while-waiting') return { ...escalated, climbing: event.escalationId };
  return {
    ...escalated,
    topic: event.topic ?? call.topic,
    pending: {
      kind: event.manner === 'ask-first' ? 'consult' : 'hand-over',
      asker: { noun: 'escalations', id: event.escalationId },
      offerId: null,
      personId: null,
      name: null,
      status: 'ringing',
      pathway: event.pathway,
      since: event.at,
    },
  };
}

function pendingReached(call: LiveCall, party: Party): Call {
  const parties = [...call.parties, party];
  if (call.pending === null || call.pending.kind === 'hand-over') return { ...call, parties, pending: null };
  return {
    ...call,
    parties,
    pending: {
      ...call.pending,
      offerId: party.offerId,
      personId: party.personId,
      name: party.name,
      status: 'talking',
      since: party.since,
    },
  };
}
