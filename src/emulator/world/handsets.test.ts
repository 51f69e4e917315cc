import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { callerNumber, shopNumber, startCompany } from '../../../test/emulator/company.ts';
import type { Company } from '../../../test/emulator/company.ts';

const anna = '+441632960101';
let company: Company;

beforeEach(async () => {
  company = await startCompany();
  company.app.page('/voice', '<Response><Say>Hello</Say><Pause length="60"/></Response>');
});

afterEach(() => company.close());

async function rung(twiml = '<Response><Pause length="60"/></Response>'): Promise<string> {
  const call = company.world.calls.createOutbound({
    from: shopNumber,
    to: anna,
    instructions: { kind: 'twiml', twiml },
    fallback: null,
    statusCallback: null,
    timeoutSeconds: 30,
    timeLimitSeconds: null,
    sendDigits: null,
    record: null,
    callerName: null,
  });
  await company.seconds(1);
  return call.sid;
}

test('a caller may bring a name, a withheld number and any further field', async () => {
  company.world.handsets.ring({
    from: 'anonymous',
    to: '01632 960001'.replace('0', '+44').replace(' ', ''),
    callerName: 'Mrs Smith',
    extra: { ForwardedFrom: '+441632960555', FromCity: 'LEEDS', StirVerstat: 'TN-Validation-Passed-A' },
  });
  await company.seconds(1);
  expect(company.app.at('/voice')[0]?.fields).toMatchObject({
    From: 'anonymous',
    To: shopNumber,
    Caller: 'anonymous',
    Called: shopNumber,
    CallerName: 'Mrs Smith',
    ForwardedFrom: '+441632960555',
    FromCity: 'LEEDS',
    StirVerstat: 'TN-Validation-Passed-A',
    ApiVersion: '2010-04-01',
  });
});

test('an application set on a number wins over the number’s own address', async () => {
  company.app.page('/application', '<Response><Say>Application</Say></Response>');
  const application = company.world.applications.create({ voiceUrl: `${company.app.origin}/application` });
  const [number] = company.world.numbers.list();
  company.world.numbers.update(number?.sid ?? '', { voiceApplicationSid: application.sid });
  const caller = company.ring();
  await company.seconds(1);
  expect(company.heard(caller)).toContain('Say: Application');
  expect(company.app.at('/voice')).toEqual([]);
});

test('a caller who gives up before an answer is a call without answer', async () => {
  company.app.page('/voice', '<Response><Pause length="20"/></Response>');
  const caller = company.ring();
  await company.seconds(2);
  company.world.handsets.hangUp(caller);
  expect(company.status(caller)).toBe('no-answer');
});

describe('a handset that rings', () => {
  test('can be answered once it rings, once', async () => {
    const call = await rung();
    company.world.handsets.answer(call);
    expect(company.status(call)).toBe('in-progress');
    expect(() => company.world.handsets.answer(call)).toThrow('answered already');
    expect(() => company.world.handsets.reject(call)).toThrow('answered already');
  });

  test('can be refused, and says nothing before it is answered', async () => {
    const call = await rung();
    expect(() => company.world.handsets.speak(call, 'Hello')).toThrow('still rings');
    expect(() => company.world.handsets.press(call, '1')).toThrow('still rings');
    company.world.handsets.reject(call);
    expect(company.status(call)).toBe('busy');
    expect(() => company.world.handsets.hangUp(call)).toThrow('is over');
  });

  test('is listed with its name and mode', async () => {
    company.world.handsets.name(anna, 'Anna');
    company.world.handsets.setMode(anna, 'busy');
    company.ring();
    expect(company.world.handsets.directory()).toEqual([
      { number: anna, name: 'Anna', mode: 'busy' },
      { number: callerNumber, name: callerNumber, mode: 'ring' },
    ]);
    expect(company.status(await rung())).toBe('busy');
  });

  test('with voicemail picks up after four seconds and talks to whoever called', async () => {
    company.world.handsets.setMode(anna, 'voicemail');
    company.app.page('/done', '<Response/>');
    const call = await rung(
      `<Response><Gather input="speech" speechTimeout="2" action="${company.app.origin}/done"/></Response>`,
    );
    await company.seconds(3);
    expect(company.status(call)).toBe('ringing');
    await company.seconds(15);
    expect(company.app.at('/done')[0]?.fields['SpeechResult']).toContain('voicemail');
  });
});

test.each([
  [(sid: string) => company.world.handsets.press(sid, '12x'), 'not keys'],
  [(sid: string) => company.world.handsets.speak(sid, '  '), 'nothing to say'],
  [(sid: string) => company.world.handsets.answer(sid), 'made by this handset'],
  [() => company.world.handsets.hangUp('CA0'), 'no call'],
])('a wrong wish is refused with a reason (%#)', (wish, reason) => {
  const caller = company.ring();
  expect(() => wish(caller)).toThrow(reason);
});

test('sentences said at once follow one another, and w in keys waits', async () => {
  company.app.page('/voice', '<Response><Dial><Conference>room</Conference></Dial></Response>');
  const one = company.ring('+441632960701');
  const two = company.ring('+441632960702');
  await company.seconds(1);
  company.world.handsets.speak(one, 'First of two sentences');
  company.world.handsets.speak(one, 'Second');
  company.world.handsets.press(one, '1w2');
  await company.clock.settle();
  const partyLines = () => company.heard(two).filter((line) => line.startsWith('Party'));
  expect(partyLines()).toEqual(['Party: First of two sentences']);
  expect(company.heard(one)).not.toContain('Key: 2');
  await company.seconds(3);
  expect(partyLines()).toEqual(['Party: First of two sentences', 'Party: Second']);
  expect(company.heard(one)).toContain('Key: 2');
});

test('a call between own numbers in one room does not echo for ever', async () => {
  const branch = '+441632960050';
  company.app.page('/voice', '<Response><Dial><Conference>room</Conference></Dial></Response>');
  company.world.numbers.create({
    phoneNumber: branch,
    settings: { voiceUrl: `${company.app.origin}/voice` },
  });
  company.world.calls.createOutbound({
    from: shopNumber,
    to: branch,
    instructions: { kind: 'url', url: `${company.app.origin}/voice`, method: 'POST' },
    fallback: null,
    statusCallback: null,
    timeoutSeconds: 30,
    timeLimitSeconds: null,
    sendDigits: null,
    record: null,
    callerName: null,
  });
  await company.seconds(2);
  const third = company.ring();
  await company.seconds(1);
  company.world.handsets.speak(third, 'Echo?');
  await company.seconds(30);
  const echoes = company.heard(third).filter((line) => line === 'Party: Echo?');
  expect(echoes.length).toBeLessThanOrEqual(2);
});

test('messages are sent, delivered, and told', async () => {
  company.app.page('/sms', { status: 204 });
  const message = company.world.messages.create({
    from: shopNumber,
    to: anna,
    body: 'Your call-back is at 3',
    statusCallback: `${company.app.origin}/sms`,
  });
  expect(message.status).toBe('queued');
  await company.seconds(2);
  expect(message.status).toBe('delivered');
  expect(company.app.at('/sms').map(({ fields }) => fields['MessageStatus'])).toEqual(['sent', 'delivered']);
  expect(() =>
    company.world.messages.create({ from: shopNumber, to: 'x', body: '', statusCallback: null }),
  ).toThrow(expect.objectContaining({ code: 21211 }));
});
