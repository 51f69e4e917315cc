import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import type { HeardWords } from '../../telephony/line.ts';
import {
  asked,
  consider,
  facts,
  failed,
  goOn,
  here,
  of,
  pause,
  paused,
  provider,
  rules,
  SECOND,
  started,
} from './recording-for-tests.ts';
import type { BegunRecording, RecordingEvent } from './recording.ts';
import { gapsOf, placeOf } from './places.ts';
import { lineFrom, recordingOfSession } from './transcript.ts';

const askedWithWords: RecordingEvent = {
  ...asked,
  asked: {
    ...asked.asked,
    transcription: { status: 'on', language: 'en-GB', turn: 0, hears: null, problem: null },
  },
};
const listening = (turn: number): RecordingEvent => ({
  type: 'TranscriptionAsked',
  ...of,
  session: `c1.r1.words.${turn}`,
});
const listen = (turn: number) =>
  ({
    kind: 'line.transcribe',
    id: `c1.r1.words.${turn}`,
    callId: 'c1',
    leg: 'CA1',
    language: 'en-GB',
  }) as const;
const resumed: RecordingEvent = { type: 'RecordingResumed', ...of, why: 'The recording goes on.' };
const heard: HeardWords = {
  asked: 'c1.r1.words.0',
  party: 'caller',
  text: 'I was charged twice.',
  final: true,
  confidence: 0.9,
  at: NINE + 10 * SECOND,
  sequence: 2,
};
const begun = (...past: readonly RecordingEvent[]): BegunRecording => {
  const { state } = given(rules, ...past);
  if (state.status === 'none') throw new Error('There is no recording');
  return state;
};

describe('writing down what is said', () => {
  test('is wanted where the business says so, in the language of the call', () => {
    const policy = { record: 'all', retentionDays: 30, transcribe: true, pause: 'skip' } as const;
    const { answer } = given(rules).when(consider('conversation'), {
      facts: { ...facts('all'), policy },
      id: 'c1.r1',
    });
    expect(answer).toMatchObject({
      events: [{ asked: { pauseBy: 'skip', transcription: { status: 'on', language: 'en-GB' } } }],
    });
  });

  test('begins when the recording has begun, and a recording without it asks for nothing', () => {
    given(rules, askedWithWords)
      .when(provider('in-progress'), here)
      .then({ events: [started, listening(0)], effects: [listen(0)] });
    given(rules, asked)
      .when(provider('in-progress'), here)
      .then({ events: [started] });
  });

  test('ends with a pause and begins anew after it, under another name', () => {
    const { answer } = given(rules, askedWithWords, started, listening(0)).when(pause, here);
    expect(answer).toMatchObject({
      effects: [
        { kind: 'line.set-recording', status: 'paused' },
        { kind: 'line.end-transcript', id: 'c1.r1.words.0.end', leg: 'CA1', session: 'c1.r1.words.0' },
      ],
    });
    const after = given(rules, askedWithWords, started, listening(0), paused).when(goOn, here);
    expect(after.answer).toMatchObject({
      events: [{ type: 'RecordingResumed' }, listening(1)],
      effects: [{ kind: 'line.set-recording', status: 'in-progress' }, listen(1)],
    });
  });

  test('goes on where the line could not pause, and stops again where it could not go on', () => {
    const notPaused = given(rules, askedWithWords, started, listening(0), paused).when(
      failed('line.set-recording', 'gave-up', 'c1.r1.paused.0'),
      here,
    );
    expect(notPaused.answer).toMatchObject({
      events: [{ type: 'RecordingResumed', held: false }, listening(1)],
      effects: [listen(1)],
    });
    const stillPaused = given(
      rules,
      askedWithWords,
      started,
      listening(0),
      paused,
      resumed,
      listening(1),
    ).when(failed('line.set-recording', 'gave-up', 'c1.r1.in-progress.1'), here);
    expect(stillPaused.answer).toMatchObject({
      effects: [{ kind: 'line.end-transcript', session: 'c1.r1.words.1' }],
    });
    expect(stillPaused.thenState()).toMatchObject({ pauses: [{ from: NINE, to: null }] });
  });

  test.each([
    [
      'asked in vain',
      failed('line.transcribe', 'gave-up', 'c1.r1.words.0'),
      /could not write down.*time-out/,
    ],
    [
      'broken off by the line',
      { type: 'TranscriptionBroke', session: 'c1.r1.words.0', problem: 'No engine (32650)' } as const,
      /No engine \(32650\)/,
    ],
  ])('%s says why words are missing, and nothing else changes', (_what, command, problem) => {
    const decision = given(rules, askedWithWords, started, listening(0)).when(command, here);
    expect(decision.answer).toEqual({
      events: [{ type: 'TranscriptionFailed', ...of, problem: expect.stringMatching(problem) }],
    });
    expect(decision.thenState()).toMatchObject({ status: 'recording', paused: null });
  });

  test('news of an earlier turn, or of a call that has ended, is no fault', () => {
    for (const command of [
      failed('line.transcribe', 'gone', 'c1.r1.words.0'),
      failed('line.transcribe', 'gave-up', 'c1.r1.words.7'),
      { type: 'TranscriptionBroke', session: 'c1.r1.words.7', problem: 'No engine' } as const,
    ]) {
      given(rules, askedWithWords, started, listening(0)).when(command, here).thenNothing();
    }
  });
});

describe('words that were heard', () => {
  const recording = begun(askedWithWords, started, listening(0));

  test('become a line at about the time at which they began', () => {
    expect(lineFrom(recording, heard)).toEqual({
      session: 'c1.r1.words.0',
      sequence: 2,
      party: 'caller',
      spokenAt: NINE + 10 * SECOND - 1_429,
      text: 'I was charged twice.',
      final: true,
      confidence: 0.9,
    });
    expect(lineFrom(recording, { ...heard, at: NINE + 200 })?.spokenAt).toBe(NINE);
    expect(recordingOfSession(heard.asked)).toBe('c1.r1');
  });

  test.each([
    ['during a pause', begun(askedWithWords, started, listening(0), paused), heard],
    [
      'by a turn that a pause has ended, though it tells of it later',
      begun(askedWithWords, started, listening(0), paused, resumed, listening(1)),
      heard,
    ],
    ['where nobody wanted to know', begun(asked, started), heard],
    ['but are empty', recording, { ...heard, text: '  ' }],
  ])('%s are not kept', (_when, state, words) => {
    expect(lineFrom(state, words)).toBeNull();
  });
});

describe('where in the file something is', () => {
  const at = (seconds: number) => NINE + seconds * SECOND;
  const pausedFrom10To30 = (pauseBy: 'silence' | 'skip') =>
    begun(
      { ...asked, asked: { ...asked.asked, pauseBy } },
      started,
      { ...paused, at: at(10) },
      { ...resumed, at: at(30) },
    );

  test('is the time since the beginning, where a pause left silence', () => {
    const recording = pausedFrom10To30('silence');
    expect(placeOf(recording, at(40))).toBe(40_000);
    expect(gapsOf(recording)).toEqual([{ fromMs: 10_000, toMs: 30_000, forMs: 20_000 }]);
  });

  test('is the time without the pauses, where they were cut out', () => {
    const recording = pausedFrom10To30('skip');
    expect([5, 10, 20, 30, 40].map((second) => placeOf(recording, at(second)))).toEqual([
      5_000, 10_000, 10_000, 10_000, 20_000,
    ]);
    expect(gapsOf(recording)).toEqual([{ fromMs: 10_000, toMs: 10_000, forMs: 20_000 }]);
  });

  test('takes no account of a pause that the line did not make', () => {
    const recording = begun(
      { ...asked, asked: { ...asked.asked, pauseBy: 'skip' } },
      started,
      { ...paused, at: at(10) },
      { ...resumed, at: at(30), held: false },
    );
    expect(placeOf(recording, at(40))).toBe(40_000);
    expect(gapsOf(recording)).toEqual([]);
  });

  test('is read from the marks of recordings that were made before pauses were kept', () => {
    const old = { ...pausedFrom10To30('silence'), pauses: [] };
    expect(gapsOf(old)).toEqual([{ fromMs: 10_000, toMs: 30_000, forMs: 20_000 }]);
  });
});
