import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { Reader } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { badAnswers } from '../harness/bad-answers.ts';
import { Dice } from '../harness/dice.ts';
import { RealHouse } from '../harness/real-house.ts';

const SHOP = '+442079460100';
const GRACE = '+447700900141';

describe('a server that is killed', () => {
  let house: RealHouse;

  beforeEach(async () => {
    house = await RealHouse.open();
  }, 90_000);

  afterEach(async () => {
    await house.stops();
    await house.forget();
  }, 30_000);

  /** Ends everything, then reads what is left in the store. */
  async function whatIsLeft(): Promise<{ liveCalls: number; openOffers: number; waiting: number }> {
    await house.until('every leg has ended', async () =>
      (await house.calls()).every(({ status }) => !['queued', 'ringing', 'in-progress'].includes(status)),
    );
    await house.until('the server has heard of it', async () => {
      const { liveCalls, openOffers, waiting } = await inStore(unfinished);
      return liveCalls + openOffers + waiting === 0;
    });
    return inStore(unfinished);
  }

  /** Looks into the store beside the running server. */
  async function inStore<T>(look: (reader: Reader) => Promise<T>): Promise<T> {
    const database = await openDatabase({
      databaseUrl: undefined,
      dataDir: house.dataDir,
      logger: pino({ level: 'silent' }),
    });
    try {
      return await look(database.reader);
    } finally {
      await database.close();
    }
  }

  async function unfinished(reader: Reader) {
    const calls = await reader.selectFrom('calls').select('state').execute();
    const offers = await reader.selectFrom('offers').select('id').where('ended_at', 'is', null).execute();
    const waits = await reader
      .selectFrom('queue_entries')
      .select('id')
      .where('ended_at', 'is', null)
      .execute();
    return {
      liveCalls: calls.filter(({ state }) => JSON.parse(state).status === 'live').length,
      openOffers: offers.length,
      waiting: waits.length,
    };
  }

  it('comes back to three callers, in a menu, waiting and talking: all go on, and nothing rings twice', async () => {
    const ana = await house.signsIn('ana@deskbell.example');
    const talking = await house.rings('+447700900555', SHOP);
    await talking.hears(/press 3/);
    await talking.presses('3');
    const anasLeg = await ana.answers();
    await talking.comesIntoTheRoom();
    await anasLeg.says('Ana here, good day.');
    await talking.hears(/Ana here/);

    const waiting = await house.rings('+447700900666', SHOP);
    const inMenu = await house.rings('+447700900777', SHOP);
    await waiting.hears(/press 2/);
    await waiting.presses('2');
    await waiting.hears(/queue for Billing/);
    const joinedAt = Date.now();
    await inMenu.hears(/press 2/);

    await house.serverIsKilled();
    await house.isUp();

    await inMenu.presses('1');
    await inMenu.hears(/order number/);
    await anasLeg.says('I am still with you.');
    await talking.hears(/still with you/);

    // The wait target of thirty seconds passes as if nothing had been.
    await house.until(
      'the manager is rung for the one who waits',
      async () => (await house.ringsAt(GRACE)).length > 0,
      60_000,
    );
    expect(Date.now() - joinedAt).toBeGreaterThan(28_000);
    expect(await waiting.isOnTheLine()).toBe(true);

    // The server hears again what happens to the legs that it had before.
    await anasLeg.hangsUp();
    await talking.hears(/line to Ana Silva has ended/);

    expect(await house.ringsAt(ana.phone)).toHaveLength(1);
    expect(await house.ringsAt(GRACE)).toHaveLength(1);
    for (const caller of [inMenu, waiting, talking]) {
      expect(await caller.isOnTheLine()).toBe(true);
      await caller.hangsUp();
    }
    expect(await whatIsLeft()).toEqual({ liveCalls: 0, openOffers: 0, waiting: 0 });
    expect(badAnswers(await house.journal())).toEqual([]);
    expect(house.errors()).toEqual([]);
  }, 240_000);

  it('at any moment of a call, five times over, loses nobody and rings nobody twice', async () => {
    const dice = new Dice(20_261_122);
    const ana = await house.signsIn('ana@deskbell.example');
    const tom = await house.signsIn('tom@deskbell.example');
    const dies = async () => {
      await new Promise((resolve) => setTimeout(resolve, dice.roll() * 400));
      await house.serverIsKilled();
      await house.isUp();
    };
    /** Whoever clicks while the server dies looks whether it happened, and clicks again when it did not. */
    const insists = async (
      click: () => Promise<unknown>,
      happened: () => Promise<boolean>,
      deadly: boolean,
    ) => {
      const clicked = click();
      if (deadly) await dies();
      await clicked;
      for (let tries = 0; tries < 4; tries += 1) {
        try {
          await house.until('the click has its effect', happened, 6_000);
          return;
        } catch {
          await click();
        }
      }
      throw new Error('However often it is clicked, nothing happens');
    };

    const caller = await house.rings('+447700900555', SHOP);
    await caller.hears(/press 3/);
    await caller.presses('3');
    await dies();
    const anasLeg = await ana.answers();
    await dies();
    await caller.comesIntoTheRoom();
    await anasLeg.says('Ana here.');
    await caller.hears(/Ana here/);
    const { id: callId } = await inStore((reader) =>
      reader.selectFrom('calls').select('id').executeTakeFirstOrThrow(),
    );

    const heard = (words: RegExp) => async () => words.test(await caller.transcript());
    await insists(() => ana.does('POST', `/calls/${callId}/hold`), heard(/You are on hold/), true);
    await insists(
      () => ana.does('POST', `/calls/${callId}/transfer`, { personId: 'tom-hughes' }),
      async () => (await house.ringsAt(tom.phone)).length > 0,
      true,
    );
    const tomsLeg = await tom.answers();
    await dies();
    await tomsLeg.says('Tom here now.');
    await caller.hears(/Tom here now/);
    expect(await caller.transcript()).not.toMatch(/Error:|application error/i);

    expect(await house.ringsAt(ana.phone)).toHaveLength(1);
    expect(await house.ringsAt(tom.phone)).toHaveLength(1);
    await caller.hangsUp();
    expect(await whatIsLeft()).toEqual({ liveCalls: 0, openOffers: 0, waiting: 0 });
  }, 300_000);

  it('together with its keeper, takes up its calls when it is started again', async () => {
    const ana = await house.signsIn('ana@deskbell.example');
    const talking = await house.rings('+447700900555', SHOP);
    await talking.hears(/press 3/);
    await talking.presses('3');
    const anasLeg = await ana.answers();
    await talking.comesIntoTheRoom();

    await house.everythingIsKilled();
    await house.starts();

    await anasLeg.says('Still here.');
    await talking.hears(/Still here/);
    await anasLeg.hangsUp();
    await talking.hears(/line to Ana Silva has ended/);
    await talking.hangsUp();
    expect(await whatIsLeft()).toEqual({ liveCalls: 0, openOffers: 0, waiting: 0 });
  }, 120_000);
});
