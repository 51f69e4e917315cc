import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import { choosePeople, REST_MS } from './choose.ts';
import { evolveSearch } from './evolve.ts';
import type { Looking, RoutingCommand, RoutingEvent, RoutingFacts, Search } from './routing.ts';

const AGAIN = 'again';

type RoutingDecision = Decision<RoutingEvent>;

/** The rules of finding a person for a caller, and a caller for a person. */
export function decideRouting(
  command: RoutingCommand,
  search: Search,
  facts: RoutingFacts,
  moment: Moment,
): RoutingDecision | Refusal {
  const { at, id } = moment;
  if (command.type === 'FindCaller') {
    const first = facts.waiting.find(({ triedAt }) => triedAt === null || triedAt + REST_MS <= at);
    if (first === undefined) return nothing;
    return { events: [{ type: 'CallerChosen', entryId: first.entryId, personId: command.personId, at }] };
  }
  if (command.type === 'BeginSearch' || command.type === 'SeekForCallback') {
    if (command.type === 'BeginSearch' ? search.status !== 'none' : search.status === 'looking')
      return nothing;
    const offers = search.status === 'none' ? {} : { offers: search.offers };
    const { callId } = command.search;
    const began: RoutingEvent = {
      type: 'SearchBegan',
      entryId: id,
      callId,
      search: command.search,
      ...offers,
      at,
    };
    const begun = evolveSearch(search, began);
    if (begun.status !== 'looking') return nothing;
    return withFirst(began, find(begun, facts, moment));
  }
  if (search.status === 'none') return refuse('search-unknown', 'Nobody is being looked for.');
  if (search.status === 'over') return nothing;
  switch (command.type) {
    case 'FindPerson':
      return search.live.length > 0 ? nothing : find(search, facts, moment);
    case 'WidenSearch': {
      const widened: RoutingEvent = {
        type: 'SearchWidened',
        entryId: id,
        callId: search.callId,
        into: command.into,
        at,
      };
      if (search.live.length > 0) return { events: [widened] };
      return withFirst(widened, find({ ...search, overflowQueue: command.into }, facts, moment));
    }
    case 'OfferOver': {
      if (!search.live.some(({ offerId }) => offerId === command.offerId)) return nothing;
      const noted: RoutingEvent = {
        type: 'OfferNoted',
        entryId: id,
        callId: search.callId,
        offerId: command.offerId,
        personId: command.personId,
        at,
      };
      const after = evolveSearch(search, noted);
      if (after.status !== 'looking' || after.live.length > 0) return { events: [noted] };
      return withFirst(noted, find(after, facts, moment));
    }
    case 'OfferReached':
      return stop(search, 'Somebody else took the call.', moment, command.offerId);
    case 'StopSearch':
      return stop(search, command.why, moment, null);
    default:
      return assertNever(command);
  }
}

function withFirst(event: RoutingEvent, decision: RoutingDecision): RoutingDecision {
  return { ...decision, events: [event, ...decision.events] };
}

function find(search: Looking, facts: RoutingFacts, { at, id }: Moment): RoutingDecision {
  const choice = choosePeople(search, facts.candidates, at);
  switch (choice.kind) {
    case 'people':
      return {
        events: choice.people.map((person, index) => ({
          type: 'PersonChosen',
          entryId: id,
          callId: search.callId,
          businessId: search.businessId,
          offerId: `${id}.o${search.offers + index + 1}`,
          personId: person.personId,
          purpose: search.callback ? 'callback' : search.only === null ? 'queue' : 'flow',
          queue: search.queue,
          topic: search.topic,
          language: search.language,
          story: search.story,
          waitingSince: search.waitingSince,
          ringSeconds: search.ringSeconds,
          why: choice.why,
          at,
        })),
        timers: [{ clear: AGAIN }],
      };
    case 'later':
      return {
        events: [{ type: 'NobodyChosen', entryId: id, callId: search.callId, why: choice.why, at }],
        timers: [{ set: AGAIN, at: choice.at, command: { type: 'FindPerson' } }],
      };
    case 'nobody': {
      const nobody: RoutingEvent = {
        type: 'NobodyChosen',
        entryId: id,
        callId: search.callId,
        why: choice.why,
        at,
      };
      if (search.only === null) return { events: [nobody] };
      return {
        events: [nobody, { type: 'NobodyLeft', entryId: id, callId: search.callId, why: choice.why, at }],
      };
    }
    default:
      return assertNever(choice);
  }
}

function stop(search: Looking, why: string, { at, id }: Moment, reached: string | null): RoutingDecision {
  const withdrawn = search.live.map(({ offerId }) => offerId).filter((offerId) => offerId !== reached);
  return {
    events: [{ type: 'SearchStopped', entryId: id, callId: search.callId, withdrawn, why, at }],
    timers: [{ clear: AGAIN }],
  };
}
