import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { shopNumber, startCompany } from '../../../test/emulator/company.ts';
import type { Company } from '../../../test/emulator/company.ts';
import type { CallUpdate } from './world.ts';

const anna = '+441632960101';
let company: Company;

beforeEach(async () => {
  company = await startCompany({ callsPerSecond: 1 });
  company.app.page('/moved', '<Response><Say>You were moved</Say><Pause length="60"/></Response>');
  company.app.page('/after', '<Response><Say>After the dial</Say></Response>');
});

afterEach(() => company.close());

const moved = (): CallUpdate => ({
  instructions: { kind: 'url', url: `${company.app.origin}/moved`, method: 'POST' },
});

async function ringing(document: string): Promise<string> {
  company.app.page('/voice', `<Response>${document}</Response>`);
  const caller = company.ring();
  await company.seconds(1);
  return caller;
}

describe('a live call is moved', () => {
  test('out of a sentence, at once', async () => {
    const caller = await ringing('<Pause length="1"/><Say loop="0">The same again</Say>');
    company.world.calls.update(caller, moved());
    await company.seconds(10);
    expect(company.heard(caller)).toEqual([
      'Ringing: ringing',
      'Say: The same again',
      'Say: You were moved',
      'Pause: 60 s',
    ]);
  });

  test('out of a question: keys no longer answer it', async () => {
    const caller = await ringing('<Gather numDigits="1" action="/after" timeout="30"/>');
    company.world.calls.update(caller, moved());
    company.world.handsets.press(caller, '1');
    await company.seconds(40);
    expect(company.app.at('/after')).toEqual([]);
  });

  test('while one of its webhooks is still open: the late answer is not heard', async () => {
    let release: (twiml: string) => void = () => undefined;
    company.app.page('/slow', () => new Promise<string>((resolve) => (release = resolve)));
    const caller = await ringing('<Say>Hello</Say><Redirect>/slow</Redirect>');
    await company.seconds(1);
    company.world.calls.update(caller, moved());
    await company.seconds(1);
    release('<Response><Say>Too late</Say></Response>');
    await company.seconds(5);
    expect(company.heard(caller)).toContain('Say: You were moved');
    expect(company.heard(caller)).not.toContain('Say: Too late');
  });

  test('a parent of a dial: the callee is hung up, the action is told but its answer ignored', async () => {
    const caller = await ringing(`<Dial action="/after">${anna}</Dial>`);
    const callee = company.legTo(anna);
    company.world.handsets.answer(callee);
    await company.seconds(1);
    company.world.calls.update(caller, moved());
    expect(company.status(callee)).toBe('completed');
    await company.seconds(1);
    expect(company.app.at('/after')).toHaveLength(1);
    expect(company.heard(caller)).not.toContain('Say: After the dial');
    expect(company.heard(caller)).toContain('Say: You were moved');
  });

  test('a child of a dial: the parent goes on with its action, and no duration is told', async () => {
    const caller = await ringing(`<Dial action="/after">${anna}</Dial>`);
    const callee = company.legTo(anna);
    company.world.handsets.answer(callee);
    await company.seconds(5);
    company.world.calls.update(callee, moved());
    await company.seconds(1);
    expect(company.app.at('/after')[0]?.fields).toMatchObject({
      CallSid: caller,
      DialCallSid: callee,
      DialBridged: 'true',
    });
    expect(company.app.at('/after')[0]?.fields).not.toHaveProperty('DialCallDuration');
    expect(company.heard(caller)).toContain('Say: After the dial');
    expect(company.heard(callee)).toContain('Say: You were moved');
    expect(company.status(callee)).toBe('in-progress');
  });

  test('out of a room: it leaves as updated by the API', async () => {
    company.app.page('/room', { status: 204 });
    const caller = await ringing(
      '<Dial><Conference statusCallback="/room" statusCallbackEvent="leave">room</Conference></Dial>',
    );
    company.world.calls.update(caller, moved());
    await company.seconds(1);
    expect(company.app.at('/room')[0]?.fields['ReasonParticipantLeft']).toBe('participant_updated_via_api');
    expect(company.heard(caller).slice(-2)).toEqual(['Say: You were moved', 'Pause: 60 s']);
    expect(company.world.conferences.list()[0]?.status).toBe('completed');
  });

  test('out of a queue: the action is told as redirected', async () => {
    const caller = await ringing('<Enqueue action="/after">support</Enqueue>');
    company.world.calls.update(caller, moved());
    await company.seconds(1);
    expect(company.app.at('/after')[0]?.fields['QueueResult']).toBe('redirected');
    expect(company.heard(caller)).toContain('Say: You were moved');
  });

  test('twice: the last instructions win', async () => {
    const caller = await ringing('<Pause length="60"/>');
    await company.seconds(60);
    const live = await ringing('<Say loop="0">x</Say>');
    company.world.calls.update(live, moved());
    company.world.calls.update(live, {
      instructions: { kind: 'twiml', twiml: '<Response><Say>Last</Say></Response>' },
    });
    await company.seconds(2);
    expect(company.heard(live)).toContain('Say: Last');
    expect(company.heard(live)).not.toContain('Say: You were moved');
    expect(company.status(caller)).toBe('completed');
  });
});

describe('a call cannot be moved', () => {
  test('before it is in progress', async () => {
    const caller = await ringing('<Pause length="30"/>');
    expect(() => company.world.calls.update(caller, moved())).toThrow(
      expect.objectContaining({ status: 400, code: 21220 }),
    );
  });

  test('after its end', async () => {
    const caller = await ringing('<Hangup/>');
    expect(() => company.world.calls.update(caller, moved())).toThrow(
      expect.objectContaining({ code: 21220 }),
    );
    expect(() => company.world.calls.update(caller, { status: 'completed' })).toThrow(
      expect.objectContaining({ code: 21220 }),
    );
  });

  test('when it never was', () => {
    expect(() => company.world.calls.update('CA0', moved())).toThrow(
      expect.objectContaining({ status: 404, code: 20404 }),
    );
  });
});

describe('a call made by REST', () => {
  const order = (to: string) => ({
    from: shopNumber,
    to,
    instructions: {
      kind: 'twiml' as const,
      twiml: '<Response><Say>Hello</Say><Pause length="60"/></Response>',
    },
    fallback: null,
    statusCallback: {
      url: `${company.app.origin}/status`,
      method: 'POST' as const,
      events: ['initiated', 'ringing', 'answered', 'completed'],
    },
    timeoutSeconds: 10,
    timeLimitSeconds: null,
    sendDigits: null,
    record: null,
    callerName: null,
  });
  const statuses = () => company.app.at('/status').map(({ fields }) => fields['CallStatus']);

  beforeEach(() => company.app.page('/status', { status: 204 }));

  test('goes out at the account’s rate; the others wait in the queue and say how long', async () => {
    const calls = ['+441632960101', '+441632960102', '+441632960103'].map((to) =>
      company.world.calls.createOutbound(order(to)),
    );
    expect(calls.map((call) => [call.status, call.queueTimeMs])).toEqual([
      ['queued', 0],
      ['queued', 1_000],
      ['queued', 2_000],
    ]);
    await company.seconds(1);
    expect(calls.map((call) => call.status)).toEqual(['ringing', 'queued', 'queued']);
    await company.seconds(2);
    expect(calls.map((call) => call.status)).toEqual(['ringing', 'ringing', 'ringing']);
  });

  test.each([
    ['is not answered in time', async () => company.seconds(20), 'no-answer'],
    ['is refused', async () => company.world.handsets.reject(company.legTo(anna)), 'busy'],
    [
      'is cancelled while it rings',
      async () => void company.world.calls.update(company.legTo(anna), { status: 'canceled' }),
      'canceled',
    ],
  ])('that %s', async (_name, happens, status) => {
    company.world.calls.createOutbound(order(anna));
    await company.seconds(1);
    await happens();
    await company.seconds(1);
    expect(statuses()).toEqual(['initiated', 'ringing', status]);
  });

  test('to somebody unreachable fails without ringing', async () => {
    company.world.handsets.setMode(anna, 'unreachable');
    company.world.calls.createOutbound(order(anna));
    await company.seconds(1);
    expect(statuses()).toEqual(['initiated', 'failed']);
  });

  test('goes on when a cancellation comes after the answer, and ends when it is completed', async () => {
    const call = company.world.calls.createOutbound(order(anna));
    await company.seconds(1);
    company.world.handsets.answer(call.sid);
    await company.seconds(1);
    expect(company.world.calls.update(call.sid, { status: 'canceled' }).status).toBe('in-progress');
    expect(company.world.calls.update(call.sid, { status: 'completed' }).status).toBe('completed');
  });

  test('waiting in the queue can be cancelled and never rings', async () => {
    company.world.calls.createOutbound(order('+441632960102'));
    const second = company.world.calls.createOutbound(order(anna));
    company.world.calls.update(second.sid, { status: 'canceled' });
    await company.seconds(5);
    expect(second.status).toBe('canceled');
    expect(company.heard(second.sid)).toEqual([]);
  });

  test.each([
    [{ to: 'nobody' }, 21211],
    [{ to: shopNumber }, 21211],
    [{ from: 'me' }, 21212],
    [{ from: '+15550123' }, 21210],
  ])('with %j is refused', (wrong, code) => {
    expect(() => company.world.calls.createOutbound({ ...order(anna), ...wrong })).toThrow(
      expect.objectContaining({ status: 400, code }),
    );
  });

  test('can be deleted once it is over, not before', async () => {
    const call = company.world.calls.createOutbound(order(anna));
    expect(() => company.world.calls.remove(call.sid)).toThrow(expect.objectContaining({ code: 20009 }));
    company.world.calls.update(call.sid, { status: 'canceled' });
    company.world.calls.remove(call.sid);
    expect(company.world.calls.get(call.sid)).toBeUndefined();
  });
});
