// Longer than 300 lines because it is one promise a test, and the promises of one resource are easier to compare side by side.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { callerNumber, shopNumber, startCompany } from '../../../../../test/emulator/company.ts';
import type { Company } from '../../../../../test/emulator/company.ts';

const anna = '+441632960101';
const ben = '+441632960102';
let company: Company;

beforeEach(async () => {
  company = await startCompany();
  company.app.page('/after', '<Response><Say>Dial is over</Say></Response>');
  company.app.page('/leg', { status: 204 });
});

afterEach(() => company.close());

async function dialled(dial: string): Promise<string> {
  company.app.page('/voice', `<Response>${dial}<Say>Next verb</Say></Response>`);
  const caller = company.ring();
  await company.seconds(1);
  return caller;
}

const afterFields = () => company.app.at('/after').map(({ fields }) => fields);
const legStatuses = () => company.app.at('/leg').map(({ fields }) => fields['CallStatus']);

describe('one party', () => {
  test('answers, talks with the caller, and hangs up: the action is told', async () => {
    const caller = await dialled(
      `<Dial action="/after"><Number statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">${anna}</Number></Dial>`,
    );
    const callee = company.legTo(anna);
    company.world.handsets.answer(callee);
    await company.seconds(5);
    company.world.handsets.speak(callee, 'Hello, Anna here');
    company.world.handsets.speak(caller, 'Hello Anna');
    await company.seconds(5);
    company.world.handsets.hangUp(callee);
    await company.seconds(1);
    expect(afterFields()).toEqual([
      expect.objectContaining({
        DialCallStatus: 'completed',
        DialCallSid: callee,
        DialCallDuration: '10',
        DialBridged: 'true',
        CallSid: caller,
      }),
    ]);
    expect(company.heard(caller)).toEqual([
      'Ringing: ringing',
      'Ringing: ringing',
      'Party: Hello, Anna here',
      'Speech: Hello Anna',
      'Say: Dial is over',
    ]);
    expect(company.heard(callee)).toEqual([
      `Ringing: call from ${callerNumber}`,
      'Speech: Hello, Anna here',
      'Party: Hello Anna',
    ]);
    expect(legStatuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(company.app.at('/leg').map(({ fields }) => fields['SequenceNumber'])).toEqual([
      '0',
      '1',
      '2',
      '3',
    ]);
    expect(company.app.at('/leg')[0]?.fields).toMatchObject({
      ParentCallSid: caller,
      Direction: 'outbound-dial',
      From: callerNumber,
      To: anna,
    });
  });

  test('a number as text is dialled; without action the next verb runs', async () => {
    const caller = await dialled(`<Dial>${anna}</Dial>`);
    company.world.handsets.reject(company.legTo(anna));
    await company.seconds(1);
    expect(company.heard(caller)).toContain('Say: Next verb');
  });

  test('nobody answers within the timeout and five seconds more', async () => {
    await dialled(`<Dial timeout="10" action="/after">${anna}</Dial>`);
    await company.seconds(14);
    expect(afterFields()).toEqual([]);
    await company.seconds(1);
    expect(afterFields()).toEqual([
      expect.objectContaining({ DialCallStatus: 'no-answer', DialBridged: 'false' }),
    ]);
  });

  test.each([
    ['busy', 'busy'],
    ['unreachable', 'failed'],
  ] as const)('a handset that is %s ends the dial as %s', async (mode, status) => {
    company.world.handsets.setMode(anna, mode);
    await dialled(`<Dial action="/after">${anna}</Dial>`);
    expect(afterFields().map((fields) => fields['DialCallStatus'])).toEqual([status]);
  });

  test.each([
    ['<Client>desk</Client>', 'no-answer'],
    ['<Sip>sip:desk@example.org</Sip>', 'failed'],
    ['<Number>not a number</Number>', 'failed'],
  ])('%s, which nobody can reach, ends as %s', async (noun, status) => {
    await dialled(`<Dial action="/after">${noun}</Dial>`);
    expect(afterFields().map((fields) => fields['DialCallStatus'])).toEqual([status]);
  });

  test('a timeout below five seconds is warned of and thirty holds', async () => {
    await dialled(`<Dial timeout="2" action="/after">${anna}</Dial>`);
    await company.seconds(33);
    expect(afterFields()).toEqual([]);
    expect(company.debuggerCodes()).toEqual([13212]);
  });

  test('with answerOnBridge the caller keeps ringing until the callee answers', async () => {
    const caller = await dialled(`<Dial answerOnBridge="true">${anna}</Dial>`);
    expect(company.status(caller)).toBe('ringing');
    company.world.handsets.answer(company.legTo(anna));
    await company.clock.settle();
    expect(company.status(caller)).toBe('in-progress');
  });

  test('the conversation ends at its time limit', async () => {
    await dialled(`<Dial timeLimit="20" action="/after">${anna}</Dial>`);
    const callee = company.legTo(anna);
    company.world.handsets.answer(callee);
    await company.seconds(19);
    expect(company.status(callee)).toBe('in-progress');
    await company.seconds(2);
    expect(company.status(callee)).toBe('completed');
    expect(afterFields()).toHaveLength(1);
  });

  test('with hangupOnStar the caller drops the callee and goes on', async () => {
    const caller = await dialled(`<Dial hangupOnStar="true" action="/after">${anna}</Dial>`);
    company.world.handsets.answer(company.legTo(anna));
    await company.seconds(1);
    company.world.handsets.press(caller, '1*');
    await company.seconds(1);
    expect(company.status(company.legTo(anna))).toBe('completed');
    expect(afterFields()).toEqual([expect.objectContaining({ DialCallStatus: 'completed' })]);
  });

  test('the callee sees the callerId only when it is the account’s own', async () => {
    await dialled(`<Dial callerId="${shopNumber}">${anna}</Dial>`);
    expect(company.world.calls.get(company.legTo(anna))?.from).toBe(shopNumber);
    await dialled(`<Dial callerId="+15550199">${ben}</Dial>`);
    expect(company.world.calls.get(company.legTo(ben))?.from).toBe(callerNumber);
    expect(company.debuggerCodes()).toEqual([13214]);
  });

  test('sendDigits are heard by the callee before the caller is joined', async () => {
    await dialled(`<Dial><Number sendDigits="w12">${anna}</Number></Dial>`);
    company.world.handsets.answer(company.legTo(anna));
    await company.seconds(1);
    expect(company.heard(company.legTo(anna))).toContain('Play: keys w12');
  });

  test('a voicemail answers too, and the caller hears its greeting and beep', async () => {
    company.world.handsets.setMode(anna, 'voicemail');
    company.world.handsets.name(anna, 'Anna');
    const caller = await dialled(`<Dial>${anna}</Dial>`);
    await company.seconds(20);
    expect(company.heard(caller).slice(2)).toEqual([
      'Party: You have reached the voicemail of Anna. Please leave a message after the tone.',
      'Party: beep',
    ]);
  });
});

describe('the caller hangs up', () => {
  test('while it rings: the leg is cancelled, the action is told, nothing more runs', async () => {
    const caller = await dialled(
      `<Dial action="/after"><Number statusCallback="/leg">${anna}</Number></Dial>`,
    );
    company.world.handsets.hangUp(caller);
    expect(company.status(company.legTo(anna))).toBe('canceled');
    await company.seconds(1);
    expect(afterFields()).toEqual([
      expect.objectContaining({ DialCallStatus: 'canceled', CallStatus: 'completed' }),
    ]);
    expect(legStatuses()).toEqual(['canceled']);
    expect(company.heard(caller)).not.toContain('Say: Dial is over');
  });

  test('while talking: the callee is dropped', async () => {
    const caller = await dialled(`<Dial action="/after">${anna}</Dial>`);
    const callee = company.legTo(anna);
    company.world.handsets.answer(callee);
    await company.seconds(1);
    company.world.handsets.hangUp(caller);
    expect(company.status(callee)).toBe('completed');
  });
});

describe('several parties', () => {
  const both = `<Number statusCallback="/leg">${anna}</Number><Number statusCallback="/leg">${ben}</Number>`;

  test('ring together; the first who answers is taken and the others stop ringing', async () => {
    await dialled(`<Dial action="/after">${both}</Dial>`);
    expect([company.status(company.legTo(anna)), company.status(company.legTo(ben))]).toEqual([
      'ringing',
      'ringing',
    ]);
    company.world.handsets.answer(company.legTo(ben));
    await company.seconds(1);
    expect(company.status(company.legTo(anna))).toBe('canceled');
    company.world.handsets.hangUp(company.legTo(ben));
    await company.seconds(1);
    expect(afterFields()).toEqual([
      expect.objectContaining({ DialCallSid: company.legTo(ben), DialCallStatus: 'completed' }),
    ]);
    expect(legStatuses()).toEqual(['canceled', 'completed']);
  });

  test('who picks up a moment after the first is let go', async () => {
    await dialled(`<Dial action="/after">${both}</Dial>`);
    company.world.handsets.answer(company.legTo(anna));
    company.world.handsets.answer(company.legTo(ben));
    await company.seconds(1);
    expect([company.status(company.legTo(anna)), company.status(company.legTo(ben))]).toEqual([
      'in-progress',
      'completed',
    ]);
  });

  test('all refuse: the dial is busy', async () => {
    await dialled(`<Dial action="/after">${both}</Dial>`);
    company.world.handsets.reject(company.legTo(anna));
    await company.seconds(1);
    expect(afterFields()).toEqual([]);
    company.world.handsets.reject(company.legTo(ben));
    await company.seconds(1);
    expect(afterFields().map((fields) => fields['DialCallStatus'])).toEqual(['busy']);
  });

  test('one after the other when sequential', async () => {
    await dialled(`<Dial sequential="true" timeout="5" action="/after">${both}</Dial>`);
    expect(() => company.legTo(ben)).toThrow();
    await company.seconds(10);
    expect(company.status(company.legTo(anna))).toBe('no-answer');
    expect(company.status(company.legTo(ben))).toBe('ringing');
  });
});

describe('a whisper', () => {
  const screened = `<Dial action="/after"><Number url="/whisper">${anna}</Number></Dial>`;

  test('is heard by the callee alone; then both are joined', async () => {
    company.app.page(
      '/whisper',
      '<Response><Gather numDigits="1" action="/accept"><Say>Press 1 to accept</Say></Gather><Hangup/></Response>',
    );
    company.app.page('/accept', '<Response/>');
    const caller = await dialled(screened);
    const callee = company.legTo(anna);
    company.world.handsets.answer(callee);
    await company.seconds(1);
    company.world.handsets.press(callee, '1');
    await company.seconds(1);
    company.world.handsets.speak(callee, 'Hello');
    await company.clock.settle();
    expect(company.heard(callee)).toContain('Say: Press 1 to accept');
    expect(company.heard(caller)).toEqual(['Ringing: ringing', 'Ringing: ringing', 'Party: Hello']);
    expect(company.app.at('/whisper')[0]?.fields).toMatchObject({ CallSid: callee, ParentCallSid: caller });
  });

  test('not accepted: the dial is completed but not bridged', async () => {
    company.app.page(
      '/whisper',
      '<Response><Gather numDigits="1" timeout="3" action="/accept"/><Hangup/></Response>',
    );
    await dialled(screened);
    company.world.handsets.answer(company.legTo(anna));
    await company.seconds(4);
    expect(afterFields()).toEqual([
      expect.objectContaining({ DialCallStatus: 'completed', DialBridged: 'false' }),
    ]);
    expect(company.status(company.legTo(anna))).toBe('completed');
  });

  test('may not dial: error 13201 and the callee is dropped', async () => {
    company.app.page('/whisper', '<Response><Dial>+441632960103</Dial></Response>');
    await dialled(screened);
    company.world.handsets.answer(company.legTo(anna));
    await company.seconds(1);
    expect(company.debuggerCodes()).toEqual([13201]);
    expect(afterFields()).toEqual([expect.objectContaining({ DialBridged: 'false' })]);
  });

  test('the caller giving up during it drops the callee', async () => {
    company.app.page('/whisper', '<Response><Pause length="30"/></Response>');
    const caller = await dialled(screened);
    company.world.handsets.answer(company.legTo(anna));
    await company.seconds(1);
    company.world.handsets.hangUp(caller);
    expect(company.status(company.legTo(anna))).toBe('completed');
  });
});

describe('an own number', () => {
  test('runs its voice URL on a second leg, and both sides hear each other', async () => {
    const branch = '+441632960050';
    company.app.page(
      '/branch',
      '<Response><Say>Branch office</Say><Gather numDigits="1" action="/branch-key"/></Response>',
    );
    company.app.page('/branch-key', '<Response><Say>Thank you</Say></Response>');
    company.world.numbers.create({
      phoneNumber: branch,
      settings: { voiceUrl: `${company.app.origin}/branch` },
    });
    const caller = await dialled(`<Dial action="/after">${branch}</Dial>`);
    await company.seconds(2);
    expect(company.app.at('/branch')[0]?.fields).toMatchObject({
      Direction: 'inbound',
      From: callerNumber,
      To: branch,
    });
    expect(company.heard(caller)).toContain('Party: Branch office');
    company.world.handsets.speak(caller, 'Good day');
    await company.clock.settle();
    const inbound = company.world.calls
      .list()
      .find((call) => call.to === branch && call.direction === 'inbound');
    expect(company.heard(inbound?.sid ?? '')).toContain('Speech: Good day');
    await company.seconds(6);
    expect(inbound?.status).toBe('completed');
    expect(afterFields().map((fields) => fields['DialCallStatus'])).toEqual(['completed']);
  });
});
