import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { Application } from '../../../test/emulator/company.ts';
import { startApplication } from '../../../test/emulator/company.ts';
import type { RunningEmulator } from '../start-emulator.ts';
import { startEmulator } from '../start-emulator.ts';

const accountSid = `AC${'a'.repeat(32)}`;
const authToken = 't'.repeat(32);
const shop = '+442079460018';
const caller = '+447700900001';
const agent = '+447700900002';

const documents: Readonly<Record<string, string>> = {
  '/menu': '<Response><Gather numDigits="1" action="/chosen"><Say>Press two.</Say></Gather></Response>',
  '/chosen':
    '<Response><Say>Thank you.</Say><Dial><Conference beep="false">room-7</Conference></Dial></Response>',
};

let application: Application;
let emulator: RunningEmulator;

beforeEach(async () => {
  application = await startApplication();
  for (const [path, document] of Object.entries(documents)) application.page(path, document);
  emulator = await startEmulator({ port: 0, accountSid, authToken, clock: 'manual', callsPerSecond: 1000 });
  emulator.world.numbers.create({
    phoneNumber: shop,
    settings: { voiceUrl: `${application.origin}/menu`, friendlyName: 'The shop' },
  });
});
afterEach(async () => {
  await emulator.close();
  await application.close();
});

const get = (path: string) => request(emulator.url).get(`/emulator${path}`);
const post = (path: string, body?: object) => request(emulator.url).post(`/emulator${path}`).send(body);
const put = (path: string, body: object) => request(emulator.url).put(`/emulator${path}`).send(body);
const forward = (advanceMs: number) => post('/clock', { advanceMs }).expect(200);

async function rings(): Promise<string> {
  const answer = await post('/calls', { from: caller, to: shop }).expect(201);
  expect(answer.body).toEqual({ callSid: expect.stringMatching(/^CA[0-9a-f]{32}$/) });
  await forward(1000);
  return answer.body.callSid;
}

describe('a caller at a handset', () => {
  test('rings, hears, presses, is put in a room, and hangs up', async () => {
    const sid = await rings();
    const ringing = await get(`/calls/${sid}`).expect(200);
    expect(ringing.body).toMatchObject({
      callSid: sid,
      from: caller,
      to: shop,
      direction: 'inbound',
      endedAt: null,
    });
    expect(ringing.body.heard).toContainEqual({ at: expect.any(Number), verb: 'Say', text: 'Press two.' });

    await post(`/calls/${sid}/press`, { digits: '2' }).expect(200);
    await forward(4000);
    const inRoom = await get(`/calls/${sid}`);
    expect(inRoom.body).toMatchObject({ status: 'in-progress', conference: 'room-7' });
    expect(inRoom.body.heard.map(({ text }: { text: string }) => text)).toContain('Thank you.');

    const over = await post(`/calls/${sid}/hangup`).expect(200);
    expect(over.body).toMatchObject({ status: 'completed', endedAt: expect.any(Number) });
    expect(over.body).not.toHaveProperty('conference');
  });

  test('can do nothing more once the call is over: 409 with a remedy', async () => {
    const sid = await rings();
    await post(`/calls/${sid}/hangup`).expect(200);
    for (const [action, body] of [
      ['press', { digits: '1' }],
      ['speak', { text: 'Hello?' }],
      ['hangup', {}],
    ] as const) {
      const answer = await post(`/calls/${sid}/${action}`, body).expect(409);
      expect(answer.body).toEqual({ error: expect.any(String), remedy: expect.any(String) });
    }
  });

  test('rings a number that nobody has: refused, with what to do', async () => {
    const answer = await post('/calls', { from: caller, to: '+442079460999' }).expect(400);
    expect(answer.body.remedy).toContain('IncomingPhoneNumbers');
  });

  test.each([
    ['/calls', {}, /from.*to/],
    ['/calls/CA1/press', { digits: '1' }, /no call CA1/],
  ])('POST %s with %j is refused in words', async (path, body, words) => {
    const answer = await post(path, body);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.error).toMatch(words);
  });

  test('keys that no telephone has are refused', async () => {
    const sid = await rings();
    const answer = await post(`/calls/${sid}/press`, { digits: 'x' }).expect(400);
    expect(answer.body.error).toContain('digits');
  });

  test('a body that is no JSON is refused, not a crash', async () => {
    const answer = await request(emulator.url)
      .post('/emulator/calls')
      .set('Content-Type', 'application/json')
      .send('{"from":')
      .expect(400);
    expect(answer.body.remedy).toContain('JSON');
  });
});

describe('a person whose handset rings', () => {
  async function ringsAgent(): Promise<string> {
    const leg = emulator.world.calls.createOutbound({
      from: shop,
      to: agent,
      instructions: { kind: 'twiml', twiml: '<Response><Say>A call.</Say><Pause length="60"/></Response>' },
      fallback: null,
      statusCallback: null,
      timeoutSeconds: 60,
      timeLimitSeconds: null,
      sendDigits: null,
      record: null,
      callerName: null,
    });
    await forward(3000);
    return leg.sid;
  }

  test('sees what rings there and answers it', async () => {
    const sid = await ringsAgent();
    const handset = await get(`/handsets/${encodeURIComponent(agent)}`).expect(200);
    expect(handset.body).toMatchObject({
      number: agent,
      mode: 'ring',
      calls: [
        { callSid: sid, from: shop, status: 'ringing', direction: 'outbound-api', since: expect.any(Number) },
      ],
    });
    expect((await post(`/calls/${sid}/answer`).expect(200)).body.status).toBe('in-progress');
    await post(`/calls/${sid}/answer`).expect(409);
  });

  test('refuses it, and the call is busy', async () => {
    const sid = await ringsAgent();
    expect((await post(`/calls/${sid}/reject`).expect(200)).body.status).toBe('busy');
    expect((await get(`/handsets/${agent}`)).body.calls).toEqual([]);
  });

  test('has a name and a habit, which the directory shows', async () => {
    await put(`/handsets/${encodeURIComponent(agent)}`, { name: 'Ada', mode: 'voicemail' }).expect(200);
    const directory = await get('/handsets').expect(200);
    expect(directory.body.handsets).toContainEqual({
      number: agent,
      name: 'Ada',
      mode: 'voicemail',
      calls: [],
    });
    await put(`/handsets/${agent}`, { mode: 'asleep' }).expect(400);
    await put(`/handsets/${agent}`, {}).expect(400);
    await put('/handsets/nobody', { name: 'x' }).expect(400);
  });
});

describe('the list of calls', () => {
  test('is newest first and without what was heard', async () => {
    const first = await rings();
    const second = await rings();
    const { calls } = (await get('/calls').expect(200)).body;
    expect(calls.map(({ callSid }: { callSid: string }) => callSid)).toEqual([second, first]);
    expect(calls[0]).not.toHaveProperty('heard');
    await get('/calls?limit=0').expect(400);
  });

  test('the numbers that can be rung are listed by name', async () => {
    expect((await get('/numbers').expect(200)).body).toEqual([{ number: shop, name: 'The shop' }]);
  });
});

describe('the workings', () => {
  test('the clock stands still until it is moved', async () => {
    const before = (await get('/clock').expect(200)).body;
    expect(before.mode).toBe('manual');
    await forward(90_000);
    expect((await get('/clock')).body.now).toBe(before.now + 90_000);
    expect((await post('/clock', { mode: 'real' }).expect(200)).body.mode).toBe('real');
    await post('/clock', {}).expect(400);
    await post('/clock', { mode: 'manual', advanceMs: 1 }).expect(400);
    await post('/clock', { advanceMs: -1 }).expect(400);
  });

  test('faults are ordered, shown and ended', async () => {
    const set = await put('/faults', { callbacks: { drop: { next: 2 } }, rest: { status500: 1 } }).expect(
      200,
    );
    expect(set.body).toMatchObject({ callbacks: { drop: { next: 2 }, delayMs: 0 }, rest: { status500: 1 } });
    expect((await get('/faults')).body).toEqual(set.body);
    await put('/faults', { rest: { explode: 1 } }).expect(400);
    expect((await put('/faults', {}).expect(200)).body.rest.status500).toBe(0);
  });

  test('the journal can be read whole, a page at a time', async () => {
    await rings();
    const all = emulator.journal.after(0);
    const seen: unknown[] = [];
    let after = 0;
    for (let more = true; more;) {
      const page = (await get(`/journal?after=${after}&limit=2`).expect(200)).body;
      expect(page.entries.length).toBeLessThanOrEqual(2);
      seen.push(...page.entries);
      ({ next: after, more } = page);
    }
    expect(seen).toEqual(JSON.parse(JSON.stringify(all)));
    expect((await get(`/journal?after=${after}`)).body).toEqual({ entries: [], next: after, more: false });
  });

  test('the debugger lists what went wrong', async () => {
    const call = await rings();
    await post(`/calls/${call}/hangup`);
    expect((await get('/debugger').expect(200)).body.entries).toEqual(expect.any(Array));
  });

  test('news of a change arrives as an event', async () => {
    const stream = await fetch(`${emulator.url}/emulator/events`);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const reader = stream.body?.getReader();
    if (!reader) throw new Error('no stream');
    const firstNotice = Buffer.from((await reader.read()).value ?? []).toString();
    expect(firstNotice).toMatch(/^data: \{"calls":\[\],"journal":\d+\}\n\n$/);
    const sid = await rings();
    let news = '';
    while (!news.includes(sid)) news += Buffer.from((await reader.read()).value ?? []).toString();
    expect(news).toContain('data: ');
    await reader.cancel();
  });
});

describe('the description', () => {
  test('names every operation that outsiders rely on, with what it takes and gives', async () => {
    const document = (await get('/openapi.json').expect(200)).body;
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).toSorted()).toEqual(
      [
        '/emulator/account',
        '/emulator/calls',
        '/emulator/calls/{sid}',
        '/emulator/calls/{sid}/answer',
        '/emulator/calls/{sid}/hangup',
        '/emulator/calls/{sid}/press',
        '/emulator/calls/{sid}/reject',
        '/emulator/calls/{sid}/speak',
        '/emulator/clients',
        '/emulator/clients/{identity}',
        '/emulator/clock',
        '/emulator/debugger',
        '/emulator/dialing-permissions/{iso}',
        '/emulator/events',
        '/emulator/faults',
        '/emulator/handsets',
        '/emulator/handsets/{number}',
        '/emulator/journal',
        '/emulator/messages',
        '/emulator/numbers',
      ].toSorted(),
    );
    const ring = document.paths['/emulator/calls'].post;
    expect(ring.requestBody.content['application/json'].schema.required).toEqual(['from', 'to']);
    expect(ring.responses['201'].content['application/json'].schema.properties).toHaveProperty('callSid');
    expect(
      document.paths['/emulator/journal'].get.parameters.map(({ name }: { name: string }) => name),
    ).toEqual(['after', 'limit']);
  });

  test('what is not there is refused with where to look', async () => {
    expect((await get('/nothing').expect(404)).body.remedy).toContain('openapi.json');
  });

  test('the handsets page is at the root', async () => {
    const page = await request(emulator.url).get('/').expect(200);
    expect(page.headers['content-type']).toContain('text/html');
  });
});
