import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DATABASE_KINDS, type FreshDatabase, freshDatabase } from '../../test/harness/fresh-database.ts';
import { type ManualClock, type ToyEngine, manualClock, toyEngine } from '../../test/harness/toy-engine.ts';
import { add, toJar } from '../../test/harness/toy-nouns.ts';
import { DONE, createWorld, until } from '../../test/harness/toy-world.ts';
import type { Effect } from '../kernel/decision.ts';
import { SECOND } from '../kernel/duration.ts';
import type { CarriedOut } from './carried-out.ts';
import { LEASE_MS } from './effect-claim.ts';
import { retryRule } from './retry-table.ts';

describe.each(DATABASE_KINDS)('effects after a crash, on %s', (kind) => {
  let fresh: FreshDatabase;
  let clock: ManualClock;
  let world: ReturnType<typeof createWorld>;
  let toys: ToyEngine;

  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());

  beforeEach(async () => {
    await fresh.empty();
    clock = manualClock();
    world = createWorld();
    toys = toyEngine({ database: fresh.database, clock, carryOut: world.carryOut });
    await toys.engine.start();
  });
  afterEach(() => toys.engine.stop());

  const ring = (id: string): Effect => ({ kind: 'line.ring', id, callId: 'call' });
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
  test('an effect that was never begun when the process died is carried out after the restart', async () => {
    await ask(ring('r1'));
    await toys.engine.stop();
    const database = await fresh.openAgain();
    const reborn = toyEngine({ database, clock, carryOut: world.carryOut });
    await reborn.engine.start();
    await reborn.engine.runDue();
    expect(world.asked).toEqual(['r1 1']);
    await reborn.engine.stop();
    await database.close();
  });

  test('an effect that was under way when the process died is looked for after the restart', async () => {
    const database = await fresh.openAgain();
    const dying = toyEngine({ database, clock, carryOut: () => new Promise<never>(() => undefined) });
    await dying.engine.start();
    await dying.engine.submit(toJar('a', add(0, { effects: [ring('r1')] })));
    void dying.engine.runDue();
    await until(async () => (await status('r1')) === 'running');
    clock.forward(LEASE_MS);
    const reborn = toyEngine({ database: fresh.database, clock, carryOut: world.carryOut });
    await reborn.engine.start();
    await reborn.engine.runDue();
    expect(world.asked).toEqual(['r1 2 looking']);
    expect(await story()).toEqual(['r1 done {}']);
    await reborn.engine.stop();
    await database.close();
  });

  test('a noun that cannot digest the outcome does not lose it: the effect is looked for again', async () => {
    world.answer('r1', { outcome: 'done', result: { sid: 'CA1' } });
    await ask(ring('r1'));
    // The jar's state becomes unreadable for a while, as by a fault in a rule.
    const spoil = (state: string) =>
      fresh.database.transact((writer) =>
        writer.updateTable('businesses').set({ state }).where('id', '=', 'a').execute(),
      );
    await spoil('{}');
    await toys.engine.runDue();
    expect(await status('r1')).toBe('running');
    expect(toys.lines.filter((line) => line.level === 'error')).toMatchObject([
      { effect: 'r1', gaveUp: false },
    ]);
    await spoil(JSON.stringify({ sum: 0, story: [] }));
    clock.forward(SECOND);
    await toys.engine.runDue();
    expect(world.asked).toEqual(['r1 1', 'r1 2 looking']);
    expect(await story()).toEqual(['r1 done {}']);
  });

  test('an answer that never comes counts as unknown once its time is up', async () => {
    const limits: (() => void)[] = [];
    const impatient = toyEngine({
      database: fresh.database,
      clock,
      carryOut: () => new Promise<never>(() => undefined),
      scheduler: {
        after(ms, run) {
          if (ms === retryRule('line.ring').limit) limits.push(run);
          return () => undefined;
        },
      },
    });
    await impatient.engine.start();
    await impatient.engine.submit(toJar('a', add(0, { effects: [ring('r1')] })));
    const running = impatient.engine.runDue();
    await until(() => limits.length === 1);
    limits[0]?.();
    await running;
    const row = await fresh.database.reader.selectFrom('effects').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'running', started_at: null, attempts: 1 });
    expect(row.result).toContain('no answer within 15 s');
    await impatient.engine.stop();
  });
});

describe('effects of several nodes', () => {
  test('a node takes over what another one was carrying out only after that one has shown no life for a while', async () => {
    const fresh = await freshDatabase('postgres');
    const clock = manualClock();
    const looks: (() => void)[] = [];
    let answer: (carried: CarriedOut) => void = () => undefined;
    const slow = toyEngine({
      database: fresh.database,
      clock,
      carryOut: () => new Promise((resolve) => (answer = resolve)),
      scheduler: {
        after(ms, run) {
          if (ms === 5 * SECOND) looks.push(run);
          return () => undefined;
        },
      },
    });
    const world = createWorld();
    const secondDatabase = await fresh.openAgain();
    const second = toyEngine({ database: secondDatabase, clock, carryOut: world.carryOut });
    const startedAt = async () =>
      (await fresh.database.reader.selectFrom('effects').selectAll().executeTakeFirst())?.started_at;

    await slow.engine.start();
    await second.engine.start();
    await slow.engine.submit(
      toJar('a', add(0, { effects: [{ kind: 'line.ring', id: 'r1', callId: 'call' }] })),
    );
    const began = clock.now();
    const running = slow.engine.runDue();
    await until(async () => (await startedAt()) === began);

    clock.forward(LEASE_MS - 1);
    await second.engine.runDue();
    looks.shift()?.();
    await until(async () => (await startedAt()) === clock.now());
    clock.forward(LEASE_MS - 1);
    await second.engine.runDue();
    expect(world.asked).toEqual([]);

    clock.forward(1);
    await second.engine.runDue();
    expect(world.asked).toEqual(['r1 2 looking']);

    answer(DONE);
    await running;
    expect((await slow.jar('a'))?.story).toEqual(['+0', 'r1 done {}']);
    expect(slow.lines.filter((line) => line.level === 'warn')).toMatchObject([{ effect: 'r1', attempt: 1 }]);
    await slow.engine.stop();
    await second.engine.stop();
    await secondDatabase.close();
    await fresh.close();
  });
});

describe('stopping', () => {
  test('gives up waiting for an answer after five seconds, and leaves it to the next start to look', async () => {
    const fresh = await freshDatabase('sqlite');
    const clock = manualClock();
    let answer: (carried: CarriedOut) => void = () => undefined;
    const hanging = toyEngine({
      database: fresh.database,
      clock,
      carryOut: () => new Promise((resolve) => (answer = resolve)),
    });
    await hanging.engine.start();
    await hanging.engine.submit(toJar('a', add(0, { effects: [{ kind: 'toy', id: 'r1', callId: 'c' }] })));
    const running = hanging.engine.runDue();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await hanging.engine.stop();
    answer(DONE);
    await running;
    const world = createWorld();
    const reborn = toyEngine({ database: fresh.database, clock, carryOut: world.carryOut });
    await reborn.engine.start();
    await reborn.engine.runDue();
    expect(world.asked).toEqual(['r1 2 looking']);
    await reborn.engine.stop();
    await fresh.close();
  });
});
