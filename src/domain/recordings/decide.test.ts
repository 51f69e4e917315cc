import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import type { RecordingEvent } from './recording.ts';
import {
  rules,
  SECOND,
  facts,
  here,
  of,
  asked,
  paused,
  finished,
  stored,
  consider,
  failed,
  goOn,
  pause,
  running,
} from './recording-for-tests.ts';

describe('whether a call is recorded', () => {
  test.each([
    ['all', 'conversation', true],
    ['all', 'escalation', true],
    ['escalated', 'conversation', false],
    ['escalated', 'escalation', true],
    ['none', 'conversation', false],
    ['none', 'escalation', false],
  ] as const)('policy %s, because of a %s: %s', (record, because, yes) => {
    const { answer } = given(rules).when(consider(because), { facts: facts(record), id: 'c1.r1' });
    expect(answer).toMatchObject({ events: yes ? [{ type: 'RecordingAsked' }] : [] });
  });

  test('on the leg of the caller, so that it goes wherever the caller goes', () => {
    given(rules)
      .when(consider('conversation'), { facts: facts('all'), id: 'c1.r1' })
      .then({
        events: [asked],
        effects: [{ kind: 'line.record', id: 'c1.r1.start', callId: 'c1', sid: 'CA1' }],
      });
  });

  test.each(['conversation', 'escalation'] as const)(
    'never before the notice was spoken, and everyone can see why: %s',
    (because) => {
      const { answer } = given(rules).when(consider(because), { facts: facts('all', false), id: 'c1.r1' });
      expect(answer).toMatchObject({
        events: [{ type: 'RecordingForgone', why: expect.stringMatching(/not heard the recording notice/) }],
      });
      expect(answer).not.toHaveProperty('effects');
    },
  );

  test('once: an escalation of a recorded call starts no second recording', () => {
    given(rules, ...running)
      .when(consider('escalation'), { facts: facts('all'), id: 'c1.r1' })
      .thenNothing();
  });

  test('a notice that is given later lets the escalation be recorded', () => {
    const forgone: RecordingEvent = { type: 'RecordingForgone', ...of, why: 'No notice.' };
    expect(
      given(rules, forgone).when(consider('escalation'), { facts: facts('escalated'), id: 'c1.r1' }).answer,
    ).toMatchObject({ events: [{ type: 'RecordingAsked' }] });
  });
});

describe('a pause for card data', () => {
  test('is asked of the line and ends by itself after three minutes', () => {
    given(rules, ...running)
      .when(pause, here)
      .then({
        events: [paused],
        effects: [
          {
            kind: 'line.set-recording',
            id: 'c1.r1.paused.0',
            callId: 'c1',
            sid: 'CA1',
            recordingSid: 'RE1',
            status: 'paused',
          },
        ],
        timers: [{ set: 'resume', at: NINE + 180 * SECOND, command: goOn }],
      });
    expect(
      given(rules, ...running, paused).when({ type: 'ResumeRecording', by: null }, here).answer,
    ).toMatchObject({
      events: [{ type: 'RecordingResumed', why: 'The pause ended by itself.' }],
      effects: [{ kind: 'line.set-recording', status: 'in-progress' }],
      timers: [{ clear: 'resume' }],
    });
  });

  test('twice is once, and so is going on', () => {
    given(rules, ...running, paused)
      .when(pause, here)
      .thenNothing();
    given(rules, ...running)
      .when({ type: 'ResumeRecording', by: 'ana' }, here)
      .thenNothing();
  });

  test('is marked for those who listen later', () => {
    expect(given(rules, ...running, paused).state).toMatchObject({
      paused: { by: 'Ana Silva', until: NINE + 180 * SECOND },
      markers: [{ kind: 'pause', text: 'Ana Silva paused the recording' }],
    });
  });

  test('that the line cannot make is not shown as one: whoever pauses sees that the recording goes on', () => {
    const notPaused = given(rules, ...running, paused).when(
      failed('line.set-recording', 'gave-up', 'c1.r1.paused.0'),
      here,
    );
    notPaused.then({
      events: [
        {
          type: 'RecordingResumed',
          ...of,
          why: 'The line could not pause the recording, so it goes on: time-out.',
          held: false,
        },
      ],
      timers: [{ clear: 'resume' }],
    });
  });

  test('that the line cannot end is shown as a pause, and ended again', () => {
    const resumed: RecordingEvent = { type: 'RecordingResumed', ...of, why: 'The recording goes on.' };
    const stillPaused = given(rules, ...running, paused, resumed).when(
      failed('line.set-recording', 'gave-up', 'c1.r1.in-progress.1'),
      here,
    );
    expect(stillPaused.answer).toMatchObject({
      events: [{ type: 'RecordingPaused', name: 'The line' }],
      timers: [{ set: 'resume', at: NINE + 5 * SECOND }],
    });
  });

  test('is refused when there is nothing to pause, in words', () => {
    given(rules).when(pause, here).thenRefused('not-recording');
    given(rules, asked).when(pause, here).thenRefused('not-started');
    given(rules, ...running, finished)
      .when(pause, here)
      .thenRefused('not-recording');
  });
});

describe('a message', () => {
  const keep = {
    type: 'KeepMessage',
    callId: 'c1',
    businessId: 'shop',
    providerSid: 'RE9',
    for: 'the plumber',
    durationSeconds: 12,
  } as const;

  test('is kept whatever the policy says of calls, and fetched even if the line stays silent', () => {
    const kept = given(rules).when(keep, { facts: facts('none', false), id: 'c1.m' });
    expect(kept.answer).toMatchObject({
      events: [
        {
          type: 'RecordingAsked',
          asked: { kind: 'message', providerSid: 'RE9', startedAt: NINE - 12 * SECOND, topic: 'the plumber' },
        },
      ],
      timers: [{ set: 'fetch', at: NINE + 60 * SECOND }],
    });
  });

  test('is kept once', () => {
    given(rules, ...running)
      .when(keep, { facts: facts('all'), id: 'c1.m' })
      .thenNothing();
  });
});

describe('marks', () => {
  test('tell listeners where the call was moved, while it is recorded', () => {
    const marker = { kind: 'transfer', text: 'Priya Nair takes over' } as const;
    given(rules, ...running)
      .when({ type: 'MarkRecording', marker }, here)
      .then({ events: [{ type: 'RecordingMarked', ...of, marker: { at: NINE, ...marker } }] });
    given(rules).when({ type: 'MarkRecording', marker }, here).thenNothing();
    given(rules, ...running, finished, stored)
      .when({ type: 'MarkRecording', marker }, here)
      .thenNothing();
  });

  test('a pathway and a person are noted once each', () => {
    const pathway: RecordingEvent = { type: 'PathwayNoted', ...of, pathway: 'functional' };
    const person: RecordingEvent = { type: 'PersonNoted', ...of, personId: 'ana' };
    given(rules, ...running)
      .when({ type: 'NotePathway', pathway: 'functional' }, here)
      .then({ events: [pathway] });
    given(rules, ...running, pathway)
      .when({ type: 'NotePathway', pathway: 'functional' }, here)
      .thenNothing();
    given(rules, ...running, person)
      .when({ type: 'NotePerson', personId: 'ana' }, here)
      .thenNothing();
  });
});
