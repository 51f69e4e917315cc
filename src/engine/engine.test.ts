import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DATABASE_KINDS, type FreshDatabase, freshDatabase } from '../../test/harness/fresh-database.ts';
import { type ManualClock, type ToyEngine, manualClock, toyEngine } from '../../test/harness/toy-engine.ts';
import { type JarCommand, add, toBox, toJar } from '../../test/harness/toy-nouns.ts';

describe.each(DATABASE_KINDS)('decisions on %s', (kind) => {
  let fresh: FreshDatabase;
  let clock: ManualClock;
  let toys: ToyEngine;
  const decided: string[] = [];

  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());

  beforeEach(async () => {
    await fresh.empty();
    clock = manualClock();
    decided.length = 0;
    toys = toyEngine({
      database: fresh.database,
      clock,
      metrics: { onDecision: (ms, noun) => decided.push(`${noun} ${ms >= 0}`) },
    });
  });
  afterEach(() => toys.engine.stop());

  const count = async (table: 'events' | 'effects' | 'timers' | 'businesses' | 'flow_runs') => {
    const { reader } = fresh.database;
    const row = await reader
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    return row.rows;
  };

  test('a decision stores state, events, effects and timers together', async () => {
    const outcome = await toys.engine.submit(
      toJar(
        'a',
        add(3, {
          says: 'thank you',
          effects: [{ kind: 'toy.ring', id: 'ring-1', callId: 'call-1' }],
          timers: [{ set: 'soon', at: clock.now() + 1_000, command: add(1) }],
        }),
      ),
    );
    expect(outcome).toMatchObject({
      done: true,
      says: 'thank you',
      events: [{ noun: 'jars', id: 'a', at: clock.now() }],
    });
    expect(await toys.jar('a')).toEqual({ sum: 3, story: ['+3'] });
    const { reader } = fresh.database;
    expect(await reader.selectFrom('effects').selectAll().execute()).toMatchObject([
      {
        id: 'ring-1',
        kind: 'toy.ring',
        call_id: 'call-1',
        noun: 'jars',
        noun_id: 'a',
        status: 'waiting',
        attempts: 0,
      },
    ]);
    expect(await reader.selectFrom('timers').selectAll().execute()).toMatchObject([
      { key: 'jars/a/soon', due_at: clock.now() + 1_000, fired_at: null },
    ]);
    expect(decided).toEqual(['jars true']);
  });

  test('the moment given with a message is the moment of its events', async () => {
    const outcome = await toys.engine.submit(toJar('a', add(1)), { at: 42 });
    expect(outcome).toMatchObject({ done: true, events: [{ at: 42, event: { at: 42 } }] });
  });

  test('whoever hears an event acts in the same transaction, breadth first, and the last word is the answer', async () => {
    const outcome = await toys.engine.submit(
      toJar(
        'a',
        add(1, {
          says: 'first',
          tells: [
            toBox('b', add(2, { tells: [toJar('a', add(4, { says: 'last' }))] })),
            toBox('c', add(3, { says: 'middle' })),
          ],
        }),
      ),
    );
    expect(outcome.done && outcome.says).toBe('last');
    const amounts =
      outcome.done && outcome.events.map(({ event }) => ('amount' in event ? event.amount : null));
    expect(amounts).toEqual([1, 2, 3, 4]);
    expect(await toys.jar('a')).toEqual({ sum: 5, story: ['+1', '+4'] });
    expect(await toys.box('b')).toMatchObject({ sum: 2 });
    expect(await toys.box('c')).toMatchObject({ sum: 3 });
  });

  test('a refused message stores nothing, and its reason comes back', async () => {
    const outcome = await toys.engine.submit(toJar('a', { type: 'Steal' }));
    expect(outcome).toEqual({
      done: false,
      refusal: { refused: 'not-yours', reason: 'Nobody takes from a jar.' },
    });
    expect([await count('events'), await count('businesses')]).toEqual([0, 0]);
  });

  test('a refusal along the chain is logged with both names, and the rest stands', async () => {
    const outcome = await toys.engine.submit(
      toJar('a', add(1, { tells: [toBox('b', { type: 'Steal' }), toBox('c', add(2))] })),
    );
    expect(outcome.done).toBe(true);
    expect(await toys.jar('a')).toMatchObject({ sum: 1 });
    expect(await toys.box('b')).toBeNull();
    expect(await toys.box('c')).toMatchObject({ sum: 2 });
    const warnings = toys.lines.filter((line) => line.level === 'warn');
    expect(warnings).toMatchObject([
      { cause: 'jars/Added', noun: 'boxes', command: 'Steal', refused: 'not-yours' },
    ]);
  });

  test('a fault along the chain undoes all of it', async () => {
    const work = toys.engine.submit(toJar('a', add(1, { tells: [toBox('b', { type: 'Break' })] })));
    await expect(work).rejects.toThrow('the jar broke');
    expect([await count('events'), await count('businesses'), await count('flow_runs')]).toEqual([0, 0, 0]);
  });

  test('reactions that go in a circle end in an error that names them', async () => {
    let command: JarCommand = add(1);
    for (let depth = 0; depth < 250; depth += 1)
      command = add(1, { tells: [depth % 2 ? toJar('a', command) : toBox('b', command)] });
    await expect(toys.engine.submit(toJar('a', command))).rejects.toThrow(/circle: jars\/Add → /);
    expect(await count('events')).toBe(0);
  });

  test('a message to nobody is a fault that names the noun', async () => {
    await expect(toys.engine.submit({ noun: 'ghosts', id: '1', command: { type: 'Boo' } })).rejects.toThrow(
      /"ghosts".*Boo/,
    );
  });

  test('a claim, a decision and the answer to it are stored in one transaction', async () => {
    const says = await toys.engine.transact(async ({ writer, reader, submit }) => {
      await writer
        .insertInto('claims')
        .values({ key: 'k', idempotency_token: null, answer: '', claimed_at: 1 })
        .execute();
      const outcome = await submit(toJar('a', add(1, { says: 'hello' })));
      const answer = (outcome.done && outcome.says) || '';
      await writer.updateTable('claims').set({ answer }).where('key', '=', 'k').execute();
      const claim = await reader
        .selectFrom('claims')
        .select('answer')
        .where('key', '=', 'k')
        .executeTakeFirst();
      return claim?.answer;
    });
    expect(says).toBe('hello');
    expect(await toys.jar('a')).toMatchObject({ sum: 1 });
  });

  test('work that swallows the fault of a message is not committed by half', async () => {
    const work = toys.engine.transact(async ({ submit }) => {
      await submit(toJar('a', add(1)));
      await submit(toJar('b', add(1, { tells: [toBox('c', { type: 'Break' })] }))).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('the jar broke');
    expect(await count('businesses')).toBe(0);
  });

  test('messages to the same instance at the same time are all counted', async () => {
    await Promise.all(Array.from({ length: 50 }, () => toys.engine.submit(toJar('a', add(1)))));
    expect(await toys.jar('a')).toMatchObject({ sum: 50 });
    expect(await count('events')).toBe(50);
  });

  test('two engines on two openings of one database never overwrite each other', async () => {
    const second = await fresh.openAgain();
    const other = toyEngine({ database: second, clock });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? toys : other).engine.submit(toJar('a', add(1)))),
    );
    expect(await toys.jar('a')).toMatchObject({ sum: 20 });
    await other.engine.stop();
    await second.close();
  });

  test('after it has stopped the engine refuses messages in plain words', async () => {
    await toys.engine.stop();
    await expect(toys.engine.submit(toJar('a', add(1)))).rejects.toThrow(/stopped/);
    expect(await count('businesses')).toBe(0);
  });
});
