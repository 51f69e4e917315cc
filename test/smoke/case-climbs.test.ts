import { afterEach, expect, it } from '@jest/globals';
import type { CaseDetail, CasePage } from '../../src/contract/cases.ts';
import type { CaseEvent } from '../../src/domain/cases/case-words.ts';
import type { LadderCommand } from '../../src/domain/ladders/ladder.ts';
import { HOUR } from '../../src/kernel/duration.ts';
import type { Desk } from '../harness/desk.ts';
import { Dice } from '../harness/dice.ts';
import { openHouse, type House } from '../harness/house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

/** Signs in anew: days pass between what this person does. */
async function at(email: string): Promise<Desk> {
  const desk = await open().desk(email);
  await desk.signsIn();
  return desk;
}

function open(): House {
  if (house === null) throw new Error('The house is closed');
  return house;
}

async function detail(id: string): Promise<CaseDetail> {
  const ana = await at('ana@deskbell.example');
  return (await (await ana.ask('GET', `/cases/${id}`)).json()) as CaseDetail;
}

/** When the case climbed, and to which level. */
async function climbs(id: string): Promise<readonly string[]> {
  const rows = await open()
    .deskbell.database.reader.selectFrom('events')
    .where('noun', '=', 'cases')
    .where('id', '=', id)
    .select('data')
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ data }) => {
    const event = JSON.parse(data) as CaseEvent;
    return event.type === 'CaseClimbed'
      ? [`L${event.level} ${new Date(event.at).toISOString().slice(0, 16)}`]
      : [];
  });
}

/** Lifts the receiver and says "I have it" by key. */
async function saysYes(desk: Desk): Promise<void> {
  await desk.phoneRings('60s');
  await desk.liftsTheReceiver();
  await desk.hears(/Press 1/);
  await desk.presses('1');
  await open().clock.forward('5s');
}

/** Time passes; whoever is told says "I have it" at once. */
async function worksUntil(id: string, moment: number): Promise<void> {
  const { clock, deskbell } = open();
  if (moment <= clock.now()) return;
  const saysYes = async () => {
    const ladders = await deskbell.database.reader.selectFrom('ladders').select(['id', 'state']).execute();
    for (const ladder of ladders) {
      if (!ladder.id.startsWith(id) || JSON.parse(ladder.state).status !== 'climbing') continue;
      await deskbell.engine.submit({
        noun: 'ladders',
        id: ladder.id,
        command: {
          type: 'AcknowledgeClimb',
          ...{ personId: 'grace-okafor', name: 'Grace Okafor', how: 'click', asOf: null },
        } satisfies LadderCommand,
      });
    }
    return clock.now() >= moment;
  };
  await clock.until('the moment is there', saysYes, `${moment - clock.now()}ms`);
}

async function isOpened(words: object): Promise<string> {
  const ana = await at('ana@deskbell.example');
  const response = await ana.ask('POST', '/cases', words);
  expect(response.status).toBe(200);
  const { id } = (await response.json()) as { id: string };
  await ana.does('POST', `/cases/${id}/contact`, {});
  return id;
}

const COLD = {
  businessId: 'plumber',
  customer: { number: '+447700900555', name: 'Mrs Byrne' },
  topic: 'heating',
  severity: 3,
  summary: 'No hot water',
  why: 'Two small children',
};

it('a case that nobody resolves climbs at the minute of the matrix, over a weekend and the clocks going forward, and tells whom it reached', async () => {
  // Friday, half past four: the office closes at five, is open on Saturday morning, and on Sunday it is summer.
  house = await openHouse({ at: '2026-03-27T16:30:00Z' });
  const id = await isOpened(COLD);
  const grace = await house.desk('grace@deskbell.example');

  await house.clock.until('level 2 is reached', async () => (await climbs(id)).length === 1, '3d');
  expect(await climbs(id)).toEqual(['L2 2026-03-28T10:30']);
  await saysYes(grace);
  const reached = await detail(id);
  expect(reached.owner).toEqual({ kind: 'person', id: 'grace-okafor', name: 'Grace Okafor' });
  expect(reached.climbing).toBe(false);
  expect(reached.timeline.map(({ text }) => text).join('\n')).toMatch(/Grace Okafor said “I have it”/);
  const rung = grace.timesRung();

  await house.clock.until('level 3 is reached', async () => (await climbs(id)).length === 2, '5d');
  // An hour and a half on Saturday, and six and a half on Monday, in summer time.
  expect((await climbs(id))[1]).toBe('L3 2026-03-30T13:30');
  expect(grace.timesRung()).toBe(rung);
  const rosa = await house.desk('rosa@tideway.example');
  await saysYes(rosa);
  expect((await detail(id)).owner.name).toBe('Rosa Tide');

  const signedIn = await at('rosa@tideway.example');
  await signedIn.does('POST', `/cases/${id}/resolve`, {
    outcome: 'solved',
    words: 'New joint fitted',
    cause: 'Frost',
  });
  await house.clock.forward('5d');
  expect(await climbs(id)).toHaveLength(2);
  const done = await detail(id);
  expect(done.status).toBe('resolved');
  expect(done.spent.by.map(({ who, level }) => `${who} ${level}`)).toEqual(
    expect.arrayContaining(['Ana Silva 1', 'Grace Okafor 2', 'Rosa Tide 3']),
  );
});

it('also when the server was down at the very moment, and over a holiday and the clocks going back', async () => {
  // Thursday before Easter, half past five by summer time.
  house = await openHouse({ at: '2026-04-02T16:30:00Z' });
  const easter = await isOpened(COLD);
  await house.isDownFor('20h');
  await house.clock.until('level 2 is reached', async () => (await climbs(easter)).length === 1, '3d');
  // Half an hour on Thursday, none on Good Friday, and an hour and a half on Saturday.
  expect(await climbs(easter)).toEqual(['L2 2026-04-04T09:30']);
  // Down from Saturday to Tuesday evening: the deadline of Tuesday, half past two, is noticed late, once.
  await house.isDownFor('80h');
  expect(await climbs(easter)).toEqual(['L2 2026-04-04T09:30', 'L3 2026-04-07T17:30']);
  const late = await detail(easter);
  expect(late.levelWhy).toBe('Not resolved within 8 h on level 2. This was noticed 4 h late.');
  await house.isDownFor('1m');
  expect(await climbs(easter)).toHaveLength(2);
  await house.close();

  house = await openHouse({ at: '2026-10-23T15:30:00Z' });
  const autumn = await isOpened(COLD);
  await house.clock.until('level 2 is reached', async () => (await climbs(autumn)).length === 1, '3d');
  await saysYes(await house.desk('grace@deskbell.example'));
  await house.clock.until('level 3 is reached', async () => (await climbs(autumn)).length === 2, '5d');
  expect(await climbs(autumn)).toEqual(['L2 2026-10-24T09:30', 'L3 2026-10-26T14:30']);
});

it('climbs each level once, at its minute, however often and whenever the server stops', async () => {
  house = await openHouse({ at: '2026-03-27T16:30:00Z' });
  const id = await isOpened(COLD);
  const begin = house.clock.now();
  const dice = new Dice(20_261_122);
  const moments = Array.from({ length: 10 }, () => begin + Math.floor(dice.roll() * 90) * HOUR + 137_000);
  for (const moment of moments.toSorted((one, other) => one - other)) {
    await worksUntil(id, moment);
    await house.isDownFor('1s');
  }
  await worksUntil(id, Date.parse('2026-03-31T12:00:00Z'));
  expect(await climbs(id)).toEqual(['L2 2026-03-28T10:30', 'L3 2026-03-30T13:30']);
});

it('goes to the next level at once when nobody says “I have it”, and at the top tells them again', async () => {
  house = await openHouse({ at: '2026-10-23T15:30:00Z' });
  const id = await isOpened(COLD);
  await house.clock.until('level 3 is reached', async () => (await climbs(id)).length === 2, '3d');
  // Ten minutes of patience, twice, and not the eight hours of level 2.
  expect(await climbs(id)).toEqual(['L2 2026-10-24T09:30', 'L3 2026-10-24T09:50']);
  const rosa = await house.desk('rosa@tideway.example');
  await house.clock.until('Rosa has been told again by the warning', () => rosa.timesRung() === 3, '5h');
  await saysYes(rosa);
  const seen = await detail(id);
  expect(seen.owner.name).toBe('Rosa Tide');
  expect(seen.timeline.map(({ text }) => text)).toEqual(
    expect.arrayContaining([
      'Nobody above is left to be told; those here will be told again.',
      'Warning 1 of 12.',
    ]),
  );
});

it('a customer who calls again is known by the number, and offered first to the owner of the case', async () => {
  house = await openHouse();
  const [tom, ana] = await house.desks('tom@deskbell.example', 'ana@deskbell.example');
  const caller = await house.talkingWith(tom);
  const response = await tom.ask('POST', '/cases', { callId: house.callId(), reason: 'poor-product' });
  const { id, number } = (await response.json()) as { id: string; number: string };
  expect(number).toBe('BRI-1001');
  await tom.does('POST', `/cases/${id}/assign`, {
    owner: { kind: 'person', id: 'ana-silva' },
    why: 'She knows the depot',
  });
  await tom.does('POST', `/cases/${id}/wait`, { reason: 'Photos of the damage' });
  await caller.hangsUp();
  await house.clock.forward('1h');

  // Tom has been free longer by now, and Ana has just come back.
  await ana.goesAway();
  await ana.isAvailable();
  const again = house.caller();
  await again.dialsAndPresses('+442079460100', '2');
  await ana.phoneRings();
  expect(tom.isRinging()).toBe(false);
  expect(house.board().offers[0]?.why).toContain(`Ana Silva has this caller's open case ${number}`);
  const open = (await (await tom.ask('GET', '/cases?number=%2B447700900555')).json()) as CasePage;
  expect(open.rows).toMatchObject([{ id, status: 'open', owner: { id: 'ana-silva' } }]);
  await ana.answers();
  const seen = await detail(id);
  expect(seen.calls).toHaveLength(2);
  expect(seen.timeline.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['The customer calls about this case.', 'The clocks run on.']),
  );
  expect(seen.segments.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['waiting', 'talking', 'waiting-for-customer']),
  );
  await again.hangsUp();
});
