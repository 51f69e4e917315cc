import { MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import type { ByPerson } from '../../kernel/by.ts';
import type { Approval, ApprovalCommand, ApprovalFacts } from './approval.ts';
import { decideApproval } from './decide.ts';
import { evolveApproval } from './evolve.ts';

/** A refund of £80 that Ana, whose limit is £50, asks for. */

const initial: Approval = { status: 'none' };
export const rules = { name: 'approvals', initial, decide: decideApproval, evolve: evolveApproval } as const;

export const person = (personId: string): ByPerson => ({
  kind: 'person',
  personId,
  name: personId.replace(/^./, (letter) => letter.toUpperCase()),
});

const staff = (id: string, role: 'receptionist' | 'expert' | 'manager') => ({
  person: id,
  role,
  queues: [],
  skills: [],
});

export const facts: ApprovalFacts = {
  business: {
    limits: [
      { role: 'receptionist', kind: 'refund', amountMinor: 5_000, currency: 'GBP' },
      { person: 'grace', kind: 'refund', amountMinor: 50_000, currency: 'GBP' },
    ],
    approvals: { patienceSeconds: 60, decideSeconds: 120, calmMinutes: 30 },
    authorities: [
      {
        key: 'refunds',
        name: 'Refunds',
        kind: 'refund',
        ladder: [
          { name: 'Duty manager', people: ['grace', 'henry'] },
          { name: 'Director', people: ['david'] },
        ],
      },
    ],
    managers: [{ name: 'Anyone in charge', people: ['henry'] }],
    staff: [
      staff('ana', 'receptionist'),
      staff('priya', 'expert'),
      staff('grace', 'manager'),
      staff('henry', 'manager'),
      staff('david', 'manager'),
    ],
  },
  names: { ana: 'Ana', priya: 'Priya', grace: 'Grace', henry: 'Henry', david: 'David' },
  customer: { number: '+447700900555', name: 'Mrs Byrne' },
  caseId: null,
  callLive: true,
};

export const ask = {
  type: 'RequestApproval',
  businessId: 'shop',
  caseId: 'case-1',
  callId: 'c1',
  kind: 'refund',
  amountMinor: 8_000,
  currency: 'GBP',
  reason: 'Broken on arrival',
  by: person('ana'),
} as const satisfies ApprovalCommand;

export const eighty = { amountMinor: 8_000, currency: 'GBP' } as const;
export { NINE };
