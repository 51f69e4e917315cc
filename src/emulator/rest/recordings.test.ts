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

let emulator: RunningEmulator;
let client: ReturnType<typeof twilio>;
let application: Application;

beforeEach(async () => {
  application = await startApplication();
  application.page('/greeting', '<Response><Say>Welcome to the shop.</Say><Pause length="600"/></Response>');
  application.page(
    '/room',
    '<Response><Dial><Conference record="record-from-start">room-1</Conference></Dial></Response>',
  );
  application.page('/recorded', { status: 204 });
  emulator = await startEmulator({ port: 0, accountSid, authToken, clock: 'manual', callsPerSecond: 1000 });
  client = twilio(accountSid, authToken);
  client.api.baseUrl = emulator.url;
});

afterEach(async () => {
  await emulator.close();
  await application.close();
});

async function callerDials(path: string): Promise<string> {
  await client.incomingPhoneNumbers.create({ phoneNumber: shop, voiceUrl: application.origin + path });
  const call = emulator.world.handsets.ring({ from: caller, to: shop });
  await emulator.clock.advance(1000);
  return call.sid;
}

describe('a recording', () => {
  const auth = { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
  const media = (sid: string, rest: string) =>
    fetch(`${emulator.url}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}${rest}`, { headers: auth });

  test('is begun, paused, resumed, stopped, downloaded as WAV and deleted', async () => {
    const sid = await callerDials('/greeting');
    const begun = await client.calls(sid).recordings.create({
      recordingChannels: 'dual',
      recordingStatusCallback: `${application.origin}/recorded`,
      recordingStatusCallbackEvent: ['completed'],
    });
    expect(begun).toMatchObject({
      status: 'in-progress',
      channels: 2,
      source: 'StartCallRecordingAPI',
      callSid: sid,
    });
    await emulator.clock.advance(2000);
    expect((await media(begun.sid, '.wav')).status).toBe(404);
    const current = client.calls(sid).recordings('Twilio.CURRENT');
    expect(await current.update({ status: 'paused', pauseBehavior: 'skip' })).toMatchObject({
      status: 'paused',
    });
    await emulator.clock.advance(2000);
    expect(await current.update({ status: 'in-progress' })).toMatchObject({ status: 'in-progress' });
    await emulator.clock.advance(2000);
    expect((await client.calls(sid).recordings(begun.sid).update({ status: 'stopped' })).sid).toBe(begun.sid);
    await emulator.clock.advance(30_000);

    const done = await client.recordings(begun.sid).fetch();
    expect(done).toMatchObject({ status: 'completed', duration: '4', callSid: sid });
    expect(done.mediaUrl).toBe(`${emulator.url}/2010-04-01/Accounts/${accountSid}/Recordings/${begun.sid}`);
    const [told] = application.at('/recorded');
    expect(told?.fields['RecordingUrl']).toContain(`/Recordings/${begun.sid}`);

    for (const ending of ['', '.wav', '.wav?RequestedChannels=2', '.wav?RequestedChannels=1']) {
      const answer = await media(begun.sid, ending);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'audio/x-wav']);
      expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    }
    expect((await media(begun.sid, '.mp3')).status).toBe(404);
    expect(await client.recordings.list({ callSid: sid })).toHaveLength(1);
    expect(await client.calls(sid).recordings.list()).toHaveLength(1);

    expect(await client.recordings(begun.sid).remove()).toBe(true);
    expect((await media(begun.sid, '.wav')).status).toBe(404);
    await expect(client.recordings(begun.sid).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  test('in one channel cannot be had in two: 16113', async () => {
    const sid = await callerDials('/greeting');
    const begun = await client.calls(sid).recordings.create();
    expect(begun.channels).toBe(1);
    await emulator.clock.advance(2000);
    emulator.world.handsets.hangUp(sid);
    await emulator.clock.advance(30_000);
    const answer = await media(begun.sid, '.wav?RequestedChannels=2');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 16113 });
  });

  test('cannot begin on a call that is over', async () => {
    const sid = await callerDials('/greeting');
    emulator.world.handsets.hangUp(sid);
    await expect(client.calls(sid).recordings.create()).rejects.toMatchObject({ code: 21220 });
  });

  test('of a conference is listed, paused and read below the conference', async () => {
    await callerDials('/room');
    const added = await client.conferences('room-1').participants.create({ from: shop, to: '+447700900002' });
    await emulator.clock.advance(3000);
    emulator.world.handsets.answer(added.callSid);
    await emulator.clock.advance(3000);
    const room = client.conferences(added.conferenceSid);
    const [running] = await room.recordings.list();
    expect(running).toMatchObject({
      status: 'in-progress',
      source: 'Conference',
      conferenceSid: added.conferenceSid,
    });
    expect(await room.recordings('Twilio.CURRENT').update({ status: 'paused' })).toMatchObject({
      status: 'paused',
    });
    expect((await room.recordings(running?.sid ?? '').fetch()).status).toBe('paused');
    const elsewhere = client.calls(added.callSid).recordings(running?.sid ?? '');
    await expect(elsewhere.fetch()).rejects.toMatchObject({ code: 20404 });
  });

  test('is handed out without sign-in, as Twilio does by default, but not to wrong credentials', async () => {
    const sid = await callerDials('/greeting');
    const begun = await client.calls(sid).recordings.create();
    await emulator.clock.advance(2000);
    emulator.world.handsets.hangUp(sid);
    await emulator.clock.advance(30_000);
    const url = (await client.recordings(begun.sid).fetch()).mediaUrl;
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url, { headers: { Authorization: 'Basic bm9ib2R5OndoYXQ=' } })).status).toBe(401);
    expect((await fetch(`${url}.json`)).status).toBe(401);
  });
});
