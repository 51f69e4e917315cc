import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FaultRequest } from '../../src/emulator/faults.ts';
import { openHouse, type House } from '../harness/house.ts';
import { scriptedCall, type Ending } from './scripted-call.ts';

/** The rules are the same on both databases, so the trouble is tried on the quicker one. */
describe('callbacks in trouble lead to the same end as a clean run', () => {
  let house: House | null = null;
  let clean: Ending;

  const callWith = async (faults: FaultRequest): Promise<Ending> => {
    house = await openHouse({ database: 'sqlite' });
    house.emulator.faults.set(faults);
    const ending = await scriptedCall(house);
    await house.isAtRest();
    return ending;
  };

  beforeAll(async () => {
    clean = await callWith({});
    await house?.close();
    house = null;
  });

  afterEach(async () => {
    await house?.close();
    house = null;
  });

  it('the clean run itself ends well', () => {
    expect(clean).toMatchObject({
      call: { status: 'ended', endedBy: 'caller', escalated: 'hierarchical' },
      waits: ['call.q1 served'],
      recordings: [{ status: 'stored', providerCopy: 'removed' }],
      // The manager is rung for the wait that became too long, and for the decision.
      rung: { '+447700900101': 2, '+447700900111': 1, '+447700900141': 2 },
    });
  });

  it.each<[string, FaultRequest]>([
    ['all of them doubled', { callbacks: { duplicate: 1 } }],
    ['late by a second and a half', { callbacks: { delayMs: 1_500 } }],
    ['late by twenty seconds', { callbacks: { delayMs: 20_000 } }],
    ['swapped with the next', { callbacks: { reorder: 1 } }],
    [
      'half doubled, half swapped, a third lost',
      { callbacks: { duplicate: 0.5, reorder: 0.5, drop: 0.33 }, seed: 7 },
    ],
    ['all of them lost', { callbacks: { drop: 1 } }],
  ])('%s', async (_what, faults) => {
    expect(await callWith(faults)).toEqual(clean);
  });
});
