import { describe, expect, test } from '@jest/globals';
import { MONDAY_MORNING } from '../../../test/harness/given.ts';
import { CALLBACK, factsOf, flowOf, play } from './flow-for-tests.ts';

const FLOW = `
  menu:
    step: menu
    choices:
      - { key: 1, label: A call-back, then: back }
      - { key: 2, label: At once, then: callback }
  back: { step: callback, ask_time: true, otherwise: note }
  note: { step: message, prompt: Please leave a note. }
`;
const facts = factsOf(flowOf(FLOW));
const nine = MONDAY_MORNING;
const promised = { type: 'RingBackChosen', number: '+447700900555', numberFrom: 'calling' };

describe('a step that promises a call-back', () => {
  test('reads the number back, and promises it in words with a time', () => {
    const asked = play(facts, nine, { keys: '2' });
    expect(asked.heard).toMatch(/ring you back on 0 7 7 0 0 9 0 0 5 5 5. If that is right, press 1/);
    const done = play(facts, nine, { keys: '2' }, { keys: '1' });
    expect(done.heard).toMatch(/^Thank you. We ring you back within 60 minutes. .*Goodbye/);
    expect(done.events.find(({ type }) => type === 'RingBackChosen')).toMatchObject({
      ...promised,
      dueAt: null,
      told: { by: nine + 3_600_000 },
    });
  });

  test('lets the caller choose a time, and never one in their night', () => {
    const at = play(facts, nine, { keys: '1' }, { keys: '1' }, { keys: '2' }, { keys: '1430' });
    expect(at.heard).toMatch(/We ring you back today at 2:30 pm/);
    expect(at.events.find(({ type }) => type === 'RingBackChosen')).toMatchObject({
      dueAt: nine + 5.5 * 3_600_000,
      story: ['A call-back', 'Call-back at 14:30'],
    });
    const night = play(facts, nine, { keys: '1' }, { keys: '1' }, { keys: '2' }, { keys: '0330' });
    expect(night.heard).toMatch(/We cannot ring you back then. Please key in the time/);
    expect(play(facts, nine, { keys: '1' }, { keys: '1' }, { keys: '1' }).types).toContain('RingBackChosen');
  });

  test('by night is promised for the morning', () => {
    const done = play(facts, nine - 6 * 3_600_000, { keys: '2' }, { keys: '1' });
    expect(done.heard).toMatch(/We ring you back today at 8 am/);
  });

  test('takes another number that is keyed in, but not an emergency number', () => {
    const keyed = {
      ...facts,
      callback: { ...CALLBACK, keyed: { number: '+447700900777', spoken: '7 7 7' } },
    };
    const done = play(keyed, nine, { keys: '2' }, { keys: '2' }, { keys: '07700900777' }, { keys: '1' });
    expect(done.events.find(({ type }) => type === 'RingBackChosen')).toMatchObject({
      number: '+447700900777',
      numberFrom: 'keyed',
    });
    const emergency = play(facts, nine, { keys: '2' }, { keys: '2' }, { keys: '999' });
    expect(emergency.types).toContain('EmergencyDigitsPressed');
  });

  test('is told honestly when it cannot be had, and may leave a message', () => {
    const withheld = { ...facts, callback: { ...CALLBACK, ringBack: { refused: 'withheld' as const } } };
    const call = play(withheld, nine, { keys: '1' });
    expect(call.heard).toMatch(/We cannot ring this number back. Please leave a note/);
    expect(call.says).toMatchObject({ do: 'take-message' });
  });

  test('who is promised one already hears so, and gets no second one', () => {
    const open = { callbackId: 'x', queue: 'billing', joinedAt: 0, rank: 0 };
    const call = play({ ...facts, callback: { ...CALLBACK, open } }, nine, { keys: '1' });
    expect(call.heard).toMatch(/We have promised to ring you back already/);
    expect(call.types).not.toContain('RingBackChosen');
  });

  test('silence leads to a message, 0 to a person', () => {
    expect(play(facts, nine, { keys: '1' }, {}, {}).heard).toMatch(/Please leave a note/);
    expect(play(facts, nine, { keys: '1' }, { keys: '0' }).heard).toMatch(/put you through/);
  });
});
