import { describe, expect, test } from '@jest/globals';
import { given } from '../../../test/harness/given.ts';
import { thirdCall } from '../rules/rule-for-tests.ts';
import type { Action, Rule } from '../rules/rule.ts';
import type { Deed, Occasion, OccasionFacts, RuleRunEvent } from './rule-run.ts';
import { factsWith, joined, runs } from './rule-run-for-tests.ts';

const id = joined.runId;
const consider = (occasion: Occasion = joined) => ({ type: 'ConsiderRules', occasion }) as const;
const always = (...actions: Action[]): Rule => ({
  ...thirdCall,
  id: 'always',
  name: 'Always',
  form: null,
  when: '',
  actions,
});

function eventsFor(
  rules: readonly Rule[],
  known: Partial<OccasionFacts> = {},
  occasion = joined,
): readonly RuleRunEvent[] {
  const { answer } = given(runs).when(consider(occasion), { facts: factsWith(rules, known), id });
  if ('refused' in answer) throw new Error(answer.reason);
  return answer.events;
}
const deedsOf = (...args: Parameters<typeof eventsFor>): readonly Deed[] =>
  eventsFor(...args).flatMap((event) => (event.type === 'RuleApplied' ? event.deeds : []));
const doneOf = (...args: Parameters<typeof eventsFor>): readonly string[] =>
  eventsFor(...args).flatMap((event) => (event.type === 'RuleApplied' ? event.done : []));

describe('when something happens', () => {
  test('a rule whose condition holds applies, with its version and why', () => {
    expect(eventsFor([thirdCall])).toMatchObject([
      {
        type: 'RuleApplied',
        rule: 'Third call today',
        version: 3,
        subject: 'The call of +447700900555',
        caseId: 'c1.case',
        why: expect.stringContaining('third call today'),
        done: [
          'Open a case with severity 2 and the tag repeat.',
          'Tell the managers on the desk. Told: Grace Okafor.',
        ],
      },
    ]);
  });

  test('what it does bears the rule and its version', () => {
    const by = { kind: 'rule', rule: 'Third call today', version: 3 };
    expect(deedsOf([thirdCall])).toMatchObject([
      { do: 'open-case', caseId: 'c1.case', command: { by, severity: 2, callId: 'c1', businessId: 'shop' } },
      { do: 'tag', caseId: 'c1.case', command: { by, add: ['repeat'] } },
      {
        do: 'notice',
        wanted: {
          to: { kind: 'person', id: 'grace-okafor' },
          way: 'desk',
          about: { noun: 'cases', id: 'c1.case' },
          caseId: 'c1.case',
          acknowledge: false,
          text: expect.stringContaining('The rule “Third call today” (version 3)'),
        },
      },
    ]);
  });

  test('a rule whose condition does not hold, that is off, or that is about something else does nothing', () => {
    const rules = [
      { ...thirdCall, on: false },
      { ...thirdCall, trigger: 'call-ended' as const, form: null, when: '' },
    ];
    given(runs)
      .when(consider(), {
        facts: factsWith([thirdCall], { values: { 'wait.queue': 'billing', 'caller.calls_today': 2 } }),
        id,
      })
      .thenNothing();
    given(runs)
      .when(consider(), { facts: factsWith(rules), id })
      .thenNothing();
  });

  test('told twice, it acts once', () => {
    const once = eventsFor([thirdCall]);
    given(runs, ...once)
      .when(consider(), { facts: factsWith([thirdCall]), id })
      .thenNothing();
  });

  test('a later rule uses the case that an earlier one opened', () => {
    const second: Rule = {
      ...always({ do: 'open-case', topic: null, reason: null, severity: 1, tier: null, tags: [] }),
    };
    expect(
      deedsOf([thirdCall, second]).map((deed) => [deed.do, 'caseId' in deed ? deed.caseId : null]),
    ).toEqual([
      ['open-case', 'c1.case'],
      ['tag', 'c1.case'],
      ['notice', null],
      ['set-severity', 'c1.case'],
    ]);
  });

  test('an open case of the caller is not opened again: it takes over what the rule says', () => {
    const matter = {
      caseId: 'k1',
      number: 'BRI-1001',
      topic: 'billing',
      owner: { kind: 'person', id: 'ana-silva', name: 'Ana Silva' },
    } as const;
    expect(deedsOf([thirdCall], { matter }).map(({ do: does }) => does)).toEqual([
      'set-severity',
      'tag',
      'notice',
    ]);
    expect(doneOf([thirdCall], { matter })[0]).toMatch(/^Case BRI-1001 is open already/);
  });

  test.each<[string, Action, Partial<OccasionFacts>, RegExp]>([
    ['a severity', { do: 'set-severity', severity: 1, tier: null }, {}, /no open case/],
    ['a tag', { do: 'tag', tags: ['x'] }, {}, /no open case/],
    ['a higher level', { do: 'escalate-case', pathway: 'functional' }, {}, /no open case/],
    [
      'a call-back to nobody',
      { do: 'promise', what: 'call-back', words: 'We ring you back.', dueMinutes: 60 },
      { customer: { number: null, name: null } },
      /number is not known/,
    ],
  ])('%s without anything to do it to is not done, and says so', (_what, action, facts, why) => {
    expect(deedsOf([always(action)], facts)).toEqual([]);
    expect(doneOf([always(action)], facts)[0]).toMatch(why);
  });

  test('a waiting caller is served sooner, more people are rung, a manager too', () => {
    const rule = always(
      { do: 'raise-priority', seconds: 120 },
      { do: 'also-ring', queue: 'technical' },
      { do: 'escalate-call' },
    );
    expect(deedsOf([rule])).toMatchObject([
      { do: 'raise-priority', entryId: 'c1.q1', seconds: 120 },
      { do: 'also-ring', entryId: 'c1.q1', queue: 'technical' },
      { do: 'escalate-call', callId: 'c1', why: 'The rule “Always” (version 3) says so.' },
    ]);
  });

  test('a promise is due so long after what happened, and belongs to who has the case', () => {
    const rule = always({
      do: 'promise',
      what: 'call-back',
      words: 'We ring you back within the hour.',
      dueMinutes: 60,
    });
    expect(deedsOf([rule])).toMatchObject([
      {
        do: 'promise',
        command: {
          dueAt: joined.at + 3_600_000,
          owner: { kind: 'queue', id: 'billing' },
          to: { number: '+447700900555' },
          by: { kind: 'rule', rule: 'Always', version: 3 },
        },
      },
    ]);
  });

  test('people who must say “I have it” are told on a ladder of the case', () => {
    const who = [{ kind: 'team' as const, key: 'manager' }];
    const rule = always(
      { do: 'open-case', topic: null, reason: null, severity: null, tier: null, tags: [] },
      {
        do: 'notify',
        who,
        ways: ['desk', 'phone'],
        acknowledge: true,
        patienceSeconds: 90,
        text: 'Please take it.',
      },
    );
    const told = { 'always/1': [{ personId: 'grace-okafor', name: 'Grace Okafor' }] };
    expect(deedsOf([rule], { told })[1]).toMatchObject({
      do: 'climb',
      wanted: {
        climbId: `${id}.always.c2`,
        about: { noun: 'cases', id: 'c1.case' },
        rungs: [{ who, ways: ['desk', 'phone'], patienceSeconds: 90 }],
      },
    });
  });

  test('a condition that cannot be worked out is told, and the other rules go on', () => {
    const broken: Rule = { ...always({ do: 'escalate-call' }), form: null, when: 'int(wait.topic) > 1' };
    const values = { 'wait.queue': 'billing', 'wait.topic': 'x', 'caller.calls_today': 3 };
    expect(eventsFor([broken, thirdCall], { values }).map(({ type }) => type)).toEqual([
      'RuleFailed',
      'RuleApplied',
    ]);
  });

  test('a rule whose queue the business has no more does nothing, and says what to do', () => {
    const gone = always({ do: 'also-ring', queue: 'sales' });
    expect(eventsFor([gone])).toMatchObject([
      { type: 'RuleFailed', why: expect.stringContaining('no queue “sales”') },
    ]);
  });
});

describe('what a rule did sets off no other', () => {
  const heldBack = [
    {
      type: 'RulesHeldBack',
      why: expect.stringMatching(/sets off no other rule: “Third call today” did nothing/),
    },
  ];

  test.each<[string, Partial<Occasion>, Partial<OccasionFacts>]>([
    ['a case that it opened', { byRule: 'The rule "Other" (version 2)' }, {}],
    ['a promise that it made', {}, { madeBy: 'The rule "Other" (version 2)' }],
  ])('%s', (_what, occasion, known) => {
    expect(eventsFor([thirdCall], known, { ...joined, ...occasion })).toMatchObject(heldBack);
  });

  test('a call that it escalated; one that somebody else escalated does', () => {
    const rule = { ...always({ do: 'tag', tags: ['x'] }), trigger: 'escalation-began' as const };
    const began: Occasion = {
      ...joined,
      trigger: 'escalation-began',
      reason: 'The rule “Always” (version 3) says so.',
    };
    const facts = { ...factsWith([rule]), escalatedWith: ['The rule “Always” (version 3) says so.'] };
    const held = given(runs).when(consider(began), { facts, id });
    expect(held.answer).toMatchObject({ events: [{ type: 'RulesHeldBack' }] });
    const other = given(runs).when(consider({ ...began, reason: 'The caller asked.' }), { facts, id });
    expect(other.answer).toMatchObject({ events: [{ type: 'RuleApplied' }] });
  });
});
