import { expect, it } from '@jest/globals';
import { DEMO_ACCOUNT } from '../../src/demo/demo-account.ts';
import { behaviour } from '../harness/behaviour.ts';
import { genuineOfEachRoad, post, signature, type Letter } from '../harness/outsider.ts';
import type { House } from '../harness/house.ts';

const ROADS = [
  'voice',
  'step',
  'ring',
  'room',
  'room-wait',
  'recording',
  'hold',
  'announce',
  'status',
  'fallback',
  'words',
];
/** Roads that only say something and change nothing, so that saying it again does no harm. */
const DOCUMENTS = new Set(['room-wait', 'hold', 'announce', 'fallback']);

const signed = (letter: Letter, token: string = DEMO_ACCOUNT.authToken) => ({
  'x-twilio-signature': signature(token, letter),
});

/** A call that goes everywhere: at its end a webhook of every road has gone by. */
async function aCallThatGoesEverywhere(
  house: House,
): Promise<ReadonlyMap<string, Letter & { token: string }>> {
  const [ana] = await house.desks('ana@deskbell.example');
  const priya = await house.desk('priya@brightwick.example');
  const grace = await house.desk('grace@deskbell.example');
  const caller = await house.talkingWith(ana);
  await ana.passesToExpert('billing');
  await priya.phoneRings();
  await priya.rejects();
  await caller.hears(/ringing a manager for you now/);
  await grace.answersByKey();
  await caller.hangsUp();
  await house.clock.forward('10s');
  const letters = new Map<string, Letter & { token: string }>(genuineOfEachRoad(house.emulator));
  const voice = letters.get('voice');
  if (voice !== undefined) letters.set('fallback', { ...voice, url: `${house.url}/twilio/fallback` });
  return letters;
}

async function storedEvents(house: House): Promise<number> {
  const { count } = await house.deskbell.database.reader
    .selectFrom('events')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

behaviour('a webhook that Twilio did not send', (house) => {
  it('is refused on every road, and changes nothing', async () => {
    const letters = await aCallThatGoesEverywhere(house());
    expect([...letters.keys()].toSorted()).toEqual(ROADS.toSorted());
    const before = await storedEvents(house());
    const stranger = '0123456789abcdef0123456789abcdef';

    for (const [road, letter] of letters) {
      const { url, params } = letter;
      const missing = await post(letter, {});
      expect([road, 'no signature', missing.status]).toEqual([road, 'no signature', 403]);
      const forged = await post(letter, signed(letter, stranger));
      expect([road, 'forged', forged.status]).toEqual([road, 'forged', 403]);
      const elsewhere = signed({ url: url.replace(/^http:/, 'https:'), params });
      expect([road, 'elsewhere', (await post(letter, elsewhere)).status]).toEqual([road, 'elsewhere', 403]);
      const changed = { url, params: { ...params, AccountSid: `AC${'0'.repeat(32)}` } };
      expect([road, 'changed', (await post(changed, signed(letter))).status]).toEqual([road, 'changed', 403]);

      const twice = `${new URLSearchParams(params).toString()}&AccountSid=${params['AccountSid']}`;
      const doubledName = await post(letter, signed(letter), twice);
      expect([road, 'a name twice', [400, 403].includes(doubledName.status)]).toEqual([
        road,
        'a name twice',
        true,
      ]);
      const crooked = { url, params: { ...params, AccountSid: "AC' or 1=1" } };
      expect([road, 'crooked', (await post(crooked, signed(crooked))).status]).toEqual([
        road,
        'crooked',
        400,
      ]);
      const bare = { url, params: { Hello: 'there' } };
      expect([road, 'bare', (await post(bare, signed(bare))).status]).toEqual([road, 'bare', 400]);

      const got = await fetch(url, { headers: signed({ url, params: {} }) });
      expect([road, 'GET', got.status]).toEqual([road, 'GET', 405]);
      const json = await post(letter, { ...signed(letter), 'content-type': 'application/json' }, '{}');
      expect([road, 'JSON', json.status]).toEqual([road, 'JSON', 415]);
      const huge = await post(letter, signed(letter), `A=${'x'.repeat(2_000_000)}`);
      expect([road, 'huge', huge.status]).toEqual([road, 'huge', 413]);
    }
    expect(await storedEvents(house())).toBe(before);
  });

  it('twice is answered the same within a minute, and refused as a replay later', async () => {
    const letters = await aCallThatGoesEverywhere(house());
    const before = await storedEvents(house());

    for (const [road, letter] of letters) {
      const same = { ...signed(letter), 'i-twilio-idempotency-token': letter.token };
      const once = await post(letter, same);
      const again = await post(letter, same);
      expect([road, again]).toEqual([road, once]);
      expect([road, once.status < 300]).toEqual([road, true]);
    }
    expect(await storedEvents(house())).toBe(before);

    await house().clock.forward('120s');
    const later = await storedEvents(house());
    for (const [road, letter] of letters) {
      const replay = await post(letter, { ...signed(letter), 'i-twilio-idempotency-token': 'another' });
      const refused = DOCUMENTS.has(road) ? 200 : 409;
      expect([road, replay.status]).toEqual([road, refused]);
    }
    expect(await storedEvents(house())).toBe(later);
    expect(house().liveLegs()).toEqual([]);
  });
});
