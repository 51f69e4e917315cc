import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING } from '../../../test/harness/given.ts';
import { factsOf, flowOf, play, rules, TEST_BUSINESS } from './flow-for-tests.ts';

const begin = {
  type: 'BeginFlow',
  businessId: 'shop',
  flow: 'main',
  from: '+447700900001',
  callerName: 'Jo',
} as const;

describe('the recording notice', () => {
  const NOTICE = `
  hello: { step: say, text: Hello., then: notice }
  notice: { step: notice, then: again }
  again: { step: notice, then: bye }
  bye: { step: goodbye, text: Goodbye. }
`;

  test('cannot be cut short, counts only when it was spoken in full, and is given once', () => {
    const facts = factsOf(flowOf(NOTICE));
    const during = play(facts, MONDAY_MORNING);
    expect(during.says).toMatchObject({ do: 'speak' });
    expect(during.heard).toBe('Hello. This call is recorded.');
    expect(during.types).not.toContain('NoticeGiven');
    const after = play(facts, MONDAY_MORNING, {});
    expect(after.types.filter((type) => type === 'NoticeGiven')).toHaveLength(1);
    expect(after.heard).toBe('Goodbye.');
  });

  test('is not spoken where nothing is recorded', () => {
    const silent = { ...TEST_BUSINESS, recording: { ...TEST_BUSINESS.recording, record: 'none' as const } };
    const call = play({ ...factsOf(flowOf(NOTICE)), business: silent }, MONDAY_MORNING);
    expect(call.heard).toBe('Hello. Goodbye.');
  });
});

describe('a question', () => {
  const ASK = `
  order:
    step: ask
    name: order_number
    label: Order number
    prompt: Your order number please.
    length: { min: 4, max: 6 }
    then: front
  front: { step: queue }
`;
  const facts = factsOf(flowOf(ASK));

  test('reads digits back, keeps them once confirmed, and tells whoever answers', () => {
    expect(play(facts, MONDAY_MORNING, { keys: '4711' }).heard).toBe(
      'I have 4 7 1 1. If that is right, press 1. To enter it again, press 2.',
    );
    expect(play(facts, MONDAY_MORNING, { keys: '4711' }, { keys: '1' }).events.at(-1)).toMatchObject({
      type: 'QueueAsked',
      queue: 'front',
      story: ['Order number 4711'],
    });
    expect(play(facts, MONDAY_MORNING, { keys: '4711' }, { keys: '2' }).heard).toMatch(
      /Your order number please/,
    );
  });

  test('keeps what a slow caller has entered and lets them carry on', () => {
    const slow = play(facts, MONDAY_MORNING, { keys: '47' });
    expect(slow.heard).toMatch(/I have 2 of 4 digits/);
    expect(play(facts, MONDAY_MORNING, { keys: '47' }, { keys: '11' }).heard).toMatch(/I have 4 7 1 1\./);
  });

  test('takes 0 alone as a wish for a person, * as a new start, and 999 as an emergency', () => {
    expect(play(facts, MONDAY_MORNING, { keys: '0' }).heard).toBe('I’ll put you through to someone.');
    expect(play(facts, MONDAY_MORNING, { keys: '47*' }).heard).toBe('Your order number please.');
    expect(play(facts, MONDAY_MORNING, { keys: '999' }).types).toContain('EmergencyDigitsPressed');
  });
});

describe('other steps', () => {
  test('hours lead by the clock and by the kind of day', () => {
    const hours = factsOf(
      flowOf(`
  opening: { step: hours, hours: shop, open: open, closed: closed, holiday: holiday }
  open: { step: goodbye, text: Open. }
  closed: { step: goodbye, text: 'Closed until {{hours.shop.opens}}.' }
  holiday: { step: goodbye, text: 'Closed for {{hours.shop.why}}.' }
`),
    );
    expect(play(hours, MONDAY_MORNING).heard).toBe('Open.');
    expect(play(hours, MONDAY_MORNING - 3_600_000).heard).toBe('Closed until today at 9 am.');
    const shop = { weekly: { mon: [] }, exceptions: [], holidays: { country: 'GB' } };
    const keeping = { ...hours, business: { ...TEST_BUSINESS, hours: { shop } } };
    expect(play({ ...keeping, holidays: () => 'Whit Monday' }, MONDAY_MORNING).heard).toBe(
      'Closed for Whit Monday.',
    );
  });

  test.each([
    ['queue["billing"].waiting > 3', 'Yes.'],
    ['caller.calls_today >= 3', 'No.'],
    ['call.weekday == "mon" && call.time < "10:00" && hours["shop"].open', 'Yes.'],
    ['caller.number.startsWith("+44") && !caller.withheld', 'Yes.'],
    ['values.level == "gold"', 'Yes.'],
  ])('the condition %s is followed', (when, heard) => {
    const branch = factsOf(
      flowOf(`
  keep: { step: set, name: level, value: gold, then: fork }
  fork: { step: branch, cases: [{ when: '${when}', then: yes }], else: no }
  yes: { step: goodbye, text: Yes. }
  no: { step: goodbye, text: No. }
`),
    );
    expect(play(branch, MONDAY_MORNING).heard).toBe(heard);
  });

  test('a condition that cannot be worked out is not met, and that is written down', () => {
    const call = play(
      factsOf(
        flowOf(`
  keep: { step: set, name: age, value: old, then: fork }
  fork: { step: branch, cases: [{ when: 'int(values.age) > 17', then: yes }], else: no }
  yes: { step: goodbye, text: Yes. }
  no: { step: goodbye, text: No. }
`),
      ),
      MONDAY_MORNING,
    );
    expect(call.heard).toBe('No.');
    expect(call.events).toContainEqual(
      expect.objectContaining({ type: 'ConditionFailed', step: 'fork', condition: 1 }),
    );
  });

  test('another flow is run in its own version and comes back', () => {
    const main = flowOf(`
  ask: { step: flow, flow: notice-flow, then: bye }
  bye: { step: goodbye, text: Goodbye. }
`);
    const inner = flowOf('  hello: { step: say, text: From the other flow., then: return }', {
      id: 'notice-flow',
    });
    const call = play(factsOf(main, inner), MONDAY_MORNING);
    expect(call.heard).toBe('From the other flow. Goodbye.');
    expect(call.events[0]).toMatchObject({ versions: { main: 'main-v1', 'notice-flow': 'notice-flow-v1' } });
  });

  test('a team is rung as the people who serve its queue', () => {
    const call = play(factsOf(flowOf('  team: { step: ring, team: billing, seconds: 12 }')), MONDAY_MORNING);
    expect(call.events.at(-1)).toMatchObject({ type: 'PersonAsked', people: ['ana'], ringSeconds: 12 });
  });

  test('a message is asked for twice before the caller is let go without one', () => {
    const facts = factsOf(flowOf('  note: { step: message, for: billing }'));
    expect(
      play(facts, MONDAY_MORNING, { message: { recordingSid: 'RE1', durationSeconds: 9 } }).events,
    ).toContainEqual({
      type: 'MessageLeft',
      callId: 'call-1',
      businessId: 'shop',
      recordingSid: 'RE1',
      durationSeconds: 9,
      for: 'billing',
    });
    expect(play(facts, MONDAY_MORNING, {}).says).toMatchObject({ do: 'take-message' });
    expect(play(facts, MONDAY_MORNING, {}, {}).says).toMatchObject({ do: 'hang-up' });
  });

  test('a language is offered in itself, changes every later word, and silence keeps the first', () => {
    const facts = factsOf(
      flowOf(`
  pick:
    step: language
    choices:
      - { key: 1, language: en-GB, prompt: 'For English, press 1.' }
      - { key: 2, language: fr-FR, prompt: 'Pour le français, tapez 2.', says: [français] }
    then: menu
  menu:
    step: menu
    choices: [{ key: 1, label: { en-GB: Billing, fr-FR: Facturation }, then: bye }]
  bye: { step: goodbye, text: { en-GB: Goodbye., fr-FR: Au revoir. } }
`),
    );
    expect(play(facts, MONDAY_MORNING).says).toMatchObject({
      utterances: [
        { language: 'en-GB' },
        { text: 'Pour le français, tapez 2.', language: 'fr-FR' },
        { kind: 'pause' },
      ],
    });
    expect(play(facts, MONDAY_MORNING, { keys: '2' }).heard).toBe(
      'Pour facturation, tapez 1. Pour parler à quelqu’un, tapez 0.',
    );
    expect(
      play(facts, MONDAY_MORNING, { speech: { text: 'Français', confidence: 0.8 } }, { keys: '1' }).heard,
    ).toBe('Au revoir.');
    expect(play(facts, MONDAY_MORNING, {}, {}).heard).toMatch(/^For billing, press 1\./);
  });

  test('what a caller brought in is spoken as words and never filled in again', () => {
    const facts = factsOf(flowOf("  bye: { step: goodbye, text: 'Bye {{caller.name}}.' }"));
    const answer = given(rules).when(
      { ...begin, callerName: '{{business.name}}\u0007 <b>Jo</b>' },
      { facts },
    ).answer;
    expect(answer).toMatchObject({ says: { utterances: [{ text: 'Bye business.name b Jo /b.' }] } });
  });

  test('steps that would follow one another for ever end at a person', () => {
    const call = play(
      factsOf(
        flowOf(`
  one: { step: set, name: a, value: x, then: two }
  two: { step: set, name: a, value: y, then: one }
`),
      ),
      MONDAY_MORNING,
    );
    expect(call.types).toContain('FlowWentAstray');
    expect(call.events.at(-1)).toMatchObject({ type: 'QueueAsked', queue: 'front' });
  });
});
