import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Instruction } from '../../../src/telephony/line.ts';
import { ClaimLost } from '../../../src/telephony/twilio/claims.ts';
import { createSafety } from '../../../src/telephony/twilio/safety.ts';
import { RoadUnderTest, call, hello, hex, publicUrl, recording, room, urls } from './road-under-test.ts';

let road: RoadUnderTest;
beforeEach(() => {
  road = new RoadUnderTest();
  return road.start();
});
afterEach(() => road.stop());

describe('a voice road', () => {
  it('tells who called whom and answers in TwiML', async () => {
    const { status, text, type } = await road.post('/twilio/voice', { ...call, CallerName: 'Ann\u202e' });
    expect([status, type]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(text).toContain('<Say voice="Polly.Amy" language="en-GB">Hello</Say><Hangup/>');
    expect(road.heard).toEqual([
      ['callArrived', { sid: call.CallSid, from: call.From, to: call.To, callerName: 'Ann' }],
    ]);
  });

  it.each<Readonly<Record<string, string>>>([{}, { To: '' }, { To: 'test' }])(
    'answers a browser that calls by itself with the sound check, and tells nobody: %j',
    async (parts) => {
      const { To: _To, ...nobody } = call;
      const { status, text } = await road.post('/twilio/voice', {
        ...nobody,
        From: 'client:ana_silva',
        ...parts,
      });
      expect(status).toBe(200);
      expect(text).toMatch(/This is the sound check.*<Pause length="8"\/>.*Goodbye\./);
      expect(road.heard).toEqual([]);
    },
  );

  it('puts a browser through to nobody else', async () => {
    const { text } = await road.post('/twilio/voice', { ...call, From: 'client:ana_silva' });
    expect(text).toContain('Calls to others cannot be made from the browser. Goodbye.');
    expect(text).not.toContain('<Dial');
    expect(road.heard).toEqual([]);
  });

  it('is open to the leg of a browser that was rung', async () => {
    await road.post('/twilio/step/offers/c1.q1.o1.phone/1', {
      ...call,
      From: '+442079460100',
      To: 'client:ana_silva',
      Direction: 'outbound-api',
    });
    expect(road.heard).toMatchObject([['legTurned', { step: { id: 'c1.q1.o1.phone', turn: 1 } }]]);
  });

  it.each(['anonymous', '+266696687', 'sip:anonymous@anonymous.invalid', '<script>', ''])(
    'takes a caller who shows no number as such: %s',
    async (From) => {
      await road.post('/twilio/voice', { ...call, From });
      expect(road.heard).toMatchObject([['callArrived', { from: 'anonymous' }]]);
    },
  );

  it('hands keys, speech and a message to the step', async () => {
    await road.post('/twilio/step/flow-runs/r1/1', { ...call, Digits: '12*#' });
    await road.post('/twilio/step/flow-runs/r1/2', {
      ...call,
      SpeechResult: 'billing please',
      Confidence: '0.87',
    });
    await road.post('/twilio/step/flow-runs/r1/3', {
      ...call,
      Digits: 'hangup',
      RecordingSid: recording.RecordingSid,
      RecordingDuration: '9',
    });
    await road.post('/twilio/step/flow-runs/r1/4', { ...call, Digits: '' });
    const inputs = road.heard.map((one) => (one as [string, { input: unknown }])[1].input);
    expect(inputs).toEqual([
      { sid: call.CallSid, keys: '12*#' },
      { sid: call.CallSid, speech: { text: 'billing please', confidence: 0.87 } },
      { sid: call.CallSid, message: { recordingSid: recording.RecordingSid, durationSeconds: 9 } },
      { sid: call.CallSid },
    ]);
  });

  it('never gives one leg’s answer to another', async () => {
    await road.post('/twilio/step/flow-runs/r1/1', call);
    await road.post('/twilio/step/flow-runs/r1/1', { ...call, CallSid: `CA${hex('2')}` });
    expect(road.heard).toHaveLength(2);
  });

  it('apologises for a step that is unknown, and remembers nothing of it', async () => {
    road.listener = { ...road.listener, legTurned: () => Promise.resolve(null) };
    const { status, text } = await road.post('/twilio/step/flow-runs/gone/1', call);
    expect(status).toBe(200);
    expect(text).toContain('something went wrong on our side');
    expect(text).toContain('<Record ');
    expect(road.claims.size).toBe(0);
    expect(road.answered).toMatchObject([{ verdict: 'unknown-step' }]);
  });

  it('says goodbye to a leg that we rang for nothing', async () => {
    road.listener = { ...road.listener, legTurned: () => Promise.resolve(null) };
    const { text } = await road.post('/twilio/step/offers/gone/1', { ...call, Direction: 'outbound-api' });
    expect(text).toContain('<Hangup/>');
    expect(text).not.toContain('<Record');
  });

  it('asks once more after a failure, then apologises, and never answers an error', async () => {
    road.listener = { ...road.listener, legTurned: () => Promise.reject(new Error('the disk is full')) };
    const first = await road.post('/twilio/step/flow-runs/r1/1', call);
    expect(first.status).toBe(200);
    expect(first.text).toContain('One moment, please.');
    expect(first.text).toContain(`<Redirect>${publicUrl}/twilio/step/flow-runs/r1/1?again=1</Redirect>`);
    const second = await road.post('/twilio/step/flow-runs/r1/1?again=1', call);
    expect(second.status).toBe(200);
    expect(second.text).toContain('<Record ');
    expect(road.errors).toHaveLength(2);
  });

  it('apologises in the language in which the caller was spoken to, which the address carries', async () => {
    road.listener = { ...road.listener, legTurned: () => Promise.reject(new Error('the disk is full')) };
    const step = '/twilio/step/queues/q1/3?language=fr-FR';
    const { text } = await road.post(step, call);
    expect(text).toContain('language="fr-FR">Un instant');
    expect(text).toContain(`<Redirect>${publicUrl}${step}&amp;again=1</Redirect>`);
    expect((await road.post(`${step}&again=1`, call)).text).toContain('<Record ');
  });

  it('speaks it also on the number’s fallback address, which is told which address failed', async () => {
    const languages = ['en-GB', 'fr-FR'].map((language) => ({ language, hoursText: '' }));
    const plan = { number: call.To, business: 'Northgate', onDutyNumber: null, languages };
    await road.start({ safety: createSafety({ plans: [plan], urls, mayRing: () => true }) });
    const ErrorUrl = `${publicUrl}/twilio/step/queues/q1/3?language=fr-FR`;
    const { text } = await road.post('/twilio/fallback', { ...call, ErrorUrl });
    expect(text).toContain('language="fr-FR">Ici Northgate.');
    expect(text).toContain('after=message-left&amp;on=%2B442079460100&amp;language=fr-FR#');
    const left = await road.post(
      '/twilio/fallback?after=message-left&on=%2B442079460100&language=fr-FR',
      call,
    );
    expect(left.text).toContain('Votre message a été enregistré.');
    expect((await road.post('/twilio/fallback', call)).text).toContain('This is Northgate.');
  });

  it('answers in time when the decision does not, and gives the late decision on the next try', async () => {
    let decide: (instruction: Instruction) => void = () => undefined;
    road.listener = { ...road.listener, legTurned: () => new Promise((resolve) => (decide = resolve)) };
    await road.start({ patienceMs: 50 });
    expect((await road.post('/twilio/step/flow-runs/r1/1', call)).text).toContain('?again=1');
    decide(hello);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await road.post('/twilio/step/flow-runs/r1/1?again=1', call)).text).toContain('Hello');
  });

  it('takes the other node’s answer when that was faster', async () => {
    let lost = false;
    const { transact } = road.options;
    await road.start({
      transact: async (work) => {
        if (lost) return transact(work);
        lost = true;
        road.claims.set(`voice/${call.CallSid}`, {
          answer: '<Response>theirs</Response>',
          token: 't1',
          claimedAt: road.now,
        });
        throw new ClaimLost('voice');
      },
    });
    expect((await road.post('/twilio/voice', call)).text).toBe('<Response>theirs</Response>');
  });
});

describe('a road for documents', () => {
  it('says a hold’s words, then plays music for ever, with verbs that hold allows', async () => {
    const { text } = await road.post('/twilio/hold/e1', call);
    expect(text).toContain(
      'I will be right back.</Say><Play loop="0">https://calls.example.com/audio/hold.wav</Play>',
    );
    expect(text).not.toMatch(/<(Gather|Hangup|Dial)/);
  });

  it('says an announcement and nothing else', async () => {
    expect((await road.post('/twilio/announce/e1', call)).text).toMatch(/right back\.<\/Say><\/Response>$/);
  });

  it('plays music when the words cannot be had', async () => {
    await road.start({ effectPayload: () => Promise.reject(new Error('the disk is full')) });
    expect((await road.post('/twilio/hold/e1', call)).text).toContain('<Play loop="0">');
    expect((await road.post('/twilio/announce/e1', call)).text).not.toContain('<Play');
    expect(road.errors).toHaveLength(2);
  });

  it('plays waiting music in a room, for a conference’s parameters too', async () => {
    const { text } = await road.post('/twilio/room-wait', {
      AccountSid: call.AccountSid,
      ConferenceSid: room.ConferenceSid,
    });
    expect(text).toContain(
      'hold.wav</Play><Redirect>https://calls.example.com/twilio/room-wait#rc=2&amp;rp=ct,rt,5xx</Redirect>',
    );
  });
});
