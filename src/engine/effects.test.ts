import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DATABASE_KINDS, type FreshDatabase, freshDatabase } from '../../test/harness/fresh-database.ts';
import { type ManualClock, type ToyEngine, manualClock, toyEngine } from '../../test/harness/toy-engine.ts';
import { add, toJar } from '../../test/harness/toy-nouns.ts';
import { DONE, createWorld, until } from '../../test/harness/toy-world.ts';
import type { Effect } from '../kernel/decision.ts';
import { HOUR, MINUTE, SECOND } from '../kernel/duration.ts';
import type { Attempt } from './carried-out.ts';
import { systemScheduler } from './scheduler.ts';

describe.each(DATABASE_KINDS)('effects on %s', (kind) => {
  let fresh: FreshDatabase;
  let clock: ManualClock;
  let world: ReturnType<typeof createWorld>;
  let toys: ToyEngine;
  let outcomes: string[];

  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());

  beforeEach(async () => {
    await fresh.empty();
    clock = manualClock();
    world = createWorld();
    outcomes = [];
    toys = toyEngine({
      database: fresh.database,
      clock,
      carryOut: world.carryOut,
      metrics: { onEffect: (effect, outcome) => outcomes.push(`${effect} ${outcome}`) },
    });
    await toys.engine.start();
  });
  afterEach(() => toys.engine.stop());

  const ring = (id: string): Effect => ({ kind: 'line.ring', id, callId: 'call' });
  const onLeg = (id: string, sid: string): Effect & { sid: string } => ({
    kind: 'line.hold',
    id,
    callId: 'call',
    sid,
  });
  const endRing = (id: string, of: string): Effect & { leg: { ring: string } } => ({
    kind: 'line.end',
    id,
    callId: 'call',
    leg: { ring: of },
  });
  const ask = (...effects: Effect[]) => toys.engine.submit(toJar('a', add(0, { effects })));
  const story = async () => (await toys.jar('a'))?.story.filter((line) => line !== '+0');
  const status = async (id: string) => {
    const row = await fresh.database.reader
      .selectFrom('effects')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.status;
  };

  test('an effect is carried out after its commit, and the noun that asked hears how it went', async () => {
    world.answer('r1', { outcome: 'done', result: { sid: 'CA1' } });
    await ask(ring('r1'));
    expect(world.asked).toEqual([]);
    await toys.engine.runDue();
    expect(world.asked).toEqual(['r1 1']);
    expect(await story()).toEqual(['r1 done {"sid":"CA1"}']);
    expect(await status('r1')).toBe('done');
    expect(outcomes).toEqual(['line.ring done']);
  });

  test('an effect of a decision that was undone is never carried out', async () => {
    const work = toys.engine.transact(async ({ submit }) => {
      await submit(toJar('a', add(0, { effects: [ring('r1')] })));
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    await toys.engine.runDue();
    expect(world.asked).toEqual([]);
  });

  test('an effect that is asked for twice is carried out once', async () => {
    await ask(ring('r1'));
    await toys.engine.runDue();
    await ask(ring('r1'));
    await toys.engine.runDue();
    expect(world.asked).toEqual(['r1 1']);
  });

  test('an effect that waits can be withdrawn; one that is under way is left alone', async () => {
    const open = world.hold('under-way');
    await ask(ring('under-way'));
    const running = toys.engine.runDue();
    await until(() => world.asked.length === 1);
    await toys.engine.submit(toJar('a', add(0, { effects: [ring('waits')] })));
    await toys.engine.submit(toJar('a', add(0, { withdraws: ['waits', 'under-way'] })));
    open();
    await running;
    await toys.engine.runDue();
    expect(world.asked).toEqual(['under-way 1']);
    expect([await status('waits'), await status('under-way')]).toEqual(['withdrawn', 'done']);
    expect(await story()).toEqual(['under-way done {}']);
  });

  test('what certainly did not happen is tried again after a pause, without looking', async () => {
    world.answer('r1', { outcome: 'retry', reason: 'too many requests' });
    await ask(ring('r1'));
    await toys.engine.runDue();
    await toys.engine.runDue();
    expect([world.asked, await status('r1')]).toEqual([['r1 1'], 'waiting']);
    clock.forward(SECOND);
    await toys.engine.runDue();
    expect(world.asked).toEqual(['r1 1', 'r1 2']);
    expect(await story()).toEqual(['r1 done {}']);
  });

  test('a pause that the other side asks for is kept', async () => {
    world.answer('r1', { outcome: 'retry', afterMs: 20 * SECOND, reason: 'retry-after' });
    await ask(ring('r1'));
    await toys.engine.runDue();
    clock.forward(20 * SECOND - 1);
    await toys.engine.runDue();
    expect(world.asked).toHaveLength(1);
    clock.forward(1);
    await toys.engine.runDue();
    expect(world.asked).toHaveLength(2);
  });

  test('what may have happened is looked for, never blindly repeated', async () => {
    world.answer('r1', { outcome: 'unknown', reason: 'the answer was lost' });
    await ask(ring('r1'));
    await toys.engine.runDue();
    expect(await status('r1')).toBe('running');
    clock.forward(SECOND);
    await toys.engine.runDue();
    expect(world.asked).toEqual(['r1 1', 'r1 2 looking']);
    expect(await story()).toEqual(['r1 done {}']);
    expect(outcomes).toEqual(['line.ring unknown', 'line.ring done']);
  });

  test('throwing counts as unknown and is logged as the fault it is', async () => {
    world.carryOut = () => Promise.reject(new Error('unreadable answer'));
    const broken = toyEngine({
      database: fresh.database,
      clock,
      carryOut: () => world.carryOut({} as Attempt),
    });
    await broken.engine.start();
    await broken.engine.submit(toJar('a', add(0, { effects: [ring('r1')] })));
    await broken.engine.runDue();
    expect(await status('r1')).toBe('running');
    expect(broken.lines.filter((line) => line.level === 'error')).toHaveLength(1);
    await broken.engine.stop();
  });

  test('a final no is told at once, with its reason', async () => {
    world.answer('r1', { outcome: 'failed', why: 'refused', reason: 'number not allowed' });
    await ask(ring('r1'));
    await toys.engine.runDue();
    expect(await story()).toEqual(['r1 failed refused']);
    expect(await status('r1')).toBe('failed');
  });

  test('when its attempts are used up an effect gives up loudly, and the noun hears of it', async () => {
    world.answer('r1', ...Array.from({ length: 20 }, () => ({ outcome: 'retry', reason: 'busy' }) as const));
    await ask(ring('r1'));
    for (let minute = 0; minute < 20; minute += 1) {
      await toys.engine.runDue();
      clock.forward(MINUTE);
    }
    expect(world.asked).toEqual([1, 2, 3, 4, 5, 6].map((attempt) => `r1 ${attempt}`));
    expect(await story()).toEqual(['r1 failed gave-up']);
    expect(toys.lines.filter((line) => line.level === 'error')).toMatchObject([
      { effect: 'r1', attempt: 6, reason: 'busy' },
    ]);
  });

  test('effects that concern one leg are carried out one after the other, in the order of asking', async () => {
    const open = world.hold('hold');
    await ask(onLeg('hold', 'CA1'), onLeg('release', 'CA1'), onLeg('other', 'CA2'));
    const running = toys.engine.runDue();
    await until(() => outcomes.length === 1);
    expect(world.asked.toSorted()).toEqual(['hold 1', 'other 1']);
    open();
    await running;
    expect(world.asked.at(-1)).toBe('release 1');
  });

  test('the order of a leg holds also while its first effect waits for another attempt', async () => {
    world.answer('hold', { outcome: 'retry', reason: 'busy' });
    await ask(onLeg('hold', 'CA1'), onLeg('release', 'CA1'));
    await toys.engine.runDue();
    expect(world.asked).toEqual(['hold 1']);
    clock.forward(SECOND);
    await toys.engine.runDue();
    expect(world.asked).toEqual(['hold 1', 'hold 2', 'release 1']);
  });

  test('ringing several people happens at the same time', async () => {
    const opens = ['r1', 'r2', 'r3'].map((id) => world.hold(id));
    await ask(ring('r1'), ring('r2'), ring('r3'));
    const running = toys.engine.runDue();
    await until(() => world.asked.length === 3);
    for (const open of opens) open();
    await running;
    expect((await story())?.length).toBe(3);
  });

  test('a ring is ended only when it is known what became of it', async () => {
    const open = world.hold('r1');
    await ask(ring('r1'));
    const running = toys.engine.runDue();
    await until(() => world.asked.length === 1);
    await ask(endRing('e1', 'r1'), ring('r2'));
    const second = toys.engine.runDue();
    await until(() => world.asked.length === 2);
    expect(world.asked).toEqual(['r1 1', 'r2 1']);
    open();
    await Promise.all([running, second]);
    await toys.engine.runDue();
    expect(world.asked).toEqual(['r1 1', 'r2 1', 'e1 1']);
  });

  test('never more than sixteen requests are under way at once', async () => {
    let now = 0;
    let most = 0;
    const busy = toyEngine({
      database: fresh.database,
      clock,
      async carryOut() {
        most = Math.max(most, (now += 1));
        await new Promise((resolve) => setTimeout(resolve, 2));
        now -= 1;
        return DONE;
      },
    });
    await busy.engine.start();
    await busy.engine.submit(
      toJar('a', add(0, { effects: Array.from({ length: 60 }, (_, index) => ring(`r${index}`)) })),
    );
    await busy.engine.runDue();
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
    expect((await busy.jar('a'))?.story).toHaveLength(61);
    await busy.engine.stop();
  });

  test('a recording that takes hours to appear is fetched in the end', async () => {
    world.answer(
      'f1',
      ...Array.from({ length: 7 }, () => ({ outcome: 'retry', reason: 'not ready' }) as const),
    );
    await ask({ kind: 'line.fetch-recording', id: 'f1', callId: 'call' });
    for (let hour = 0; hour < 12; hour += 1) {
      await toys.engine.runDue();
      clock.forward(HOUR);
    }
    expect(await story()).toEqual(['f1 done {}']);
  });

  test('left alone, the engine carries effects out right after the commit, and again after a pause', async () => {
    world.answer('r1', { outcome: 'retry', reason: 'busy' });
    const live = toyEngine({
      database: fresh.database,
      clock: { now: () => Date.now(), forward: () => undefined },
      carryOut: world.carryOut,
      scheduler: systemScheduler,
    });
    await live.engine.start();
    await live.engine.submit(toJar('b', add(0, { effects: [ring('r1')] })));
    await until(() => world.asked.length === 2);
    await until(async () => (await live.jar('b'))?.story.length === 2);
    expect(world.asked).toEqual(['r1 1', 'r1 2']);
    await live.engine.stop();
  });

  test('stopping waits for an effect that is under way and stores how it went', async () => {
    const open = world.hold('r1');
    await ask(ring('r1'));
    void toys.engine.runDue();
    await until(() => world.asked.length === 1);
    const stopped = toys.engine.stop();
    setTimeout(open, 20);
    await stopped;
    expect(await status('r1')).toBe('done');
    expect(await story()).toEqual(['r1 done {}']);
  });
});
