import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import type { Application } from '../../../test/emulator/company.ts';
import { startApplication } from '../../../test/emulator/company.ts';
import type { RunningEmulator } from '../start-emulator.ts';
import { startEmulator } from '../start-emulator.ts';

const accountSid = `AC${'a'.repeat(32)}`;
const authToken = 't'.repeat(32);
const shop = '+442079460018';
const caller = '+447700900001';
const agent = '+447700900002';

/** What the application says, by path. */
const documents: Readonly<Record<string, string>> = {
  '/greeting': '<Response><Say>Welcome to the shop.</Say><Pause length="600"/></Response>',
  '/agent': '<Response><Say>A call for you.</Say><Pause length="600"/></Response>',
  '/moved': '<Response><Say>You were moved.</Say><Pause length="600"/></Response>',
  '/room': '<Response><Dial><Conference beep="false">room-1</Conference></Dial></Response>',
  '/queue': '<Response><Enqueue waitUrl="/wait">billing</Enqueue></Response>',
  '/wait': '<Response><Say>Please wait.</Say><Pause length="30"/></Response>',
  '/music': '<Response><Say>Music.</Say><Pause length="600"/></Response>',
};

let emulator: RunningEmulator;
let client: ReturnType<typeof twilio>;
let application: Application;
let base: string;

beforeEach(async () => {
  application = await startApplication();
  for (const [path, document] of Object.entries(documents)) application.page(path, document);
  application.page('/status', { status: 204 });
  base = application.origin;
  emulator = await startEmulator({ port: 0, accountSid, authToken, clock: 'manual', callsPerSecond: 1000 });
  emulator.world.numbers.create({ phoneNumber: shop, settings: {} });
  client = twilio(accountSid, authToken);
  client.api.baseUrl = emulator.url;
});

afterEach(async () => {
  await emulator.close();
  await application.close();
});

async function callerDials(path: string): Promise<string> {
  for (const { sid } of emulator.world.numbers.list())
    emulator.world.numbers.update(sid, { voiceUrl: base + path });
  const call = emulator.world.handsets.ring({ from: caller, to: shop });
  await emulator.clock.advance(1000);
  return call.sid;
}

const statusesTold = (): (string | undefined)[] =>
  application.at('/status').map(({ fields }) => fields['CallStatus']);

describe('calls made by REST', () => {
  test('ring a handset, are answered, and tell the application so', async () => {
    const call = await client.calls.create({
      to: agent,
      from: shop,
      url: `${base}/agent`,
      statusCallback: `${base}/status`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    });
    expect(call).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      to: agent,
      from: shop,
      duration: null,
    });
    await emulator.clock.advance(3000);
    expect((await client.calls(call.sid).fetch()).status).toBe('ringing');

    emulator.world.handsets.answer(call.sid);
    await emulator.clock.advance(5000);
    expect((await client.calls(call.sid).fetch()).status).toBe('in-progress');
    await client.calls(call.sid).update({ status: 'completed' });
    await emulator.clock.advance(1000);

    const ended = await client.calls(call.sid).fetch();
    expect(ended.status).toBe('completed');
    expect(Number(ended.duration)).toBeGreaterThanOrEqual(4);
    expect(statusesTold()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
  });

  test('can be cancelled while they ring', async () => {
    const call = await client.calls.create({ to: agent, from: shop, twiml: '<Response/>' });
    await emulator.clock.advance(3000);
    expect((await client.calls(call.sid).update({ status: 'canceled' })).status).toBe('canceled');
    await emulator.clock.advance(1000);
    expect((await client.calls(call.sid).fetch()).duration).toBe('0');
  });

  test('take their settings from an application', async () => {
    const made = await client.applications.create({
      voiceUrl: `${base}/agent`,
      statusCallback: `${base}/status`,
    });
    const call = await client.calls.create({ to: agent, from: shop, applicationSid: made.sid });
    await emulator.clock.advance(3000);
    emulator.world.handsets.answer(call.sid);
    await emulator.clock.advance(3000);
    expect(emulator.world.calls.get(call.sid)?.heard.map(({ text }) => text)).toContain('A call for you.');
  });
});

describe('a live call', () => {
  test('is moved to other instructions at once', async () => {
    const sid = await callerDials('/greeting');
    await client.calls(sid).update({ url: `${base}/moved` });
    await emulator.clock.advance(1000);
    expect(emulator.world.calls.get(sid)?.heard.at(-1)?.text).toBe('You were moved.');
  });

  test('that is over cannot be moved: 21220', async () => {
    const sid = await callerDials('/greeting');
    emulator.world.handsets.hangUp(sid);
    await expect(client.calls(sid).update({ twiml: '<Response/>' })).rejects.toMatchObject({
      status: 400,
      code: 21220,
    });
  });

  test('can be deleted only when it is over', async () => {
    const sid = await callerDials('/greeting');
    await expect(client.calls(sid).remove()).rejects.toMatchObject({ code: 20009 });
    emulator.world.handsets.hangUp(sid);
    await emulator.clock.advance(1000);
    expect(await client.calls(sid).remove()).toBe(true);
    await expect(client.calls(sid).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  test('is found by number and status, and lists what the application was asked', async () => {
    const sid = await callerDials('/greeting');
    expect(
      (await client.calls.list({ from: caller, status: 'in-progress' })).map((call) => call.sid),
    ).toEqual([sid]);
    expect(await client.calls.list({ status: 'completed' })).toEqual([]);
    const [event] = await client.calls(sid).events.list();
    expect(event?.request).toMatchObject({
      method: 'POST',
      url: `${base}/greeting`,
      parameters: { call_sid: sid },
    });
    expect(event?.response).toMatchObject({ response_code: 200 });
  });
});

describe('a conference', () => {
  test('takes a participant by its name, holds, mutes and lets go', async () => {
    const callerSid = await callerDials('/room');
    const added = await client
      .conferences('room-1')
      .participants.create({ from: shop, to: agent, label: 'agent' });
    expect(added).toMatchObject({
      status: 'queued',
      label: 'agent',
      hold: false,
      endConferenceOnExit: false,
    });
    await emulator.clock.advance(3000);
    emulator.world.handsets.answer(added.callSid);
    await emulator.clock.advance(2000);

    const [room] = await client.conferences.list({ friendlyName: 'room-1', status: 'in-progress' });
    if (!room) throw new Error('the room is not in progress');
    const inRoom = await client.conferences(room.sid).participants.list();
    expect(new Set(inRoom.map(({ callSid }) => callSid))).toEqual(new Set([callerSid, added.callSid]));

    const held = await client
      .conferences(room.sid)
      .participants(callerSid)
      .update({ hold: true, holdUrl: `${base}/music`, holdMethod: 'POST' });
    expect(held.hold).toBe(true);
    expect(await client.conferences(room.sid).participants.list({ hold: true })).toHaveLength(1);
    await emulator.clock.advance(1000);
    expect(application.at('/music')).toHaveLength(1);
    expect(await client.conferences(room.sid).participants('agent').update({ muted: true })).toMatchObject({
      callSid: added.callSid,
      muted: true,
    });

    expect(await client.conferences(room.sid).participants(added.callSid).remove()).toBe(true);
    await emulator.clock.advance(1000);
    await expect(client.conferences(room.sid).participants('agent').fetch()).rejects.toMatchObject({
      code: 20404,
    });
    emulator.world.handsets.hangUp(callerSid);
    await emulator.clock.advance(1000);
    expect((await client.conferences(room.sid).fetch()).status).toBe('completed');
    expect(await client.conferences(room.sid).participants.list()).toEqual([]);
    await expect(client.conferences('room-1').fetch()).rejects.toMatchObject({ code: 20404 });
  });

  test('is ended by REST', async () => {
    await callerDials('/room');
    const added = await client.conferences('room-1').participants.create({ from: shop, to: agent });
    await emulator.clock.advance(3000);
    emulator.world.handsets.answer(added.callSid);
    await emulator.clock.advance(2000);
    const ended = await client.conferences(added.conferenceSid).update({ status: 'completed' });
    expect(ended).toMatchObject({ status: 'completed', reasonConferenceEnded: 'conference-ended-via-api' });
  });
});

describe('a queue', () => {
  test('shows who waits, and its front is taken out to other instructions', async () => {
    const sid = await callerDials('/queue');
    await emulator.clock.advance(5000);
    const [queue] = await client.queues.list();
    if (!queue) throw new Error('nobody made the queue');
    expect(queue).toMatchObject({ friendlyName: 'billing', currentSize: 1 });
    const front = await client.queues(queue.sid).members('Front').fetch();
    expect(front).toMatchObject({ callSid: sid, position: 1 });
    expect(front.waitTime).toBeGreaterThanOrEqual(5);
    await client
      .queues(queue.sid)
      .members('Front')
      .update({ url: `${base}/moved` });
    await emulator.clock.advance(1000);
    expect(emulator.world.calls.get(sid)?.heard.at(-1)?.text).toBe('You were moved.');
    expect(await client.queues(queue.sid).members.list()).toEqual([]);
  });
});
