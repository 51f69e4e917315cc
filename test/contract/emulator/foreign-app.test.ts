import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGarage } from './foreign-app.ts';
import type { Garage } from './foreign-app.ts';
import { ACCOUNT_SID, AUTH_TOKEN, Handset, openTelephoneCompany } from './telephone-company.ts';
import type { TelephoneCompany } from './telephone-company.ts';

const GARAGE = '+442079460150';
const MECHANIC = '+447700900021';
const MENU = [
  'Say: Rivet Garage. For a mechanic press 1.',
  'Say: For the workshop press 2, to wait in line press 3, to leave a message press 4.',
];

let company: TelephoneCompany;
let garage: Garage;
let caller: Handset;
let mechanic: Handset;

beforeEach(async () => {
  company = await openTelephoneCompany((restUrl) => {
    garage = createGarage({
      accountSid: ACCOUNT_SID,
      authToken: AUTH_TOKEN,
      restUrl,
      garageNumber: GARAGE,
      mechanicNumber: MECHANIC,
    });
    return garage.app;
  });
  await garage.client.incomingPhoneNumbers.create({
    phoneNumber: GARAGE,
    voiceUrl: `${company.application}/voice`,
  });
  caller = new Handset(company, '+447700900020');
  mechanic = new Handset(company, MECHANIC);
});
afterEach(() => company.close());

/** Every callback of one kind, as the value of one field. */
function told(what: string, field: string): (string | undefined)[] {
  return garage.told.filter((callback) => callback.what === what).map((callback) => callback.fields[field]);
}

/** What was heard of these verbs; the rest is sounds whose words are the emulator's own. */
async function spokenTo(handset: Handset): Promise<string[]> {
  return (await handset.heard()).filter((line) => /^(Say|Party|Key|Error): /.test(line));
}

async function callerPresses(key: string): Promise<void> {
  await caller.rings(GARAGE);
  await company.wait(2);
  await caller.presses(key);
  await company.wait(1);
}

/** The WAV of a recording, fetched as any Twilio client fetches it. */
async function mediaOf(url: string | undefined): Promise<Buffer> {
  const answer = await fetch(`${url}.wav`, {
    headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}` },
  });
  expect(answer.headers.get('content-type')).toBe('audio/x-wav');
  const wav = Buffer.from(await answer.arrayBuffer());
  expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
  return wav;
}

/** The loudest sample of one channel, between two frames of the file. */
function loudest(wav: Buffer, channel: 0 | 1, channels: 1 | 2, from = 0, to = Infinity): number {
  let most = 0;
  const frames = Math.min(to, Math.floor((wav.length - 44) / 2 / channels));
  for (let frame = from; frame < frames; frame++) {
    most = Math.max(most, Math.abs(wav.readInt16LE(44 + (frame * channels + channel) * 2)));
  }
  return most;
}

describe('an application that was written for Twilio runs unchanged', () => {
  test('a caller who presses nothing hears the menu again', async () => {
    await caller.rings(GARAGE);
    await company.wait(25);
    expect((await spokenTo(caller)).slice(0, 5)).toEqual([...MENU, 'Say: We did not hear a key.', ...MENU]);
    expect(await caller.status()).toBe('in-progress');
  });

  test('a caller is put through, the mechanic hears the whisper alone, and both hear each other', async () => {
    await callerPresses('1');
    expect(await mechanic.ringing()).toHaveLength(1);
    await mechanic.answers();
    await company.wait(4);
    await caller.says('My brakes squeal.');
    await company.wait(3);
    await mechanic.says('Bring it in tomorrow.');
    await company.wait(3);
    await mechanic.hangsUp();
    await company.wait(5);
    expect(await spokenTo(mechanic)).toEqual(['Say: A caller for the garage.', 'Party: My brakes squeal.']);
    expect(await spokenTo(caller)).toEqual([
      MENU[0],
      'Key: 1',
      'Party: Bring it in tomorrow.',
      'Say: Thank you for calling Rivet Garage.',
    ]);
    expect(await caller.status()).toBe('completed');
    expect(told('/mechanic-done', 'DialCallStatus')).toEqual(['completed']);
    expect(told('/mechanic-done', 'DialBridged')).toEqual(['true']);
  });

  test('a mechanic who does not answer is given up, and the caller is told', async () => {
    await callerPresses('1');
    await company.wait(40);
    expect(told('/mechanic-done', 'DialCallStatus')).toEqual(['no-answer']);
    expect((await spokenTo(caller)).at(-1)).toBe('Say: No mechanic is free.');
  });

  test('a conference: the caller waits, talks, is held, hears an announcement, and leaves', async () => {
    await callerPresses('2');
    await company.wait(6);
    expect((await spokenTo(caller)).slice(-2)).toEqual([
      'Say: The workshop comes to the telephone.',
      'Say: Please hold for the workshop.',
    ]);
    await mechanic.answers();
    await company.wait(3);
    await mechanic.says('Workshop, good morning.');
    await company.wait(2);
    expect((await spokenTo(caller)).at(-1)).toBe('Party: Workshop, good morning.');

    const [room] = await garage.client.conferences.list({ status: 'in-progress' });
    if (!room) throw new Error('No conference is in progress.');
    const participants = await garage.client.conferences(room.sid).participants.list();
    expect(participants.map(({ callSid }) => callSid).sort()).toEqual(
      [caller.callSid, mechanic.callSid].sort(),
    );

    const callerInRoom = garage.client.conferences(room.sid).participants(caller.callSid);
    await callerInRoom.update({
      hold: true,
      holdUrl: `${company.application}/hold-music`,
      holdMethod: 'POST',
    });
    await company.wait(3);
    await mechanic.says('I ask a colleague.');
    await company.wait(2);
    const heardOnHold = (await caller.heard()).join('\n');
    expect(heardOnHold).toContain('You are on hold.');
    expect(heardOnHold).not.toContain('I ask a colleague.');
    await callerInRoom.update({ hold: false });
    await garage.client.conferences(room.sid).update({
      announceUrl: `${company.application}/announcement`,
      announceMethod: 'POST',
    });
    await company.wait(5);
    for (const person of [caller, mechanic]) {
      expect((await person.heard()).join('\n')).toContain('The workshop closes in ten minutes.');
    }

    await mechanic.hangsUp();
    await company.wait(2);
    await caller.hangsUp();
    await company.wait(5);
    const news = told('/room-news', 'StatusCallbackEvent');
    expect(new Set(news)).toEqual(
      new Set(['participant-join', 'conference-start', 'participant-leave', 'conference-end']),
    );
    expect(news.at(-1)).toBe('conference-end');
    expect(told('/leg-news', 'CallStatus')).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
  });

  test('a line: callers hear their place, the front one is served, the next one leaves', async () => {
    const second = new Handset(company, '+447700900030');
    await callerPresses('3');
    await second.rings(GARAGE);
    await company.wait(2);
    await second.presses('3');
    await company.wait(3);
    expect((await spokenTo(caller)).at(-1)).toBe('Say: You are number 1 in line. Press star to leave.');
    expect((await spokenTo(second)).at(-1)).toBe('Say: You are number 2 in line. Press star to leave.');

    await garage.client.calls.create({
      from: GARAGE,
      to: MECHANIC,
      url: `${company.application}/next-in-line`,
    });
    await company.wait(2);
    await mechanic.answers();
    await company.wait(5);
    await mechanic.says('What can I do for you?');
    await company.wait(3);
    expect((await spokenTo(caller)).slice(-2)).toEqual([
      'Say: A mechanic takes your call.',
      'Party: What can I do for you?',
    ]);
    await company.wait(8);
    expect(await spokenTo(second)).toContain('Say: You are number 1 in line. Press star to leave.');

    await second.presses('*');
    await company.wait(4);
    expect((await spokenTo(second)).at(-1)).toBe('Say: You have left the line.');
    await mechanic.hangsUp();
    await company.wait(4);
    expect((await spokenTo(caller)).at(-1)).toBe('Say: We hope that helped.');
    expect(told('/left-line', 'QueueResult')).toEqual(['leave', 'bridged']);
  });

  test('a message: the caller speaks after the beep, and the garage can fetch what was said', async () => {
    await callerPresses('4');
    await company.wait(5);
    await caller.says('The engine does not start any more.');
    await company.wait(4);
    await caller.presses('#');
    await company.wait(30);
    expect((await spokenTo(caller)).at(-1)).toBe('Say: Thank you, we ring back today.');
    expect(told('/message-taken', 'Digits')).toEqual(['#']);
    expect(told('/message-ready', 'RecordingStatus')).toEqual(['completed']);

    const [recording] = await garage.client.recordings.list({ callSid: caller.callSid });
    expect(recording).toMatchObject({ source: 'RecordVerb', status: 'completed', channels: 1 });
    const wav = await mediaOf(told('/message-ready', 'RecordingUrl')[0]);
    expect(loudest(wav, 0, 1)).toBeGreaterThan(3000);
  });

  test('a live call recorded by REST, both sides on channels of their own', async () => {
    await callerPresses('1');
    await mechanic.answers();
    await company.wait(3);
    const { sid } = await garage.client
      .calls(caller.callSid)
      .recordings.create({ recordingChannels: 'dual' });
    await caller.says('One two three.');
    await company.wait(5);
    await mechanic.says('Four five six.');
    await company.wait(5);
    await caller.hangsUp();
    await company.wait(30);
    const recording = await garage.client.recordings(sid).fetch();
    expect(recording).toMatchObject({ status: 'completed', channels: 2, callSid: caller.callSid });

    const wav = await mediaOf(recording.mediaUrl);
    const half = Math.floor((wav.length - 44) / 4 / 2);
    const when = { caller: [0, half], mechanic: [half, 2 * half] } as const;
    expect(loudest(wav, 0, 2, ...when.caller)).toBeGreaterThan(3000);
    expect(loudest(wav, 1, 2, ...when.caller)).toBe(0);
    expect(loudest(wav, 0, 2, ...when.mechanic)).toBe(0);
    expect(loudest(wav, 1, 2, ...when.mechanic)).toBeGreaterThan(3000);
  });

  test('a call that the garage moves hears the new document at once', async () => {
    await callerPresses('3');
    await garage.client.calls(caller.callSid).update({ url: `${company.application}/announcement` });
    await company.wait(6);
    expect((await spokenTo(caller)).at(-1)).toBe('Say: The workshop closes in ten minutes.');
    expect(await caller.status()).toBe('completed');
  });
});
