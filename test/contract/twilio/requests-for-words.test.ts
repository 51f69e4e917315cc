import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LineRequest } from '../../../src/telephony/line.ts';
import { FakeRest, leg, twilioError } from './fake-rest.ts';

let rest: FakeRest;
beforeEach(() => {
  rest = new FakeRest();
  return rest.start();
});
afterEach(() => rest.stop());

const sid = `GT${'d'.repeat(32)}`;
const listening: LineRequest = {
  kind: 'line.transcribe',
  id: 'r1.words.0',
  callId: 'c1',
  leg,
  language: 'en',
};
const ending: LineRequest = {
  kind: 'line.end-transcript',
  id: 'r1.words.0.end',
  callId: 'c1',
  leg,
  session: 'r1.words.0',
};

describe('writing down what is said', () => {
  it('asks for final results of both sides in the language of the call, under a name of ours', async () => {
    rest.answer = () => ({ status: 201, body: { sid, status: 'in-progress' } });
    expect(await rest.ask(listening)).toEqual({ outcome: 'done', result: { transcriptionSid: sid } });
    expect(rest.asked[0]?.path).toMatch(new RegExp(`/Calls/${leg}/Transcriptions\\.json$`));
    expect(Object.fromEntries(rest.asked[0]?.form ?? [])).toEqual({
      Name: 'r1.words.0',
      Track: 'both_tracks',
      InboundTrackLabel: 'caller',
      OutboundTrackLabel: 'people',
      LanguageCode: 'en-GB',
      PartialResults: 'false',
      StatusCallbackUrl: expect.stringMatching(
        /^https:\/\/calls\.example\.com\/twilio\/words\/r1\.words\.0(#|$)/,
      ),
      StatusCallbackMethod: 'POST',
    });
  });

  it('ends one that may have begun unseen before it asks again', async () => {
    rest.answer = ({ form }) =>
      form.get('Status') === 'stopped' ? twilioError(404, 20404) : { status: 201, body: { sid } };
    expect(await rest.ask(listening, { reconcile: true })).toMatchObject({ outcome: 'done' });
    expect(rest.asked.map(({ form }) => form.get('Status') ?? 'begin')).toEqual(['stopped', 'begin']);
  });

  it('is ended by its name, and one that is not there counts as ended', async () => {
    rest.answer = () => ({ status: 200, body: { sid, status: 'stopped' } });
    expect(await rest.ask(ending)).toEqual({ outcome: 'done', result: {} });
    expect(rest.asked[0]?.path).toMatch(/\/Transcriptions\/r1\.words\.0\.json$/);
    rest.answer = () => twilioError(404, 20404);
    expect(await rest.ask(ending)).toEqual({ outcome: 'done', result: {} });
  });

  it.each([
    ['an account without the feature', twilioError(400, 20001), 'failed'],
    ['too many requests', twilioError(429, 20429), 'retry'],
    ['a broken connection', 'hang up', 'unknown'],
  ] as const)('judges %s', async (_what, answer, outcome) => {
    rest.answer = () => answer;
    expect(await rest.ask(listening)).toMatchObject({ outcome });
  });
});

describe('a pause of the recording', () => {
  it.each([
    ['leaves silence where nothing else is said', undefined, 'silence'],
    ['is cut out where the business wants it so', 'skip', 'skip'],
  ] as const)('%s', async (_what, pauseBy, behaviour) => {
    const recordingSid = `RE${'e'.repeat(32)}`;
    rest.answer = () => ({ status: 200, body: { sid: recordingSid, status: 'paused' } });
    await rest.ask({
      kind: 'line.set-recording',
      id: 'r1.paused.0',
      callId: 'c1',
      sid: leg,
      recordingSid,
      status: 'paused',
      ...(pauseBy && { pauseBy }),
    });
    expect(rest.asked[0]?.form.get('PauseBehavior')).toBe(behaviour);
  });
});
