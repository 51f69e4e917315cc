import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, operationOf, readPublishedContract } from './published-contract.ts';
import { ACCOUNT_SID, AUTH_TOKEN, Handset, openTelephoneCompany } from './telephone-company.ts';
import type { TelephoneCompany } from './telephone-company.ts';

/** Published, and not needed by an application that only telephones. */
const NOT_EMULATED = [
  'POST /2010-04-01/Accounts/{Sid}.json',
  'POST /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json',
  'DELETE /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json',
];
const ACCOUNT = `/2010-04-01/Accounts/${ACCOUNT_SID}`;
const BUSINESS = '+442079460100';
const EXPERT = '+447700900011';

const contract = readPublishedContract();
const asked = new Set<string>();
let company: TelephoneCompany;
let caller: Handset;

/** One document for each way of waiting. */
const application: RequestListener = (request, response) => {
  const documents: Readonly<Record<string, string>> = {
    '/menu': '<Say>Hello</Say><Pause length="600"/>',
    '/room': '<Dial><Conference waitUrl="" record="record-from-start">Room 1</Conference></Dial>',
    '/line': '<Enqueue waitUrl="/music">Line 1</Enqueue>',
    '/music': '<Pause length="60"/>',
  };
  request.resume().on('end', () => {
    response.setHeader('content-type', 'text/xml');
    response.end(`<Response>${documents[request.url ?? ''] ?? ''}</Response>`);
  });
};

/** Asks the emulator, expects the published answer, and gives its body. */
async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, form?: Readonly<Record<string, string>>) {
  const target = path.startsWith('/2010-04-01') ? path : `${ACCOUNT}${path}`;
  const response = await fetch(`${company.emulator.url}${target}`, {
    method,
    headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}` },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const text = await response.text();
  const operation = operationOf(contract, method, target.split('?')[0] ?? '');
  asked.add(operation);
  const body: Record<string, never> | null = text === '' ? null : JSON.parse(text);
  expect([operation, ...faultsOf(contract, operation, response.status, body)]).toEqual([operation]);
  return body ?? {};
}

async function callerRings(document: '/menu' | '/room' | '/line'): Promise<string> {
  const { incoming_phone_numbers: numbers } = await ask(
    'GET',
    `/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(BUSINESS)}`,
  );
  await ask('POST', `/IncomingPhoneNumbers/${String(sidOf(numbers))}.json`, {
    VoiceUrl: company.application + document,
  });
  await caller.rings(BUSINESS);
  await company.wait(5);
  return caller.callSid;
}

function sidOf(list: unknown): unknown {
  const [first]: { sid?: unknown }[] = Array.isArray(list) ? list : [];
  return first?.sid;
}

beforeAll(async () => {
  company = await openTelephoneCompany(() => application);
  caller = new Handset(company, '+447700900001');
});
afterAll(() => company.close());

describe('every answer of the emulator is as Twilio publishes it', () => {
  test('the account and its balance', async () => {
    expect(await ask('GET', `${ACCOUNT}.json`)).toMatchObject({ sid: ACCOUNT_SID, status: 'active' });
    await ask('GET', '/Balance.json');
  });

  test('numbers', async () => {
    await ask('GET', '/AvailablePhoneNumbers/GB/Local.json');
    const number = await ask('POST', '/IncomingPhoneNumbers.json', {
      PhoneNumber: BUSINESS,
      FriendlyName: 'Shop',
    });
    await ask('GET', `/IncomingPhoneNumbers/${number.sid}.json`);
    await ask('POST', `/IncomingPhoneNumbers/${number.sid}.json`, { VoiceMethod: 'GET' });
    await ask('POST', `/IncomingPhoneNumbers/${number.sid}.json`, { VoiceMethod: 'POST' });
    await ask('GET', '/IncomingPhoneNumbers.json');
    const other = await ask('POST', '/IncomingPhoneNumbers.json', { PhoneNumber: '+442079460199' });
    await ask('DELETE', `/IncomingPhoneNumbers/${other.sid}.json`);
  });

  test('applications', async () => {
    const made = await ask('POST', '/Applications.json', {
      FriendlyName: 'Phones',
      VoiceUrl: `${company.application}/menu`,
    });
    await ask('GET', `/Applications/${made.sid}.json`);
    await ask('POST', `/Applications/${made.sid}.json`, { FriendlyName: 'Telephones' });
    await ask('GET', '/Applications.json');
    await ask('DELETE', `/Applications/${made.sid}.json`);
  });

  test('messages', async () => {
    const message = await ask('POST', '/Messages.json', {
      From: BUSINESS,
      To: EXPERT,
      Body: 'Please ring back.',
    });
    await company.wait(5);
    await ask('GET', `/Messages/${message.sid}.json`);
    await ask('GET', '/Messages.json');
  });

  test('calls: queued, ringing, talking, over, removed', async () => {
    const url = `${company.application}/menu`;
    const call = await ask('POST', '/Calls.json', { From: BUSINESS, To: EXPERT, Url: url });
    await ask('GET', `/Calls/${call.sid}.json`);
    await company.wait(2);
    expect(await ask('GET', `/Calls/${call.sid}.json`)).toMatchObject({ status: 'ringing' });
    await new Handset(company, EXPERT).answers();
    await company.wait(2);
    expect(await ask('GET', `/Calls/${call.sid}.json`)).toMatchObject({ status: 'in-progress' });
    await ask('GET', '/Calls.json?Status=in-progress&PageSize=1');
    expect(await ask('POST', `/Calls/${call.sid}.json`, { Status: 'completed' })).toMatchObject({
      sid: call.sid,
    });
    await company.wait(2);
    expect(await ask('GET', `/Calls/${call.sid}.json`)).toMatchObject({ status: 'completed' });
    await ask('DELETE', `/Calls/${call.sid}.json`);
  });

  test('recordings of a call', async () => {
    const sid = await callerRings('/menu');
    const recording = await ask('POST', `/Calls/${sid}/Recordings.json`, { RecordingChannels: 'dual' });
    const path = `/Calls/${sid}/Recordings/${recording.sid}.json`;
    await ask('GET', `/Recordings/${recording.sid}.json`);
    await company.wait(5);
    expect(await ask('POST', path, { Status: 'paused' })).toMatchObject({ status: 'paused' });
    expect(await ask('POST', path, { Status: 'in-progress' })).toMatchObject({ status: 'in-progress' });
    expect(await ask('GET', path)).toMatchObject({ channels: 2, source: 'StartCallRecordingAPI' });
    await ask('POST', `/Calls/${sid}/Recordings/Twilio.CURRENT.json`, { Status: 'stopped' });
    await caller.hangsUp();
    await company.wait(30);
    await ask('GET', `/Calls/${sid}/Recordings.json`);
    await ask('GET', '/Recordings.json');
    expect(await ask('GET', `/Recordings/${recording.sid}.json`)).toMatchObject({ status: 'completed' });
    await ask('DELETE', `/Recordings/${recording.sid}.json`);
  });

  test('a recording removed through its call', async () => {
    const sid = await callerRings('/menu');
    const recording = await ask('POST', `/Calls/${sid}/Recordings.json`);
    await company.wait(3);
    await caller.hangsUp();
    await company.wait(30);
    await ask('DELETE', `/Calls/${sid}/Recordings/${recording.sid}.json`);
  });

  test('conferences, participants and recordings of conferences', async () => {
    const sid = await callerRings('/room');
    const { conferences } = await ask('GET', '/Conferences.json?FriendlyName=Room%201');
    const room = `/Conferences/${String(sidOf(conferences))}`;
    expect(await ask('GET', `${room}.json`)).toMatchObject({ status: 'init' });
    const expert = await ask('POST', `${room}/Participants.json`, {
      From: BUSINESS,
      To: EXPERT,
      Label: 'expert',
    });
    await company.wait(2);
    await new Handset(company, EXPERT).answers();
    await company.wait(5);
    expect(await ask('GET', `${room}.json`)).toMatchObject({ status: 'in-progress' });
    expect(await ask('GET', `${room}/Participants/expert.json`)).toMatchObject({ status: 'connected' });
    expect(await ask('POST', `${room}/Participants/${sid}.json`, { Hold: 'true' })).toMatchObject({
      hold: true,
    });
    await ask('GET', `${room}/Participants.json`);
    const { recordings } = await ask('GET', `${room}/Recordings.json`);
    const recording = `${room}/Recordings/${String(sidOf(recordings))}.json`;
    await ask('POST', recording, { Status: 'paused', PauseBehavior: 'skip' });
    await ask('POST', recording, { Status: 'in-progress' });
    await ask('GET', recording);
    await ask('DELETE', `${room}/Participants/${expert.call_sid}.json`);
    await ask('POST', `${room}.json`, { Status: 'completed' });
    await company.wait(30);
    expect(await ask('GET', `${room}.json`)).toMatchObject({ status: 'completed' });
    expect(await ask('GET', `${room}/Participants.json`)).toMatchObject({ participants: [] });
    await ask('DELETE', recording);
  });

  test('queues and the people in them', async () => {
    const sid = await callerRings('/line');
    const { queues } = await ask('GET', '/Queues.json');
    const queue = `/Queues/${String(sidOf(queues))}`;
    expect(await ask('GET', `${queue}.json`)).toMatchObject({ friendly_name: 'Line 1', current_size: 1 });
    await ask('POST', `${queue}.json`, { MaxSize: '20' });
    await ask('GET', `${queue}/Members.json`);
    expect(await ask('GET', `${queue}/Members/Front.json`)).toMatchObject({ call_sid: sid, position: 1 });
    await ask('POST', `${queue}/Members/${sid}.json`, { Url: `${company.application}/menu` });
    await company.wait(3);
    expect(await ask('GET', `${queue}.json`)).toMatchObject({ current_size: 0 });
    const other = await ask('POST', '/Queues.json', { FriendlyName: 'Line 2' });
    await ask('DELETE', `/Queues/${other.sid}.json`);
    await caller.hangsUp();
  });

  test('nothing that is published for these resources was left out', () => {
    const leftOut = Object.keys(contract.operations).filter((operation) => !asked.has(operation));
    expect(leftOut).toEqual(NOT_EMULATED);
  });
});

describe('the check itself', () => {
  const operation = 'GET /2010-04-01/Accounts/{AccountSid}/Balance.json';

  test.each([
    ['a missing property', { account_sid: ACCOUNT_SID, balance: '1' }, 'lacks currency'],
    ['an added one', { account_sid: ACCOUNT_SID, balance: '1', currency: 'USD', extra: 1 }, 'has extra'],
    ['a wrong type', { account_sid: ACCOUNT_SID, balance: 1, currency: 'USD' }, 'balance is 1, but a string'],
    [
      'a sid of another kind',
      { account_sid: 'CA12', balance: '1', currency: 'USD' },
      'account_sid is "CA12"',
    ],
  ])('finds %s', (_, body, sentence) => {
    expect(faultsOf(contract, operation, 200, body)).toEqual([expect.stringContaining(sentence)]);
  });

  test('finds a status that is never answered and a path that is not published', () => {
    expect(faultsOf(contract, operation, 202, {})).toEqual([expect.stringContaining('never answers 202')]);
    expect(() => operationOf(contract, 'GET', '/2010-04-01/Accounts/AC1/Teapots.json')).toThrow(
      'publishes no',
    );
  });
});
