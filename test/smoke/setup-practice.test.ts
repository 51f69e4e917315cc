import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { PracticeCall, SetupView } from '../../src/contract/setup.ts';
import { endLeftPracticeCalls, PRACTICE_CALLER } from '../../src/demo/practice-caller.ts';
import { DEMO_PASSWORD } from '../../src/demo/seed.ts';
import { openSoundHouse, type SoundHouse } from '../console/softphone-house.ts';

/** In real time, with the server and the emulator as a newcomer starts them. */
let house: SoundHouse;
let ana = '';

beforeAll(async () => {
  house = await openSoundHouse();
  ana = await signIn('ana@deskbell.example');
}, 60_000);
afterAll(() => house.close());

async function signIn(email: string): Promise<string> {
  const response = await ask('POST', '/session', { email, password: DEMO_PASSWORD }, '');
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

const ask = (method: string, path: string, body?: unknown, cookie = ana) =>
  fetch(`${house.url}/api${path}`, {
    method,
    headers: { cookie, origin: house.url, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const Heard = z.object({ heard: z.array(z.object({ verb: z.string(), text: z.string() })) });
const Handset = z.object({ calls: z.array(z.object({ callSid: z.string(), status: z.string() })) });

async function until<T>(what: string, look: () => Promise<T | null>, limitMs = 30_000): Promise<T> {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(250)) {
    const found = await look();
    if (found !== null) return found;
  }
  throw new Error(`It never came true that ${what}. The server has said:\n${house.said()}`);
}

const practice = async (id: string) =>
  PracticeCall.parse(await (await ask('GET', `/setup/practice-call/${id}`)).json());
const ringingAt = async (number: string) =>
  Handset.parse(await house.emulator('GET', `/handsets/${encodeURIComponent(number)}`)).calls.find(
    ({ status }) => status === 'ringing',
  ) ?? null;

describe('a practice caller', () => {
  it('rings the business, finds the way through its menu, talks with whoever answers, and answers back', async () => {
    const view = SetupView.parse(await (await ask('GET', '/setup')).json());
    expect(view).toMatchObject({ emulated: true, account: null, admin: null, practice: { possible: true } });

    const begun = await ask('POST', '/setup/practice-call', { businessId: 'shop' });
    const { id, businessName } = PracticeCall.parse(await begun.json());
    expect([begun.status, businessName]).toEqual([200, 'Brightwick']);
    const second = await ask('POST', '/setup/practice-call', {});
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'practice-running' }]);

    await until('the caller hears the menu', async () =>
      (await practice(id)).stage === 'menu' ? true : null,
    );
    const leg = await until('it rings for Ana', () => ringingAt('+447700900101'));
    await until('the page says so', async () =>
      /It rings for you/.test((await practice(id)).words) ? true : null,
    );

    await house.emulator('POST', `/calls/${leg.callSid}/answer`, {});
    const heard = async () =>
      Heard.parse(await house.emulator('GET', `/calls/${leg.callSid}`)).heard.map(
        ({ verb, text }) => `${verb}: ${text}`,
      );
    const hears = (words: RegExp) =>
      until(`Ana hears ${String(words)}`, async () =>
        (await heard()).some((line) => words.test(line)) ? true : null,
      );
    await hears(/press 1/);
    await house.emulator('POST', `/calls/${leg.callSid}/press`, { digits: '1' });
    await hears(/Party: Hello, is that Brightwick/);
    expect((await practice(id)).words).toMatch(/^You are talking with the caller/);
    await house.emulator('POST', `/calls/${leg.callSid}/speak`, { text: 'Yes. How can I help?' });
    await hears(/Party: I had a letter from you/);

    await house.emulator('POST', `/calls/${leg.callSid}/speak`, { text: 'I will look into it. Goodbye.' });
    await hears(/Party: Thank you for your help. Goodbye\./);
    const over = await until('the call is over', async () => {
      const now = await practice(id);
      return now.stage === 'over' ? now : null;
    });
    expect(over.words).toBe('The caller has said goodbye and hung up.');
  }, 120_000);

  it('hangs up when it is sent away, and whoever did not call it learns nothing of it', async () => {
    // Whoever still writes up the last call is told so, and is rung by nobody.
    const { id } = await until('Ana is free again', async () => {
      await ask('POST', '/me/wrap-up/finish');
      const begun = await ask('POST', '/setup/practice-call', {});
      return begun.status === 200 ? PracticeCall.parse(await begun.json()) : null;
    });
    const tom = await signIn('tom@deskbell.example');
    expect((await ask('GET', `/setup/practice-call/${id}`, undefined, tom)).status).toBe(404);
    expect((await ask('DELETE', `/setup/practice-call/${id}`, undefined, tom)).status).toBe(404);
    const ended = PracticeCall.parse(await (await ask('DELETE', `/setup/practice-call/${id}`)).json());
    expect(ended).toMatchObject({ stage: 'over', words: 'The call is over; the caller spoke with nobody.' });
    const { calls } = Handset.parse(await house.emulator('GET', '/handsets/%2B447700900190'));
    expect(calls).toEqual([]);
  }, 60_000);

  it('that an earlier server has left on the line is ended when the next one starts', async () => {
    const { number: from } = PRACTICE_CALLER;
    const calls = async () =>
      Handset.parse(await house.emulator('GET', `/handsets/${encodeURIComponent(from)}`)).calls.length;
    await house.emulator('POST', '/calls', { from, to: '+442079460100' });
    expect(await calls()).toBe(1);
    await endLeftPracticeCalls({ url: house.emulatorUrl });
    expect(await calls()).toBe(0);
  });
});
