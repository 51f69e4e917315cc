import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { decideRecording } from './decide.ts';
import { evolveRecording } from './evolve.ts';
import type { Recording, RecordingCommand, RecordingEvent, RecordingFacts } from './recording.ts';

const initial: Recording = { status: 'none' };
const rules = { name: 'recordings', initial, decide: decideRecording, evolve: evolveRecording } as const;
const SECOND = 1_000;

const facts = (record: 'all' | 'escalated' | 'none', noticeGiven = true): RecordingFacts => ({
  policy: { record, retentionDays: 30 },
  call: {
    callerSid: 'CA1',
    from: '+447700900555',
    callerName: null,
    topic: null,
    noticeGiven,
    startedAt: NINE - 60_000,
  },
});
const none: RecordingFacts = { policy: null, call: null };
const it = { facts: none, id: 'c1.r1' };
const of = { recordingId: 'c1.r1', callId: 'c1', businessId: 'shop', at: NINE } as const;
const asked: Extract<RecordingEvent, { type: 'RecordingAsked' }> = {
  type: 'RecordingAsked',
  ...of,
  why: 'All calls of this business are recorded.',
  asked: {
    kind: 'conversation',
    callId: 'c1',
    businessId: 'shop',
    callerSid: 'CA1',
    from: '+447700900555',
    callerName: null,
    topic: null,
    beganAt: NINE,
    startedAt: null,
    providerSid: null,
    pathways: [],
    people: [],
    markers: [],
    retentionDays: 30,
  },
};
const started: RecordingEvent = { type: 'RecordingStarted', ...of, providerSid: 'RE1' };
const paused: RecordingEvent = {
  type: 'RecordingPaused',
  ...of,
  by: 'ana',
  name: 'Ana Silva',
  until: NINE + 180 * SECOND,
};
const finished: RecordingEvent = { type: 'RecordingFinished', ...of, providerSid: 'RE1' };
const file = { path: 'recordings/c1.r1.wav', sha256: 'abc', bytes: 7, durationMs: 9, channels: 2 } as const;
const stored: RecordingEvent = { type: 'RecordingStored', ...of, ...file };
const consider = (because: 'conversation' | 'escalation'): RecordingCommand => ({
  type: 'ConsiderRecording',
  callId: 'c1',
  businessId: 'shop',
  because,
});
const provider = (
  status: 'in-progress' | 'paused' | 'stopped' | 'completed' | 'absent',
): RecordingCommand => ({
  type: 'ProviderChanged',
  providerSid: 'RE1',
  status,
});
const settled = (kind: string, result: Readonly<Record<string, string | number>> = {}): RecordingCommand => ({
  type: 'EffectSettled',
  effectId: 'c1.r1.x',
  kind,
  outcome: 'done',
  result,
});
const failed = (
  kind: string,
  why: 'gone' | 'gave-up' = 'gave-up',
  effectId = 'c1.r1.x',
): RecordingCommand => ({
  type: 'EffectSettled',
  effectId,
  kind,
  outcome: 'failed',
  why,
  reason: 'time-out.',
});
const goOn: RecordingCommand = { type: 'ResumeRecording', by: null };
const pause = { type: 'PauseRecording', by: 'ana', name: 'Ana Silva' } as const;
const running = [asked, started];
const clears = [{ clear: 'resume' }, { clear: 'fetch' }] as const;
const fetchEffect = {
  kind: 'line.fetch-recording',
  id: 'c1.r1.store',
  callId: 'c1',
  recordingSid: 'RE1',
  recordingId: 'c1.r1',
} as const;

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

describe('the start', () => {
  test('is told by the line in one of two ways, and counts once', () => {
    given(rules, asked)
      .when(provider('in-progress'), it)
      .then({ events: [started] });
    given(rules, asked)
      .when(settled('line.record', { recordingSid: 'RE1' }), it)
      .then({ events: [started] });
    given(rules, ...running)
      .when(settled('line.record', { recordingSid: 'RE1' }), it)
      .thenNothing();
  });

  test('that fails is a recording lost in the sight of all', () => {
    given(rules, asked)
      .when(failed('line.record'), it)
      .then({
        events: [{ type: 'RecordingLost', ...of, problem: 'The line could not record: time-out.' }],
        timers: clears,
      });
  });

  test('that seems to have failed, though the recording runs, loses nothing', () => {
    given(rules, ...running)
      .when(failed('line.record'), it)
      .thenNothing();
    given(rules, ...running, finished, stored)
      .when(failed('line.record'), it)
      .thenNothing();
  });
});

describe('a pause for card data', () => {
  test('is asked of the line and ends by itself after three minutes', () => {
    given(rules, ...running)
      .when(pause, it)
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
      given(rules, ...running, paused).when({ type: 'ResumeRecording', by: null }, it).answer,
    ).toMatchObject({
      events: [{ type: 'RecordingResumed', why: 'The pause ended by itself.' }],
      effects: [{ kind: 'line.set-recording', status: 'in-progress' }],
      timers: [{ clear: 'resume' }],
    });
  });

  test('twice is once, and so is going on', () => {
    given(rules, ...running, paused)
      .when(pause, it)
      .thenNothing();
    given(rules, ...running)
      .when({ type: 'ResumeRecording', by: 'ana' }, it)
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
      it,
    );
    notPaused.then({
      events: [
        {
          type: 'RecordingResumed',
          ...of,
          why: 'The line could not pause the recording, so it goes on: time-out.',
        },
      ],
      timers: [{ clear: 'resume' }],
    });
  });

  test('that the line cannot end is shown as a pause, and ended again', () => {
    const resumed: RecordingEvent = { type: 'RecordingResumed', ...of, why: 'The recording goes on.' };
    const stillPaused = given(rules, ...running, paused, resumed).when(
      failed('line.set-recording', 'gave-up', 'c1.r1.in-progress.1'),
      it,
    );
    expect(stillPaused.answer).toMatchObject({
      events: [{ type: 'RecordingPaused', name: 'The line' }],
      timers: [{ set: 'resume', at: NINE + 5 * SECOND }],
    });
  });

  test('is refused when there is nothing to pause, in words', () => {
    given(rules).when(pause, it).thenRefused('not-recording');
    given(rules, asked).when(pause, it).thenRefused('not-started');
    given(rules, ...running, finished)
      .when(pause, it)
      .thenRefused('not-recording');
  });
});

describe('the end', () => {
  test('the finished file is fetched', () => {
    given(rules, ...running)
      .when(provider('completed'), it)
      .then({ events: [finished], effects: [fetchEffect], timers: clears });
  });

  test('a line that never tells of the finished file is asked a minute after the call', () => {
    given(rules, ...running)
      .when({ type: 'CallOver' }, it)
      .then({
        events: [],
        timers: [
          { clear: 'resume' },
          { set: 'fetch', at: NINE + 60 * SECOND, command: { type: 'FetchNow' } },
        ],
      });
    given(rules, ...running)
      .when({ type: 'FetchNow' }, it)
      .then({ events: [finished], effects: [fetchEffect], timers: clears });
    given(rules, ...running, finished)
      .when({ type: 'FetchNow' }, it)
      .thenNothing();
  });

  test('a recording that the line never began is lost in the sight of all', () => {
    expect(given(rules, asked).when({ type: 'FetchNow' }, it).answer).toMatchObject({
      events: [{ type: 'RecordingLost', problem: expect.stringMatching(/never said that it began/) }],
    });
  });

  test('a line that has recorded nothing says so', () => {
    expect(given(rules, ...running).when(provider('absent'), it).answer).toMatchObject({
      events: [{ type: 'RecordingLost', problem: expect.stringMatching(/recorded nothing/) }],
    });
  });

  test('the provider’s copy goes only when ours is stored', () => {
    given(rules, ...running, finished)
      .when(settled('line.fetch-recording', file), it)
      .then({
        events: [stored],
        effects: [{ kind: 'line.delete-recording', id: 'c1.r1.remove', callId: 'c1', recordingSid: 'RE1' }],
      });
    const lost = given(rules, ...running, finished).when(failed('line.fetch-recording'), it);
    expect(lost.answer).toMatchObject({ events: [{ type: 'RecordingLost' }] });
    expect(lost.answer).not.toHaveProperty('effects');
  });

  test.each([
    ['was removed', settled('line.delete-recording'), 'removed'],
    ['was not there any more', failed('line.delete-recording', 'gone'), 'removed'],
    ['could not be removed', failed('line.delete-recording'), 'kept'],
  ] as const)('a copy that %s is shown as it is', (_what, command, copy) => {
    const state = given(rules, ...running, finished, stored)
      .when(command, it)
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
        .when(command, it)
        .thenNothing();
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
      .when({ type: 'MarkRecording', marker }, it)
      .then({ events: [{ type: 'RecordingMarked', ...of, marker: { at: NINE, ...marker } }] });
    given(rules).when({ type: 'MarkRecording', marker }, it).thenNothing();
    given(rules, ...running, finished, stored)
      .when({ type: 'MarkRecording', marker }, it)
      .thenNothing();
  });

  test('a pathway and a person are noted once each', () => {
    const pathway: RecordingEvent = { type: 'PathwayNoted', ...of, pathway: 'functional' };
    const person: RecordingEvent = { type: 'PersonNoted', ...of, personId: 'ana' };
    given(rules, ...running)
      .when({ type: 'NotePathway', pathway: 'functional' }, it)
      .then({ events: [pathway] });
    given(rules, ...running, pathway)
      .when({ type: 'NotePathway', pathway: 'functional' }, it)
      .thenNothing();
    given(rules, ...running, person)
      .when({ type: 'NotePerson', personId: 'ana' }, it)
      .thenNothing();
  });
});
