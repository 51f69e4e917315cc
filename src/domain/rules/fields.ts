// Longer than 300 lines because it is one table: every field of every beginning, with the words that people read.
import type { FormPart, Names, Operator, Trigger } from './rule.ts';

/** What a rule's condition may look at, per trigger, with the words that people read. */

export type FieldType = 'number' | 'text' | 'time' | 'yes-no' | 'list';
export type Value = string | number | boolean | readonly string[];
/** What is known on an occasion, by field: `caller.calls_today` → 3. */
export type Values = Readonly<Record<string, Value>>;

export interface Field {
  readonly field: string;
  /** As the subject of a sentence: `the queue`. */
  readonly name: string;
  readonly says: string;
  readonly type: FieldType;
  /** Where its values come from, when they are known. */
  readonly from?: keyof Names | Readonly<Record<string, string>>;
  /** The part as a clause, where "<name> is <value>" would be poor English. */
  readonly clause?: (part: FormPart) => string | null;
}

export const OPERATORS: Readonly<Record<FieldType, readonly Operator[]>> = {
  number: ['is', 'is-not', 'at-least', 'at-most'],
  text: ['is', 'is-not', 'contains'],
  time: ['at-least', 'at-most'],
  'yes-no': ['is'],
  list: ['contains'],
};

const ORDINALS = ['no', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
const DAYS = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};
const PATHWAYS = { functional: 'functional', hierarchical: 'hierarchical', automatic: 'automatic' };
const TIERS = { common: 'common', individual: 'individual', 'high-priority': 'high priority' };

function ordinal(count: number): string {
  return ORDINALS[count] ?? `${count}th`;
}

/** `it is their third call today` */
const nth =
  (what: string) =>
  ({ operator, value }: FormPart): string => {
    const which = `${ordinal(Number(value))} call ${what}`;
    switch (operator) {
      case 'is':
        return `it is their ${which}`;
      case 'is-not':
        return `it is not their ${which}`;
      case 'at-most':
        return `it is their ${which} at most`;
      default:
        return `it is at least their ${which}`;
    }
  };

const yes =
  (does: string, doesNot: string) =>
  ({ value }: FormPart): string =>
    value === true ? does : doesNot;

const NOW: readonly Field[] = [
  {
    field: 'now.weekday',
    name: 'the day',
    says: 'mon to sun, by the clock of the business',
    type: 'text',
    from: DAYS,
  },
  {
    field: 'now.time',
    name: 'the time',
    says: 'such as 18:30, by the clock of the business',
    type: 'time',
    clause: ({ operator, value }) =>
      operator === 'at-least' ? `it is ${String(value)} or later` : `it is ${String(value)} or earlier`,
  },
  { field: 'now.date', name: 'the date', says: 'such as 2027-01-31', type: 'text' },
];

const CALLER: readonly Field[] = [
  {
    field: 'caller.number',
    name: 'the number',
    says: 'the number in full, +44…; empty when withheld',
    type: 'text',
  },
  {
    field: 'caller.withheld',
    name: 'the number withheld',
    says: 'whether the caller hides their number',
    type: 'yes-no',
    clause: yes('the number is withheld', 'the number is shown'),
  },
  { field: 'caller.name', name: 'the caller’s name', says: 'as far as it is known', type: 'text' },
  {
    field: 'caller.calls_today',
    name: 'their calls today',
    says: 'calls of this number today, this one included',
    type: 'number',
    clause: nth('today'),
  },
  {
    field: 'caller.calls_last_30_days',
    name: 'their calls in 30 days',
    says: 'calls of this number in the last 30 days, this one included',
    type: 'number',
    clause: nth('in 30 days'),
  },
  {
    field: 'caller.open_cases',
    name: 'the number of their open cases',
    says: 'cases of this number that are not resolved',
    type: 'number',
  },
];

const CALL: readonly Field[] = [
  { field: 'call.dialled', name: 'the number dialled', says: 'which of our numbers was rung', type: 'text' },
  { field: 'call.language', name: 'the language', says: 'such as en-GB', type: 'text' },
  {
    field: 'call.seconds',
    name: 'the length of the call in seconds',
    says: 'seconds since the first ring',
    type: 'number',
  },
];

const QUEUE: readonly Field[] = [
  { field: 'wait.queue', name: 'the queue', says: 'in which the caller waits', type: 'text', from: 'queues' },
  { field: 'wait.topic', name: 'the topic', says: 'what the call is about, by name', type: 'text' },
  {
    field: 'wait.people_waiting',
    name: 'the number of callers waiting',
    says: 'callers waiting in this queue, this one included',
    type: 'number',
  },
];

const WAITED: Field = {
  field: 'wait.seconds',
  name: 'the wait in seconds',
  says: 'how long the caller waited, in seconds',
  type: 'number',
  clause: ({ operator, value }) =>
    operator === 'at-least'
      ? `they waited ${String(value)} seconds or longer`
      : operator === 'at-most'
        ? `they waited ${String(value)} seconds at most`
        : null,
};

const CASE: readonly Field[] = [
  { field: 'case.topic', name: 'its topic', says: 'topic of the case', type: 'text', from: 'topics' },
  {
    field: 'case.reason',
    name: 'its reason',
    says: 'why the customer is not content',
    type: 'text',
    from: 'reasons',
  },
  { field: 'case.severity', name: 'its severity', says: '1 is the most severe, 4 the least', type: 'number' },
  {
    field: 'case.tier',
    name: 'its tier',
    says: 'common, individual or high-priority',
    type: 'text',
    from: TIERS,
  },
  { field: 'case.level', name: 'its level', says: '1 front line to 4 formal complaint', type: 'number' },
  { field: 'case.owner', name: 'its owner', says: 'name of the person or queue that has it', type: 'text' },
  {
    field: 'case.has_person',
    name: 'a person has it',
    says: 'whether a person has it, rather than a queue',
    type: 'yes-no',
    clause: yes('a person has it', 'no person has it yet'),
  },
  { field: 'case.hours', name: 'its age in hours', says: 'hours since it was opened', type: 'number' },
  {
    field: 'case.reopened',
    name: 'how often it was reopened',
    says: 'times it was reopened',
    type: 'number',
  },
  {
    field: 'case.tags',
    name: 'its tags',
    says: 'words that were put on it',
    type: 'list',
    clause: ({ value }) => `it is tagged “${String(value)}”`,
  },
  { field: 'case.summary', name: 'its summary', says: 'what it is about, in words', type: 'text' },
];

const onCall = [...NOW, ...CALLER, ...CALL];

export const TRIGGERS: Readonly<
  Record<Trigger, { readonly words: string; readonly fields: readonly Field[] }>
> = {
  'call-arrived': { words: 'a call arrives', fields: onCall },
  'joined-queue': { words: 'a caller joins a queue', fields: [...QUEUE, ...onCall] },
  'wait-breached': { words: 'a wait passes its target', fields: [...QUEUE, WAITED, ...onCall] },
  'hung-up-waiting': {
    words: 'a caller hangs up while waiting',
    fields: [...QUEUE.filter(({ field }) => field !== 'wait.people_waiting'), WAITED, ...onCall],
  },
  'call-ended': {
    words: 'a call ends',
    fields: [
      {
        field: 'call.answered',
        name: 'the call answered',
        says: 'whether the caller spoke with a person',
        type: 'yes-no',
        clause: yes('the caller spoke with a person', 'the caller spoke with nobody'),
      },
      {
        field: 'call.escalated',
        name: 'the call escalated',
        says: 'whether it was escalated',
        type: 'yes-no',
        clause: yes('it was escalated', 'it was not escalated'),
      },
      {
        field: 'call.queue',
        name: 'the queue',
        says: 'in which the caller waited last',
        type: 'text',
        from: 'queues',
      },
      ...onCall,
    ],
  },
  'escalation-began': {
    words: 'an escalation of a call begins',
    fields: [
      {
        field: 'escalation.pathway',
        name: 'the pathway',
        says: 'functional, hierarchical or automatic',
        type: 'text',
        from: PATHWAYS,
      },
      { field: 'escalation.topic', name: 'the topic', says: 'what the call is about, by name', type: 'text' },
      { field: 'escalation.reason', name: 'the reason', says: 'why it began, in words', type: 'text' },
      ...onCall,
    ],
  },
  'case-opened': { words: 'a case is opened', fields: [...CASE, ...NOW, ...CALLER] },
  'case-level': {
    words: 'a case changes level',
    fields: [
      {
        field: 'case.level_before',
        name: 'the level before',
        says: 'the level that it comes from',
        type: 'number',
      },
      ...CASE,
      ...NOW,
      ...CALLER,
    ],
  },
  'case-late': {
    words: 'a deadline of a case passes',
    fields: [
      {
        field: 'case.deadline',
        name: 'the deadline',
        says: 'which of the three clocks',
        type: 'text',
        from: { firstContact: 'first contact', nextUpdate: 'next update', resolve: 'resolution' },
      },
      ...CASE,
      ...NOW,
      ...CALLER,
    ],
  },
  'promise-broken': {
    words: 'a promise to a caller is broken',
    fields: [
      {
        field: 'promise.what',
        name: 'the promise',
        says: 'what was promised',
        type: 'text',
        from: {
          'call-back': 'a call-back',
          update: 'an update',
          answer: 'an answer',
          wait: 'a wait',
          action: 'an action',
        },
      },
      { field: 'promise.words', name: 'what was said', says: 'as it was said to the caller', type: 'text' },
      { field: 'promise.owner', name: 'its owner', says: 'who was to keep it, by name', type: 'text' },
      ...NOW,
      ...CALLER,
    ],
  },
  'message-came': {
    words: 'a message is taken',
    fields: [
      {
        field: 'message.for',
        name: 'whom it is for',
        says: 'name of the person, queue or topic',
        type: 'text',
      },
      { field: 'message.text', name: 'the message', says: 'everything that was written down', type: 'text' },
      ...NOW,
      ...CALLER,
    ],
  },
};

/** The field of a trigger, or null. */
export function fieldOf(trigger: Trigger, name: string): Field | null {
  return TRIGGERS[trigger].fields.find(({ field }) => field === name) ?? null;
}

/** The values that a field may have, key → words; null where they are not known. */
export function choicesOf(field: Field, names: Names): Readonly<Record<string, string>> | null {
  if (field.from === undefined) return null;
  return typeof field.from === 'string' ? names[field.from] : field.from;
}
