import { afterEach, beforeEach, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { authToken, startApplication } from '../../../test/emulator/company.ts';
import type { Application, Received } from '../../../test/emulator/company.ts';
import { EmulatorClock } from '../clock.ts';
import { Journal } from '../journal.ts';
import { CookieJar } from './cookies.ts';
import { WebhookSender } from './sender.ts';
import type { WebhookReply } from './sender.ts';
import type { Params } from './signature.ts';

let app: Application;
let clock: EmulatorClock;
let journal: Journal;
let sender: WebhookSender;

beforeEach(async () => {
  app = await startApplication();
  clock = new EmulatorClock({ mode: 'manual', patienceMs: 200, quietMs: 2 });
  journal = new Journal({ now: () => clock.now() });
  const originMap = { 'https://localhost:8443': app.origin, 'https://shop.example': app.origin };
  sender = new WebhookSender({ authToken, clock, journal, originMap });
  app.page('/hook', 'ok');
});

afterEach(async () => {
  clock.stop();
  await app.close();
});

function send(
  url: string,
  params: Params = [],
  more: { method?: 'GET' | 'POST'; cookies?: CookieJar } = {},
): Promise<WebhookReply> {
  return sender.send({ url, method: more.method ?? 'POST', params, purpose: 'test', callSid: null, ...more });
}

function signatureHolds(request: Received | undefined, url: string): boolean {
  const isForm = request?.method === 'POST';
  return twilio.validateRequest(
    authToken,
    String(request?.headers['x-twilio-signature']),
    url,
    isForm ? { ...request?.fields } : {},
  );
}

test('a form is signed so that Twilio’s own validator accepts it, and no other address', async () => {
  const port = new URL(app.origin).port;
  await send(`${app.origin}/hook?a=1,2:x`, [
    ['From', '+15550100'],
    ['b', 'ü & ='],
    ['B', ''],
    ['a', '1'],
  ]);
  const [request] = app.at('/hook');
  const formOnly = { From: '+15550100', b: 'ü & =', B: '', a: '1' };
  expect(signatureHolds({ ...request!, fields: formOnly }, `http://127.0.0.1:${port}/hook?a=1,2:x`)).toBe(
    true,
  );
  expect(signatureHolds({ ...request!, fields: formOnly }, `http://127.0.0.1:${port}/other`)).toBe(false);
});

test('an https address is signed without its port, delivered where the origin map says, and accepted with and without the port', async () => {
  await send('https://localhost:8443/hook', [['a', '1']]);
  const [request] = app.at('/hook');
  expect(request?.headers.host).toBe('localhost:8443');
  expect(signatureHolds(request, 'https://localhost/hook')).toBe(true);
  expect(signatureHolds(request, 'https://localhost:8443/hook')).toBe(true);
});

test('user name, password and fragment are neither signed nor shown, and the password opens the door', async () => {
  const url = app.origin.replace('http://', 'http://user:p%40ss@');
  await send(`${url}/hook#rc=2`, [['a', '1']]);
  const [request] = app.at('/hook');
  expect(signatureHolds(request, `${app.origin}/hook`)).toBe(true);
  expect(request?.headers.authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
  expect(JSON.stringify(journal.after(0))).not.toContain('p%40ss');
});

test('a GET carries the fields in its address and signs that address alone', async () => {
  await send(`${app.origin}/hook?x=1#ct=2000`, [['From', '+15550100']], { method: 'GET' });
  const [request] = app.at('/hook');
  expect(request?.url).toBe('/hook?x=1&From=%2B15550100');
  expect(signatureHolds(request, `${app.origin}${request?.url}`)).toBe(true);
});

test('every request has the headers that Twilio sends', async () => {
  await send(`${app.origin}/hook`, [['a', '1']]);
  expect(app.at('/hook')[0]?.headers).toMatchObject({
    'user-agent': 'TwilioProxy/1.1',
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'i-twilio-idempotency-token': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test('a redirect is followed with a bare GET; the fields are lost', async () => {
  app.page('/away', { status: 302, headers: { Location: '/hook?from=away' } });
  const reply = await send(`${app.origin}/away`, [['Digits', '1']]);
  const [request] = app.at('/hook');
  expect(request).toMatchObject({ method: 'GET', url: '/hook?from=away', fields: { from: 'away' } });
  expect(signatureHolds(request, `${app.origin}/hook?from=away`)).toBe(true);
  expect(reply.url).toBe(`${app.origin}/hook?from=away`);
});

test('ten redirects are followed, the eleventh is error 11215', async () => {
  const hops = { left: 10 };
  app.page('/round', () => {
    hops.left -= 1;
    return hops.left < 0 ? 'there' : { status: 302, headers: { Location: '/round' } };
  });
  expect((await send(`${app.origin}/round`)).status).toBe(200);
  hops.left = 11;
  await expect(send(`${app.origin}/round`)).rejects.toMatchObject({ code: 11215 });
});

test('cookies come back to the host that set them, for the same call only', async () => {
  app.page('/set', { headers: { 'Set-Cookie': 'place=menu; Path=/', 'Content-Type': 'text/xml' } });
  const cookies = new CookieJar();
  await send(`${app.origin}/set`, [], { cookies });
  await send(`${app.origin}/hook`, [], { cookies });
  await send(`${app.origin}/hook`, [], { cookies: new CookieJar() });
  expect(app.at('/hook').map(({ headers }) => headers.cookie)).toEqual(['place=menu', undefined]);
});

test('an application that does not answer is given up after fifteen seconds', async () => {
  app.page('/slow', 'never');
  const outcome = send(`${app.origin}/slow`).catch((error: unknown) => error);
  await clock.advance(14_900);
  expect(journal.last).toBe(0);
  await clock.advance(200);
  expect(await outcome).toMatchObject({ code: 11200 });
});

test('a total time set in the address shortens the wait and has its own error', async () => {
  app.page('/slow', 'never');
  const outcome = send(`${app.origin}/slow#tt=2000`).catch((error: unknown) => error);
  await clock.advance(2_100);
  expect(await outcome).toMatchObject({ code: 11203 });
});

test('a refused connection is tried twice by default, with the same token', async () => {
  const gone = await startApplication();
  await gone.close();
  await expect(send(`${gone.origin}/hook`)).rejects.toMatchObject({ code: 11202 });
  const tries = journal.after(0).filter((entry) => entry.kind === 'webhook');
  expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(new Set(tries.map(({ token }) => token)).size).toBe(1);
});

test('server errors are tried again only when the address asks for it', async () => {
  app.page('/broken', { status: 503 });
  expect((await send(`${app.origin}/broken`)).status).toBe(503);
  expect(app.at('/broken')).toHaveLength(1);
  await send(`${app.origin}/broken#rc=3&rp=5xx`);
  const tokens = app
    .at('/broken')
    .slice(1)
    .map(({ headers }) => headers['i-twilio-idempotency-token']);
  expect(tokens).toHaveLength(4);
  expect(new Set(tokens).size).toBe(1);
});

test.each([
  ['#rp=sometimes', 11243],
  ['#e=atlantis', 11240],
])('the connection override %s is refused with %d', async (fragment, code) => {
  await expect(send(`${app.origin}/hook${fragment}`)).rejects.toMatchObject({ code });
});

test('an address that is none is error 11100', async () => {
  await expect(send('ftp://example.org/x')).rejects.toMatchObject({ code: 11100 });
});

test('unescaped and non-English characters in an address are signed as they are sent', async () => {
  app.page('/h%C3%B6r', 'ok');
  await send(`${app.origin}/hör?to=a b:c/d,e+f`, [['a', '1']]);
  const [request] = app.received;
  expect(signatureHolds({ ...request!, fields: { a: '1' } }, `${app.origin}${request?.url}`)).toBe(true);
});
