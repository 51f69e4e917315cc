import { afterEach, expect, it } from '@jest/globals';
import type { CaseDetail } from '../../src/contract/cases.ts';
import { Matrix } from '../../src/domain/matrices/matrix.ts';
import { MINUTE } from '../../src/kernel/duration.ts';
import type { Reader } from '../../src/store/database.ts';
import { NUMBERS } from '../harness/any-house.ts';
import type { Desk } from '../harness/desk.ts';
import { Dice } from '../harness/dice.ts';
import { openKilledHouse, type Death, type KilledHouse, type Sign } from '../harness/killed-house.ts';

const GRACE = '+447700900141';
const MARK = '+447700900121';
const ROSA = '+447700900152';

const office = { kind: 'business-hours', hours: 'office' };
const rung = (name: string, id: string, ways: readonly string[], patienceSeconds: number) => ({
  ...{ name, who: [{ kind: 'person', id }], order: 'together', ways, patienceSeconds },
});

/** Every way of telling somebody stands on the road up. */
const MATRIX = Matrix.parse({
  rows: [
    {
      levels: [
        { number: 1, name: 'Front line', resolveMinutes: 120, clock: office },
        {
          ...{ number: 2, name: 'Duty manager', resolveMinutes: 480, clock: office },
          ladder: [rung('Duty manager', 'grace-okafor', ['sms', 'email'], 600)],
        },
        {
          ...{ number: 3, name: 'Owner', resolveMinutes: 1_440, clock: office },
          ladder: [
            rung('Engineer', 'mark-webb', ['email', 'phone'], 300),
            rung('Owner', 'rosa-tide', ['desk', 'phone'], 600),
          ],
        },
      ],
    },
  ],
});

/** About how often each sign comes while one case climbs. */
const SIGNS: Readonly<Record<Sign, number>> = { due: 13, asks: 3, called: 13, told: 13, mails: 2 };

/** Most of it is processes that start, which takes long on a machine that has much to do. */
const TIME = 600_000;

let house: KilledHouse | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

/** Moments in the course of a climb, by chance; at some of them the server is in the middle of its work. */
function moments(dice: Dice, count: number): readonly Death[] {
  return Array.from({ length: count }, () => {
    const sign = dice.one(['due', 'asks', 'called', 'told', 'mails'] as const);
    return { sign, n: 1 + Math.floor(dice.roll() * SIGNS[sign]) };
  });
}

/** A time to the minute, such as `2026-03-28T10:30`. */
const minute = (at: number) => new Date(at).toISOString().slice(0, 16);
const later = (start: string, minutes: number) => minute(Date.parse(`${start}Z`) + minutes * MINUTE);

/** A case that Ana opens, and nobody works on. */
async function isOpened(ana: Desk): Promise<string> {
  const response = await ana.ask('POST', '/cases', {
    businessId: 'plumber',
    customer: { number: '+447700900555', name: 'Mrs Byrne' },
    ...{ topic: 'heating', severity: 3, summary: 'No hot water', why: 'Two small children' },
  });
  const { id } = (await response.json()) as { id: string };
  await ana.does('POST', `/cases/${id}/contact`, {});
  return id;
}

const textsToGrace = ({ emulator }: KilledHouse) =>
  emulator.world.messages.list().filter(({ to, body }) => to === GRACE && body.includes('Reply Y'));

/** Up to level 3, with Grace's yes by text on the way, and Rosa's by telephone at the end; a voicemail says nothing. */
async function goesUp(open: KilledHouse): Promise<void> {
  const { clock, emulator } = open;
  const before = textsToGrace(open).length;
  await clock.until('Grace has her text', () => textsToGrace(open).length > before, '5d');
  await clock.forward('2m');
  const code = /Y (\d{4})/.exec(textsToGrace(open).at(-1)?.body ?? '')?.[1];
  emulator.world.messages.receive({ from: GRACE, to: NUMBERS.plumber, body: `Y ${code}` });
  await clock.forward('2s');
  const rosa = await open.desk('rosa@tideway.example');
  await rosa.phoneRings('6d');
  await rosa.liftsTheReceiver();
  await rosa.hears(/Press 1/);
  await rosa.presses('1');
  await clock.forward('10m');
}

/** The way up, step by step: whom it reached, and how. In the order of the minutes; within a minute in no order. */
const way = (second: string, third: string) =>
  [
    `${second} To level 2, Duty manager, on the automatic pathway.`,
    `${second} Duty manager: Grace Okafor told by SMS, by e-mail.`,
    `${second} Grace Okafor, by SMS: sent to ${GRACE}.`,
    `${second} Grace Okafor, by e-mail: accepted by the mail server (250 OK: message queued).`,
    `${second} Grace Okafor, by SMS: arrived at ${GRACE}.`,
    `${later(second, 2)} Grace Okafor said “I have it” by SMS.`,
    `${later(second, 2)} Grace Okafor has the case, after Ana Silva.`,
    `${third} To level 3, Owner, on the automatic pathway.`,
    `${third} Engineer: Mark Webb told by e-mail, by telephone.`,
    `${third} Mark Webb, by telephone: ringing ${MARK}.`,
    `${third} Mark Webb, by e-mail: accepted by the mail server (250 OK: message queued).`,
    `${third} Mark Webb, by telephone: the telephone was picked up and no key was pressed, as a voicemail does.`,
    `${later(third, 5)} Owner: Rosa Tide told on the desk, by telephone.`,
    `${later(third, 5)} Rosa Tide, on the desk: on the desk list, while they are not signed in.`,
    `${later(third, 5)} Rosa Tide, by telephone: ringing ${ROSA}.`,
    `${later(third, 5)} Rosa Tide said “I have it” by key.`,
    `${later(third, 5)} Rosa Tide has the case, after Grace Okafor.`,
  ].toSorted();

/** What the case itself tells of its way. */
async function story(ana: Desk, id: string): Promise<readonly string[]> {
  const { timeline } = (await (await ana.ask('GET', `/cases/${id}`)).json()) as CaseDetail;
  return timeline
    .filter(({ kind }) => ['level', 'ladder', 'notice', 'owner'].includes(kind))
    .map(({ at, text }) => `${minute(at)} ${text}`)
    .toSorted();
}

interface Climb {
  readonly opened: string;
  readonly second: string;
  readonly third: string;
}

/** Whom the telephone company brought something, and when: what people got, whatever the server believes. */
function brought(open: KilledHouse) {
  const calls = open.emulator.world.calls.list();
  const rings = (number: string) =>
    calls.filter(({ to }) => to === number).map(({ dateCreated }) => minute(dateCreated));
  return {
    texts: textsToGrace(open).map(({ dateCreated }) => minute(dateCreated)),
    mark: rings(MARK),
    rosa: rings(ROSA),
    others: calls.filter(({ to }) => to !== MARK && to !== ROSA).length,
  };
}

const broughtBy = (climbs: readonly Climb[]) => ({
  texts: climbs.map(({ second }) => second),
  mark: climbs.map(({ third }) => third),
  rosa: climbs.map(({ third }) => later(third, 5)),
  others: 0,
});

/**
 * Cases climb one after the other, the server being killed now and then, and everybody is told once. A mail
 * that the mail server had taken when the server died may come again, under the same name.
 */
async function climbsKilled(climbs: readonly Climb[], killsOfEach: number, dice: Dice): Promise<KilledHouse> {
  const open = await openKilledHouse({ at: `${climbs[0]?.opened}Z` });
  house = open;
  const ids: string[] = [];
  const [alex] = await open.desks('alex@deskbell.example');
  await alex.does('PUT', '/matrices/plumber', { asOf: 0, effectiveFrom: null, matrix: MATRIX });
  open.emulator.world.handsets.setMode(MARK, 'voicemail');
  for (const { opened, second, third } of climbs) {
    const wait = Date.parse(`${opened}Z`) - open.clock.now();
    if (wait > 0) await open.clock.forward(`${wait}ms`);
    const [ana] = await open.desks('ana@deskbell.example');
    const id = await isOpened(ana);
    ids.push(id);
    open.diesAt(moments(dice, killsOfEach), dice);
    await goesUp(open);
    expect(await open.deathsToCome()).toEqual([]);
    const [again] = await open.desks('ana@deskbell.example');
    expect(await story(again, id)).toEqual(way(second, third));
    await again.does('POST', `/cases/${id}/resolve`, { outcome: 'solved', words: 'New joint fitted' });
    expect(await open.inStore((reader) => leftOpen(reader, id))).toEqual([]);
  }
  await open.clock.forward('3d');
  expect(brought(open)).toEqual(broughtBy(climbs));

  const names = ids.flatMap((id) => [`${id}.c1.n2.mail@127.0.0.1`, `${id}.c2.n1.mail@127.0.0.1`]);
  expect([...new Set(open.arrivals.map(({ messageId }) => messageId))]).toEqual(names);
  for (const name of names) {
    const copies = open.arrivals.filter(({ messageId }) => messageId === name).map(({ kills }) => kills);
    // Never twice in one life.
    expect(copies).toEqual([...new Set(copies)]);
  }
  return open;
}

/** Ladders and notices of this case that still look for somebody. */
async function leftOpen(reader: Reader, caseId: string): Promise<readonly string[]> {
  const ladders = await reader.selectFrom('ladders').select(['id', 'state']).execute();
  const notices = await reader.selectFrom('notices').select(['id', 'state']).execute();
  const open = new Set(['climbing', 'pending']);
  return [...ladders, ...notices]
    .filter(({ id, state }) => id.startsWith(caseId) && open.has(JSON.parse(state).status))
    .map(({ id }) => id);
}

it(
  'a case climbs at the minutes of the matrix, over weekends, Easter and the clocks going forward, and tells everybody once, though the server is killed at ten points',
  async () => {
    const open = await climbsKilled(
      [
        { opened: '2026-03-27T16:30', second: '2026-03-28T10:30', third: '2026-03-30T13:30' },
        { opened: '2026-04-02T16:30', second: '2026-04-04T09:30', third: '2026-04-07T13:30' },
      ],
      5,
      new Dice(20_261_122),
    );
    expect(open.kills).toHaveLength(10);
    expect(open.kills.filter(({ atWork }) => atWork).length).toBeGreaterThanOrEqual(3);
  },
  TIME,
);

it(
  'also over the clocks going back',
  async () => {
    const open = await climbsKilled(
      [{ opened: '2026-10-23T15:30', second: '2026-10-24T09:30', third: '2026-10-26T14:30' }],
      3,
      new Dice(4),
    );
    expect(open.kills).toHaveLength(3);
  },
  TIME,
);
