import { describe, expect, test } from '@jest/globals';
import { compileRule } from './conditions.ts';
import { fieldOf, OPERATORS, TRIGGERS, type Values } from './fields.ts';
import { ACTIONS, faultsOf } from './faults.ts';
import { withCondition } from './form.ts';
import { names, thirdCall } from './rule-for-tests.ts';
import { Trigger, type Form, type FormPart, type Rule } from './rule.ts';
import { sentenceOf } from './sentence.ts';

const on = (trigger: Trigger, form: Form | null, when = ''): Rule =>
  withCondition({ ...thirdCall, trigger, form, when, actions: [{ do: 'tag', tags: ['x'] }] });

describe('a rule reads as a sentence', () => {
  test('with the queue in its beginning, its conditions and its actions', () => {
    expect(sentenceOf(thirdCall, names)).toBe(
      'When a caller joins the queue Billing and it is at least their third call today, open a case with severity 2 and the tag repeat and tell the managers on the desk.',
    );
  });

  test.each<[Form | null, string, string]>([
    [null, '', 'When a call ends, tag the case “x”.'],
    [null, 'call.seconds > 5', 'When a call ends and this holds: call.seconds > 5, tag the case “x”.'],
    [{ join: 'all', parts: [] }, '', 'When a call ends, tag the case “x”.'],
    [
      {
        join: 'any',
        parts: [
          { field: 'call.answered', operator: 'is', value: false },
          { field: 'now.time', operator: 'at-least', value: '18:00' },
        ],
      },
      '',
      'When a call ends and the caller spoke with nobody or it is 18:00 or later, tag the case “x”.',
    ],
    [
      { join: 'all', parts: [{ field: 'call.queue', operator: 'is-not', value: 'technical' }] },
      '',
      'When a call ends and the queue is not Technical help, tag the case “x”.',
    ],
    [
      { join: 'all', parts: [{ field: 'caller.name', operator: 'contains', value: 'Byrne' }] },
      '',
      'When a call ends and the caller’s name contains “Byrne”, tag the case “x”.',
    ],
  ])('%j %s', (form, when, sentence) => {
    expect(sentenceOf(on('call-ended', form, when), names)).toBe(sentence);
  });
});

const values: Values = {
  'call.seconds': 95,
  'call.language': 'en-GB',
  'caller.name': 'Mrs "B" Byrne',
  'caller.withheld': false,
  'now.time': '18:05',
};
const holds = (...parts: FormPart[]): unknown => {
  const condition = compileRule('call-ended', on('call-ended', { join: 'all', parts }).when);
  return 'wrong' in condition ? condition.wrong.message : condition.test(values);
};

describe('a condition made from a form', () => {
  test.each<[FormPart, boolean]>([
    [{ field: 'call.seconds', operator: 'at-least', value: 95 }, true],
    [{ field: 'call.seconds', operator: 'at-least', value: 96 }, false],
    [{ field: 'call.seconds', operator: 'at-most', value: 94 }, false],
    [{ field: 'caller.name', operator: 'contains', value: '"B"' }, true],
    [{ field: 'caller.name', operator: 'is-not', value: 'Byrne' }, true],
    [{ field: 'caller.withheld', operator: 'is', value: false }, true],
    [{ field: 'now.time', operator: 'at-least', value: '18:00' }, true],
    [{ field: 'now.time', operator: 'at-most', value: '18:00' }, false],
  ])('%j is %s', (part, answer) => {
    expect(holds(part)).toBe(answer);
  });

  test('holds the tags of a case', () => {
    const condition = compileRule('case-opened', '"urgent" in case.tags');
    expect('wrong' in condition ? condition.wrong : condition.test({ 'case.tags': ['urgent'] })).toBe(true);
    expect('wrong' in condition ? condition.wrong : condition.test({ 'case.tags': [] })).toBe(false);
  });

  test('that cannot be worked out on an occasion says why, and holds nothing', () => {
    const condition = compileRule('call-ended', 'int(caller.name) > 3');
    expect('wrong' in condition ? condition.wrong : condition.test(values)).toEqual({
      failed: expect.stringMatching(/\S/),
    });
  });
});

test.each(Trigger.options)(
  'every field of "%s" can be compared by every operator that is offered, and is understood',
  (trigger) => {
    for (const field of TRIGGERS[trigger].fields)
      for (const operator of OPERATORS[field.type]) {
        const known =
          typeof field.from === 'string' ? Object.keys(names[field.from]) : Object.keys(field.from ?? {});
        const value = { number: 2, text: known[0] ?? 'x', time: '09:30', 'yes-no': true, list: 'x' }[
          field.type
        ];
        const rule = on(trigger, { join: 'all', parts: [{ field: field.field, operator, value }] });
        expect(faultsOf(rule, names)).toEqual([]);
        expect(sentenceOf(rule, names)).not.toContain(field.field);
        expect(fieldOf(trigger, field.field)).toBe(field);
      }
  },
);

test('no beginning offers what could go on for ever', () => {
  for (const trigger of Trigger.options.filter((each) => each.startsWith('case-')))
    expect(ACTIONS[trigger]).not.toContain('open-case');
  expect(ACTIONS['promise-broken']).not.toContain('promise');
});
