import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import {
  rules,
  SECOND,
  here,
  of,
  asked,
  started,
  finished,
  file,
  stored,
  provider,
  settled,
  failed,
  running,
  clears,
  fetchEffect,
  keptFor30Days,
} from './recording-for-tests.ts';

describe('the start', () => {
  test('is told by the line in one of two ways, and counts once', () => {
    given(rules, asked)
      .when(provider('in-progress'), here)
      .then({ events: [started] });
    given(rules, asked)
      .when(settled('line.record', { recordingSid: 'RE1' }), here)
      .then({ events: [started] });
    given(rules, ...running)
      .when(settled('line.record', { recordingSid: 'RE1' }), here)
      .thenNothing();
  });

  test('that fails is a recording lost in the sight of all', () => {
    given(rules, asked)
      .when(failed('line.record'), here)
      .then({
        events: [{ type: 'RecordingLost', ...of, problem: 'The line could not record: time-out.' }],
        timers: [...clears, keptFor30Days],
      });
  });

  test('that seems to have failed, though the recording runs, loses nothing', () => {
    given(rules, ...running)
      .when(failed('line.record'), here)
      .thenNothing();
    given(rules, ...running, finished, stored)
      .when(failed('line.record'), here)
      .thenNothing();
  });
});

describe('the end', () => {
  test('the finished file is fetched', () => {
    given(rules, ...running)
      .when(provider('completed'), here)
      .then({ events: [finished], effects: [fetchEffect], timers: clears });
  });

  test('a line that never tells of the finished file is asked a minute after the call', () => {
    given(rules, ...running)
      .when({ type: 'CallOver' }, here)
      .then({
        events: [],
        timers: [
          { clear: 'resume' },
          { set: 'fetch', at: NINE + 60 * SECOND, command: { type: 'FetchNow' } },
        ],
      });
    given(rules, ...running)
      .when({ type: 'FetchNow' }, here)
      .then({ events: [finished], effects: [fetchEffect], timers: clears });
    given(rules, ...running, finished)
      .when({ type: 'FetchNow' }, here)
      .thenNothing();
  });

  test('a recording that the line never began is lost in the sight of all', () => {
    expect(given(rules, asked).when({ type: 'FetchNow' }, here).answer).toMatchObject({
      events: [{ type: 'RecordingLost', problem: expect.stringMatching(/never said that it began/) }],
    });
  });

  test('a line that has recorded nothing says so', () => {
    expect(given(rules, ...running).when(provider('absent'), here).answer).toMatchObject({
      events: [{ type: 'RecordingLost', problem: expect.stringMatching(/recorded nothing/) }],
    });
  });

  test('the provider’s copy goes only when ours is stored', () => {
    given(rules, ...running, finished)
      .when(settled('line.fetch-recording', file), here)
      .then({
        events: [stored],
        effects: [{ kind: 'line.delete-recording', id: 'c1.r1.remove', callId: 'c1', recordingSid: 'RE1' }],
        timers: [keptFor30Days],
      });
    const lost = given(rules, ...running, finished).when(failed('line.fetch-recording'), here);
    expect(lost.answer).toMatchObject({ events: [{ type: 'RecordingLost' }] });
    expect(lost.answer).not.toHaveProperty('effects');
  });

  test.each([
    ['was removed', settled('line.delete-recording'), 'removed'],
    ['was not there any more', failed('line.delete-recording', 'gone'), 'removed'],
    ['could not be removed', failed('line.delete-recording'), 'kept'],
  ] as const)('a copy that %s is shown as it is', (_what, command, copy) => {
    const state = given(rules, ...running, finished, stored)
      .when(command, here)
      .thenState();
    expect(state).toMatchObject({ status: 'stored', providerCopy: copy });
  });

  test('late and doubled news change nothing', () => {
    for (const command of [
      provider('completed'),
      provider('absent'),
      settled('line.fetch-recording', file),
      failed('line.fetch-recording'),
      { type: 'CallOver' } as const,
    ])
      given(rules, ...running, finished, stored)
        .when(command, here)
        .thenNothing();
  });
});
