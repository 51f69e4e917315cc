import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { walk } from '../../../test/harness/random-walk.ts';
import { HOUR } from '../../kernel/duration.ts';
import { facts, rules, take } from './message-for-tests.ts';
import { Message, type MessageCommand } from './message.ts';

const tom = { kind: 'person', personId: 'tom', name: 'Tom' } as const;
const command: fc.Arbitrary<MessageCommand> = fc.constantFrom<MessageCommand>(
  take,
  { type: 'ChaseNow' },
  { type: 'TellAgain' },
  { type: 'AcknowledgeMessage', by: tom, how: 'by key' },
  { type: 'FinishMessage', by: tom, outcome: 'Rang her.' },
  { type: 'MessageUnreached', climbId: 'm1.c1', why: 'Nobody answered.' },
  { type: 'NoteTold', climbId: 'm1.c1', rung: 1, rungName: 'Duty manager', names: ['Grace'], ways: ['desk'] },
);

test('whatever comes in whatever order: what is settled stays so, and what went up is reminded of no more', () => {
  const steps = fc.array(
    fc.record({ command, facts: fc.constant(facts), afterMs: fc.integer({ min: 0, max: HOUR }) }),
    { maxLength: 15 },
  );
  fc.assert(
    fc.property(steps, (commands) => {
      walk(rules, commands, {
        id: 'm1',
        parse: (written) => Message.parse(written),
        ended: ['done'],
        check: (after, events, before) => {
          if (before.status === 'acknowledged') expect(after.status).not.toBe('waiting');
          if (before.status === 'waiting' && before.escalatedAt !== null)
            expect(events.map(({ type }) => type)).not.toContain('MessageChased');
        },
      });
    }),
  );
});
