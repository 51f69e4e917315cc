import { assertNever } from '../../kernel/assert-never.ts';
import type { RoutingEvent, Search } from './routing.ts';

/** What a search is after an event. */
export function evolveSearch(search: Search, event: RoutingEvent): Search {
  if (event.type === 'SearchBegan') {
    return {
      status: 'looking',
      ...event.search,
      callback: event.search.callback ?? false,
      overflowQueue: null,
      offers: event.offers ?? 0,
      live: [],
      tried: event.search.lost === null ? [] : [{ personId: event.search.lost, at: event.at }],
      why: '',
    };
  }
  if (search.status !== 'looking') return search;
  switch (event.type) {
    case 'PersonChosen':
      return {
        ...search,
        offers: search.offers + 1,
        live: [...search.live, { offerId: event.offerId, personId: event.personId }],
        why: event.why,
      };
    case 'NobodyChosen':
      return { ...search, why: event.why };
    case 'OfferNoted':
      return {
        ...search,
        live: search.live.filter(({ offerId }) => offerId !== event.offerId),
        tried: [...search.tried, { personId: event.personId, at: event.at }],
      };
    case 'SearchWidened':
      return { ...search, overflowQueue: event.into };
    case 'NobodyLeft':
    case 'SearchStopped':
      return { ...search, status: 'over', live: [] };
    case 'CallerChosen':
      return search;
    default:
      return assertNever(event);
  }
}
