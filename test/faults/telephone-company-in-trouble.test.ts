import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultRequest } from '../../src/emulator/faults.ts';
import { NUMBERS, openHouse, type House } from '../harness/house.ts';
import { scriptedCall, type Ending } from './scripted-call.ts';

/** The same for every kind of trouble, so it is played once. */
let withoutTrouble: Promise<Ending> | null = null;

async function endingWithoutTrouble(): Promise<Ending> {
  withoutTrouble ??= (async () => {
    const house = await openHouse({ database: 'sqlite' });
    try {
      return await scriptedCall(house);
    } finally {
      await house.close();
    }
  })();
  return withoutTrouble;
}

/** Requests that make a telephone ring. */
const RINGING = String.raw`^POST .*/Calls\.json$`;

describe('a telephone company in trouble', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ database: 'sqlite' });
  });

  afterEach(async () => {
    await house.close();
  });

  const legsTo = (phone: string) =>
    house.emulator.world.calls.list().filter(({ to, direction }) => to === phone && direction !== 'inbound');

  it.each<[string, FaultRequest]>([
    ['refuses for a moment', { rest: { status429: { match: RINGING, count: 3 } } }],
    ['fails', { rest: { status500: { match: RINGING, count: 2 } } }],
    ['rings, but its answer is lost', { rest: { lostResponse: { match: RINGING, count: 1 } } }],
    ['never answers', { rest: { timeout: { match: RINGING, count: 1 } } }],
    [
      'rings, but its answer is lost and all its news too',
      { rest: { lostResponse: { match: RINGING, count: 1 } }, callbacks: { drop: 1 } },
    ],
    [
      'fails, then rings with a lost answer',
      {
        rest: {
          status500: { match: RINGING, count: 1 },
          lostResponse: { match: RINGING, count: 1 },
        },
      },
    ],
  ])(
    'that %s rings a person once all the same: never twice, never silently not at all',
    async (_what, trouble) => {
      const [ana] = await house.desks('ana@deskbell.example');
      const caller = house.caller();
      await caller.dials(NUMBERS.shop);
      await caller.hears(/press 3/);
      house.emulator.faults.set(trouble);
      await caller.presses('3');
      await house.clock.until(
        'the telephone rings',
        () => {
          expect(legsTo(ana.me.phone).filter(({ status }) => status !== 'completed').length).toBeLessThan(2);
          return ana.isRinging();
        },
        '30s',
      );
      await ana.answers();
      await ana.says('Here I am.');
      await caller.hears(/Here I am/);
      house.emulator.faults.set({});
      expect(legsTo(ana.me.phone)).toHaveLength(1);
      await caller.hangsUp();
      await house.isAtRest();
    },
    90_000,
  );

  it('that rings nobody for good lets the next person be tried', async () => {
    const [ana, tom] = await house.desks('ana@deskbell.example', 'tom@deskbell.example');
    const caller = house.caller();
    await caller.dials(NUMBERS.shop);
    await caller.hears(/press 3/);
    house.emulator.faults.set({ rest: { status429: { match: RINGING, count: 6 } } });
    house.expectsErrors(/gave up on an effect/);
    await caller.presses('3');
    await tom.phoneRings('60s');
    expect(legsTo(ana.me.phone)).toEqual([]);
    await tom.answers();
    await tom.says('Tom instead.');
    await caller.hears(/Tom instead/);
  });

  it.each(['status429', 'status500', 'lostResponse'] as const)(
    'with %s on every fifth request still carries a call from the menu to the manager',
    async (kind) => {
      const { faults } = house.emulator;
      let requests = 0;
      house.emulator.journal.onAppend((record) => {
        if (record.kind !== 'rest') return;
        requests += 1;
        if (requests % 5 === 0) faults.set({ rest: { [kind]: 1 } });
      });
      const ending = await scriptedCall(house);
      expect(ending).toEqual(await endingWithoutTrouble());
      await house.isAtRest();
    },
    120_000,
  );
});
