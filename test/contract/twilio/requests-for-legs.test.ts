import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LineRequest } from '../../../src/telephony/line.ts';
import { FakeRest, callBody, leg, now, otherLeg, step, twilioError } from './fake-rest.ts';
import type { Answer } from './fake-rest.ts';

let rest: FakeRest;
beforeEach(() => {
  rest = new FakeRest();
  return rest.start();
});
afterEach(() => rest.stop());

const ringing: LineRequest = {
  kind: 'line.ring',
  id: 'a1',
  callId: 'c1',
  to: '+442079460101',
  from: '+442079460100',
  ringSeconds: 20,
  answered: step,
};

describe('ringing a number', () => {
  it('asks for one call whose every address carries the attempt', async () => {
    rest.answer = () => ({ status: 201, body: callBody(leg) });
    expect(await rest.ask(ringing)).toEqual({ outcome: 'done', result: { sid: leg } });
    expect(Object.fromEntries(rest.asked[0]?.form ?? [])).toEqual({
      To: '+442079460101',
      From: '+442079460100',
      Timeout: '20',
      Url: 'https://calls.example.com/twilio/step/offers/o1/1#rc=2&rp=ct,rt,5xx',
      Method: 'POST',
      FallbackUrl: 'https://calls.example.com/twilio/fallback#rc=2&rp=ct,rt,5xx',
      StatusCallback: 'https://calls.example.com/twilio/ring/a1#rc=2&rp=ct,rt,5xx',
      StatusCallbackEvent: 'completed',
      StatusCallbackMethod: 'POST',
    });
    expect(rest.asked[0]?.form.getAll('StatusCallbackEvent')).toEqual([
      'initiated',
      'ringing',
      'answered',
      'completed',
    ]);
    expect(rest.legs.get('a1')).toBe(leg);
  });

  it('never dials what the policy forbids', async () => {
    rest.forbidden = 'Premium-rate numbers are never dialled.';
    expect(await rest.ask(ringing)).toEqual({ outcome: 'failed', why: 'refused', reason: rest.forbidden });
    expect(rest.asked).toEqual([]);
  });

  it.each<[string, Answer, string]>([
    ['a server error', { status: 500, body: { message: 'oops' } }, 'unknown'],
    ['a broken connection', 'hang up', 'unknown'],
    ['no answer at all', 'say nothing', 'unknown'],
    ['a success without a body', { status: 201 }, 'unknown'],
    ['a success that cannot be read', { status: 201, raw: Buffer.from('{"sid":') }, 'unknown'],
    ['too many requests', twilioError(429, 20429), 'retry'],
    ['an overloaded Twilio', { status: 503 }, 'retry'],
    ['a number that does not exist', twilioError(400, 21211), 'failed'],
    ['wrong credentials', twilioError(401, 20003), 'failed'],
  ])('judges %s', async (_name, given, outcome) => {
    rest.answer = () => given;
    expect((await rest.ask(ringing)).outcome).toBe(outcome);
  });

  it('takes the leg whose webhook told its attempt, after a lost answer, without asking anybody', async () => {
    rest.legs.set('a1', leg);
    expect(await rest.ask(ringing, { reconcile: true })).toEqual({ outcome: 'done', result: { sid: leg } });
    expect(rest.asked).toEqual([]);
  });

  it('takes the only call that can be it, after a lost answer, and rings nothing more', async () => {
    rest.legs.set('a0', otherLeg);
    rest.answer = () => ({
      status: 200,
      body: {
        calls: [
          callBody(leg, 'ringing'),
          callBody(otherLeg, 'in-progress'),
          callBody(`CA${'3'.repeat(32)}`, 'completed', now - 60_000),
          { ...callBody(`CA${'4'.repeat(32)}`), direction: 'inbound' },
        ],
      },
    });
    expect(await rest.ask(ringing, { reconcile: true })).toEqual({ outcome: 'done', result: { sid: leg } });
    expect(rest.made).toEqual([]);
    expect(rest.asked[0]?.query.get('To')).toBe('+442079460101');
    expect(rest.asked[0]?.query.get('From')).toBe('+442079460100');
  });

  it('rings a browser with what is to be brought to it, and looks for it by its plain address', async () => {
    rest.answer = ({ method }) =>
      method === 'GET' ? { status: 200, body: { calls: [] } } : { status: 201, body: callBody(leg) };
    const browser = { ...ringing, to: 'client:ana_silva?offer=c1.q1.o1' };
    expect(await rest.ask(browser, { reconcile: true })).toEqual({ outcome: 'done', result: { sid: leg } });
    expect(rest.asked[0]?.query.get('To')).toBe('client:ana_silva');
    expect(rest.asked.at(-1)?.form.get('To')).toBe('client:ana_silva?offer=c1.q1.o1');
  });

  it('rings after all when looking shows that nothing was rung', async () => {
    rest.answer = ({ method }) =>
      method === 'GET' ? { status: 200, body: { calls: [] } } : { status: 201, body: callBody(leg) };
    expect(await rest.ask(ringing, { reconcile: true })).toEqual({ outcome: 'done', result: { sid: leg } });
    expect(rest.made).toHaveLength(1);
  });

  it('ends every call that could be it when it cannot be told which, and says so', async () => {
    rest.answer = ({ method }) =>
      method === 'GET'
        ? { status: 200, body: { calls: [callBody(leg, 'ringing'), callBody(otherLeg, 'ringing')] } }
        : { status: 200, body: callBody(leg, 'canceled') };
    expect(await rest.ask(ringing, { reconcile: true })).toMatchObject({ outcome: 'failed', why: 'gone' });
    expect(rest.ended).toEqual([
      [leg, 'canceled'],
      [otherLeg, 'canceled'],
    ]);
    expect(rest.made).toEqual([]);
  });

  it('ends the second leg when the first of the same attempt turns up meanwhile', async () => {
    rest.answer = ({ path: at }) => {
      rest.legs.set('a1', leg);
      return at === '/Calls.json'
        ? { status: 201, body: callBody(otherLeg) }
        : { status: 200, body: callBody(otherLeg, 'canceled') };
    };
    expect(await rest.ask(ringing)).toEqual({ outcome: 'done', result: { sid: leg } });
    expect(rest.ended).toEqual([[otherLeg, 'canceled']]);
  });

  it('never turns a failed look into a blind second ring', async () => {
    rest.answer = () => twilioError(429, 20429);
    expect((await rest.ask(ringing, { reconcile: true })).outcome).toBe('unknown');
  });
});

describe('moving and ending legs', () => {
  const moving: LineRequest = { kind: 'line.move', id: 'm1', callId: 'c1', sid: leg, step };

  it('sends a leg to a step', async () => {
    rest.answer = () => ({ status: 200, body: callBody(leg, 'in-progress') });
    expect(await rest.ask(moving)).toEqual({ outcome: 'done', result: {} });
    expect(rest.asked[0]?.path).toBe(`/Calls/${leg}.json`);
    expect(rest.asked[0]?.form.get('Url')).toBe(
      'https://calls.example.com/twilio/step/offers/o1/1#rc=2&rp=ct,rt,5xx',
    );
  });

  it('leaves a leg alone that has been moved already', async () => {
    rest.taken.add(`o1/${leg}`);
    expect(await rest.ask(moving, { reconcile: true })).toEqual({ outcome: 'done', result: {} });
    expect(rest.asked).toEqual([]);
  });

  it.each([
    [400, 21220],
    [404, 20404],
  ])('knows a caller who has gone: %s %s', async (status, code) => {
    rest.answer = () => twilioError(status, code);
    expect(await rest.ask(moving)).toMatchObject({ outcome: 'failed', why: 'gone' });
  });

  it('hangs up an answered leg with one request', async () => {
    rest.answer = () => ({ status: 200, body: callBody(leg, 'completed') });
    const result = await rest.ask({ kind: 'line.end', id: 'x', callId: 'c1', leg: { sid: leg } });
    expect(result).toEqual({ outcome: 'done', result: { ended: 'now' } });
    expect(rest.ended).toEqual([[leg, 'completed']]);
  });

  it('stops a ring, and hangs up when it was answered that very moment', async () => {
    rest.legs.set('a1', leg);
    rest.answer = ({ form }) => ({
      status: 200,
      body: callBody(leg, form.get('Status') === 'completed' ? 'completed' : 'in-progress'),
    });
    await rest.ask({ kind: 'line.end', id: 'x', callId: 'c1', leg: { ring: 'a1' } });
    expect(rest.ended).toEqual([
      [leg, 'canceled'],
      [leg, 'completed'],
    ]);
  });

  it('counts a leg that ended by itself, or never rang, as ended', async () => {
    rest.answer = () => twilioError(400, 21220);
    const end = (which: { sid: string } | { ring: string }) =>
      rest.ask({ kind: 'line.end', id: 'x', callId: 'c1', leg: which });
    expect(await end({ sid: leg })).toEqual({ outcome: 'done', result: { ended: 'before' } });
    expect(await end({ ring: 'a7' })).toEqual({ outcome: 'done', result: { ended: 'never-rang' } });
  });
});
