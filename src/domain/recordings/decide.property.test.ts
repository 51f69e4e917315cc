import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { walk } from '../../../test/harness/random-walk.ts';
import { decideRecording } from './decide.ts';
import { evolveRecording } from './evolve.ts';
import { Recording, type RecordingCommand, type RecordingFacts } from './recording.ts';

const initial: Recording = { status: 'none' };
const rules = { initial, decide: decideRecording, evolve: evolveRecording };

const facts = fc
  .record({
    record: fc.constantFrom('all', 'escalated', 'none'),
    noticeGiven: fc.boolean(),
    transcribe: fc.boolean(),
    pause: fc.constantFrom('silence', 'skip'),
  })
  .map(({ record, noticeGiven, transcribe, pause }): RecordingFacts => ({
    policy: { record, retentionDays: 30, transcribe, pause },
    call: {
      callerSid: 'CA1',
      from: '+447700900555',
      callerName: null,
      topic: null,
      language: 'en-GB',
      noticeGiven,
      startedAt: 0,
    },
  }));
const result = { recordingSid: 'RE1', path: 'r.wav', sha256: 'abc', bytes: 7, durationMs: 9, channels: 2 };
const settled = fc
  .record({
    kind: fc.constantFrom(
      'line.record',
      'line.fetch-recording',
      'line.delete-recording',
      'line.set-recording',
      'line.transcribe',
      'recordings.erase',
    ),
    which: fc.constantFrom('paused.1', 'in-progress.2', 'words.0', 'words.1'),
    how: fc.constantFrom('done', 'gone', 'gave-up'),
  })
  .map(({ kind, which, how }): RecordingCommand => {
    const effectId = `c1.r1.${which}`;
    if (how === 'done') return { type: 'EffectSettled', effectId, kind, outcome: 'done', result };
    return { type: 'EffectSettled', effectId, kind, outcome: 'failed', why: how, reason: 'Time-out.' };
  });
const command: fc.Arbitrary<RecordingCommand> = fc.oneof(
  fc.record({
    type: fc.constant('ConsiderRecording' as const),
    callId: fc.constant('c1'),
    businessId: fc.constant('shop'),
    because: fc.constantFrom('conversation' as const, 'escalation' as const),
  }),
  fc.record({
    type: fc.constant('ProviderChanged' as const),
    providerSid: fc.constant('RE1'),
    status: fc.constantFrom(
      'in-progress' as const,
      'paused' as const,
      'stopped' as const,
      'completed' as const,
      'absent' as const,
    ),
  }),
  fc.constantFrom<RecordingCommand>(
    { type: 'PauseRecording', by: 'ana', name: 'Ana' },
    { type: 'PauseRecording', by: 'ana', name: 'Ana' },
    { type: 'ResumeRecording', by: 'ana' },
    { type: 'ResumeRecording', by: null },
    { type: 'MarkRecording', marker: { kind: 'hold', text: 'On hold' } },
    { type: 'NotePathway', pathway: 'functional' },
    { type: 'NotePerson', personId: 'ana' },
    { type: 'CallOver' },
    { type: 'FetchNow' },
    { type: 'RetentionOver' },
    { type: 'EraseAgain' },
    { type: 'TranscriptionBroke', session: 'c1.r1.words.0', problem: 'No engine speaks this language.' },
    {
      type: 'KeepMessage',
      callId: 'c1',
      businessId: 'shop',
      providerSid: 'RE1',
      for: 'Ana',
      durationSeconds: 5,
    },
  ),
  settled,
);

test('whatever comes in whatever order, a call is recorded only after the notice, then stored or lost until it is deleted for good', () => {
  const steps = fc.array(fc.record({ command, facts, afterMs: fc.integer({ min: 0, max: 60_000 }) }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(steps, (commands) => {
      const began = commands.find(
        (step) =>
          step.command.type === 'ConsiderRecording' &&
          step.facts.call?.noticeGiven === true &&
          step.facts.policy?.record !== 'none',
      );
      const last = walk(rules, commands, {
        id: 'c1.r1',
        parse: (written) => Recording.parse(written),
        ended: ['deleted'],
        check: (after, _events, before) => {
          if (before.status === 'stored' || before.status === 'lost')
            expect(['deleted', before.status]).toContain(after.status);
          // Whatever happens, nobody listens while a pause is on.
          if (after.status === 'recording' && after.paused !== null && after.transcription.status === 'on')
            expect(after.transcription.hears).toBeNull();
        },
      });
      if (last.status !== 'none' && last.kind === 'conversation') expect(began).toBeDefined();
    }),
    { numRuns: 300 },
  );
});
