import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DATABASE_KINDS, type FreshDatabase, freshDatabase } from '../../test/harness/fresh-database.ts';
import { type ManualClock, type ToyEngine, manualClock, toyEngine } from '../../test/harness/toy-engine.ts';
import { add, toBox, toJar } from '../../test/harness/toy-nouns.ts';
import { HOUR, MINUTE, SECOND } from '../kernel/duration.ts';
import { systemScheduler } from './scheduler.ts';

describe.each(DATABASE_KINDS)('timers on %s', (kind) => {
  let fresh: FreshDatabase;
  let clock: ManualClock;
  let toys: ToyEngine;

  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());

  beforeEach(async () => {
    await fresh.empty();
    clock = manualClock();
    toys = toyEngine({ database: fresh.database, clock });
    await toys.engine.start();
  });
  afterEach(() => toys.engine.stop());

  const inFuture = (name: string, ms: number, amount = 1) => ({
    set: name,
    at: clock.now() + ms,
    command: add(amount),
  });
  const rows = () => fresh.database.reader.selectFrom('timers').selectAll().orderBy('key').execute();

  test('a timer fires when it is due, not before, and once', async () => {
    await toys.engine.submit(toJar('a', add(1, { timers: [inFuture('soon', 30 * SECOND, 10)] })));
    clock.forward(30 * SECOND - 1);
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 1 });
    clock.forward(1);
    await toys.engine.runDue();
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 11 });
    expect(await rows()).toMatchObject([{ key: 'jars/a/soon', fired_at: clock.now() }]);
  });

  test('a timer that is set again is moved', async () => {
    await toys.engine.submit(toJar('a', add(1, { timers: [inFuture('soon', 10 * SECOND, 10)] })));
    await toys.engine.submit(toJar('a', add(1, { timers: [inFuture('soon', 20 * SECOND, 100)] })));
    clock.forward(10 * SECOND);
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 2 });
    clock.forward(10 * SECOND);
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 102 });
  });

  test('a timer that is cleared never fires, also when one decision sets and clears it', async () => {
    await toys.engine.submit(toJar('a', add(1, { timers: [inFuture('soon', SECOND)] })));
    await toys.engine.submit(
      toJar('a', add(1, { timers: [{ clear: 'soon' }, inFuture('late', SECOND), { clear: 'late' }] })),
    );
    clock.forward(MINUTE);
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 2 });
    expect(await rows()).toEqual([]);
  });

  test('a timer may set itself again from its own command', async () => {
    const again = add(10, { timers: [{ set: 'beat', at: clock.now() + 2 * SECOND, command: add(100) }] });
    await toys.engine.submit(
      toJar('a', add(1, { timers: [{ set: 'beat', at: clock.now() + SECOND, command: again }] })),
    );
    clock.forward(SECOND);
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 11 });
    clock.forward(SECOND);
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 111 });
  });

  test('two hundred due timers fire in the order in which they were due', async () => {
    const delays = Array.from({ length: 200 }, (_, index) => ((index * 79) % 200) + 1);
    const timers = delays.map((delay) => inFuture(`t${delay}`, delay, delay));
    await toys.engine.submit(toJar('a', add(0, { timers })));
    clock.forward(MINUTE);
    await toys.engine.runDue();
    const story = (await toys.jar('a'))?.story.slice(1);
    expect(story).toEqual(Array.from({ length: 200 }, (_, index) => `+${index + 1}`));
  });

  test('timers missed while the process was down fire once each, in order, after the restart', async () => {
    const late: number[] = [];
    await toys.engine.submit(
      toJar(
        'a',
        add(0, {
          timers: [
            inFuture('third', 30 * SECOND, 3),
            inFuture('first', 10 * SECOND, 1),
            inFuture('second', 20 * SECOND, 2),
          ],
        }),
      ),
    );
    await toys.engine.stop();
    clock.forward(HOUR);
    const database = await fresh.openAgain();
    const reborn = toyEngine({ database, clock, metrics: { onTimerLateness: (ms) => late.push(ms) } });
    await reborn.engine.start();
    await reborn.engine.runDue();
    await reborn.engine.runDue();
    expect((await reborn.jar('a'))?.story).toEqual(['+0', '+1', '+2', '+3']);
    expect(late).toEqual([HOUR - 10 * SECOND, HOUR - 20 * SECOND, HOUR - 30 * SECOND]);
    await reborn.engine.stop();
    await database.close();
  });

  test('a timer thirty days ahead is a row until its time comes', async () => {
    await toys.engine.submit(toJar('a', add(0, { timers: [inFuture('call-back', 30 * 24 * HOUR, 5)] })));
    clock.forward(30 * 24 * HOUR - 1);
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 0 });
    clock.forward(1);
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 5 });
  });

  test('a timer whose command is refused has fired nevertheless, and is not an alarm', async () => {
    await toys.engine.submit(
      toJar('a', add(0, { timers: [{ set: 'late', at: clock.now() + 1, command: { type: 'Steal' } }] })),
    );
    clock.forward(1);
    await toys.engine.runDue();
    expect(await rows()).toMatchObject([{ fired_at: clock.now() }]);
    expect(toys.lines.filter((line) => line.level === 'error' || line.level === 'warn')).toEqual([]);
  });

  test('a timer whose command is faulty is loud, stays due with a pause, and blocks no other', async () => {
    const timers = [
      { set: 'bad', at: clock.now() + 1, command: { type: 'Break' } as const },
      inFuture('good', 2, 7),
    ];
    await toys.engine.submit(toJar('a', add(0, { timers })));
    clock.forward(2);
    await toys.engine.runDue();
    expect(await toys.jar('a')).toMatchObject({ sum: 7 });
    const errors = () => toys.lines.filter((line) => line.level === 'error');
    expect(errors()).toMatchObject([{ timer: 'jars/a/bad', faults: 1, againInMs: SECOND }]);
    clock.forward(SECOND);
    await toys.engine.runDue();
    expect(errors()).toHaveLength(2);
    expect(await rows()).toMatchObject([{ fired_at: null }, { key: 'jars/a/good' }]);
  });

  test('two nodes that see the same timer fire it once', async () => {
    const database = await fresh.openAgain();
    const other = toyEngine({ database, clock });
    await toys.engine.submit(
      toJar('a', add(0, { timers: [inFuture('soon', SECOND), inFuture('next', SECOND)] })),
    );
    await other.engine.start();
    clock.forward(SECOND);
    await Promise.all([toys.engine.runDue(), other.engine.runDue()]);
    expect(await toys.jar('a')).toMatchObject({ sum: 2 });
    await other.engine.stop();
    await database.close();
  });

  test('left alone, the engine fires a timer within a moment of its time, and what follows from it', async () => {
    const late: number[] = [];
    const real = { now: () => Date.now(), forward: () => undefined };
    const live = toyEngine({
      database: fresh.database,
      clock: real,
      scheduler: systemScheduler,
      metrics: { onTimerLateness: (ms) => late.push(ms) },
    });
    await live.engine.start();
    const done = new Promise<void>((resolve) => {
      const leave = fresh.database.onCommit(() => {
        void live.box('b').then((box) => {
          if (!box) return;
          leave();
          resolve();
        });
      });
    });
    const command = add(1, { tells: [toBox('b', add(5))] });
    await live.engine.submit(toJar('a', add(0, { timers: [{ set: 'soon', at: real.now() + 50, command }] })));
    await done;
    expect(await live.box('b')).toMatchObject({ sum: 5 });
    expect(late).toHaveLength(1);
    expect(late[0]).toBeGreaterThanOrEqual(0);
    await live.engine.stop();
  });

  test('left alone, a node fires the timers that another node left when it died', async () => {
    const real = { now: () => Date.now(), forward: () => undefined };
    const live = toyEngine({ database: fresh.database, clock: real, scheduler: systemScheduler });
    await live.engine.start();
    await fresh.database.transact((writer) =>
      writer
        .insertInto('timers')
        .values({
          key: 'jars/z/orphan',
          noun: 'jars',
          id: 'z',
          command: JSON.stringify(add(9)),
          due_at: real.now(),
          fired_at: null,
        })
        .execute(),
    );
    for (let tries = 0; tries < 200 && !(await live.jar('z')); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await live.jar('z')).toMatchObject({ sum: 9 });
    await live.engine.stop();
  });
});
