import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { JournalRecord } from '../../src/emulator/journal.ts';
import { NUMBERS } from '../harness/any-house.ts';
import type { Caller } from '../harness/caller.ts';
import type { Desk } from '../harness/desk.ts';
import { Dice } from '../harness/dice.ts';
import { openKilledHouse, type KilledHouse, type Sign } from '../harness/killed-house.ts';

/** Most of it is processes that start, which takes long on a machine that has much to do. */
const TIME = 600_000;

/** When the server dies in the course of a call-back, and at which signs. `null`: in the middle of nothing. */
const MOMENTS = {
  asking: ['called', 'told'],
  'ringing the person': ['asks'],
  'the person rings': null,
  'the person says yes': ['called', 'told'],
  'ringing the customer': ['asks'],
  'the customer rings': null,
  'the customer picks up': ['called', 'told'],
  'they talk': null,
  'the customer hangs up': ['called', 'told'],
} as const satisfies Readonly<Record<string, readonly Sign[] | null>>;
type Moment = keyof typeof MOMENTS;

/** Every moment once, far from each other. */
const STORIES: readonly (readonly Moment[])[] = [
  ['asking', 'ringing the customer'],
  ['ringing the person', 'the customer rings'],
  ['the person rings', 'the customer picks up'],
  ['the person says yes', 'they talk'],
  ['the customer hangs up'],
];

/** A caller presses for a call-back while waiting, and is rung back; the server dies at these moments of it. */
async function isRungBack(
  open: KilledHouse,
  ana: Desk,
  jo: Caller,
  deadly: readonly Moment[],
  dice: Dice,
): Promise<void> {
  const { clock } = open;
  const comes = async (moment: Moment) => {
    if (!deadly.includes(moment)) return;
    expect(await open.deathsToCome()).toEqual([]);
    const signs = MOMENTS[moment];
    if (signs === null) open.dies();
    else open.diesAt([{ sign: dice.one<Sign>(signs), n: 1 }], dice);
  };
  await jo.dialsAndPresses(NUMBERS.shop, '2');
  await jo.hears(/be rung back, press 5/);
  await jo.presses('5');
  await jo.hears(/To confirm, press 1/);
  await comes('asking');
  await jo.presses('1');
  await jo.hears(/We ring you back in your turn/);
  await clock.forward('15s');

  await comes('ringing the person');
  await ana.isAvailable();
  await ana.phoneRings();
  await comes('the person rings');
  await clock.forward('2s');
  await ana.liftsTheReceiver();
  await ana.hears(/To ring the customer now, press 1/);
  await comes('the person says yes');
  await comes('ringing the customer');
  await ana.presses('1');
  await jo.isRung();
  await comes('the customer rings');
  await clock.forward('2s');
  await comes('the customer picks up');
  await jo.picksUp();
  await jo.hears(/returning your call.* Ana Silva is on the line/);
  await clock.forward('12s');
  await comes('they talk');
  await ana.says('Ana here, sorry for the wait.');
  await jo.hears(/sorry for the wait/);
  await comes('the customer hangs up');
  await jo.hangsUp();
  await clock.forward('10s');
  expect(await open.deathsToCome()).toEqual([]);
}

/** How often the telephone company was asked to ring for one intent: an intent is known by the address of its leg. */
function ringsOfIntents(journal: readonly JournalRecord[]): readonly number[] {
  const counts = new Map<unknown, number>();
  for (const record of journal) {
    if (record.kind !== 'rest' || record.method !== 'POST' || !record.path.endsWith('/Calls.json')) continue;
    const intent = record.params['StatusCallback'];
    counts.set(intent, (counts.get(intent) ?? 0) + 1);
  }
  return [...counts.values()];
}

let open: KilledHouse;
beforeEach(async () => {
  open = await openKilledHouse();
}, TIME);
afterEach(() => open.close(), TIME);

it(
  'whenever the server is killed, a customer is rung back once, the promise is kept, and nobody stays busy',
  async () => {
    const dice = new Dice(20_261_130);
    const [ana] = await open.desks('ana@deskbell.example');
    for (const [index, deadly] of STORIES.entries()) {
      await ana.goesAway();
      const jo = open.caller(`+44770090055${index}`);
      await isRungBack(open, ana, jo, deadly, dice);
      expect(jo.timesRung()).toBe(1);
      expect(ana.timesRung()).toBe(index + 1);
      await open.isAtRest();
    }
    expect(open.kills).toHaveLength(STORIES.flat().length);
    const ended = (await ana.gets('/callbacks?state=ended')).rows;
    expect(ended).toHaveLength(STORIES.length);
    for (const row of ended) expect(row).toMatchObject({ status: 'done', outcome: 'talked', triesUsed: 1 });
    const promises = (await ana.gets('/promises')).rows.filter(({ what }) => what === 'call-back');
    expect(promises).toHaveLength(STORIES.length);
    for (const row of promises) expect(row).toMatchObject({ status: 'kept', late: false });
    expect(ringsOfIntents(open.emulator.journal.after(0))).toEqual(STORIES.flatMap(() => [1, 1]));
  },
  TIME,
);
