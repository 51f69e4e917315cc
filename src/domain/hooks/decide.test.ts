import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING } from '../../../test/harness/given.ts';
import { decideHooks } from './decide.ts';
import { evolveHooks } from './evolve.ts';
import { againId, againOf, type HookEvent, type HookRecord } from './hook.ts';

const rules = {
  name: 'hooks',
  initial: { hooks: [], announced: 0 },
  decide: decideHooks,
  evolve: evolveHooks,
};
const facts = null;
const of = { businessId: 'it', hookId: 'h1', at: MONDAY_MORNING };
const record = (more: Partial<HookRecord> = {}): HookRecord => ({
  ...{ id: 'h1', url: 'https://a.example/in', events: ['case.opened'] },
  ...{ madeBy: 'Alex', madeAt: 0, disabled: null },
  ...more,
});
const added = (hook = record()): HookEvent => ({ type: 'HookAdded', ...of, hookId: hook.id, hook });
const ended: HookEvent = { type: 'HookDisabled', ...of, why: 'it is gone' };
const announce = { type: 'Announce', name: 'case.opened', data: { caseId: 'c' } } as const;

describe('a webhook', () => {
  test('is told what it listens to, one that listens to everything as well, and no other', () => {
    const past = [
      added(),
      added(record({ id: 'h2', events: [] })),
      added(record({ id: 'h3', events: ['promise.made'] })),
    ];
    const { answer } = given(rules, ...past).when(announce, { facts });
    expect(answer).toMatchObject({
      effects: [
        { id: 'hooks/h1/1', messageId: 'it.1', url: 'https://a.example/in' },
        { id: 'hooks/h2/1', messageId: 'it.1' },
      ],
    });
  });

  test('is told nothing while it is ended, and can only be tested', () => {
    given(rules, added(), ended).when(announce, { facts }).thenNothing();
    const again = {
      type: 'ReplayDelivery',
      deliveryId: 'd',
      hookId: 'h1',
      messageId: 'm',
      body: '{}',
    } as const;
    given(rules, added(), ended).when(again, { facts }).thenRefused('hook-ended');
    const { answer } = given(rules, added(), ended).when({ type: 'TestHook', hookId: 'h1' }, { facts });
    expect(answer).toMatchObject({ effects: [{ hookId: 'h1' }] });
  });

  test('can be led elsewhere; one that its old address had ended begins again there', () => {
    const change = { type: 'ChangeHook', hookId: 'h1', events: ['promise.kept'], by: 'Alex' } as const;
    const there = { ...change, url: 'https://b.example/in' };
    const changed = { ...there, ...of, type: 'HookChanged' } as const;
    given(rules, added())
      .when(there, { facts })
      .then({ events: [changed] });
    const moved = given(rules, added(), ended).when(there, { facts });
    moved.then({ events: [changed, { type: 'HookEnabled', ...of, by: 'Alex' }] });
    expect(moved.thenState().hooks).toEqual([
      record({ url: 'https://b.example/in', events: ['promise.kept'] }),
    ]);
    const sameAddress = given(rules, added(), ended).when({ ...change, url: record().url }, { facts });
    expect(sameAddress.thenState().hooks[0]?.disabled).toBe('it is gone');
    given(rules).when(there, { facts }).thenRefused('hook-unknown');
  });

  test('is sent a delivery once more under its old name, at its present address, and it is known of which', () => {
    const again = {
      type: 'ReplayDelivery',
      deliveryId: 'hooks/h1/1',
      hookId: 'h1',
      ...{ messageId: 'it.1', body: '{}' },
    } as const;
    const told: HookEvent = { type: 'HooksTold', businessId: 'it', name: 'case.opened', at: MONDAY_MORNING };
    const { answer } = given(rules, added(), told).when(again, { facts });
    expect(answer).toMatchObject({
      effects: [{ id: 'hooks/h1/1/again/2', messageId: 'it.1', url: 'https://a.example/in', body: '{}' }],
    });
    expect(againOf('hooks/h1/1/again/2')).toBe('hooks/h1/1');
    expect(againOf(againId('hooks/h1/1/again/2', 7))).toBe('hooks/h1/1/again/2');
    expect(againOf('hooks/h1/1')).toBeNull();
  });

  test('is one of twenty at most', () => {
    const past = Array.from({ length: 20 }, (_, index) => added(record({ id: `h${index}` })));
    given(rules, ...past)
      .when({ type: 'AddHook', hook: record({ id: 'h21' }) }, { facts })
      .thenRefused('too-many');
  });
});
