import type { CaseCommand } from '../domain/cases/case-words.ts';
import type { ByPerson } from '../kernel/by.ts';
import { HOUR, MINUTE } from '../kernel/duration.ts';

/** Cases as a newcomer finds them: on different levels, with clocks that run, made by the same commands as any other. */

type Step =
  | { readonly ago: number; readonly is: CaseCommand }
  /** Whoever is told says "I have it" on the ladder that was begun last. */
  | { readonly ago: number; readonly saysYes: ByPerson };
/** What happened to one case, each so many ms ago. */
export type CaseStory = readonly Step[];

const by = (personId: string, name: string): ByPerson => ({ kind: 'person', personId, name });
const ana = by('ana-silva', 'Ana Silva');
const tom = by('tom-hughes', 'Tom Hughes');
const grace = by('grace-okafor', 'Grace Okafor');
const david = by('david-lloyd', 'David Lloyd');
const rosa = by('rosa-tide', 'Rosa Tide');
const sofia = by('sofia-rossi', 'Sofia Rossi');

type Opening = Extract<CaseCommand, { type: 'OpenCase' }>;
const opened = (
  ago: number,
  businessId: string,
  who: Opening['by'],
  customer: { readonly number: string; readonly name: string },
  more: Partial<Opening>,
): Step => ({
  ago,
  is: {
    type: 'OpenCase',
    businessId,
    by: who,
    callId: null,
    customer,
    topic: null,
    reason: null,
    severity: null,
    tier: null,
    summary: '',
    why: '',
    owner: null,
    firstRingAt: null,
    ...more,
  },
});
const contact = (ago: number, who: ByPerson): Step => ({
  ago,
  is: { type: 'ContactMade', by: who, how: 'by telephone' },
});
const news = (ago: number, who: ByPerson, how: string): Step => ({
  ago,
  is: { type: 'UpdateGiven', by: who, how },
});
const noted = (ago: number, who: ByPerson, text: string): Step => ({
  ago,
  is: { type: 'AddNote', by: who, text, mentions: [] },
});
const up = (ago: number, who: ByPerson, reason: string, formal = false): Step => ({
  ago,
  is: { type: 'EscalateCase', by: who, asOf: null, pathway: 'hierarchical', reason, formal },
});
const tagged = (ago: number, who: ByPerson, ...add: readonly string[]): Step => ({
  ago,
  is: { type: 'TagCase', by: who, add, remove: [] },
});
const yes = (ago: number, who: ByPerson): Step => ({ ago, saysYes: who });

const SHOP: readonly CaseStory[] = [
  [
    opened(
      28 * HOUR,
      'shop',
      ana,
      { number: '+447700900601', name: 'Peter Lang' },
      {
        topic: 'delivery',
        reason: 'long-wait',
        summary: 'Parcel of order 5480 never came.',
      },
    ),
    contact(28 * HOUR - MINUTE, ana),
    tagged(27.7 * HOUR, ana, 'carrier'),
    noted(27.6 * HOUR, ana, 'The carrier has lost it; a new one leaves today.'),
    {
      ago: 27 * HOUR,
      is: {
        type: 'ResolveCase',
        by: ana,
        asOf: null,
        outcome: 'solved',
        words: 'Sent again by courier, and told by when it comes.',
        cause: 'Lost by the carrier',
      },
    },
  ],
  [
    opened(
      40 * MINUTE,
      'shop',
      ana,
      { number: '+447700900602', name: 'Mrs Byrne' },
      {
        topic: 'billing',
        reason: 'charged-wrongly',
        summary: 'Charged twice for order 5512.',
      },
    ),
    contact(39 * MINUTE, ana),
  ],
  [
    opened(
      5 * HOUR,
      'shop',
      tom,
      { number: '+447700900603', name: 'Imran Shah' },
      {
        topic: 'technical',
        reason: 'rigid-policy',
        summary: 'Wants £120 back for a lamp three days past the return date.',
      },
    ),
    contact(5 * HOUR - MINUTE, tom),
    up(4.5 * HOUR, tom, 'A refund over my limit, and the customer has a point.'),
    yes(4.4 * HOUR, grace),
    news(HOUR, grace, 'by e-mail'),
  ],
  [
    opened(
      50 * HOUR,
      'shop',
      tom,
      { number: '+447700900604', name: 'Ellen Roy' },
      {
        topic: 'delivery',
        reason: 'damaged-in-transit',
        summary: 'Mirror came cracked.',
      },
    ),
    tagged(50 * HOUR - MINUTE, tom, 'photos asked for'),
    contact(50 * HOUR - MINUTE, tom),
    {
      ago: 49.5 * HOUR,
      is: {
        type: 'WaitForCustomer',
        by: tom,
        asOf: null,
        reason: 'She sends photos of the parcel.',
        until: null,
      },
    },
  ],
  [
    opened(
      20 * HOUR,
      'shop',
      ana,
      { number: '+447700900605', name: 'Joy Adeyemi' },
      {
        topic: 'delivery',
        reason: 'miscommunication',
        severity: 2,
        tier: 'high-priority',
        why: 'Lights for a wedding on Saturday.',
        summary: 'Was told Tuesday, then Friday; the wedding is on Saturday.',
      },
    ),
    contact(20 * HOUR - MINUTE, ana),
    tagged(20 * HOUR - MINUTE, ana, 'wedding', 'carrier'),
    up(19.5 * HOUR, ana, 'Nobody in the depot answers.'),
    yes(19.4 * HOUR, grace),
    up(14 * HOUR, grace, 'Only the director may send a van.'),
    yes(13.8 * HOUR, david),
    news(2 * HOUR, david, 'by telephone'),
    noted(2 * HOUR, david, 'A van leaves on Friday at noon; she is told when it is loaded.'),
  ],
  [
    opened(
      10 * MINUTE,
      'shop',
      { kind: 'flow' },
      { number: '+447700900606', name: 'A caller' },
      {
        topic: 'technical',
        reason: 'long-wait',
        summary: 'Gave up after four minutes in the queue.',
      },
    ),
  ],
];

const PLUMBER: readonly CaseStory[] = [
  [
    opened(
      30 * MINUTE,
      'plumber',
      tom,
      { number: '+447700900611', name: 'Carl Brandt' },
      {
        topic: 'heating',
        reason: 'fault-came-back',
        summary: 'No hot water again, two days after the repair.',
      },
    ),
    contact(29 * MINUTE, tom),
  ],
  [
    opened(
      26 * HOUR,
      'plumber',
      ana,
      { number: '+447700900612', name: 'Anne Fox' },
      {
        topic: 'quotes',
        reason: 'miscommunication',
        summary: 'The invoice is £90 above the quote.',
      },
    ),
    contact(26 * HOUR - MINUTE, ana),
    up(25.8 * HOUR, ana, 'Only the owner changes an invoice.'),
    yes(25.7 * HOUR, grace),
    {
      ago: 25.5 * HOUR,
      is: {
        type: 'WaitForCustomer',
        by: grace,
        asOf: null,
        reason: 'She looks for the quote in her e-mails.',
        until: null,
      },
    },
  ],
  [
    opened(
      52 * HOUR,
      'plumber',
      tom,
      { number: '+447700900613', name: 'Hotel Albion' },
      {
        topic: 'heating',
        summary: 'Boiler room floods when it rains.',
      },
    ),
    contact(52 * HOUR - MINUTE, tom),
    {
      ago: 51 * HOUR,
      is: {
        type: 'ResolveCase',
        by: rosa,
        asOf: null,
        outcome: 'solved',
        words: 'Drain cleared, and a valve fitted.',
        cause: 'Drain full of leaves',
      },
    },
  ],
];

const DENTAL: readonly CaseStory[] = [
  [
    opened(
      74 * HOUR,
      'dental',
      ana,
      { number: '+447700900621', name: 'Robert Kay' },
      {
        topic: 'treatment',
        reason: 'rigid-policy',
        severity: 2,
        why: 'He says that he writes to the ombudsman.',
        summary: 'Complains in writing about the fee for a missed appointment.',
      },
    ),
    contact(74 * HOUR - MINUTE, ana),
    up(73.9 * HOUR, ana, 'A letter of complaint has come.', true),
    yes(73.8 * HOUR, grace),
    noted(48 * HOUR, grace, 'Acknowledged by letter; an answer within two weeks.'),
    news(48 * HOUR, grace, 'by letter'),
  ],
  [
    opened(
      20 * MINUTE,
      'dental',
      sofia,
      { number: '+447700900622', name: 'Lucy Grant' },
      {
        topic: 'treatment',
        reason: 'dearer-than-planned',
        summary: 'Asks why the crown costs more than the plan said.',
      },
    ),
    contact(19 * MINUTE, sofia),
  ],
];

export const CASE_STORIES: readonly CaseStory[] = [...SHOP, ...PLUMBER, ...DENTAL];
