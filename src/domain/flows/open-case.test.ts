import { describe, expect, test } from '@jest/globals';
import { MONDAY_MORNING } from '../../../test/harness/given.ts';
import { factsOf, flowOf, loadedOf, play, TEST_BUSINESS } from './flow-for-tests.ts';
import { isError, lintFlow } from './lint.ts';
import type { CallersCases } from './open-case.ts';

const MONEY = `
  number: { step: set, name: order_number, value: '<b>47</b>11', then: matter }
  matter:
    step: case
    topic: money
    reason: long-wait
    severity: 2
    summary: 'Order {{values.order_number}} for {{caller.number}}'
    tags: [late-order]
    then: front
  front: { step: queue }
`;

const facts = (cases: CallersCases, steps = MONEY) => ({ ...factsOf(flowOf(steps)), cases });
const asked = (cases: CallersCases, steps = MONEY) =>
  play(facts(cases, steps), MONDAY_MORNING).events.filter(({ type }) => type.startsWith('Case'));

describe('the step that opens a case', () => {
  test('asks for one with everything it says, fields cleaned and filled in, and lets the caller go on', () => {
    const call = play(facts({ open: [], taken: [] }), MONDAY_MORNING);
    expect(call.events.find(({ type }) => type === 'CaseAsked')).toEqual({
      type: 'CaseAsked',
      callId: 'call-1',
      businessId: 'shop',
      flowName: 'Test',
      caseId: 'call-1.case',
      topic: 'money',
      reason: 'long-wait',
      severity: 2,
      tier: null,
      summary: 'Order b 47 /b 11 for +447700900001',
      tags: ['late-order'],
    });
    expect(call.heard).toBe('');
    expect(call.events.at(-1)).toMatchObject({ type: 'QueueAsked', queue: 'front' });
  });

  test('knows an open case of its topic, and makes it more severe but never less', () => {
    const open = (severity: 1 | 4, topic: string | null = 'money') => ({
      open: [{ caseId: 'c7', topic, severity }],
      taken: [],
    });
    expect(asked(open(4))).toMatchObject([{ type: 'CaseRecognised', caseId: 'c7', severity: 2 }]);
    expect(asked(open(1))).toMatchObject([{ type: 'CaseRecognised', caseId: 'c7', severity: null }]);
    expect(asked(open(1, null))).toMatchObject([{ type: 'CaseRecognised', caseId: 'c7' }]);
    expect(asked(open(1, 'delivery'))).toMatchObject([{ type: 'CaseAsked', caseId: 'call-1.case' }]);
  });

  test('gives a second matter of one call a case of its own, and the same matter none', () => {
    const twice = `
  one: { step: case, topic: money, summary: A refund., then: two }
  two: { step: case, topic: goods, summary: A broken cup., then: three }
  three: { step: case, topic: money, summary: The refund again., then: front }
  front: { step: queue }
`;
    expect(asked({ open: [], taken: [] }, twice)).toMatchObject([
      { type: 'CaseAsked', caseId: 'call-1.case' },
      { type: 'CaseAsked', caseId: 'call-1.case2' },
      { type: 'CaseRecognised', caseId: 'call-1.case' },
    ]);
    expect(asked({ open: [], taken: ['call-1.case'] })).toMatchObject([{ caseId: 'call-1.case2' }]);
  });

  test('is checked: a topic or reason that the business lacks and a field that names nothing are named', () => {
    const wrong = loadedOf(MONEY.replace('topic: money', 'topic: mony').replace('long-wait', 'weather'));
    const problems = lintFlow(wrong, {
      flows: new Map([['main', wrong.flow]]),
      businesses: [TEST_BUSINESS],
    });
    expect(problems.filter(isError)).toMatchObject([
      { message: 'Corner Shop has no topic "mony"' },
      { message: 'Corner Shop has no reason "weather"' },
    ]);
    expect(() => flowOf(MONEY.replace('caller.number', 'caller.age'))).toThrow(/caller\.age/);
    expect(() => flowOf(MONEY.replace('long-wait', 'Bad Weather'))).toThrow(/reason/);
  });
});
