// Longer than 300 lines because it is one promise a test, and the promises of one resource are easier to compare side by side.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { shopNumber, startCompany } from '../../../test/emulator/company.ts';
import type { Company } from '../../../test/emulator/company.ts';
import type { Timeline } from '../audio/timeline.ts';
import type { RecordingOptions } from './world.ts';

const anna = '+441632960101';
let company: Company;

beforeEach(async () => {
  company = await startCompany();
  company.app.page('/recorded', { status: 204 });
});

afterEach(() => company.close());

const told = () => company.app.at('/recorded').map(({ fields }) => fields);
const toldStatuses = () => told().map((fields) => fields['RecordingStatus']);
const newest = () => company.world.recordings.list().at(-1);
const options = (more: Partial<RecordingOptions> = {}): RecordingOptions => ({
  channels: 2,
  track: 'both',
  callback: {
    url: `${company.app.origin}/recorded`,
    method: 'POST',
    events: ['in-progress', 'completed', 'absent'],
  },
  ...more,
});

async function ringing(document: string): Promise<string> {
  company.app.page('/voice', `<Response>${document}</Response>`);
  const caller = company.ring();
  await company.seconds(1);
  return caller;
}

/** What is on a recording, readable: side, when it starts, where it is cut, what it is. */
function lines(timeline: Timeline | undefined): readonly string[] {
  return (timeline?.segments ?? []).map(({ side, startMs, cutAtMs, sound }) => {
    const what = sound.kind === 'speech' ? sound.text : sound.kind;
    return `${side} ${startMs} ${cutAtMs ?? 'end'} ${what}`;
  });
}

describe('a call recording started by REST', () => {
  test('has the caller on one side, everything the caller was sent on the other, each at its time', async () => {
    const caller = await ringing(`<Say>Hello</Say><Dial>${anna}</Dial>`);
    const record = company.world.recordings.start(caller, options());
    const callee = company.legTo(anna);
    await company.seconds(2);
    company.world.handsets.answer(callee);
    await company.seconds(1);
    company.world.handsets.speak(callee, 'Anna speaking');
    await company.seconds(3);
    company.world.handsets.speak(caller, 'This is a long complaint that will be cut short');
    await company.seconds(1);
    company.world.handsets.hangUp(caller);
    await company.seconds(1);
    expect(record).toMatchObject({
      status: 'completed',
      duration: 7,
      channels: 2,
      source: 'StartCallRecordingAPI',
      callSid: caller,
    });
    expect(lines(company.timelines[0])).toEqual([
      'far 3000 end Anna speaking',
      'near 6000 7000 This is a long complaint that will be cut short',
    ]);
    expect(company.timelines[0]).toMatchObject({ durationMs: 7_000, channels: 2, muted: [] });
    const voices = company.timelines[0]?.segments.map(({ sound }) =>
      sound.kind === 'speech' ? sound.voice : '',
    );
    expect(voices).toEqual([anna, company.world.calls.get(caller)?.from]);
    expect(toldStatuses()).toEqual(['in-progress', 'completed']);
    expect(told()[1]).toMatchObject({
      CallSid: caller,
      RecordingSid: record.sid,
      RecordingDuration: '7',
      RecordingChannels: '2',
      RecordingTrack: 'both',
      RecordingSource: 'StartCallRecordingAPI',
      RecordingUrl: expect.stringMatching(/\/Recordings\/RE[0-9a-f]{32}$/),
    });
  });

  test('goes on through transfers of the leg', async () => {
    const caller = await ringing('<Say>One</Say><Pause length="60"/>');
    company.world.recordings.start(caller, options());
    company.world.calls.update(caller, {
      instructions: { kind: 'twiml', twiml: '<Response><Say>Two</Say><Enqueue>q</Enqueue></Response>' },
    });
    await company.seconds(3);
    company.world.handsets.hangUp(caller);
    await company.seconds(1);
    expect(lines(company.timelines[0])).toEqual(['far 0 end Two', 'far 400 3000 music']);
  });

  test('a silent pause keeps the time, a skipping pause takes it out', async () => {
    const caller = await ringing('<Pause length="1"/><Say>.</Say><Pause length="100"/>');
    await company.seconds(1);
    const record = company.world.recordings.start(caller, options());
    const owner = { callSid: caller };
    const set = (status: 'in-progress' | 'paused', behaviour: 'silence' | 'skip' = 'silence') =>
      company.world.recordings.setStatus(owner, 'Twilio.CURRENT', status, behaviour);
    await company.seconds(2);
    expect(set('paused', 'silence').status).toBe('paused');
    company.world.handsets.speak(caller, 'Card number');
    await company.seconds(3);
    expect(set('in-progress').status).toBe('in-progress');
    set('paused', 'skip');
    company.world.handsets.speak(caller, 'Secret word');
    await company.seconds(10);
    set('in-progress');
    company.world.handsets.speak(caller, 'Goodbye');
    await company.seconds(2);
    company.world.recordings.setStatus(owner, record.sid, 'stopped', 'silence');
    await company.seconds(1);
    expect(record.duration).toBe(7);
    expect(company.timelines[0]?.muted).toEqual([{ fromMs: 2_000, toMs: 5_000 }]);
    expect(lines(company.timelines[0])).toEqual(['near 2000 end Card number', 'near 5000 end Goodbye']);
  });

  test('the file can be had once it is completed, not before, and not with channels it has not', async () => {
    const caller = await ringing('<Say>Hello</Say><Pause length="60"/>');
    const record = company.world.recordings.start(caller, options({ channels: 1 }));
    await company.seconds(2);
    company.world.handsets.hangUp(caller);
    await expect(company.world.recordings.media(record.sid, null)).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
    await company.seconds(1);
    expect(await company.world.recordings.media(record.sid, null)).toHaveLength(44);
    await expect(company.world.recordings.media(record.sid, 2)).rejects.toMatchObject({
      status: 400,
      code: 16113,
    });
    company.world.recordings.remove(record.sid);
    await expect(company.world.recordings.media(record.sid, null)).rejects.toMatchObject({ code: 20404 });
  });

  test('two at once make Twilio.CURRENT ambiguous', async () => {
    const caller = await ringing('<Say>Hello</Say><Pause length="60"/>');
    company.world.recordings.start(caller, options());
    company.world.recordings.start(caller, options());
    expect(() =>
      company.world.recordings.setStatus({ callSid: caller }, 'Twilio.CURRENT', 'paused', 'skip'),
    ).toThrow(expect.objectContaining({ code: 16108 }));
  });

  test('too short is absent', async () => {
    const caller = await ringing('<Say>Hello</Say><Pause length="60"/>');
    const record = company.world.recordings.start(caller, options());
    company.world.handsets.hangUp(caller);
    await company.seconds(1);
    expect(record).toMatchObject({ status: 'absent', errorCode: 16101, duration: null });
    expect(toldStatuses()).toEqual(['in-progress', 'absent']);
  });

  test('cannot be started on a call that rings or is over', async () => {
    const caller = await ringing('<Pause length="5"/><Hangup/>');
    expect(() => company.world.recordings.start(caller, options())).toThrow(
      expect.objectContaining({ code: 21220 }),
    );
    await company.seconds(5);
    expect(() => company.world.recordings.start(caller, options())).toThrow(
      expect.objectContaining({ code: 21220 }),
    );
    expect(() => company.world.recordings.start('CA0', options())).toThrow(
      expect.objectContaining({ code: 20404 }),
    );
  });

  test.each([
    ['inbound', ['near']],
    ['outbound', ['far']],
  ] as const)('of the %s track keeps that side only, in one channel', async (track, sides) => {
    const caller = await ringing('<Say>Hello</Say><Pause length="60"/>');
    const record = company.world.recordings.start(caller, options({ track }));
    company.world.handsets.speak(caller, 'Good morning');
    company.world.calls.update(caller, {
      instructions: { kind: 'twiml', twiml: '<Response><Say>Welcome back</Say></Response>' },
    });
    await company.seconds(5);
    expect(record.channels).toBe(1);
    expect(company.timelines[0]?.segments.map(({ side }) => side)).toEqual(sides);
  });
});

describe('the Record verb', () => {
  test('takes the caller’s words after a beep, until silence; the action always comes', async () => {
    company.app.page('/message', '<Response><Say>Thank you</Say></Response>');
    const caller = await ringing(
      '<Record action="/message" timeout="4" recordingStatusCallback="/recorded"/>',
    );
    company.world.handsets.speak(caller, 'Please call me back');
    await company.seconds(10);
    const [message] = company.app.at('/message');
    expect(message?.fields).toMatchObject({
      RecordingSid: newest()?.sid,
      RecordingDuration: '2',
      CallSid: caller,
    });
    expect(message?.fields).not.toHaveProperty('Digits');
    expect(company.heard(caller)).toEqual([
      'Ringing: ringing',
      'Record: beep',
      'Speech: Please call me back',
      'Say: Thank you',
    ]);
    expect(newest()).toMatchObject({ source: 'RecordVerb', channels: 1 });
    expect(lines(company.timelines[0])).toEqual(['near 500 end Please call me back']);
    expect(toldStatuses()).toEqual(['completed']);
  });

  test('is transcribed when asked', async () => {
    company.app.page('/message', '<Response/>');
    company.app.page('/text', { status: 204 });
    const caller = await ringing(
      '<Record action="/message" timeout="3" transcribe="true" transcribeCallback="/text"/>',
    );
    company.world.handsets.speak(caller, 'My name is Jones and my boiler is broken');
    await company.seconds(10);
    expect(company.app.at('/text')[0]?.fields).toMatchObject({
      TranscriptionText: 'My name is Jones and my boiler is broken',
      TranscriptionStatus: 'completed',
      RecordingSid: newest()?.sid,
    });
  });

  test('ends with any key, which is told', async () => {
    company.app.page('/message', '<Response/>');
    const caller = await ringing('<Record action="/message"/>');
    company.world.handsets.press(caller, '1');
    await company.seconds(1);
    expect(company.app.at('/message')[0]?.fields['Digits']).toBe('1');
  });

  test('ends at its greatest length', async () => {
    company.app.page('/message', '<Response/>');
    await ringing('<Record action="/message" maxLength="3" timeout="0" playBeep="false"/>');
    await company.seconds(2.1);
    expect(company.app.at('/message')[0]?.fields['RecordingDuration']).toBe('3');
  });

  test('a caller who hangs up is reported with the word hangup', async () => {
    company.app.page('/message', '<Response><Say>Nobody hears this</Say></Response>');
    const caller = await ringing('<Record action="/message"/>');
    company.world.handsets.speak(caller, 'Never mind');
    await company.seconds(2);
    company.world.handsets.hangUp(caller);
    await company.seconds(1);
    expect(company.app.at('/message')[0]?.fields).toMatchObject({
      Digits: 'hangup',
      CallStatus: 'completed',
    });
    expect(company.heard(caller)).not.toContain('Say: Nobody hears this');
  });

  test('without an action asks for its own document again', async () => {
    await ringing('<Record timeout="2"/>');
    await company.seconds(3);
    expect(company.app.at('/voice')[1]?.fields).toHaveProperty('RecordingUrl');
  });
});

describe('other recordings', () => {
  test('of a dial: from the answer, both sides, told to the action', async () => {
    company.app.page('/after', '<Response/>');
    const caller = await ringing(
      `<Dial record="record-from-answer-dual" recordingStatusCallback="/recorded" action="/after">${anna}</Dial>`,
    );
    const callee = company.legTo(anna);
    expect(company.world.recordings.list()).toEqual([]);
    company.world.handsets.answer(callee);
    await company.seconds(1);
    company.world.handsets.speak(caller, 'Hello');
    company.world.handsets.speak(callee, 'Hi there');
    await company.seconds(3);
    company.world.handsets.hangUp(callee);
    await company.seconds(1);
    expect(company.app.at('/after')[0]?.fields['RecordingUrl']).toContain(newest()?.sid);
    expect(newest()).toMatchObject({ source: 'DialVerb', callSid: caller, channels: 2, duration: 4 });
    expect(lines(company.timelines[0])).toEqual(['near 1000 end Hello', 'far 1000 end Hi there']);
  });

  test('of a conference: begins when it starts, ends with it, without coach or waiting music', async () => {
    company.app.page(
      '/voice',
      '<Response><Dial><Conference record="record-from-start" recordingStatusCallback="/recorded">room</Conference></Dial></Response>',
    );
    const first = company.ring('+441632960701');
    await company.seconds(10);
    const second = company.ring('+441632960702');
    await company.seconds(1);
    company.world.handsets.speak(first, 'Hello');
    company.world.handsets.speak(second, 'Hello you');
    await company.seconds(5);
    company.world.handsets.hangUp(first);
    company.world.handsets.hangUp(second);
    await company.seconds(1);
    const conference = company.world.conferences.list()[0];
    expect(told()[0]).toMatchObject({
      ConferenceSid: conference?.sid,
      RecordingSource: 'Conference',
      RecordingChannels: '1',
    });
    expect(told()[0]).not.toHaveProperty('CallSid');
    expect(lines(company.timelines[0])).toEqual(['near 1000 end Hello', 'far 1000 end Hello you']);
  });

  test('begun and ended by Start and Stop', async () => {
    await ringing(
      '<Start><Recording name="main" recordingStatusCallback="/recorded" recordingStatusCallbackEvent="in-progress completed"/></Start><Say>This is recorded</Say><Stop><Recording name="main"/></Stop><Say>This is not</Say>',
    );
    await company.seconds(5);
    expect(newest()?.channels).toBe(2);
    expect(lines(company.timelines[0])).toEqual(['far 0 end This is recorded']);
    expect(toldStatuses()).toEqual(['in-progress', 'completed']);
  });

  test('of a call made with Record: the last status callback names it', async () => {
    company.app.page('/status', { status: 204 });
    const call = company.world.calls.createOutbound({
      from: shopNumber,
      to: anna,
      instructions: { kind: 'twiml', twiml: '<Response><Say>Hello</Say></Response>' },
      fallback: null,
      statusCallback: { url: `${company.app.origin}/status`, method: 'POST', events: ['completed'] },
      timeoutSeconds: 30,
      timeLimitSeconds: null,
      sendDigits: null,
      record: options({ channels: 1 }),
      callerName: null,
    });
    await company.seconds(1);
    company.world.handsets.answer(call.sid);
    await company.seconds(5);
    expect(company.app.at('/status')[0]?.fields).toMatchObject({
      RecordingSid: newest()?.sid,
      RecordingDuration: '1',
    });
    expect(newest()?.source).toBe('OutboundAPI');
  });
});

test('a renderer that fails makes the recording absent instead of silently missing', async () => {
  await company.close();
  company = await startCompany({
    renderRecording: () => Promise.reject(new Error('no voice')),
    logger: { warn: () => undefined, error: () => undefined },
  });
  company.app.page('/recorded', { status: 204 });
  const caller = await ringing('<Say>Hello</Say><Pause length="60"/>');
  const record = company.world.recordings.start(caller, options());
  await company.seconds(2);
  company.world.handsets.hangUp(caller);
  await company.seconds(1);
  expect(record.status).toBe('absent');
});
