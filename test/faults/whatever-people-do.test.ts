import { afterEach, describe, expect, it } from '@jest/globals';
import { Call } from '../../src/domain/calls/call.ts';
import { Dice } from '../harness/dice.ts';
import { openHouse, type House } from '../harness/house.ts';
import { Crowd } from './whatever-people-do.ts';

const SECONDS = 40;
const STEPS = 120;
const STAFF = [
  'ana@deskbell.example',
  'tom@deskbell.example',
  'priya@brightwick.example',
  'mark@tideway.example',
  'grace@deskbell.example',
  'helen@kensington-dental.example',
] as const;

describe('whatever callers and colleagues do', () => {
  let house: House | null = null;

  afterEach(async () => {
    const open = house;
    house = null;
    await open?.close();
  });

  it(`every caller is in one place, nobody is on two calls, and in the end all are free (for ${SECONDS} s of chance)`, async () => {
    const until = Date.now() + SECONDS * 1_000;
    let evenings = 0;
    for (let seed = 1; evenings === 0 || Date.now() < until; seed += 1) {
      house = await openHouse({ database: 'sqlite', at: '2026-03-02T11:00:00Z' });
      const crowd = new Crowd(house, new Dice(seed), await house.desks(...STAFF));
      try {
        await crowd.begins();
        for (let step = 0; step < STEPS && (evenings === 0 || Date.now() < until); step += 1) {
          await crowd.doesSomething();
          await allIsWell(house);
        }
        await crowd.everybodyGoes();
        await house.clock.forward('4m');
        await house.isAtRest();
        const open = house;
        house = null;
        await open.close();
      } catch (error) {
        throw new Error(`Seed ${seed} ends badly after:\n${crowd.done.join('\n')}\n${String(error)}`, {
          cause: error,
        });
      }
      evenings += 1;
    }
    expect(evenings).toBeGreaterThan(0);
  }, 240_000);
});

async function allIsWell(house: House): Promise<void> {
  const { reader } = house.deskbell.database;
  const callers = house.liveLegs().filter(({ direction }) => direction === 'inbound');
  const rows = await reader.selectFrom('calls').select(['id', 'state']).execute();
  const live = rows.flatMap(({ id, state }) => {
    const call = Call.parse(JSON.parse(state));
    return call.status === 'live' ? [{ id, call }] : [];
  });
  expect(live.map(({ call }) => call.callerSid).toSorted()).toEqual(callers.map(({ sid }) => sid).toSorted());

  const waits = await reader
    .selectFrom('queue_entries')
    .select(['id', 'call_id'])
    .where('ended_at', 'is', null)
    .execute();
  const atQueue = live.flatMap(({ id, call }) =>
    call.place.at === 'waiting' ? [{ id: call.place.entryId, call_id: id }] : [],
  );
  expect(waits.toSorted(byId)).toEqual(atQueue.toSorted(byId));

  // A caller in the room is with somebody, or somebody is being rung for them.
  for (const { call } of live) {
    if (call.place.at !== 'talking' && call.place.at !== 'held') continue;
    expect(call.parties.length + (call.pending === null ? 0 : 1)).toBeGreaterThan(0);
  }

  const offers = await reader
    .selectFrom('offers')
    .select(['id', 'person_id'])
    .where('ended_at', 'is', null)
    .execute();
  expect(twice(offers.map(({ person_id }) => person_id))).toEqual([]);
  const legs = house.liveLegs().filter(({ direction }) => direction !== 'inbound');
  // Who has passed a call on hears a goodbye for a second longer.
  const inUse = legs.filter(({ heard }) => !/Goodbye/.test(heard.at(-1)?.text ?? ''));
  expect(twice(inUse.map(({ to }) => to))).toEqual([]);
}

const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);

function twice(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
