import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING } from '../../../test/harness/given.ts';
import { safeFlow } from './compile.ts';
import { factsOf, flowOf, play, rules, TEST_BUSINESS } from './flow-for-tests.ts';

const MENU = `
  menu:
    step: menu
    prompt: Hello.
    choices:
      - { key: 1, label: Orders, says: [order, my order], then: bye }
      - { key: 2, label: Billing, says: [billing, my bill], then: billing }
      - { key: 9, label: Manager, spoken: To speak to a manager, then: manager }
  billing:
    step: queue
    queue: billing
    topic: money
    priority: urgent
    while_waiting: { '5': bye, '9': manager }
    nobody: bye
  bye: { step: goodbye, text: Goodbye. }
`;
const facts = factsOf(flowOf(MENU));
const begin = {
  type: 'BeginFlow',
  businessId: 'shop',
  flow: 'main',
  from: '+447700900001',
  callerName: 'Jo',
} as const;

describe('a call begins', () => {
  test('with the start of its flow, and every flow version it may need written down', () => {
    given(rules)
      .when(begin, { facts, id: 'call-1' })
      .then({
        events: [
          {
            type: 'FlowBegan',
            callId: 'call-1',
            businessId: 'shop',
            flow: 'main',
            version: 'main-v1',
            versions: { main: 'main-v1' },
            from: '+447700900001',
            callerName: 'Jo',
            language: 'en-GB',
          },
          { type: 'StepEntered', callId: 'call-1', flow: 'main', step: 'menu' },
          { type: 'TurnGiven', callId: 'call-1', turn: 1, awaits: { kind: 'choice' } },
        ],
        says: {
          do: 'listen',
          utterances: [
            { kind: 'say', text: 'Hello.', language: 'en-GB' },
            {
              kind: 'say',
              text: 'For orders, press 1. For billing, press 2. To speak to a manager, press 9. To speak to someone, press 0.',
              language: 'en-GB',
            },
            { kind: 'pause', seconds: 2 },
          ],
          keys: { max: 3, finishOn: '' },
          speech: { language: 'en-GB', hints: ['order', 'my order', 'billing', 'my bill'] },
          timeoutSeconds: 1,
          then: { noun: 'flows', id: 'call-1', turn: 1, language: 'en-GB' },
        },
      });
  });

  test('once only', () => {
    const { events } = play(facts, MONDAY_MORNING);
    given(rules, ...events)
      .when(begin, { facts })
      .thenRefused('already-begun');
  });

  test('with the safe answer when its flow is missing: a person is asked for by name', () => {
    const safe = factsOf(safeFlow('main', TEST_BUSINESS));
    const call = play(safe, MONDAY_MORNING);
    expect(call.heard).toBe('Thank you for calling Corner Shop. I am putting you through to someone.');
    expect(play(safe, MONDAY_MORNING, {}).events.at(-1)).toMatchObject({
      type: 'QueueAsked',
      queue: 'front',
    });
  });
});

describe('a turn', () => {
  test('that was used already, or never given, is refused', () => {
    const { events } = play(facts, MONDAY_MORNING);
    const call = given(rules, ...events);
    call
      .when({ type: 'TakeTurn', turn: 0, input: { sid: 'CA1', keys: '2' } }, { facts })
      .thenRefused('old-step');
    call
      .when({ type: 'TakeTurn', turn: 2, input: { sid: 'CA1', keys: '2' } }, { facts })
      .thenRefused('old-step');
  });

  test('after the call was handed over is refused', () => {
    const { events } = play(facts, MONDAY_MORNING, { keys: '2' });
    given(rules, ...events)
      .when({ type: 'TakeTurn', turn: 1, input: { sid: 'CA1', keys: '2' } }, { facts })
      .thenRefused('old-step');
  });
});

describe('a menu', () => {
  test('hands the caller to a queue with the story so far, and leaves the words to it', () => {
    const { events } = play(facts, MONDAY_MORNING);
    given(rules, ...events)
      .when({ type: 'TakeTurn', turn: 1, input: { sid: 'CA1', keys: '2' } }, { facts, id: 'call-1' })
      .then({
        events: [
          { type: 'CallerChose', callId: 'call-1', step: 'menu', choice: 'Billing', by: 'key' },
          { type: 'StepEntered', callId: 'call-1', flow: 'main', step: 'billing' },
          {
            type: 'QueueAsked',
            callId: 'call-1',
            businessId: 'shop',
            queue: 'billing',
            topic: 'money',
            priority: 'urgent',
            language: 'en-GB',
            waitingKeys: { '0': 'step', '5': 'step', '9': 'manager' },
            story: ['Billing'],
            from: '+447700900001',
          },
        ],
      });
  });

  test.each([
    ['a phrase inside a sentence', 'well, my bill is wrong', 'Billing'],
    ['a spoken digit', '2', 'Billing'],
    ['a wish for a person', 'can I speak to a human please', 'Asked for a person'],
  ])('understands %s', (_what, text, choice) => {
    const call = play(facts, MONDAY_MORNING, { speech: { text, confidence: 0.9 } });
    expect(call.events).toContainEqual(
      expect.objectContaining({ type: 'CallerChose', choice, by: 'speech' }),
    );
  });

  test('does not act on a guess of the recogniser', () => {
    const call = play(facts, MONDAY_MORNING, { speech: { text: 'billing', confidence: 0.1 } });
    expect(call.types).toContain('CallerNotUnderstood');
    expect(call.types).not.toContain('CallerChose');
  });

  test('does not choose between two options that were both named', () => {
    const call = play(facts, MONDAY_MORNING, { speech: { text: 'my order or billing', confidence: 0.9 } });
    expect(call.types).toContain('CallerNotUnderstood');
    expect(call.types).not.toContain('CallerChose');
  });

  test('reminds a silent caller twice, differently, then puts them through to a person', () => {
    const once = play(facts, MONDAY_MORNING, {});
    const twice = play(facts, MONDAY_MORNING, {}, {});
    const thrice = play(facts, MONDAY_MORNING, {}, {}, {});
    expect(once.heard).toMatch(/^I didn’t hear anything\. Hello\./);
    expect(twice.heard).toMatch(/^Please press a key, or stay on the line/);
    expect(thrice.heard).toBe('I’ll put you through to someone.');
    expect(play(facts, MONDAY_MORNING, {}, {}, {}, {}).events.at(-1)).toMatchObject({
      type: 'QueueAsked',
      queue: 'front',
    });
  });

  test('counts silence and not being understood apart', () => {
    const call = play(facts, MONDAY_MORNING, {}, { keys: '7' }, {}, { keys: '7' });
    expect(call.events.filter((event) => event.type === 'CallerSilent').map((event) => event.times)).toEqual([
      1, 2,
    ]);
    expect(
      call.events.filter((event) => event.type === 'CallerNotUnderstood').map((event) => event.times),
    ).toEqual([1, 2]);
    expect(call.says?.do).toBe('listen');
  });

  test('takes 0 to a person, saying so, and * as a wish to hear it again', () => {
    expect(play(facts, MONDAY_MORNING, { keys: '0' }).heard).toBe('I’ll put you through to someone.');
    expect(play(facts, MONDAY_MORNING, { keys: '*' }).heard).toMatch(/^Hello\. For orders/);
  });

  test('takes a double press of one key as that key, and two different keys as nothing', () => {
    expect(play(facts, MONDAY_MORNING, { keys: '22' }).events.at(-1)).toMatchObject({
      type: 'QueueAsked',
      queue: 'billing',
    });
    expect(play(facts, MONDAY_MORNING, { keys: '12' }).types).toContain('CallerNotUnderstood');
  });

  test.each(['112', '911', '999'])(
    'never takes %s as a choice: the caller is told what to dial, then gets a person',
    (keys) => {
      const call = play(facts, MONDAY_MORNING, { keys });
      expect(call.types).toContain('EmergencyDigitsPressed');
      expect(call.types).not.toContain('CallerChose');
      expect(call.heard).toMatch(/hang up now and dial 999/);
      expect(play(facts, MONDAY_MORNING, { keys }, {}).events.at(-1)).toMatchObject({
        type: 'QueueAsked',
        queue: 'front',
      });
    },
  );

  test('takes a single 1 or 9 as the choice that it is', () => {
    expect(play(facts, MONDAY_MORNING, { keys: '1' }).heard).toBe('Goodbye.');
    expect(play(facts, MONDAY_MORNING, { keys: '9' }).events.at(-1)).toMatchObject({
      type: 'ManagerAsked',
      story: ['Manager'],
    });
  });

  test('without barge-in speaks its prompt to the end before it listens', () => {
    const closed = factsOf(flowOf(MENU.replace('prompt: Hello.', 'prompt: Hello.\n    barge_in: false')));
    expect(play(closed, MONDAY_MORNING).says).toMatchObject({ do: 'speak' });
    expect(play(closed, MONDAY_MORNING, {}).says).toMatchObject({
      do: 'listen',
      utterances: [{ kind: 'pause' }],
    });
  });
});

describe('coming back from a queue', () => {
  test('by a key leads to the step that the flow gives for it', () => {
    const call = play(facts, MONDAY_MORNING, { keys: '2' }, { outcome: { kind: 'key', key: '5' } });
    expect(call.says).toMatchObject({ do: 'hang-up' });
    expect(call.state).toEqual({ status: 'ended', how: 'goodbye', at: MONDAY_MORNING });
  });

  test('by 0, when the flow gives none, leads to a message', () => {
    const call = play(facts, MONDAY_MORNING, { keys: '2' }, { outcome: { kind: 'key', key: '0' } });
    expect(call.says).toMatchObject({ do: 'take-message', maxSeconds: 120 });
  });

  test('speaks the words that came with it first', () => {
    const call = play(
      facts,
      MONDAY_MORNING,
      { keys: '2' },
      { outcome: { kind: 'nobody' }, words: 'Nobody is free.' },
    );
    expect(call.heard).toBe('Nobody is free. Goodbye.');
  });

  test('is taken up also when the caller had been fetched out of a menu', () => {
    const { events } = play(facts, MONDAY_MORNING);
    const resumed = given(rules, ...events).when(
      { type: 'ResumeFlow', outcome: { kind: 'key', key: '0' }, words: null },
      { facts },
    );
    expect(resumed.answer).toMatchObject({ says: { do: 'take-message' } });
  });

  test('is refused once the flow has ended', () => {
    const { events } = play(facts, MONDAY_MORNING);
    given(rules, ...events, { type: 'FlowEnded', callId: 'call-1', how: 'left', at: MONDAY_MORNING })
      .when({ type: 'ResumeFlow', outcome: { kind: 'nobody' }, words: null }, { facts })
      .thenRefused('no-flow');
  });
});

describe('leaving', () => {
  test('ends the flow, needs no facts, and means nothing the second time', () => {
    const { events } = play(facts, MONDAY_MORNING);
    const left = { type: 'FlowEnded', callId: 'call-1', how: 'left', at: MONDAY_MORNING } as const;
    given(rules, ...events)
      .when({ type: 'LeaveFlow' }, { facts: null, id: 'call-1' })
      .then({ events: [left] });
    given(rules, ...events, left)
      .when({ type: 'LeaveFlow' }, { facts: null })
      .thenNothing();
  });
});
