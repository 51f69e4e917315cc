import { describe, expect, test } from '@jest/globals';
import { EXAMPLE } from './document.ts';
import { loadFlow } from './load.ts';

/** A good flow; each test breaks it in one way. Line numbers count from here: `flow:` is line 1. */
const GOOD = `flow: main
name: Main line
business: shop
start: hello
steps:
  hello:
    step: say
    text: Hello.
    then: menu
  menu:
    step: menu
    choices:
      - { key: 1, label: Billing, then: fork }
  fork:
    step: branch
    cases:
      - when: caller.calls_today > 2
        then: billing
    else: billing
  billing:
    step: queue
    queue: billing
`;

function problemsOf(source: string) {
  const result = loadFlow('main.yaml', source, 'v1');
  return result.ok ? [] : result.problems;
}

test('the good flow, and the one in the documentation, load', () => {
  expect(problemsOf(GOOD)).toEqual([]);
  expect(problemsOf(EXAMPLE)).toEqual([]);
});

describe('a broken file is refused with line, reason and remedy:', () => {
  const ways: readonly [
    what: string,
    from: string,
    to: string,
    line: number,
    message: string,
    remedy: string,
  ][] = [
    ['a tab', '    step: say', '\tstep: say', 7, 'abs are not allowed', 'spaces'],
    ['an open quote', 'text: Hello.', 'text: "Hello.', 8, 'closing "quote', 'close the quote'],
    ['a bare star', 'key: 1', 'key: *', 13, 'lias', 'quotes'],
    ['a step written twice', '  billing:\n', '  hello:\n', 20, 'unique', 'its own name'],
    ['a field missing', '    text: Hello.\n', '', 7, 'hello', '`text` or `audio`'],
    ['a required field missing', 'name: Main line\n', '', 1, 'name is missing', 'add name'],
    [
      'a mistyped field',
      '    queue: billing',
      '    queu: billing',
      22,
      '"queu" is not a field',
      'did you mean "queue"',
    ],
    [
      'an unknown kind of step',
      'step: queue',
      'step: qeue',
      21,
      '"qeue" is not a kind',
      'did you mean "queue"',
    ],
    ['a step without a kind', '    step: say\n', '', 7, 'no kind', 'say, menu'],
    ['a step that does not exist', 'then: menu', 'then: mneu', 9, 'no step "mneu"', 'did you mean "menu"'],
    [
      'a start that does not exist',
      'start: hello',
      'start: helo',
      4,
      'no step "helo"',
      'did you mean "hello"',
    ],
    [
      'a wrong condition',
      'caller.calls_today > 2',
      'caller.calls_tody > 2',
      17,
      'calls_tody',
      'caller.calls_today',
    ],
    [
      'a condition that is no question',
      'caller.calls_today > 2',
      'caller.calls_today',
      17,
      'not true or false',
      'compare it',
    ],
    [
      'an unfinished condition',
      'caller.calls_today > 2',
      'caller.calls_today >',
      17,
      'the condition is wrong',
      'correct the condition',
    ],
    [
      'a value that no step sets',
      'caller.calls_today > 2',
      'values.age == "1"',
      17,
      'no step sets the value "age"',
      '"ask" or "set"',
    ],
    [
      'a queue that is worked out',
      'caller.calls_today > 2',
      'queue[caller.name].waiting > 2',
      17,
      'worked out',
      'in quotes',
    ],
    [
      'a field of a text that does not exist',
      'Hello.',
      'Hello {{busines.name}}.',
      8,
      '{{busines.name}}',
      'business.name',
    ],
    ['an impossible key', 'key: 1', 'key: A', 13, 'key', '1 to 4 digits'],
    [
      'a reserved name',
      '  billing:\n    step: queue',
      '  return:\n    step: queue',
      20,
      '"return" has a meaning',
      'another name',
    ],
    ['a name that cannot be one', '  billing:\n', '  Billing Team:\n', 20, 'Billing Team', 'lower-case'],
  ];

  test.each(ways)('%s', (_what, from, to, line, message, remedy) => {
    expect(GOOD).toContain(from);
    const problems = problemsOf(GOOD.replace(from, to));
    expect(problems.length).toBeGreaterThan(0);
    expect(
      problems.map((one) => ({
        ...one,
        matches: one.message.includes(message) && one.remedy.includes(remedy),
      })),
    ).toContainEqual(expect.objectContaining({ file: 'main.yaml', severity: 'error', line, matches: true }));
  });

  test('a wrong condition is pointed at by its column', () => {
    const [problem] = problemsOf(GOOD.replace('caller.calls_today > 2', 'caller.calls_tody > 2'));
    expect(problem).toMatchObject({
      line: 17,
      column: '      - when: caller.calls_tody'.indexOf('calls_tody') + 1,
    });
  });

  test('every fault of a file is told at once', () => {
    const broken = GOOD.replace('then: menu', 'then: mneu').replace('else: billing', 'else: biling');
    expect(problemsOf(broken).map((one) => one.line)).toEqual([9, 19]);
  });
});
