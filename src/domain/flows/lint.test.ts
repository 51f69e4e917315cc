import { describe, expect, test } from '@jest/globals';
import { EXAMPLE } from './document.ts';
import { flowOf, loadedOf, TEST_BUSINESS } from './flow-for-tests.ts';
import { isError, lintFlow } from './lint.ts';
import { loadFlow } from './load.ts';
import type { CompiledFlow } from './compile.ts';

function lint(
  steps: string,
  options: { head?: string; others?: readonly CompiledFlow[]; business?: typeof TEST_BUSINESS } = {},
) {
  const loaded = loadedOf(steps, options.head === undefined ? {} : { head: options.head });
  const flows = new Map([loaded.flow, ...(options.others ?? [])].map((flow) => [flow.id, flow]));
  return lintFlow(loaded, { flows, businesses: [options.business ?? TEST_BUSINESS] });
}
const errors = (steps: string, options: Parameters<typeof lint>[1] = {}) =>
  lint(steps, options).filter(isError);
const warnings = (steps: string, options: Parameters<typeof lint>[1] = {}) =>
  lint(steps, options).filter((one) => !isError(one));
const telling = (message: string) =>
  expect.objectContaining({ message: expect.stringContaining(message), remedy: expect.stringMatching(/\S/) });

const BYE = '  bye: { step: goodbye, text: Goodbye. }';
const FRONT = '  front: { step: queue, queue: front, nobody: bye }';

test('a flow without faults has none', () => {
  const steps = `
  notice: { step: notice, then: menu }
  menu: { step: menu, choices: [{ key: 1, label: Billing, then: front }] }
${FRONT}
${BYE}`;
  expect(lint(steps)).toEqual([]);
});

test('the flow in the documentation has no error', () => {
  const result = loadFlow('bakery.yaml', EXAMPLE, 'v1');
  if (!result.ok) throw new Error('the example does not load');
  const { loaded } = result;
  const flows = new Map([[loaded.flow.id, loaded.flow]]);
  expect(lintFlow(loaded, { flows, businesses: null })).toEqual([]);
});

describe('the graph', () => {
  test('a step that no call reaches is refused, with its line', () => {
    expect(errors(`${BYE}\n  lost: { step: goodbye, text: Lost. }`)).toEqual([
      expect.objectContaining({ line: 8, message: 'no call ever reaches the step "lost"' }),
    ]);
  });

  test('a way that never ends at a person, a message or a goodbye is refused', () => {
    const steps = `
  one: { step: say, text: One., then: two }
  two: { step: say, text: Two., then: one }`;
    expect(errors(steps)).toContainEqual(telling('from "one" a call never ends'));
  });

  test('a menu in which 0 leads to a recorded text only is refused', () => {
    const steps = `
  menu: { step: menu, choices: [{ key: 0, label: Nobody, then: bye }] }
${BYE}`;
    expect(errors(steps)).toEqual([telling('0 does not reach a person from "menu"')]);
  });

  test('a `person` that is no person is refused where it is written', () => {
    const steps = `
  menu: { step: menu, choices: [{ key: 1, label: One, then: bye }] }
${BYE}`;
    expect(errors(steps, { head: 'person: bye' })).toEqual([
      expect.objectContaining({ line: 5, message: expect.stringContaining('0 does not reach') }),
    ]);
  });

  test('0 may depend on the hours, as long as a person is reached when somebody is there', () => {
    const steps = `
  menu: { step: menu, choices: [{ key: 1, label: One, then: bye }] }
  ask-hours: { step: hours, hours: shop, open: front, closed: bye }
${FRONT}
${BYE}`;
    expect(errors(steps, { head: 'person: ask-hours' })).toEqual([]);
  });

  test('a circle that a silent caller walks for ever is refused, and drawn', () => {
    const steps = `
  menu: { step: menu, choices: [{ key: 1, label: One, then: front }], no_input: { then: front } }
  front: { step: queue, nobody: menu }`;
    expect(errors(steps)).toContainEqual(telling('menu → front → menu'));
  });

  test('a circle that only the caller can walk is allowed', () => {
    const steps = `
  menu: { step: menu, choices: [{ key: 1, label: Again, then: news }, { key: 2, label: Bye, then: bye }] }
  news: { step: menu, prompt: News., choices: [{ key: 1, label: Back, then: menu }] }
${BYE}`;
    expect(errors(steps)).toEqual([]);
  });

  test('flows that run each other are refused, and so is a flow that does not exist', () => {
    const other = flowOf('  back: { step: flow, flow: main, then: return }', { id: 'other' });
    const steps = `
  run: { step: flow, flow: other, then: bye }
${BYE}`;
    expect(errors(steps, { others: [other] })).toEqual([telling('a call would never come back')]);
    expect(errors(steps.replace('flow: other', 'flow: othr'), { others: [other] })).toEqual([
      telling('no flow "othr"'),
    ]);
  });

  test('a person reached before the recording notice is worth a warning where calls are recorded', () => {
    expect(warnings(`${FRONT}\n${BYE}`)).toEqual([telling('"front" before the recording notice')]);
    const silent = { ...TEST_BUSINESS, recording: { ...TEST_BUSINESS.recording, record: 'none' as const } };
    expect(warnings(`${FRONT}\n${BYE}`, { business: silent })).toEqual([]);
  });
});

describe('prompts and keys', () => {
  const menu = (choices: string, rest = '') => `
  notice: { step: notice, then: menu }
  menu:
    step: menu
    ${rest}
    choices: [${choices}]
${BYE}`;
  const choice = (key: number | string, label: string) => `{ key: '${key}', label: ${label}, then: bye }`;

  test.each(['112', '911', '999', '1121'])(
    'the key %s, which takes an emergency number, is refused',
    (key) => {
      expect(errors(menu(choice(key, 'Desk')))).toContainEqual(telling('takes the emergency number'));
    },
  );

  test('the keys 1, 9, 11 and 91 are fine: they cannot be mistaken for one', () => {
    expect(errors(menu([1, 9, 11, 91].map((key) => choice(key, `Desk ${key}`)).join(', ')))).toEqual([]);
  });

  test('more than six choices are refused; hidden ones do not count', () => {
    const seven = [1, 2, 3, 4, 5, 6, 7].map((key) => choice(key, 'It')).join(', ');
    expect(errors(menu(seven))).toContainEqual(telling('7 choices'));
    expect(errors(menu(seven.replace('label: It', 'hidden: true, label: It')))).toEqual([]);
  });

  test('a key or a word that two choices share is refused', () => {
    expect(errors(menu(`${choice(1, 'One')}, ${choice(1, 'Two')}`))).toEqual([
      telling('key 1 is given twice'),
    ]);
    const words =
      '{ key: 1, label: A, says: [bill], then: bye }, { key: 2, label: B, says: [Bill], then: bye }';
    expect(errors(menu(words))).toEqual([telling('"bill" is listened for by two')]);
  });

  test('a menu that takes more than twenty seconds is refused', () => {
    expect(errors(menu(choice(1, 'A'), `prompt: ${'We are so very glad. '.repeat(16)}`))).toContainEqual(
      telling('this menu takes about'),
    );
  });

  test('a key that is said before what it does is refused', () => {
    expect(errors(menu(choice(1, 'A'), 'prompt: Press 1 for orders.'))).toEqual([
      telling('the key is said before'),
    ]);
    expect(errors(menu(choice(1, 'A'), 'prompt: For orders press 1.'))).toEqual([]);
  });

  test('a menu that reads itself must say every key, also 0', () => {
    const silent = 'read_choices: false';
    expect(errors(menu(choice(1, 'A'), `prompt: 'For orders, press 1.'\n    ${silent}`))).toEqual([
      telling('keys 0'),
    ]);
    expect(
      errors(menu(choice(1, 'A'), `prompt: 'For orders, press 1. For a person, press 0.'\n    ${silent}`)),
    ).toEqual([]);
  });

  test('a long greeting and a three-digit question are worth a warning', () => {
    const long = `
  hello: { step: say, text: '${'Welcome to our shop. '.repeat(8)}', then: ask }
  ask: { step: ask, name: code, prompt: Your code., length: { min: 3, max: 3 }, then: bye }
${BYE}`;
    expect(warnings(long)).toEqual(
      expect.arrayContaining([telling('the greeting takes'), telling('three digits are a valid answer')]),
    );
  });

  test('a text that lacks the own language of the flow is worth a warning', () => {
    expect(warnings('  bye: { step: goodbye, text: { fr-FR: Au revoir. } }')).toEqual([
      telling('no text in en-GB'),
    ]);
  });
});

describe('names of the business', () => {
  test.each([
    ['queue', 'it: { step: queue, queue: billin }', 'did you mean "billing"'],
    ['topic', 'it: { step: queue, topic: mony }', 'did you mean "money"'],
    ['priority', 'it: { step: queue, priority: urgnt }', 'did you mean "urgent"'],
    ['person', 'it: { step: ring, people: [anna] }', 'did you mean "ana"'],
    ['hours', 'it: { step: hours, hours: shp, open: person, closed: person }', 'did you mean "shop"'],
    [
      'queue',
      'it: { step: branch, cases: [{ when: \'queue["bilin"].waiting > 1\', then: person }], else: person }',
      'did you mean "billing"',
    ],
    ['hours', "it: { step: goodbye, text: 'See you {{hours.shopp.opens}}.' }", 'did you mean "shop"'],
    ['person', 'it: { step: message, for: nobody-here }', 'known here: ana, max'],
  ])('a %s that it does not have is refused, with the likely one', (what, step, remedy) => {
    expect(errors(`  ${step}`)).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(`has no ${what}`),
        remedy: expect.stringContaining(remedy),
      }),
    ]);
  });

  test('a business that does not exist is refused; where businesses are unknown nothing is claimed', () => {
    const loaded = loadedOf('  it: { step: queue, queue: anything }');
    const flows = new Map([[loaded.flow.id, loaded.flow]]);
    expect(lintFlow(loaded, { flows, businesses: [] })).toEqual([telling('no business "shop"')]);
    expect(lintFlow(loaded, { flows, businesses: null })).toEqual([]);
  });

  test('a team that nobody serves is refused', () => {
    const empty = { ...TEST_BUSINESS, staff: TEST_BUSINESS.staff.map((one) => ({ ...one, queues: [] })) };
    expect(errors('  it: { step: ring, team: billing }', { business: empty })).toEqual([
      telling('nobody serves'),
    ]);
  });

  test('a language that it does not speak is worth a warning', () => {
    expect(warnings(BYE, { head: 'language: de-DE' })).toContainEqual(telling('does not speak de-DE'));
  });
});
