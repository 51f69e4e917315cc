import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DATABASE_KINDS, freshDatabase } from '../../test/harness/fresh-database.ts';
import { manualClock, toyEngine } from '../../test/harness/toy-engine.ts';
import { type Jar, type JarCommand, type JarEvent, add, boxes, jars } from '../../test/harness/toy-nouns.ts';
import type { Database } from '../store/database.ts';

type Step =
  | { readonly do: 'submit'; readonly noun: string; readonly id: string; readonly command: JarCommand }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'restart' };

const address = fc.record({ noun: fc.constantFrom('jars', 'boxes'), id: fc.constantFrom('a', 'b', 'c') });
const effect = fc.constantFrom('e1', 'e2', 'e3').map((id) => ({ kind: 'line.ring', id, callId: 'call' }));
const timer = (now: number) =>
  fc.oneof(
    fc.record({
      set: fc.constantFrom('t1', 't2'),
      at: fc.integer({ min: now, max: now + 50 }),
      command: fc.constant(add(1)),
    }),
    fc.record({ clear: fc.constantFrom('t1', 't2') }),
  );

function commands(now: number): fc.Arbitrary<JarCommand> {
  return fc.letrec<{ command: JarCommand; adding: JarCommand }>((tie) => ({
    command: fc.oneof(
      { weight: 8, arbitrary: tie('adding') },
      { weight: 1, arbitrary: fc.constant<JarCommand>({ type: 'Steal' }) },
      { weight: 1, arbitrary: fc.constant<JarCommand>({ type: 'Break' }) },
    ),
    adding: fc
      .record({
        amount: fc.integer({ min: -5, max: 5 }),
        tells: fc.oneof(
          { depthSize: 'small' },
          fc.constant([]),
          fc.array(
            fc.record({
              noun: fc.constantFrom('jars', 'boxes'),
              id: fc.constantFrom('a', 'b'),
              command: tie('command'),
            }),
            {
              maxLength: 2,
            },
          ),
        ),
        effects: fc.array(effect, { maxLength: 2 }),
        withdraws: fc.array(fc.constantFrom('e1', 'e2', 'e3'), { maxLength: 1 }),
        timers: fc.array(timer(now), { maxLength: 2 }),
      })
      .map(({ amount, ...more }) => add(amount, more)),
  })).command;
}

const steps = (now: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(address, commands(now))
          .map(([to, command]): Step => ({ do: 'submit', ...to, command })),
      },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 30 }).map((ms): Step => ({ do: 'wait', ms })) },
      { weight: 1, arbitrary: fc.constant<Step>({ do: 'restart' }) },
    ),
    { maxLength: 15 },
  );

/** What the log says, told again from the beginning. */
async function retell(database: Database): Promise<Map<string, Jar>> {
  const retold = new Map<string, Jar>();
  const events = await database.reader.selectFrom('events').selectAll().orderBy('seq').execute();
  for (const row of events) {
    const key = `${row.noun}/${row.id}`;
    retold.set(key, jars.evolve(retold.get(key) ?? jars.initial, JSON.parse(row.data) as JarEvent));
  }
  return retold;
}

async function stored(database: Database): Promise<Map<string, Jar>> {
  const found = new Map<string, Jar>();
  for (const noun of [jars, boxes]) {
    for (const id of ['a', 'b', 'c']) {
      const state = await noun.store.load(database.reader, id);
      if (state) found.set(`${noun.name}/${id}`, state.state);
    }
  }
  return found;
}

async function clear(database: Database): Promise<void> {
  await database.transact(async (writer) => {
    for (const table of ['events', 'effects', 'timers', 'businesses', 'flow_runs'] as const) {
      await writer.deleteFrom(table).execute();
    }
  });
}

describe.each(DATABASE_KINDS)('whatever happens, on %s', (kind) => {
  test('the stored state is what the events tell, every due timer has fired once, and every effect is settled', async () => {
    const fresh = await freshDatabase(kind);
    const { database } = fresh;
    const start = manualClock().now();
    await fc.assert(
      fc.asyncProperty(steps(start), async (list) => {
        await clear(database);
        const clock = manualClock();
        const asked: string[] = [];
        const make = async () => {
          const toys = toyEngine({
            database,
            clock,
            async carryOut({ effect: { id }, attempt }) {
              asked.push(`${id} ${attempt}`);
              return { outcome: 'done', result: {} };
            },
          });
          await toys.engine.start();
          return toys;
        };
        let toys = await make();
        for (const step of list) {
          if (step.do === 'submit') {
            await toys.engine
              .submit(step)
              .catch((error: unknown) => expect(String(error)).toContain('the jar broke'));
          } else if (step.do === 'wait') {
            clock.forward(step.ms);
            await toys.engine.runDue();
          } else {
            await toys.engine.stop();
            toys = await make();
          }
        }
        clock.forward(100);
        await toys.engine.runDue();
        await toys.engine.stop();

        expect(await stored(database)).toEqual(await retell(database));
        const waiting = await database.reader
          .selectFrom('timers')
          .select('key')
          .where('fired_at', 'is', null)
          .execute();
        expect(waiting).toEqual([]);
        const effects = await database.reader.selectFrom('effects').select(['id', 'status']).execute();
        expect(effects.filter(({ status }) => status !== 'done' && status !== 'withdrawn')).toEqual([]);
        expect(new Set(asked).size).toBe(asked.length);
      }),
      { numRuns: kind === 'sqlite' ? 60 : 15 },
    );
    await fresh.close();
  }, 120_000);
});
