import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import {
  failed,
  file,
  finished,
  here,
  keptFor30Days,
  none,
  of,
  rules,
  running,
  SECOND,
  settled,
  stored,
} from './recording-for-tests.ts';
import type { RecordingCommand, RecordingEvent } from './recording.ts';

const whole = [...running, finished, stored];
const over: RecordingCommand = { type: 'RetentionOver' };
const deleted: RecordingEvent = { type: 'RecordingDeleted', ...of };
const copyRemoved: RecordingEvent = { type: 'ProviderCopyRemoved', ...of };
const notErased: RecordingEvent = { type: 'FilesNotErased', ...of, problem: 'time-out.' };
const erase = (tries: number) =>
  ({ kind: 'recordings.erase', id: `c1.r1.erase.${tries}`, callId: null, path: file.path }) as const;

describe('what was promised when a recording was made', () => {
  test('is done when its time is over: the files are asked to go, and the row stays', () => {
    const decision = given(rules, ...whole, copyRemoved).when(over, { ...here, at: keptFor30Days.at });
    decision.then({ events: [{ ...deleted, at: keptFor30Days.at }], effects: [erase(0)] });
    expect(decision.thenState()).toMatchObject({
      status: 'deleted',
      deletedAt: keptFor30Days.at,
      durationMs: file.durationMs,
      callId: 'c1',
      from: '+447700900555',
      left: { path: file.path, tries: 0, problem: null },
    });
  });

  test('includes a copy that the provider would not remove before', () => {
    given(rules, ...whole)
      .when(over, here)
      .then({
        events: [deleted],
        effects: [
          erase(0),
          {
            kind: 'line.delete-recording',
            id: 'c1.r1.remove-late',
            callId: 'c1',
            recordingSid: 'RE1',
          },
        ],
      });
    const state = given(rules, ...whole, deleted)
      .when(settled('line.delete-recording'), here)
      .thenState();
    expect(state).toMatchObject({ status: 'deleted', providerCopy: 'removed' });
  });

  test('is shown as done only when the files are gone', () => {
    const gone = given(rules, ...whole, deleted).when(settled('recordings.erase'), here);
    gone.then({ events: [{ type: 'FilesErased', ...of }] });
    expect(gone.thenState()).toMatchObject({ status: 'deleted', left: null });
  });

  test('is tried again every hour when the files cannot be removed, in the sight of all', () => {
    const stuck = given(rules, ...whole, deleted).when(failed('recordings.erase'), here);
    stuck.then({
      events: [notErased],
      timers: [{ set: 'erase', at: NINE + 3_600 * SECOND, command: { type: 'EraseAgain' } }],
    });
    expect(stuck.thenState()).toMatchObject({ left: { tries: 1, problem: 'time-out.' } });
    given(rules, ...whole, deleted, notErased)
      .when({ type: 'EraseAgain' }, { facts: none, id: 'c1.r1' })
      .then({ events: [], effects: [erase(1)] });
  });

  test('is kept for a lost one too: it may have words', () => {
    const lost: RecordingEvent = { type: 'RecordingLost', ...of, problem: 'It was too short.' };
    const decision = given(rules, ...running, lost).when(over, here);
    decision.then({ events: [deleted], effects: [] });
    expect(decision.thenState()).toMatchObject({
      status: 'deleted',
      left: null,
      lostBecause: 'It was too short.',
    });
  });

  test.each([
    ['of a call that goes on', running],
    ['on its way to us', [...running, finished]],
    ['that is deleted already', [...whole, deleted]],
  ])('changes nothing for a recording %s', (_what, past) => {
    given(rules, ...past)
      .when(over, here)
      .thenNothing();
  });
});
