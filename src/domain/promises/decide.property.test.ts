import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { walk } from '../../../test/harness/random-walk.ts';
import { MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import { isRefusal } from '../../kernel/decision.ts';
import { ana, facts, make, NOON, rules, waitFacts, waitTold } from './promise-for-tests.ts';
import { CallerPromise, type PromiseCommand } from './promise.ts';

const command: fc.Arbitrary<PromiseCommand> = fc.oneof(
  fc.constantFrom<PromiseCommand>(
    make,
    waitTold,
    { type: 'WarnNow' },
    { type: 'DeadlinePassed' },
    { type: 'TellAgain' },
    { type: 'KeepPromise', by: ana, how: 'Rang her.' },
    { type: 'ReleasePromise', by: ana, why: 'She rang us.' },
    { type: 'PromiseReached', personId: 'grace', name: 'Grace', how: 'by key' },
    { type: 'PromiseUnreached', why: 'Nobody answered.' },
  ),
  fc
    .constantFrom<'served' | 'left' | 'hung-up' | 'nobody'>('served', 'left', 'hung-up', 'nobody')
    .map((how): PromiseCommand => ({ type: 'WaitEnded', how })),
);

test('whatever comes in whatever order: what has ended stays ended, and only what is late is called late', () => {
  const steps = fc.array(
    fc.record({
      command,
      facts: fc.constantFrom(facts, waitFacts),
      afterMs: fc.integer({ min: 0, max: 90 * MINUTE }),
    }),
    { maxLength: 15 },
  );
  fc.assert(
    fc.property(steps, (commands) => {
      walk(rules, commands, {
        id: 'p1',
        parse: (written) => CallerPromise.parse(written),
        ended: ['kept', 'released'],
        check: (after) => {
          if (after.status === 'kept' && !after.late) {
            expect(after.brokenAt).toBeNull();
            expect(after.keptAt).toBeLessThanOrEqual(after.dueAt);
          }
        },
      });
    }),
  );
});

/** One promise with its timers, as the engine would drive it, and people who do something at any moment. */
function live(wishes: readonly { readonly command: PromiseCommand; readonly at: number }[]) {
  const timers = new Map<string, { at: number; command: PromiseCommand }>();
  const fired: string[] = [];
  let state = rules.initial as CallerPromise;
  let at = NINE;
  const tell = (told: PromiseCommand) => {
    const answer = rules.decide(told, state, facts, { at, id: 'p1' });
    if (isRefusal(answer)) return;
    for (const event of answer.events) {
      state = rules.evolve(state, event);
      if (event.type === 'PromiseBroken' && !event.again) fired.push(`broken at ${at}`);
      if (event.type === 'PromiseNear') fired.push('near');
      if (event.type === 'PromiseKept') fired.push(`kept at ${at}`);
    }
    for (const timer of answer.timers ?? []) {
      if ('clear' in timer) timers.delete(timer.clear);
      else timers.set(timer.set, { at: timer.at, command: timer.command as PromiseCommand });
    }
  };
  tell(make);
  for (const wish of [...wishes].sort((a, b) => a.at - b.at)) {
    for (;;) {
      const next = [...timers]
        .filter(([, timer]) => timer.at <= wish.at)
        .sort(([, a], [, b]) => a.at - b.at)[0];
      if (next === undefined) break;
      timers.delete(next[0]);
      at = next[1].at;
      tell(next[1].command);
      check();
    }
    at = wish.at;
    tell(wish.command);
    check();
  }
  function check() {
    const owed = state.status === 'open' || state.status === 'broken';
    // No promise without an end or a live timer; none with both.
    expect(timers.size > 0).toBe(owed);
    expect(new Set(fired).size).toBe(fired.length);
    expect(fired.filter((one) => one.startsWith('broken')).length).toBeLessThanOrEqual(1);
    const brokenAt = fired.find((one) => one.startsWith('broken'))?.slice('broken'.length);
    expect(fired).not.toContain(`kept${brokenAt}`);
  }
  return state;
}

test('no promise is without an end or a live timer, kept and broken at the same instant, or broken twice', () => {
  const wish = fc.record({
    command: fc.constantFrom<PromiseCommand>(
      make,
      { type: 'KeepPromise', by: ana, how: 'Rang her.' },
      { type: 'ReleasePromise', by: ana, why: 'She rang us.' },
      { type: 'PromiseReached', personId: 'grace', name: 'Grace', how: 'by key' },
      { type: 'PromiseUnreached', why: 'Nobody answered.' },
      { type: 'DeadlinePassed' },
    ),
    at: fc.oneof(fc.integer({ min: NINE, max: NINE + 48 * HOUR }), fc.constantFrom(NOON - 1, NOON, NOON + 2)),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 10 }), (wishes) => {
      // Real timers come at their time: a deadline that is claimed early belongs to the other test.
      live(wishes.filter(({ command: { type }, at }) => type !== 'DeadlinePassed' || at > NOON));
    }),
  );
});
