import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { decideRouting } from './decide.ts';
import { evolveSearch } from './evolve.ts';
import type {
  Candidate,
  RoutingCommand,
  RoutingEvent,
  RoutingFacts,
  Search,
  SearchBegin,
} from './routing.ts';

/** The search for a person for a caller of the shop, and the people whom it may find. */

export const initial: Search = { status: 'none' };
export const rules = { name: 'routing', initial, decide: decideRouting, evolve: evolveSearch } as const;
export const MINUTE = 60_000;

export const person = (personId: string, idleMinutes: number, more: Partial<Candidate> = {}): Candidate => ({
  personId,
  name: personId.replace(/^./, (letter) => letter.toUpperCase()),
  presence: 'free',
  idleSince: NINE - idleMinutes * MINUTE,
  skills: [],
  unreachable: null,
  ...more,
});
export const ana = person('ana', 10);
export const tom = person('tom', 5);
export const knowing = (...candidates: readonly Candidate[]): RoutingFacts => ({ candidates, waiting: [] });

export const wanted: SearchBegin = {
  callId: 'c1',
  businessId: 'shop',
  queue: 'billing',
  queueName: 'Billing',
  only: null,
  strategy: 'longest-idle',
  skills: [],
  ringSeconds: 20,
  topic: null,
  language: 'en-GB',
  story: ['Chose Billing'],
  waitingSince: NINE,
  lost: null,
};
export const begin = (search: Partial<SearchBegin> = {}): RoutingCommand => ({
  type: 'BeginSearch',
  search: { ...wanted, ...search },
});
export const began = (search: Partial<SearchBegin> = {}): RoutingEvent => ({
  type: 'SearchBegan',
  entryId: 'c1.q1',
  callId: 'c1',
  search: { ...wanted, ...search },
  at: NINE,
});
export const chosen = (personId: string, offer: number): RoutingEvent => ({
  type: 'PersonChosen',
  entryId: 'c1.q1',
  callId: 'c1',
  businessId: 'shop',
  offerId: `c1.q1.o${offer}`,
  personId,
  purpose: 'queue',
  queue: 'billing',
  topic: null,
  language: 'en-GB',
  story: ['Chose Billing'],
  waitingSince: NINE,
  ringSeconds: 20,
  why: 'Free.',
  at: NINE,
});
export const noted = (personId: string, offer: number): RoutingEvent => ({
  type: 'OfferNoted',
  entryId: 'c1.q1',
  callId: 'c1',
  offerId: `c1.q1.o${offer}`,
  personId,
  at: NINE,
});
export const over = (personId: string, offer: number): RoutingCommand => ({
  type: 'OfferOver',
  offerId: `c1.q1.o${offer}`,
  personId,
  outcome: 'no-answer',
});
export const when = (
  past: readonly RoutingEvent[],
  command: RoutingCommand,
  facts: RoutingFacts,
  at = NINE,
) => given(rules, ...past).when(command, { facts, at, id: 'c1.q1' });
/** Who is rung, and the reason that is kept. */
export const rung = (answer: ReturnType<typeof when>['answer']) =>
  'refused' in answer
    ? []
    : answer.events.flatMap((event) => (event.type === 'PersonChosen' ? [event.personId] : []));
export const why = (answer: ReturnType<typeof when>['answer']) =>
  'refused' in answer ? '' : answer.events.flatMap((event) => ('why' in event ? [event.why] : [])).join(' ');
