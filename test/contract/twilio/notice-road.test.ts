import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RoadUnderTest, call, hex, recording, room, words } from './road-under-test.ts';

let road: RoadUnderTest;
beforeEach(() => {
  road = new RoadUnderTest();
  return road.start();
});
afterEach(() => road.stop());

describe('a road for notices', () => {
  it('tells of the caller’s leg only when it ended', async () => {
    expect((await road.post('/twilio/status', { ...call, CallStatus: 'ringing' })).status).toBe(204);
    await road.post('/twilio/status', {
      ...call,
      CallStatus: 'completed',
      Timestamp: new Date(road.now - 2_000).toUTCString(),
    });
    expect(road.heard).toEqual([
      ['legEnded', { sid: call.CallSid, ring: null, how: 'completed', at: road.now - 2_000 + 999 }],
    ]);
  });

  it('believes no time of the far future or past', async () => {
    await road.post('/twilio/status', {
      ...call,
      CallStatus: 'busy',
      Timestamp: 'Fri, 20 Aug 2010 01:13:42 +0000',
    });
    await road.post('/twilio/status', {
      ...call,
      CallStatus: 'failed',
      Timestamp: new Date(road.now + 5_000).toUTCString(),
    });
    await road.post('/twilio/status', { ...call, CallStatus: 'no-answer', Timestamp: 'soon' });
    expect(road.heard.map((one) => (one as [string, { at: number }])[1].at)).toEqual([
      road.now,
      road.now,
      road.now,
    ]);
  });

  it('follows a leg that we rang by its attempt', async () => {
    const leg = { ...call, Direction: 'outbound-api' };
    for (const CallStatus of ['initiated', 'ringing', 'in-progress', 'completed']) {
      expect((await road.post('/twilio/ring/a1', { ...leg, CallStatus })).status).toBe(204);
    }
    expect(road.heard).toEqual([
      ['ringProgressed', { ring: 'a1', sid: call.CallSid, status: 'ringing' }],
      ['ringProgressed', { ring: 'a1', sid: call.CallSid, status: 'answered' }],
      ['legEnded', { ring: 'a1', sid: call.CallSid, how: 'completed', at: road.now }],
    ]);
  });

  it('ends a second leg of one attempt and tells nobody of it', async () => {
    const second = { ...call, CallSid: `CA${hex('2')}`, Direction: 'outbound-api' };
    await road.post('/twilio/ring/a1', { ...call, CallStatus: 'ringing' });
    await road.post('/twilio/ring/a1', { ...second, CallStatus: 'ringing' });
    await road.post('/twilio/ring/a1', { ...second, CallStatus: 'canceled' });
    expect(road.strays).toEqual([second.CallSid]);
    expect(road.heard).toHaveLength(1);
  });

  it('tells who joined and left a room', async () => {
    await road.post('/twilio/room', room);
    await road.post('/twilio/room', {
      ...room,
      StatusCallbackEvent: 'participant-leave',
      SequenceNumber: '5',
    });
    await road.post('/twilio/room', {
      ...room,
      StatusCallbackEvent: 'conference-start',
      SequenceNumber: '4',
      CallSid: '',
    });
    expect(road.heard).toMatchObject([
      ['roomChanged', { room: 'call-1', sid: call.CallSid, what: 'joined', sequence: 3 }],
      ['roomChanged', { room: 'call-1', sid: call.CallSid, what: 'left', sequence: 5 }],
    ]);
  });

  it('learns which conference a room is', async () => {
    const learnt: unknown[] = [];
    await road.start({ onRoom: (name, sid) => void learnt.push([name, sid]) });
    const { CallSid: _none, ...noLeg } = room;
    await road.post('/twilio/room', { ...noLeg, StatusCallbackEvent: 'conference-start' });
    await road.post('/twilio/room', { ...noLeg, StatusCallbackEvent: 'conference-end', SequenceNumber: '9' });
    expect(learnt).toEqual([
      ['call-1', room.ConferenceSid],
      ['call-1', null],
    ]);
    expect(road.heard).toEqual([]);
  });

  it('tells of recordings by what asked for them, and of a caller’s message by nothing', async () => {
    await road.post('/twilio/recording/e9', recording);
    await road.post('/twilio/recording/message', {
      ...recording,
      RecordingSid: `RE${hex('f')}`,
      RecordingStatus: 'failed',
    });
    await road.post('/twilio/recording/e9', { ...recording, RecordingStatus: 'processing' });
    expect(road.heard).toEqual([
      [
        'recordingChanged',
        {
          asked: 'e9',
          recordingSid: recording.RecordingSid,
          callSid: call.CallSid,
          status: 'completed',
          durationSeconds: 61,
        },
      ],
      [
        'recordingChanged',
        {
          asked: null,
          recordingSid: `RE${hex('f')}`,
          callSid: call.CallSid,
          status: 'absent',
          durationSeconds: 61,
        },
      ],
    ]);
  });

  it('tells what was said, by whom, and when, once', async () => {
    road.now = Date.parse(words.Timestamp) + 900;
    for (let times = 0; times < 2; times += 1) await road.post('/twilio/words/r1.words.0', words);
    await road.post('/twilio/words/r1.words.0', {
      ...words,
      SequenceId: '8',
      Track: 'outbound_track',
      Final: 'false',
      TranscriptionData: '{"transcript":"Let me look"}',
      Timestamp: 'soon',
    });
    const told = { asked: 'r1.words.0' };
    expect(road.heard).toEqual([
      [
        'wordsHeard',
        {
          ...told,
          party: 'caller',
          text: 'I was charged twice.',
          final: true,
          confidence: 0.83721834,
          at: road.now - 900,
          sequence: 7,
        },
      ],
      [
        'wordsHeard',
        {
          ...told,
          party: 'people',
          text: 'Let me look',
          final: false,
          confidence: null,
          at: road.now,
          sequence: 8,
        },
      ],
    ]);
  });

  it('tells why what is said can no longer be written down, and keeps quiet about its beginning and end', async () => {
    const { AccountSid, CallSid, TranscriptionSid } = words;
    const about = { AccountSid, CallSid, TranscriptionSid, SequenceId: '1' };
    for (const TranscriptionEvent of ['transcription-started', 'transcription-stopped'])
      expect((await road.post('/twilio/words/r1.words.0', { ...about, TranscriptionEvent })).status).toBe(
        204,
      );
    await road.post('/twilio/words/r1.words.0', {
      ...about,
      TranscriptionEvent: 'transcription-error',
      TranscriptionErrorCode: '32650',
      TranscriptionError: 'Provider unavailable',
    });
    expect(road.heard).toEqual([
      ['transcriptionBroke', { asked: 'r1.words.0', problem: 'Provider unavailable (32650)' }],
    ]);
  });

  it.each([
    ['another track', { Track: 'both' }],
    ['words that are no JSON', { TranscriptionData: 'I was charged twice.' }],
    ['JSON without words', { TranscriptionData: '{"confidence":1}' }],
    ['another event', { TranscriptionEvent: 'transcription-paused' }],
    ['the sid of something else', { TranscriptionSid: `TR${hex('d')}` }],
  ])('does not understand %s', async (_what, change) => {
    expect((await road.post('/twilio/words/r1.words.0', { ...words, ...change })).status).toBe(400);
    expect(road.heard).toEqual([]);
  });

  it('says so when a notice could not be kept', async () => {
    road.listener = { ...road.listener, legEnded: () => Promise.reject(new Error('the disk is full')) };
    expect((await road.post('/twilio/status', { ...call, CallStatus: 'completed' })).status).toBe(503);
    expect(road.claims.size).toBe(0);
  });
});

describe('webhooks in any order and number', () => {
  const news = [
    ['/twilio/ring/a1', { ...call, CallStatus: 'initiated' }],
    ['/twilio/ring/a1', { ...call, CallStatus: 'ringing' }],
    ['/twilio/ring/a1', { ...call, CallStatus: 'in-progress' }],
    ['/twilio/ring/a1', { ...call, CallStatus: 'completed' }],
    ['/twilio/room', room],
    ['/twilio/room', { ...room, SequenceNumber: '4', StatusCallbackEvent: 'participant-leave' }],
    ['/twilio/recording/e9', { ...recording, RecordingStatus: 'in-progress' }],
    ['/twilio/recording/e9', recording],
    ['/twilio/words/r1.words.0', words],
    ['/twilio/words/r1.words.0', { ...words, SequenceId: '9', Track: 'outbound_track' }],
    ['/twilio/step/flow-runs/r1/4', { ...call, Digits: '2' }],
  ] as const;

  it('are told as one clean run would tell them, each once', async () => {
    const clean = new Set<string>();
    for (const [path, parameters] of news) await road.post(path, parameters);
    for (const one of road.heard) clean.add(JSON.stringify(one));
    const order = fc.array(fc.nat(news.length - 1), { minLength: 0, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        order,
        fc.shuffledSubarray([...news.keys()], { minLength: news.length }),
        async (extra, all) => {
          road.heard.length = 0;
          road.claims.clear();
          for (const index of [...extra, ...all]) {
            const [path, parameters] = news[index] ?? news[0];
            await road.post(path, parameters);
          }
          expect(road.heard).toHaveLength(clean.size);
          expect(new Set(road.heard.map((one) => JSON.stringify(one)))).toEqual(clean);
        },
      ),
      { numRuns: 15 },
    );
  });
});
