import { describe, expect, test } from '@jest/globals';
import { given } from './given.ts';
import { add, jars } from './toy-nouns.ts';

describe('given / when / then', () => {
  const at = 5;
  const added = (amount: number) => ({ type: 'Added', amount, at, tells: [] }) as const;

  test('passes when the decision is exactly the expected one', () => {
    given(jars, added(1))
      .when(add(2, { says: 'thanks', timers: [{ clear: 't' }] }), { at, facts: null })
      .then({ events: [added(2)], timers: [{ clear: 't' }], says: 'thanks' });
  });

  test('fails on an effect, a timer or a word that was not expected', () => {
    const effects = [{ kind: 'line.ring', id: 'r', callId: 'c' }];
    const decision = given(jars).when(add(2, { effects, timers: [{ clear: 't' }], says: 'hm' }), {
      at,
      facts: null,
    });
    expect(() => decision.then({ events: [added(2)] })).toThrow();
    expect(() => decision.then({ events: [added(2)], effects, says: 'hm' })).toThrow();
    expect(() => decision.then({ events: [added(2)], effects, timers: [{ clear: 't' }] })).toThrow();
  });

  test('starts from the state that the past events lead to, and shows the one after', () => {
    const story = given(jars, added(1), added(2));
    expect(story.state.sum).toBe(3);
    expect(story.when(add(4), { at, facts: null }).thenState().sum).toBe(7);
  });

  test('tells a refusal from a decision', () => {
    const refused = given(jars).when({ type: 'Steal' }, { facts: null });
    refused.thenRefused('not-yours');
    expect(() => refused.then({ events: [] })).toThrow(/jars refused Steal: not-yours/);
    expect(() => given(jars).when(add(1), { facts: null }).thenRefused('not-yours')).toThrow(/accepted Add/);
    expect(() => refused.thenRefused('other')).toThrow();
  });

  test('nothing happening is a decision of its own', () => {
    expect(() => given(jars).when(add(1), { facts: null }).thenNothing()).toThrow();
    expect(() => given(jars).when({ type: 'Steal' }, { facts: null }).thenNothing()).toThrow(/refused/);
  });
});
