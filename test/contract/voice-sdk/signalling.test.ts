// Longer than 300 lines because it is one conversation in a language that is written down nowhere else: its sentences belong side by side.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { WebSocket } from 'ws';
import type { MediaPeer } from '../../../src/emulator/sound/media-peer.ts';
import type { RunningEmulator } from '../../../src/emulator/start-emulator.ts';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';
import type { Application } from '../../emulator/company.ts';
import { startApplication } from '../../emulator/company.ts';
import { accessToken, accountSid, authToken, keySecret, keySid, PStreamClient } from './pstream-client.ts';

/** The signalling of the Voice SDK, spoken by the letter: what the SDK's own source sends and waits for. */

const shop = '+442079460018';
const caller = '+447700900001';

let emulator: RunningEmulator;
let application: Application;
let rest: ReturnType<typeof twilio>;
let tabs: PStreamClient[];
let warnings: string[];
let failures: unknown[];

async function start(options: Partial<Parameters<typeof startEmulator>[0]> = {}): Promise<void> {
  emulator = await startEmulator({
    port: 0,
    accountSid,
    authToken,
    apiKeys: { [keySid]: keySecret },
    media: 'werift',
    callsPerSecond: 1_000,
    logger: {
      warn: (_details, message) => warnings.push(message),
      error: (details) => failures.push(details),
    },
    ...options,
  });
  emulator.world.numbers.create({ phoneNumber: shop, settings: { voiceUrl: `${application.origin}/dial` } });
  rest = twilio(accountSid, authToken);
  rest.api.baseUrl = emulator.url;
}

beforeEach(async () => {
  application = await startApplication();
  application.page('/status', { status: 204 });
  application.page('/hello', '<Response><Say>Hello.</Say><Pause length="600"/></Response>');
  application.page(
    '/dial',
    `<Response><Dial action="/dialled"><Client><Identity>alice</Identity><Parameter name="topic" value="a bill &amp; more"/></Client></Dial></Response>`,
  );
  application.page('/dialled', '<Response><Say>Goodbye.</Say></Response>');
  tabs = [];
  warnings = [];
  failures = [];
  await start();
});

afterEach(async () => {
  // werift repeats the last step of a handshake for half a minute when it is cut off in the middle, closed or not.
  if (tabs.some((tab) => tab.hasSound)) await pause(200);
  for (const tab of tabs) tab.close();
  await emulator.close();
  await application.close();
  expect(failures).toEqual([]);
});

async function tabOf(
  identity: string,
  options: Parameters<typeof accessToken>[1] = {},
): Promise<PStreamClient> {
  const tab = await PStreamClient.registered(emulator.url, accessToken(identity, options));
  tabs.push(tab);
  return tab;
}

async function stranger(): Promise<PStreamClient> {
  const tab = await PStreamClient.open(emulator.url);
  tabs.push(tab);
  return tab;
}

const ringAlice = (to = 'client:alice', timeout = 60) =>
  rest.calls.create({
    to,
    from: shop,
    url: `${application.origin}/hello`,
    timeout,
    statusCallback: `${application.origin}/status`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  });

async function until(what: string, isSo: () => boolean, withinMs = 8_000): Promise<number> {
  const startedAt = Date.now();
  while (!isSo()) {
    if (Date.now() - startedAt > withinMs)
      throw new Error(`It did not come about within ${withinMs} ms: ${what}`);
    await pause(20);
  }
  return Date.now() - startedAt;
}

const statusOf = (sid: string): string | undefined => emulator.world.calls.get(sid)?.status;
const callOf = (sid: string) =>
  emulator.world.clients.list().flatMap(({ calls }) => calls.filter(({ callSid }) => callSid === sid))[0];
const journalled = (name: string) =>
  emulator.journal.after(0).filter((entry) => entry.kind === 'event' && entry.name === name);
async function connectedSound(peer: MediaPeer): Promise<void> {
  let isConnected = false;
  peer.onState((state) => {
    isConnected ||= state === 'connected';
  });
  await until('the sound is connected', () => isConnected);
}

/** Alice is on the telephone, with sound. */
async function aliceTalks(tab: PStreamClient): Promise<string> {
  const { sid } = await ringAlice();
  const invite = await tab.gets('invite');
  const peer = await tab.accepts(invite);
  await Promise.all([connectedSound(peer), until('answered', () => statusOf(sid) === 'in-progress')]);
  return sid;
}

describe('a client', () => {
  test('registers with an access token of the twilio package, and is told who it is and for how long', async () => {
    const tab = await stranger();
    tab.listen(accessToken('alice'));
    const connected = await tab.gets('connected');
    expect(connected).toMatchObject({ region: 'US_EAST_VIRGINIA', token: { identity: 'alice' } });
    expect(connected.token.ttl).toBeGreaterThan(595);
    expect(emulator.world.clients.list()).toMatchObject([
      { identity: 'alice', connections: 1, registered: 0 },
    ]);
    tab.send('register', { media: { audio: true } });
    await tab.gets('ready');
    expect(emulator.world.clients.list()).toMatchObject([{ identity: 'alice', registered: 1, calls: [] }]);
    expect(journalled('client-registered')).toMatchObject([{ identity: 'alice' }]);
  });

  test('unregisters, and is rung no more', async () => {
    const tab = await tabOf('alice');
    tab.send('register', { media: { audio: false } });
    await tab.gets('offline');
    const { sid } = await ringAlice();
    await until('nobody answers', () => statusOf(sid) === 'no-answer');
    expect(tab.has('invite')).toBe(false);
  });

  test('gets an answer to whatever it sends', async () => {
    const tab = await tabOf('alice');
    for (const nonsense of [
      'hello',
      '{"type":"dance","version":"1.6","payload":{}}',
      '{"type":"listen","version":"9","payload":{"token":""}}',
      '{"type":"hangup","version":"1.6","payload":{}}',
      '[]',
    ]) {
      tab.sendRaw(nonsense);
      const { error } = await tab.gets('error');
      expect(error.code).toBe(31100);
    }
    expect(journalled('client-refused')).toHaveLength(5);
    expect(emulator.world.clients.list()).toMatchObject([{ registered: 1 }]);
  });

  test('can be looked at over HTTP', async () => {
    await tabOf('alice');
    const response = await fetch(`${emulator.url}/emulator/clients`);
    expect(await response.json()).toEqual({
      clients: [{ identity: 'alice', connections: 1, registered: 1, byHand: false, calls: [] }],
    });
  });

  test('needs neither browser nor sound when its calls are worked by hand', async () => {
    const registered = await fetch(`${emulator.url}/emulator/clients/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"byHand":true}',
    });
    expect(registered.status).toBe(200);
    const { sid } = await ringAlice('client:bob');
    await until('bob is rung', () => statusOf(sid) === 'ringing');
    emulator.world.handsets.answer(sid);
    expect(statusOf(sid)).toBe('in-progress');
    emulator.world.handsets.hangUp(sid);
    expect(statusOf(sid)).toBe('completed');
  });
});

describe('an access token', () => {
  test.each([
    ['with a wrong signature', accessToken('alice', { secret: 'guessed' }), 31204],
    ['that is none', 'not-a-token', 31204],
    ['that lives for days', accessToken('alice', { ttl: 200_000 }), 31207],
  ])('%s is refused', async (_name, token, code) => {
    const tab = await stranger();
    tab.listen(token);
    expect((await tab.gets('error')).error.code).toBe(code);
    tab.send('register', { media: { audio: true } });
    expect((await tab.gets('error')).error.code).toBe(31204);
    expect(tab.has('connected')).toBe(false);
    const refusals = journalled('client-refused');
    expect(refusals).toHaveLength(2);
    expect(JSON.stringify(refusals)).not.toContain(token);
  });

  test('without an incoming grant cannot register', async () => {
    const tab = await stranger();
    tab.listen(accessToken('alice', { incoming: false }));
    await tab.gets('connected');
    tab.send('register', { media: { audio: true } });
    expect((await tab.gets('error')).error.code).toBe(31201);
  });

  test('that runs out ends the registration, and a new one brings it back', async () => {
    await emulator.close();
    await start({ clock: 'manual' });
    const tab = await tabOf('alice', { ttl: 60 });
    await emulator.clock.advance(61_000);
    expect((await tab.gets('error')).error.code).toBe(31205);
    await tab.gets('offline');
    expect(emulator.world.clients.list()).toMatchObject([{ identity: 'alice', registered: 0 }]);
    tab.send('register', { media: { audio: true } });
    expect((await tab.gets('error')).error.code).toBe(31205);
    tab.listen(accessToken('alice'));
    await tab.gets('connected');
    tab.send('register', { media: { audio: true } });
    await tab.gets('ready');
  });

  test('that has run out by the clock of the emulator is refused', async () => {
    await emulator.close();
    await start({ startAt: Date.now() + 3_600_000 });
    const tab = await stranger();
    tab.listen(accessToken('alice'));
    expect((await tab.gets('error')).error.code).toBe(31205);
  });

  test('is renewed without a gap', async () => {
    const tab = await tabOf('alice');
    tab.listen(accessToken('alice'));
    await tab.gets('connected');
    expect(emulator.world.clients.list()).toMatchObject([{ connections: 1, registered: 1 }]);
  });
});

describe('a call to a client', () => {
  test('rings with its custom parameters, is answered, and is hung up by the caller', async () => {
    const tab = await tabOf('alice');
    const call = await ringAlice('client:alice?reason=a%20bill%20%26%20more&queue=billing');
    expect(call.to).toBe('client:alice');
    const invite = await tab.gets('invite');
    expect(invite).toMatchObject({
      callsid: call.sid,
      parameters: {
        CallSid: call.sid,
        AccountSid: accountSid,
        From: shop,
        To: 'client:alice',
        Params: 'reason=a%20bill%20%26%20more&queue=billing',
      },
    });
    expect(statusOf(call.sid)).toBe('ringing');
    await tab.accepts(invite);
    await until('answered', () => statusOf(call.sid) === 'in-progress');
    expect(callOf(call.sid)).toMatchObject({ status: 'in-progress', signalling: 'here' });
    await rest.calls(call.sid).update({ status: 'completed' });
    expect(await tab.gets('hangup')).toEqual({ callsid: call.sid });
    await until('all is told', () => application.at('/status').length === 4);
    expect(application.at('/status').map(({ fields }) => [fields.CallStatus, fields.To])).toEqual([
      ['initiated', 'client:alice'],
      ['ringing', 'client:alice'],
      ['in-progress', 'client:alice'],
      ['completed', 'client:alice'],
    ]);
  });

  test('is hung up by the client', async () => {
    const tab = await tabOf('alice');
    const sid = await aliceTalks(tab);
    tab.send('hangup', { callsid: sid });
    await until('ended', () => statusOf(sid) === 'completed');
    expect(tab.has('hangup')).toBe(false);
  });

  test('is cancelled when the caller gives up', async () => {
    const tab = await tabOf('alice');
    const { sid } = await ringAlice();
    await tab.gets('invite');
    await rest.calls(sid).update({ status: 'canceled' });
    expect(await tab.gets('cancel')).toEqual({ callsid: sid });
    expect(statusOf(sid)).toBe('canceled');
  });

  test('is cancelled when nobody answers in time', async () => {
    await emulator.close();
    await start({ clock: 'manual' });
    const tab = await tabOf('alice');
    const { sid } = await ringAlice('client:alice', 10);
    await emulator.clock.advance(1_000);
    await tab.gets('invite');
    await emulator.clock.advance(15_000);
    expect(await tab.gets('cancel')).toEqual({ callsid: sid });
    expect(statusOf(sid)).toBe('no-answer');
  });

  test('is busy when the only tab rejects it', async () => {
    const tab = await tabOf('alice');
    const { sid } = await ringAlice();
    await tab.gets('invite');
    tab.send('reject', { callsid: sid });
    await until('busy', () => statusOf(sid) === 'busy');
    expect(tab.has('cancel')).toBe(false);
  });

  test('is not answered when nobody is registered, and the journal says why', async () => {
    const { sid } = await ringAlice('client:nobody');
    await until('no answer', () => statusOf(sid) === 'no-answer');
    expect(journalled('client-unreachable')).toMatchObject([
      { callSid: sid, why: 'no browser is registered as nobody' },
    ]);
  });

  test('rings in every tab; the first to answer has it', async () => {
    const [first, second, third] = [await tabOf('alice'), await tabOf('alice'), await tabOf('alice')];
    const { sid } = await ringAlice();
    const invites = await Promise.all([first, second, third].map((tab) => tab.gets('invite')));
    third.send('reject', { callsid: sid });
    await until('one refused', () => journalled('client-rejected').length === 1);
    expect(statusOf(sid)).toBe('ringing');
    await second.accepts(invites[1]);
    expect(await first.gets('cancel')).toEqual({ callsid: sid });
    await until('answered', () => statusOf(sid) === 'in-progress');
    await first.accepts(invites[0]);
    expect(await first.gets('hangup')).toEqual({ callsid: sid });
    expect([second.has('cancel'), third.has('cancel')]).toEqual([false, false]);
    expect(statusOf(sid)).toBe('in-progress');
  });

  test('rings in a tab that opens in the meantime, also after the only one vanished', async () => {
    const early = await tabOf('alice');
    const { sid } = await ringAlice();
    await early.gets('invite');
    early.close();
    await until('the tab is missed', () => journalled('client-lost').length === 1);
    expect(statusOf(sid)).toBe('ringing');
    const late = await tabOf('alice');
    await late.accepts(await late.gets('invite'));
    await until('answered', () => statusOf(sid) === 'in-progress');
  });

  test('comes from <Dial><Client> with parameters, and the caller hears of it', async () => {
    const tab = await tabOf('alice');
    const inbound = emulator.world.handsets.ring({
      from: caller,
      to: shop,
      extra: { StirVerstat: 'TN-Validation-Passed-A' },
    });
    const invite = await tab.gets('invite');
    expect(invite.parameters).toMatchObject({
      From: caller,
      To: 'client:alice',
      Params: 'topic=a%20bill%20%26%20more',
      StirStatus: 'TN-Validation-Passed-A',
    });
    await tab.accepts(invite);
    await until('they talk', () => journalled('bridge-started').length === 1);
    emulator.world.handsets.speak(inbound.sid, 'Good morning');
    await until('alice hears', () => {
      const heard = emulator.world.calls.get(invite.callsid)?.heard ?? [];
      return heard.some(({ verb, text }) => verb === 'Party' && text === 'Good morning');
    });
    tab.send('hangup', { callsid: invite.callsid });
    await until('the action is asked', () => application.at('/dialled').length === 1);
    expect(application.at('/dialled')[0]?.fields).toMatchObject({
      DialCallStatus: 'completed',
      DialCallSid: invite.callsid,
    });
  });

  test('may be made by adding a participant to a conference', async () => {
    const tab = await tabOf('alice');
    const participant = await rest
      .conferences('Room 1')
      .participants.create({ from: shop, to: 'client:alice?case=17', label: 'desk' });
    const invite = await tab.gets('invite');
    expect(invite.callsid).toBe(participant.callSid);
    expect(invite.parameters).toMatchObject({ To: 'client:alice', Params: 'case=17' });
    await tab.accepts(invite);
    await until('she is in the room', () => journalled('client-answered').length === 1);
    const [room] = emulator.world.conferences.list();
    expect(emulator.world.conferences.participants(room?.sid ?? '')).toMatchObject([
      { label: 'desk', status: 'connected' },
    ]);
  });

  test('cannot be answered at a handset while it rings in a browser', async () => {
    const tab = await tabOf('alice');
    const { sid } = await ringAlice();
    await tab.gets('invite');
    expect(() => emulator.world.handsets.answer(sid)).toThrow(/rings in the browser of client:alice/);
    expect(() => emulator.world.handsets.hangUp(sid)).toThrow(/rings in the browser/);
    expect(statusOf(sid)).toBe('ringing');
  });
});

describe('a call of the client’s own', () => {
  const applicationFor = (settings: object = {}): string =>
    emulator.world.applications.create({
      voiceUrl: `${application.origin}/own`,
      statusCallback: `${application.origin}/status`,
      ...settings,
    }).sid;

  test('goes to the application of its token with its parameters, and is answered by its TwiML', async () => {
    application.page('/own', '<Response><Say>Hello.</Say><Pause length="600"/></Response>');
    const applicationSid = applicationFor();
    const tab = await tabOf('alice', { applicationSid, params: { team: 'billing' } });
    await tab.calls('TJSone', 'To=%2B447700900123&reason=a%20b&From=%2B15005550000&team=forged');
    const ringing = await tab.gets('ringing');
    expect(ringing.callsid).toMatch(/^CA[0-9a-f]{32}$/);
    expect(ringing.sdp).toContain('PCMU');
    expect(await tab.gets('answer')).toEqual({ callsid: ringing.callsid, reconnect: expect.any(String) });
    const [request] = application.at('/own');
    expect(request?.fields).toMatchObject({
      CallSid: ringing.callsid,
      From: 'client:alice',
      Caller: 'client:alice',
      To: '+447700900123',
      Called: '+447700900123',
      Direction: 'inbound',
      ApplicationSid: applicationSid,
      reason: 'a b',
      team: 'billing',
      CallStatus: 'ringing',
    });
    await rest.calls(ringing.callsid).update({ twiml: '<Response><Hangup/></Response>' });
    expect(await tab.gets('hangup')).toEqual({ callsid: ringing.callsid });
    await until('the end is told', () => application.at('/status').length === 1);
  });

  test('without parameters has an empty To', async () => {
    application.page('/own', '<Response><Say>Hello.</Say></Response>');
    const tab = await tabOf('alice', { applicationSid: applicationFor() });
    await tab.calls('TJSone', '');
    await tab.gets('answer');
    expect(application.at('/own')[0]?.fields).toMatchObject({ To: '', From: 'client:alice' });
  });

  test('rings with early media until somebody else answers', async () => {
    application.page(
      '/own',
      '<Response><Dial answerOnBridge="true"><Number>+447700900123</Number></Dial></Response>',
    );
    const tab = await tabOf('alice', { applicationSid: applicationFor() });
    await tab.calls('TJSone', '');
    await tab.gets('ringing');
    await until('it rings there', () =>
      emulator.world.calls.list().some(({ to, status }) => to === '+447700900123' && status === 'ringing'),
    );
    expect(tab.has('answer')).toBe(false);
    const there = emulator.world.calls.list().find(({ to }) => to === '+447700900123');
    emulator.world.handsets.answer(there?.sid ?? '');
    await tab.gets('answer');
  });

  test('is hung up before it is answered, by the name that the client gave it', async () => {
    application.page('/own', 'never');
    const tab = await tabOf('alice', { applicationSid: applicationFor() });
    await tab.calls('TJSone', '');
    const { callsid } = await tab.gets('ringing');
    tab.send('hangup', { callsid: 'TJSone' });
    await until('it ended', () => statusOf(callsid) === 'no-answer');
    expect(tab.has('hangup')).toBe(false);
  });

  test.each([
    ['<Reject reason="busy"/>', 31486],
    ['<Reject/>', 31603],
  ])('that meets %s is told so', async (document, code) => {
    application.page('/own', `<Response>${document}</Response>`);
    const tab = await tabOf('alice', { applicationSid: applicationFor() });
    await tab.calls('TJSone', '');
    const { callsid } = await tab.gets('ringing');
    expect(await tab.gets('hangup')).toMatchObject({ callsid, error: { code } });
  });

  test.each([
    ['whose token has no outgoing grant', () => undefined, 31201],
    ['to an application that is not there', () => `AP${'0'.repeat(32)}`, 31001],
    ['to an application without a voice URL', () => applicationFor({ voiceUrl: '' }), 31404],
  ])('%s is refused', async (_name, applicationSid, code) => {
    const sid = applicationSid();
    const tab = await tabOf('alice', sid === undefined ? {} : { applicationSid: sid });
    await tab.calls('TJSone', '');
    expect(await tab.gets('hangup')).toMatchObject({ callsid: 'TJSone', error: { code } });
    expect(journalled('client-call-refused')).toMatchObject([{ identity: 'alice', code }]);
  });

  test('with sound that nobody can use is refused', async () => {
    application.page('/own', '<Response><Say>Hello.</Say></Response>');
    const tab = await tabOf('alice', { applicationSid: applicationFor() });
    tab.send('invite', { callsid: 'TJSone', sdp: 'v=0', twilio: {} });
    expect(await tab.gets('hangup')).toMatchObject({ error: { code: 31400 } });
    expect(application.at('/own')).toEqual([]);
    expect(warnings).toEqual(['the sound that a client offers cannot be used']);
  });
});

describe('during a call', () => {
  test('keys sent by signalling are pressed, and messages acknowledged', async () => {
    const tab = await tabOf('alice');
    const sid = await aliceTalks(tab);
    tab.send('dtmf', { callsid: sid, dtmf: '1w#' });
    await until(
      'both keys',
      () => (emulator.world.calls.get(sid)?.heard ?? []).filter(({ verb }) => verb === 'Key').length === 2,
    );
    const message = {
      content: { a: 1 },
      contenttype: 'application/json',
      messagetype: 'user-defined-message',
    };
    tab.send('message', { callsid: sid, voiceeventsid: 'KX1', ...message });
    expect(await tab.gets('ack')).toEqual({ acktype: 'message', callsid: sid, voiceeventsid: 'KX1' });
    tab.send('message', { callsid: 'CAelse', voiceeventsid: 'KX2', ...message });
    expect(await tab.gets('error')).toMatchObject({ voiceeventsid: 'KX2', error: { code: 31404 } });
  });

  test('a tab cannot touch the call of another one', async () => {
    const [alice, mallory] = [await tabOf('alice'), await tabOf('mallory')];
    const sid = await aliceTalks(alice);
    mallory.send('hangup', { callsid: sid });
    mallory.send('dtmf', { callsid: sid, dtmf: '9' });
    expect(await mallory.gets('hangup')).toMatchObject({ callsid: sid, error: { code: 31404 } });
    mallory.send('invite', { callsid: sid, sdp: 'v=0', reconnect: 'guessed', twilio: {} });
    expect(await mallory.gets('hangup')).toMatchObject({ callsid: sid, error: { code: 31209 } });
    expect(statusOf(sid)).toBe('in-progress');
  });

  test('the signalling may break: sound and leg go on, and the client comes back', async () => {
    const tab = await tabOf('alice');
    const { sid } = await ringAlice();
    const invite = await tab.gets('invite');
    await tab.accepts(invite);
    await until('answered', () => statusOf(sid) === 'in-progress');
    tab.killSocket();
    await until('missed', () => callOf(sid)?.signalling === 'away');
    await pause(2_500);
    expect(statusOf(sid)).toBe('in-progress');
    const again = await tabOf('alice');
    again.send('invite', { callsid: sid, reconnect: invite.reconnect, sdp: 'v=0', twilio: {} });
    expect(await again.gets('answer')).toEqual({ callsid: sid, reconnect: invite.reconnect });
    expect(callOf(sid)?.signalling).toBe('here');
    again.send('hangup', { callsid: sid });
    await until('ended', () => statusOf(sid) === 'completed');
    expect(journalled('client-reconnected')).toHaveLength(1);
  });

  test('a client that comes back too late learns that the call is over', async () => {
    const tab = await PStreamClient.registered(emulator.url, accessToken('alice'), 1);
    tabs.push(tab);
    const { sid } = await ringAlice();
    const invite = await tab.gets('invite');
    await tab.accepts(invite);
    await until('answered', () => statusOf(sid) === 'in-progress');
    tab.killSocket();
    const took = await until('given up', () => statusOf(sid) === 'completed');
    expect(took).toBeGreaterThan(700);
    expect(journalled('client-lost')).toMatchObject([{ why: 'signalling-away-too-long' }]);
    const again = await tabOf('alice');
    again.send('invite', { callsid: sid, reconnect: invite.reconnect, sdp: 'v=0', twilio: {} });
    expect(await again.gets('hangup')).toEqual({ callsid: sid });
  });

  test('a closed tab is noticed within two seconds', async () => {
    const tab = await tabOf('alice');
    const sid = await aliceTalks(tab);
    tab.close();
    expect(await until('noticed', () => statusOf(sid) === 'completed')).toBeLessThan(2_500);
    expect(journalled('client-lost')).toMatchObject([{ callSid: sid, why: 'browser-gone' }]);
  });

  test('sound is set up anew when the client asks for it', async () => {
    const tab = await tabOf('alice');
    const sid = await aliceTalks(tab);
    tab.send('reinvite', { callsid: sid, sdp: await tab.offersAnew() });
    expect(await tab.gets('answer')).toMatchObject({ callsid: sid, sdp: expect.stringContaining('PCMU') });
    expect(statusOf(sid)).toBe('in-progress');
    expect(journalled('client-sound-renewed')).toHaveLength(1);
  });

  test('whoever is silent for too long is hung up: sound that never connects, sound that stops, a dead socket', async () => {
    const tab = await tabOf('alice');
    const bob = await tabOf('bob');
    const { sid: bobsSid } = await ringAlice('client:bob');
    await connectedSound(await bob.accepts(await bob.gets('invite')));
    const silent = new WebSocket(`${emulator.url.replace('http:', 'ws:')}/signal`);
    const dropped = once(silent, 'close');
    const { sid } = await ringAlice();
    await tab.accepts(await tab.gets('invite'), 'never-connects');
    await until('answered', () => statusOf(sid) === 'in-progress');
    bob.stopSpeaking();
    const bobTook = await until('bob is hung up', () => statusOf(bobsSid) === 'completed', 40_000);
    expect(bobTook).toBeGreaterThan(8_000);
    expect(await bob.gets('hangup')).toMatchObject({ callsid: bobsSid, error: { code: 53405 } });
    const took = bobTook + (await until('hung up', () => statusOf(sid) === 'completed', 40_000));
    expect(took).toBeGreaterThan(13_000);
    expect(await tab.gets('hangup')).toMatchObject({ callsid: sid, error: { code: 53405 } });
    expect(journalled('client-lost')).toMatchObject([
      { callSid: bobsSid, why: 'sound-stopped' },
      { callSid: sid, why: 'sound-never-connected' },
    ]);
    await dropped;
    expect(tab.heartbeats).toBeGreaterThanOrEqual(1);
    expect(emulator.world.clients.list()).toMatchObject([
      { identity: 'alice', registered: 1 },
      { identity: 'bob', registered: 1 },
    ]);
  });
});

test('the journal holds no token and no SDP', async () => {
  const tab = await tabOf('alice');
  await aliceTalks(tab);
  const text = JSON.stringify(emulator.journal.after(0));
  expect(text).toContain('client-answered');
  expect(text).not.toMatch(/eyJ|a=fingerprint|a=ice-pwd|v=0/);
});
