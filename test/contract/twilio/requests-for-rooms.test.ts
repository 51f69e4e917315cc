import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { LineRequest } from '../../../src/telephony/line.ts';
import { FakeRest, leg, twilioError } from './fake-rest.ts';
import type { Answer } from './fake-rest.ts';

let rest: FakeRest;
beforeEach(() => {
  rest = new FakeRest();
  return rest.start();
});
afterEach(() => rest.stop());

const recordingSid = `RE${'e'.repeat(32)}`;
const conference = `CF${'c'.repeat(32)}`;

describe('a leg in a room', () => {
  const inRoom = { id: 'h1', callId: 'c1', room: 'call-1', sid: leg } as const;
  const found: Answer = { status: 200, body: { conferences: [{ sid: conference, status: 'in-progress' }] } };
  const changes: readonly [LineRequest, Record<string, string>][] = [
    [
      { ...inRoom, kind: 'line.hold', utterances: [] },
      {
        Hold: 'true',
        HoldUrl: 'https://calls.example.com/twilio/hold/h1#rc=2&rp=ct,rt,5xx',
        HoldMethod: 'POST',
      },
    ],
    [{ ...inRoom, kind: 'line.release' }, { Hold: 'false' }],
    [
      { ...inRoom, kind: 'line.announce', utterances: [] },
      {
        AnnounceUrl: 'https://calls.example.com/twilio/announce/h1#rc=2&rp=ct,rt,5xx',
        AnnounceMethod: 'POST',
      },
    ],
    [{ ...inRoom, kind: 'line.mute', muted: true }, { Muted: 'true' }],
  ];

  it.each(changes)('is changed by its room’s name: %j', async (effect, form) => {
    rest.answer = ({ method }) => (method === 'GET' ? found : { status: 200, body: { call_sid: leg } });
    expect(await rest.ask(effect)).toEqual({ outcome: 'done', result: {} });
    expect(rest.asked[0]?.query.get('FriendlyName')).toBe('call-1');
    expect(rest.asked[1]?.path).toBe(`/Conferences/${conference}/Participants/${leg}.json`);
    expect(Object.fromEntries(rest.asked[1]?.form ?? [])).toEqual(form);
  });

  it('looks a room up once', async () => {
    rest.answer = ({ method }) => (method === 'GET' ? found : { status: 200, body: { call_sid: leg } });
    await rest.ask({ ...inRoom, kind: 'line.mute', muted: true });
    await rest.ask({ ...inRoom, kind: 'line.mute', muted: false });
    expect(rest.asked.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
  });

  it('looks again when the room has begun anew under the same name', async () => {
    const second = `CF${'d'.repeat(32)}`;
    let first = true;
    rest.answer = ({ method, path: at }) => {
      if (method === 'GET')
        return { status: 200, body: { conferences: [{ sid: first ? conference : second }] } };
      first = false;
      return at.includes(second) ? { status: 200, body: {} } : twilioError(404, 20404);
    };
    expect((await rest.ask({ ...inRoom, kind: 'line.release' })).outcome).toBe('done');
  });

  it('gives a leg that is on its way a moment, and then up', async () => {
    rest.answer = ({ method }) =>
      method === 'GET' ? { status: 200, body: { conferences: [] } } : twilioError(404, 20404);
    const mute: LineRequest = { ...inRoom, kind: 'line.mute', muted: true };
    expect(await rest.ask(mute)).toMatchObject({ outcome: 'retry', afterMs: 500 });
    expect(await rest.ask(mute, { attempt: 4 })).toMatchObject({ outcome: 'failed', why: 'gone' });
  });
});

describe('recordings', () => {
  const recordLeg: LineRequest = { kind: 'line.record', id: 'r1', callId: 'c1', sid: leg };
  const fetching: LineRequest = {
    kind: 'line.fetch-recording',
    id: 'f1',
    callId: 'c1',
    recordingSid,
    recordingId: 'rec-1',
  };

  it('begin on two channels and report to the effect that asked', async () => {
    rest.answer = () => ({ status: 201, body: { sid: recordingSid, status: 'in-progress' } });
    expect(await rest.ask(recordLeg)).toEqual({ outcome: 'done', result: { recordingSid } });
    expect(rest.asked[0]?.path).toBe(`/Calls/${leg}/Recordings.json`);
    expect(rest.asked[0]?.form.get('RecordingChannels')).toBe('dual');
    expect(rest.asked[0]?.form.get('RecordingStatusCallback')).toBe(
      'https://calls.example.com/twilio/recording/r1#rc=2&rp=ct,rt,5xx',
    );
  });

  it('begin only once when the first answer was lost', async () => {
    rest.answer = () => ({
      status: 200,
      body: { recordings: [{ sid: recordingSid, status: 'in-progress' }] },
    });
    expect(await rest.ask(recordLeg, { reconcile: true })).toEqual({
      outcome: 'done',
      result: { recordingSid },
    });
    expect(rest.asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each([
    ['paused', 'silence'],
    ['in-progress', null],
    ['stopped', null],
  ] as const)('are set to %s', async (status, pauseBehavior) => {
    rest.answer = () => ({ status: 200, body: { sid: recordingSid, status } });
    await rest.ask({ kind: 'line.set-recording', id: 's1', callId: 'c1', sid: leg, recordingSid, status });
    expect(rest.asked[0]?.form.get('Status')).toBe(status);
    expect(rest.asked[0]?.form.get('PauseBehavior')).toBe(pauseBehavior);
  });

  it('that were paused without an answer are not paused twice', async () => {
    rest.answer = () => ({ status: 200, body: { sid: recordingSid, status: 'paused' } });
    await rest.ask(
      { kind: 'line.set-recording', id: 's1', callId: 'c1', sid: leg, recordingSid, status: 'paused' },
      { reconcile: true },
    );
    expect(rest.asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('are downloaded whole, with their hash and length', async () => {
    const wav = wavFile(2, 16_000);
    rest.answer = () => ({ status: 200, raw: wav });
    const result = await rest.ask(fetching);
    expect(result).toEqual({
      outcome: 'done',
      result: {
        path: 'recordings/2026/11/rec-1.wav',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        bytes: wav.length,
        durationMs: 500,
        channels: 2,
      },
    });
    expect(await readFile(path.join(rest.dataDir, 'recordings/2026/11/rec-1.wav'))).toEqual(wav);
    expect(rest.asked[0]?.query.get('RequestedChannels')).toBe('2');
  });

  it('of one channel are downloaded as such', async () => {
    rest.answer = ({ query }) =>
      query.get('RequestedChannels') === '2'
        ? twilioError(400, 16113)
        : { status: 200, raw: wavFile(1, 16_000) };
    expect(await rest.ask(fetching)).toMatchObject({
      outcome: 'done',
      result: { channels: 1, durationMs: 1_000 },
    });
  });

  it.each([
    ['is no sound', Buffer.from('<html>sorry</html>')],
    ['is cut short', wavFile(2, 16_000).subarray(0, 9_000)],
    ['is empty', Buffer.alloc(0)],
  ])('leave nothing behind when what comes %s', async (_name, raw) => {
    rest.answer = () => ({ status: 200, raw });
    expect((await rest.ask(fetching)).outcome).toBe('unknown');
    expect(await readdir(path.join(rest.dataDir, 'recordings/2026/11'))).toEqual([]);
  });

  it('are waited for while the file is not there yet, but not for ever', async () => {
    expect(await rest.ask(fetching)).toMatchObject({ outcome: 'retry' });
    expect(await rest.ask(fetching, { attempt: 6 })).toMatchObject({ outcome: 'failed', why: 'gone' });
  });

  it('never take a path for a name', async () => {
    expect(await rest.ask({ ...fetching, recordingId: '../../etc/passwd' })).toMatchObject({
      outcome: 'failed',
      why: 'refused',
    });
    expect(rest.asked).toEqual([]);
  });

  it('are removed at Twilio, and count as removed when they are not there', async () => {
    const removing: LineRequest = { kind: 'line.delete-recording', id: 'd1', callId: 'c1', recordingSid };
    rest.answer = () => ({ status: 204 });
    expect(await rest.ask(removing)).toEqual({ outcome: 'done', result: {} });
    rest.answer = () => twilioError(404, 20404);
    expect(await rest.ask(removing)).toEqual({ outcome: 'done', result: {} });
    expect(rest.asked[0]?.method).toBe('DELETE');
  });
});

function wavFile(channels: number, dataBytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + dataBytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000 * channels * 2, 28);
  head.writeUInt16LE(channels * 2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(dataBytes, 40);
  return Buffer.concat([head, Buffer.alloc(dataBytes, 1)]);
}
