import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { breachRow, callRow, newCall } from '../../test/harness/board-rows.ts';
import type { BoardChange } from './rows.ts';
import { type ChangeWindow, changeWindow } from './window.ts';

let sent: (readonly BoardChange[])[];
let window: ChangeWindow;

beforeEach(() => {
  jest.useFakeTimers();
  sent = [];
  window = changeWindow(50, (changes) => sent.push(changes));
});
afterEach(() => {
  window.close();
  jest.useRealTimers();
});

describe('the window', () => {
  test('lets the first change through at once', () => {
    window.add([newCall('a', 'shop')]);
    expect(sent).toEqual([[newCall('a', 'shop')]]);
  });

  test('gathers what follows within 50 ms into one message', () => {
    for (const id of ['a', 'b', 'c']) window.add([newCall(id, 'shop')]);
    expect(sent).toHaveLength(1);
    jest.advanceTimersByTime(50);
    expect(sent[1]?.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  test('sends of several changes of one row only the last', () => {
    window.add([newCall('a', 'shop')]);
    for (let since = 1; since <= 100; since += 1) {
      window.add([
        { kind: 'call', id: 'a', row: callRow('a', 'shop', since), before: callRow('a', 'shop', since - 1) },
      ]);
    }
    jest.advanceTimersByTime(50);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual([
      { kind: 'call', id: 'a', row: callRow('a', 'shop', 100), before: callRow('a', 'shop', 0) },
    ]);
  });

  test('still says that a row is gone when it came and went within one window', () => {
    window.add([newCall('a', 'shop')]);
    window.add([newCall('b', 'shop')]);
    window.add([{ kind: 'call', id: 'b', row: null, before: callRow('b', 'shop') }]);
    jest.advanceTimersByTime(50);
    expect(sent[1]).toEqual([{ kind: 'call', id: 'b', row: null, before: callRow('b', 'shop') }]);
  });

  test('never holds a breach back', () => {
    window.add([newCall('a', 'shop')]);
    window.add([
      newCall('b', 'shop'),
      { kind: 'breach', id: 'x', row: breachRow('x', 'shop'), before: null },
    ]);
    expect(sent[1]?.map(({ kind }) => kind)).toEqual(['breach']);
    jest.advanceTimersByTime(50);
    expect(sent[2]?.map(({ id }) => id)).toEqual(['b']);
  });

  test('opens again after a quiet moment', () => {
    window.add([newCall('a', 'shop')]);
    jest.advanceTimersByTime(50);
    window.add([newCall('b', 'shop')]);
    expect(sent).toHaveLength(2);
  });

  test('sends at most one message per 50 ms, however many changes come', () => {
    for (let ms = 0; ms < 1_000; ms += 1) {
      window.add([newCall(`call ${ms}`, 'shop')]);
      jest.advanceTimersByTime(1);
    }
    jest.advanceTimersByTime(50);
    expect(sent.length).toBeLessThanOrEqual(1 + 1_000 / 50);
    expect(sent.flat()).toHaveLength(1_000);
  });

  test('leaves no timer behind when closed', () => {
    window.add([newCall('a', 'shop')]);
    window.close();
    expect(jest.getTimerCount()).toBe(0);
  });
});
