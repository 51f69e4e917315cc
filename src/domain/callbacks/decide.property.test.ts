import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { walk } from '../../../test/harness/random-walk.ts';
import { isRefusal } from '../../kernel/decision.ts';
import { Callback } from './callback.ts';
import { ask, askedAtDesk, ended, facts, ID, ringOf, rules, turn, yes } from './callback-for-tests.ts';
import type { CallbackCommand, CallbackEvent } from './callback-words.ts';

const ana = { kind: 'person', personId: 'ana', name: 'Ana' } as const;
const n = fc.integer({ min: 1, max: 4 });
const settled = fc
  .record({ n, how: fc.constantFrom('done', 'refused', 'gave-up', 'gone') })
  .map(({ n: ring, how }): CallbackCommand => ({
    ...{ type: 'EffectSettled', effectId: ringOf(ring), kind: 'line.ring' },
    ...(how === 'done'
      ? { outcome: 'done', result: { sid: `CA-jo-${ring}` } }
      : { outcome: 'failed', why: how as 'gone', reason: 'It failed.' }),
  }));
const command: fc.Arbitrary<CallbackCommand> = fc.oneof(
  { weight: 6, arbitrary: n.map((ring) => yes(ring)) },
  { weight: 3, arbitrary: fc.constantFrom<CallbackCommand>({ type: 'BeginTry' }, { type: 'CallerHasGone' }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 8 }).map(turn) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        n,
        fc.constantFrom('busy' as const, 'no-answer' as const, 'completed' as const, 'failed' as const),
      )
      .map(([ring, how]) => ended(ring, how)),
  },
  {
    weight: 2,
    arbitrary: n.map((ring): CallbackCommand => ({
      ...{ type: 'RingProgressed', ring: ringOf(ring), sid: `CA-jo-${ring}`, status: 'ringing' },
    })),
  },
  { weight: 2, arbitrary: settled },
  {
    weight: 3,
    arbitrary: n.chain((ring) =>
      fc.constantFrom<CallbackCommand>(
        { type: 'CallOver', callId: `${ID}.k${ring}`, by: 'Ana' },
        { type: 'NoteTogether', callId: `${ID}.k${ring}` },
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<CallbackCommand>(
      ask,
      { type: 'RingLost' },
      { type: 'QuietBegins' },
      { type: 'NobodyThere', entryId: 'c1.q1', why: 'Nobody is there.' },
      { type: 'SettleCallback', by: ana, outcome: 'voicemail', note: null },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<CallbackCommand>(
      { type: 'CustomerRangIn', callId: 'c2' },
      { type: 'CancelCallback', by: ana, why: 'Not needed.' },
      { type: 'SettleCallback', by: ana, outcome: 'talked', note: null },
      { type: 'RescheduleCallback', by: ana, dueAt: 4_102_477_200_000, words: null },
    ),
  },
);
const step = fc.record({
  command,
  facts: fc.constantFrom(facts, facts, facts, { ...facts, engaged: true }),
  afterMs: fc.integer({ min: 1, max: 90 * 60_000 }),
});
const first = fc.constantFrom<CallbackCommand>(ask, askedAtDesk);

test('whatever happens in whatever order, one customer’s leg at a time, a limit of tries, and an end that is written down', () => {
  fc.assert(
    fc.property(first, fc.array(step, { maxLength: 40 }), (asked, steps) => {
      const seen: CallbackEvent[] = [];
      const times = (type: CallbackEvent['type']) => seen.filter((event) => event.type === type).length;
      walk(rules, [{ command: asked, facts, afterMs: 0 }, ...steps], {
        id: ID,
        parse: (written) => Callback.parse(written),
        ended: ['done', 'given-up'],
        check: (after, events) => {
          seen.push(...events);
          expect(times('CustomerRung') - times('CallbackAttempted')).toBeLessThanOrEqual(1);
          if (after.status === 'none') return;
          const counted = after.tries.filter(({ outcome }) => outcome !== null && outcome !== 'interrupted');
          expect(counted.length).toBeLessThanOrEqual(3);
          expect(after.tries.map((one) => one.n)).toEqual(after.tries.map((_one, index) => index + 1));
          const alive = after.tries.filter(({ outcome }) => outcome === null).length;
          expect(alive).toBe(after.status === 'ringing' || after.status === 'talking' ? 1 : 0);
          if (after.status !== 'done' && after.status !== 'given-up') return;
          const last = seen.at(-1);
          const settles = last?.type === 'CallbackDone' || last?.type === 'CallbackGivenUp';
          expect(settles || times('CallbackDone') + times('CallbackGivenUp') === 1).toBe(true);
        },
      });
      expect(times('CallbackDone') + times('CallbackGivenUp')).toBeLessThanOrEqual(1);
      // Each promise is kept or released at most once, and none is left when it is over.
      const closed = seen.flatMap((event) =>
        event.type === 'CallbackAttempted' ||
        event.type === 'CallbackDone' ||
        event.type === 'CallbackGivenUp'
          ? [event.promiseId]
          : event.type === 'CallbackRescheduled'
            ? [event.oldPromiseId]
            : [],
      );
      const ids = closed.filter((id) => id !== null);
      expect(new Set(ids).size).toBe(ids.length);
      const made = 1 + times('CallbackRescheduled');
      if (times('CallbackDone') + times('CallbackGivenUp') === 1) expect(ids).toHaveLength(made);
    }),
    { numRuns: 200 },
  );
});

test('it is never forgotten: whatever it waits for, a timer looks after it', () => {
  fc.assert(
    fc.property(first, fc.array(step, { maxLength: 40 }), (asked, steps) => {
      const timers = new Map<string, number>();
      let state: Callback = rules.initial;
      let at = 1_767_603_600_000;
      for (const one of [{ command: asked, facts, afterMs: 0 }, ...steps]) {
        at += one.afterMs;
        const answer = rules.decide(one.command, state, one.facts, { at, id: ID });
        if (isRefusal(answer)) continue;
        state = answer.events.reduce(rules.evolve, state);
        // A timer that has fired is none any more.
        if (one.command.type === 'BeginTry') timers.delete('next');
        if (one.command.type === 'QuietBegins') timers.delete('quiet');
        if (one.command.type === 'RingLost') timers.delete('ring');
        for (const timer of answer.timers ?? []) {
          if ('clear' in timer) timers.delete(timer.clear);
          else timers.set(timer.set, timer.at);
        }
        if (state.status === 'scheduled') expect(timers.get('next')).toBe(state.nextAt);
        if (state.status === 'ringing') expect(timers.has('ring')).toBe(true);
        if (state.status === 'in-line' && one.command.type !== 'QuietBegins')
          expect([...timers.keys()]).toContain('quiet');
        if (state.status === 'done' || state.status === 'given-up') expect([...timers.keys()]).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
