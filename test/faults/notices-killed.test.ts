import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CaseDetail } from '../../src/contract/cases.ts';
import { Matrix } from '../../src/domain/matrices/matrix.ts';
import type { Way } from '../../src/domain/notices/notice.ts';
import { NUMBERS } from '../harness/any-house.ts';
import { Dice } from '../harness/dice.ts';
import { openKilledHouse, type KilledHouse, type Sign } from '../harness/killed-house.ts';

const GRACE = '+447700900141';
/** Most of it is processes that start, which takes long on a machine that has much to do. */
const TIME = 600_000;

describe('a server that is killed while somebody is told of a case', () => {
  let house: KilledHouse;
  beforeEach(async () => {
    house = await openKilledHouse();
  }, TIME);
  afterEach(() => house.close(), TIME);

  const dice = new Dice(4);
  const dies = (...signs: readonly Sign[]) =>
    house.diesAt(
      signs.map((sign) => ({ sign, n: 1 })),
      dice,
    );
  const hasDied = async (times: number) => {
    expect(await house.deathsToCome()).toEqual([]);
    expect(house.kills).toHaveLength(times);
  };

  /** Ana passes a case up, to Grace, who is told in these ways. */
  async function passesUp(ways: readonly Way[], ...deadly: readonly Sign[]): Promise<string> {
    const [ana, alex] = await house.desks('ana@deskbell.example', 'alex@deskbell.example');
    const told = {
      who: [{ kind: 'person', id: 'grace-okafor' }],
      order: 'together',
      ways,
      patienceSeconds: 600,
    };
    const matrix = Matrix.parse({
      rows: [
        {
          levels: [
            { number: 1, name: 'Front line' },
            { number: 2, name: 'Duty manager', ladder: [{ name: 'Duty manager', ...told }] },
          ],
        },
      ],
    });
    await alex.does('PUT', '/matrices/plumber', { asOf: 0, effectiveFrom: null, matrix });
    const response = await ana.ask('POST', '/cases', { businessId: 'plumber', summary: 'No hot water' });
    const { id } = (await response.json()) as { id: string };
    dies(...deadly);
    await ana.does('POST', `/cases/${id}/escalate`, { pathway: 'hierarchical', reason: 'A cold house' });
    return id;
  }

  async function story(id: string): Promise<{ owner: string; lines: readonly string[] }> {
    const [ana] = await house.desks('ana@deskbell.example');
    const { owner, timeline } = (await (await ana.ask('GET', `/cases/${id}`)).json()) as CaseDetail;
    return {
      owner: owner.name,
      lines: timeline.filter(({ kind }) => kind === 'notice' || kind === 'ladder').map(({ text }) => text),
    };
  }

  it(
    'by telephone: it rings once, the question is heard, and the key counts, whether it dies before, between or after',
    async () => {
      const grace = await house.desk('grace@deskbell.example');
      const id = await passesUp(['phone'], 'asks');
      await grace.phoneRings();
      await hasDied(1);
      house.dies();
      await house.clock.forward('3s');
      await hasDied(2);
      dies('called');
      await grace.liftsTheReceiver();
      await grace.hears(/Press 1/);
      await hasDied(3);
      dies('told');
      await grace.presses('1');
      await grace.hears(/It is yours/);
      await hasDied(4);
      await house.clock.forward('20m');
      expect(grace.timesRung()).toBe(1);
      expect(house.liveLegs()).toEqual([]);
      expect(await story(id)).toEqual({
        owner: 'Grace Okafor',
        lines: [
          'Duty manager: Grace Okafor told by telephone.',
          `Grace Okafor, by telephone: ringing ${GRACE}.`,
          'Grace Okafor said “I have it” by key.',
        ],
      });
    },
    TIME,
  );

  it(
    'by text: it is sent once, and the reply counts',
    async () => {
      const id = await passesUp(['sms'], 'asks');
      await house.clock.forward('10s');
      await hasDied(1);
      const texts = () => house.emulator.world.messages.list().filter(({ to }) => to === GRACE);
      expect(texts()).toHaveLength(1);
      dies('called');
      const code = /Y (\d{4})/.exec(texts()[0]?.body ?? '')?.[1];
      house.emulator.world.messages.receive({ from: GRACE, to: NUMBERS.plumber, body: `Y ${code}` });
      await house.clock.forward('20m');
      await hasDied(2);
      expect(texts().map(({ body }) => /Reply Y|You have it/.exec(body)?.[0])).toEqual([
        'Reply Y',
        'You have it',
      ]);
      expect(await story(id)).toEqual({
        owner: 'Grace Okafor',
        lines: [
          'Duty manager: Grace Okafor told by SMS.',
          `Grace Okafor, by SMS: sent to ${GRACE}.`,
          `Grace Okafor, by SMS: arrived at ${GRACE}.`,
          'Grace Okafor said “I have it” by SMS.',
        ],
      });
    },
    TIME,
  );

  it(
    'by e-mail: one that the mail server had taken comes again under the same name, and no third time',
    async () => {
      const id = await passesUp(['email'], 'mails');
      await house.clock.forward('9m');
      await hasDied(1);
      const name = `${id}.c1.n1.mail@127.0.0.1`;
      expect(house.arrivals).toEqual([
        { messageId: name, kills: 0 },
        { messageId: name, kills: 1 },
      ]);
      expect((await story(id)).lines).toEqual([
        'Duty manager: Grace Okafor told by e-mail.',
        'Grace Okafor, by e-mail: accepted by the mail server (250 OK: message queued).',
      ]);
    },
    TIME,
  );
});
