import { MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import type { MessageForm } from '../businesses/message-forms-words.ts';
import { decideMessage } from './decide.ts';
import { evolveMessage } from './evolve.ts';
import type { Message, MessageCommand, MessageFacts } from './message.ts';

/** A message for Tom, taken at nine; reminded of every half hour, passed up after two hours. */

const initial: Message = { status: 'none' };
export const rules = { name: 'messages', initial, decide: decideMessage, evolve: evolveMessage } as const;

export const form: MessageForm = {
  key: 'delivery',
  name: 'Delivery',
  topic: null,
  when: 'always',
  fields: [
    { key: 'name', label: 'Name', type: 'text', required: true, options: [] },
    { key: 'number', label: 'Number', type: 'phone', required: false, options: [] },
    { key: 'mail', label: 'E-mail', type: 'email', required: false, options: [] },
    { key: 'when', label: 'When', type: 'choice', required: false, options: ['morning', 'evening'] },
    { key: 'about', label: 'What it is about', type: 'long', required: true, options: [] },
  ],
  for: { kind: 'person', id: 'tom' },
  ways: ['desk', 'email'],
  chaseMinutes: 30,
  escalateMinutes: 120,
  tellSender: true,
};

export const facts: MessageFacts = {
  taking: {
    businessName: 'Brightwick',
    form,
    addressee: {
      for: { kind: 'person', id: 'tom', name: 'Tom' },
      people: [{ personId: 'tom', name: 'Tom' }],
    },
    caller: { number: '+447700900555', name: null },
    caseId: null,
    managers: [{ name: 'Duty manager', people: ['grace'] }],
  },
  mayText: true,
};

export const take = {
  type: 'TakeMessage',
  businessId: 'shop',
  topic: null,
  for: null,
  form: { name: 'Mrs Byrne', about: 'The blue chair has not come. Please ring her.' },
  from: null,
  callId: 'c1',
  caseId: 'case-1',
  recordingId: null,
  by: { kind: 'person', personId: 'ana', name: 'Ana' },
} as const satisfies MessageCommand;

export { NINE };
