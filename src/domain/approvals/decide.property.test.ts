import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { walk } from '../../../test/harness/random-walk.ts';
import { Approval, type ApprovalCommand } from './approval.ts';
import { ask, facts, person, rules } from './approval-for-tests.ts';
import { covers, limitOf } from './limits.ts';

const PEOPLE = ['ana', 'priya', 'grace', 'henry', 'david'] as const;
const who = fc.constantFrom(...PEOPLE).map(person);
const amountMinor = fc.constantFrom(0, 4_000, 5_000, 8_000, 60_000);
const currency = fc.constantFrom('GBP', 'EUR');
const amount = fc.record({ amountMinor, currency });

const command: fc.Arbitrary<ApprovalCommand> = fc.oneof(
  fc
    .tuple(who, amount, fc.constantFrom('refund' as const, 'credit' as const))
    .map(([by, money, kind]): ApprovalCommand => ({ ...ask, by, kind, ...money })),
  fc.tuple(who, fc.boolean(), amount).map(([by, approve, asOf]): ApprovalCommand => ({
    type: 'DecideApproval',
    by,
    approve,
    note: null,
    asOf,
  })),
  fc.tuple(who, fc.boolean()).map(([by, approve]): ApprovalCommand => ({ type: 'DecideByKey', by, approve })),
  fc.tuple(who, amount).map(([by, money]): ApprovalCommand => ({ type: 'ChangeAmount', by, ...money })),
  who.map((by): ApprovalCommand => ({ type: 'WithdrawApproval', by, why: null })),
  who.map(({ personId, name }): ApprovalCommand => ({ type: 'SeeApproval', personId, name })),
  fc.constantFrom<ApprovalCommand>(
    { type: 'TimeOver' },
    { type: 'ApprovalUnreached', climbId: 'a1.c1', why: 'Nobody answered.' },
    { type: 'NoteTold', climbId: 'a1.c1', rungName: 'Duty manager', names: ['Grace'], until: 0 },
  ),
);

test('whatever comes in whatever order: nobody grants their own, nobody grants more than they may', () => {
  const steps = fc.array(
    fc.record({ command, facts: fc.constant(facts), afterMs: fc.integer({ min: 0, max: 200_000 }) }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(steps, (commands) => {
      walk(rules, commands, {
        id: 'a1',
        parse: (written) => Approval.parse(written),
        ended: ['granted', 'denied', 'voided', 'lapsed', 'withdrawn'],
        check: (after) => {
          if (after.status !== 'granted' || facts.business === null) return;
          const { decidedBy, how, asker, kind } = after;
          if (decidedBy.kind !== 'person') throw new Error('people grant, nobody else');
          expect(decidedBy.personId === asker.personId).toBe(how === 'limit');
          const own = limitOf(facts.business, decidedBy.personId, kind, after.currency);
          expect(covers(own, after)).toBe(true);
        },
      });
    }),
  );
});
