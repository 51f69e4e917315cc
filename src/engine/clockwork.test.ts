import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { freshDatabase } from '../../test/harness/fresh-database.ts';
import { manualClock } from '../../test/harness/toy-engine.ts';
import { type Jar, add, jars, toJar } from '../../test/harness/toy-nouns.ts';
import type { Effect } from '../kernel/decision.ts';
import { pino } from 'pino';
import { createAgenda } from './agenda.ts';
import { laneOf } from './effect-lane.ts';
import { createEngine } from './engine.ts';
import { createHeap } from './heap.ts';
import { mostAttempts, pauseAfter, retryRule } from './retry-table.ts';
import { type Scheduler, manualScheduler } from './scheduler.ts';

describe('the heap', () => {
  test('gives back what was put in, smallest first, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (numbers) => {
        const heap = createHeap<number>((one, other) => one < other);
        for (const number of numbers) heap.push(number);
        const out = numbers.map(() => heap.pop());
        expect(out).toEqual(numbers.toSorted((one, other) => one - other));
        expect(heap.pop()).toBeUndefined();
      }),
    );
  });
});

describe('the agenda', () => {
  test('takes what is due in order, with moved and dropped entries at their last word', () => {
    const agenda = createAgenda(manualClock(0), manualScheduler);
    agenda.put({ what: 'timer', id: 'moved', at: 1 });
    agenda.put({ what: 'timer', id: 'dropped', at: 2 });
    agenda.put({ what: 'timer', id: 'second', at: 5 });
    agenda.put({ what: 'effect', id: 'second', at: 5 });
    agenda.put({ what: 'timer', id: 'later', at: 11 });
    agenda.put({ what: 'timer', id: 'moved', at: 9 });
    agenda.drop('timer', 'dropped');
    expect(agenda.takeDue(10).map(({ what, id }) => `${what} ${id}`)).toEqual([
      'timer second',
      'effect second',
      'timer moved',
    ]);
    expect(agenda.isDue(10)).toBe(false);
    expect(agenda.isDue(11)).toBe(true);
  });

  test('keeps no memory of entries that were moved thousands of times', () => {
    const agenda = createAgenda(manualClock(0), manualScheduler);
    for (let at = 0; at < 100_000; at += 1) agenda.put({ what: 'timer', id: 'beat', at });
    expect(agenda.takeDue(100_000)).toHaveLength(1);
  });

  test('sets one alarm for the nearest entry, and never sleeps so long that a moved clock goes unnoticed', () => {
    const alarms: { ms: number; run: () => void; cancelled: boolean }[] = [];
    const scheduler: Scheduler = {
      after(ms, run) {
        const alarm = { ms, run, cancelled: false };
        alarms.push(alarm);
        return () => void (alarm.cancelled = true);
      },
    };
    const standing = () => alarms.filter((alarm) => !alarm.cancelled).map((alarm) => alarm.ms);
    const clock = manualClock(0);
    const agenda = createAgenda(clock, scheduler);
    let called = 0;
    agenda.put({ what: 'timer', id: 'far', at: 3_600_000 });
    expect(standing()).toEqual([]);
    agenda.start(() => {
      called += 1;
      agenda.takeDue(clock.now());
    });
    expect(standing()).toEqual([5_000]);
    agenda.put({ what: 'timer', id: 'near', at: 40 });
    agenda.put({ what: 'timer', id: 'less near', at: 50 });
    expect(standing()).toEqual([40]);
    clock.forward(3_600_000);
    alarms.at(-1)?.run();
    expect(called).toBe(1);
    agenda.put({ what: 'timer', id: 'more', at: 3_600_100 });
    agenda.stop();
    expect(alarms.at(-1)?.cancelled).toBe(true);
  });
});

describe('lanes of effects', () => {
  const lane = (effect: Partial<Effect> & Record<string, unknown>) =>
    laneOf({ kind: 'line.hold', id: 'x', callId: 'call', ...effect });

  test('what concerns one leg is in one lane, whichever way the leg is named', () => {
    expect(lane({ kind: 'line.hold', sid: 'CA1', room: 'r' })).toBe(
      lane({ kind: 'line.end', leg: { sid: 'CA1' } }),
    );
    expect(lane({ sid: 'CA1' })).not.toBe(lane({ sid: 'CA2' }));
  });

  test('the end of a ring is in the lane of that ring, and each ring has its own', () => {
    expect(lane({ kind: 'line.end', leg: { ring: 'r1' } })).toBe(lane({ kind: 'line.ring', id: 'r1' }));
    expect(lane({ kind: 'line.ring', id: 'r1' })).not.toBe(lane({ kind: 'line.ring', id: 'r2' }));
  });

  test('fetching a recording and removing it at the provider are in one lane', () => {
    const recording = { recordingSid: 'RE1' };
    expect(lane({ kind: 'line.fetch-recording', ...recording })).toBe(
      lane({ kind: 'line.delete-recording', ...recording }),
    );
  });

  test('what names no leg goes by its call, or alone', () => {
    expect(lane({ kind: 'notify.mail' })).toBe('call');
    expect(lane({ kind: 'notify.mail', callId: null })).toBe('x');
  });
});

describe('the retry table', () => {
  test.each(['line.ring', 'line.move', 'line.end', 'line.fetch-recording', 'notify.mail'])(
    '%s is attempted again with growing pauses, and gives up in the end',
    (kind) => {
      for (const why of ['retry', 'unknown'] as const) {
        const pauses = retryRule(kind)[why];
        expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
        expect(pauseAfter(kind, why, 1)).toBeGreaterThan(0);
        expect(pauseAfter(kind, why, mostAttempts(kind))).toBeNull();
      }
    },
  );

  test('a lost answer to a ring is looked for within thirty seconds at the latest', () => {
    expect(pauseAfter('line.ring', 'unknown', 1)).toBeLessThanOrEqual(30_000 - retryRule('line.ring').limit);
  });
});

describe('a version conflict', () => {
  test('runs the whole transaction again on what the other has stored', async () => {
    const fresh = await freshDatabase('sqlite');
    let conflicts = 2;
    const contested: typeof jars = {
      ...jars,
      store: {
        ...jars.store,
        save: (writer, id, state: Jar, expected) =>
          conflicts-- > 0 ? Promise.resolve(false) : jars.store.save(writer, id, state, expected),
      },
    };
    const engine = createEngine<string>({
      database: fresh.database,
      clock: manualClock(),
      nouns: [contested],
      reactions: () => [],
      carryOut: () => Promise.reject(new Error('nothing to carry out')),
      logger: pino({ level: 'silent' }),
      scheduler: manualScheduler,
    });
    expect(await engine.submit(toJar('a', add(1)))).toMatchObject({ done: true });
    expect((await jars.store.load(fresh.database.reader, 'a'))?.state.sum).toBe(1);
    conflicts = 1_000;
    await expect(engine.submit(toJar('a', add(1)))).rejects.toThrow(/Somebody else changed jars\/a/);
    await engine.stop();
    await fresh.close();
  });
});
