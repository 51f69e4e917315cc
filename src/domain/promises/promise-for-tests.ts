import { MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import { decidePromise } from './decide.ts';
import { evolvePromise } from './evolve.ts';
import type { CallerPromise, PromiseCommand, PromiseFacts } from './promise.ts';

/** A promise made at nine, due at noon, kept by Priya. */

const initial: CallerPromise = { status: 'none' };
export const rules = { name: 'promises', initial, decide: decidePromise, evolve: evolvePromise } as const;

export const NOON = NINE + 3 * HOUR;
export const ana = { kind: 'person', personId: 'ana', name: 'Ana' } as const;

export const facts: PromiseFacts = {
  managers: [
    { name: 'Duty manager', people: ['grace', 'henry'] },
    { name: 'Owner', people: ['david'] },
  ],
  lead: { personId: 'grace', name: 'Grace' },
  caseId: null,
  wait: null,
  answer: null,
};

export const make = {
  type: 'MakePromise',
  businessId: 'shop',
  caseId: 'case-1',
  callId: 'c1',
  what: 'update',
  words: 'I will tell you by noon what the depot says.',
  dueAt: NOON,
  to: { number: '+447700900555', name: 'Mrs Byrne' },
  by: ana,
  owner: { kind: 'person', id: 'priya', name: 'Priya' },
  warnBeforeMs: 30 * MINUTE,
  why: 'Ana told the caller so.',
} as const satisfies PromiseCommand;

export const waitFacts: PromiseFacts = {
  ...facts,
  wait: {
    joinedAt: NINE,
    queue: 'billing',
    queueName: 'Billing',
    language: 'en-GB',
    to: { number: '+447700900555', name: null },
  },
};

export const waitTold = {
  type: 'NoteWaitTold',
  businessId: 'shop',
  callId: 'c1',
  entryId: 'c1.q1',
  toldRange: { fromSeconds: 60, toSeconds: 180 },
} as const satisfies PromiseCommand;
