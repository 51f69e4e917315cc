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
  application.page('/greeting', '<Response><Say>Hi.</Say><Pause length="600"/></Response>');
  application.page('/words', { status: 204 });
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
  await emulator.clock.advance(1_000);
  return call.sid;
}

/** What the application was told, in order. */
const told = () => application.at('/words').map(({ fields }) => fields);
const content = () =>
  told()
    .filter(({ TranscriptionEvent: event }) => event === 'transcription-content')
    .map(({ Track: track, TranscriptionData: data, Final: final }) => [
      track,
      (JSON.parse(data ?? '') as { transcript: string }).transcript,
      final,
    ]);

describe('real-time transcription', () => {
  test('tells what a party types when it was said, and its own beginning and end, form-encoded and numbered', async () => {
    const sid = await callerDials('/greeting');
    const begun = await client.calls(sid).transcriptions.create({
      name: 'words-1',
      statusCallbackUrl: `${application.origin}/words`,
      inboundTrackLabel: 'caller',
      languageCode: 'en-GB',
    });
    expect(begun).toMatchObject({ accountSid, callSid: sid, name: 'words-1', status: 'in-progress' });
    expect(begun.sid).toMatch(/^GT[0-9a-f]{32}$/);
    expect(begun.uri).toBe(
      `/2010-04-01/Accounts/${accountSid}/Calls/${sid}/Transcriptions/${begun.sid}.json`,
    );
    emulator.world.handsets.speak(sid, 'I was charged twice.');
    await emulator.clock.advance(1_000);
    expect(content()).toEqual([]);
    await emulator.clock.advance(1_000);
    const stopped = await client.calls(sid).transcriptions('words-1').update({ status: 'stopped' });
    expect(stopped).toMatchObject({ sid: begun.sid, status: 'stopped' });
    emulator.world.handsets.speak(sid, 'Nobody hears this.');
    await emulator.clock.advance(5_000);

    const base = { AccountSid: accountSid, CallSid: sid, TranscriptionSid: begun.sid };
    const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    expect(told()).toEqual([
      {
        ...base,
        TranscriptionEvent: 'transcription-started',
        SequenceId: '1',
        Timestamp: stamp,
        LanguageCode: 'en-GB',
        ProviderConfiguration: '{}',
        TranscriptionEngine: 'google',
        Name: 'words-1',
        Track: 'both_tracks',
        InboundTrackLabel: 'caller',
        OutboundTrackLabel: 'outbound',
        PartialResults: 'false',
      },
      {
        ...base,
        TranscriptionEvent: 'transcription-content',
        SequenceId: '2',
        Timestamp: stamp,
        LanguageCode: 'en-GB',
        Track: 'inbound_track',
        TranscriptionData: '{"transcript":"I was charged twice.","confidence":0.94}',
        Final: 'true',
      },
      { ...base, TranscriptionEvent: 'transcription-stopped', SequenceId: '3', Timestamp: stamp },
    ]);
  });

  test('counts prompts as the outbound track, tells as much of a sentence as was said when it is cut, and ends with the call', async () => {
    application.page(
      '/menu',
      `<Response><Start><Transcription statusCallbackUrl="/words" partialResults="true"/></Start><Say>Welcome.</Say><Gather input="dtmf" numDigits="1" action="/greeting"><Say>Press one for this, two for that, and three for everything else.</Say></Gather></Response>`,
    );
    const sid = await callerDials('/menu');
    await emulator.clock.advance(1_500);
    emulator.world.handsets.press(sid, '1');
    await emulator.clock.advance(500);
    emulator.world.handsets.speak(sid, 'Thank you, that was all for today.');
    await emulator.clock.advance(1_000);
    emulator.world.handsets.hangUp(sid);
    await emulator.clock.advance(1_000);
    const final = content().filter(([, , isFinal]) => isFinal === 'true');
    expect(final[0]).toEqual(['outbound_track', 'Welcome.', 'true']);
    expect(final[1]?.[1]).toMatch(/^Press one/);
    expect(final[1]?.[1]).not.toMatch(/everything else/);
    expect(final.at(-1)?.slice(0, 2)).toEqual(['inbound_track', 'Thank you,']);
    expect(content().some(([, , isFinal]) => isFinal === 'false')).toBe(true);
    expect(told().at(-1)).toMatchObject({ TranscriptionEvent: 'transcription-stopped' });
    expect(emulator.world.transcriptions.list()).toMatchObject([{ status: 'stopped' }]);
  });

  test('is stopped by <Stop>, listens to one side when asked, and needs a call in progress', async () => {
    application.page(
      '/one-side',
      '<Response><Start><Transcription name="mine" track="outbound_track" statusCallbackUrl="/words"/></Start><Say>One.</Say><Pause length="3"/><Stop><Transcription name="mine"/></Stop><Say>Two.</Say><Pause length="60"/></Response>',
    );
    const sid = await callerDials('/one-side');
    emulator.world.handsets.speak(sid, 'Three.');
    await emulator.clock.advance(10_000);
    expect(content()).toEqual([['outbound_track', 'One.', 'true']]);
    await expect(
      client.calls(sid).transcriptions('mine').update({ status: 'stopped' }),
    ).rejects.toMatchObject({ status: 404, code: 20404 });
    emulator.world.handsets.hangUp(sid);
    await emulator.clock.advance(1_000);
    await expect(client.calls(sid).transcriptions.create({})).rejects.toMatchObject({
      status: 400,
      code: 21220,
    });
    await expect(client.calls(`CA${'0'.repeat(32)}`).transcriptions.create({})).rejects.toMatchObject({
      code: 20404,
    });
  });
});
