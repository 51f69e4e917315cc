import { afterEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LineRequest } from '../../../src/telephony/line.ts';
import { connected, conversation, liveLegsTo, ringAgent, room, script } from './conversation.ts';
import { agent, at, caller, say, shop } from './line-on-emulator.ts';
import type { LineOnEmulator } from './line-on-emulator.ts';

let line: LineOnEmulator;
afterEach(() => line.close());

async function talking() {
  const talk = await conversation();
  line = talk.line;
  return talk;
}

describe('the line, on the emulator', () => {
  it('takes a caller from the greeting to a person, and tells every step of it once', async () => {
    const { callerSid, agentSid } = await talking();
    expect(line.captions(callerSid)).toContain('Say: Welcome to the store. For billing press 2.');
    expect(line.captions(agentSid)).toContain('Say: A caller for the store. Press 1.');
    expect(line.told('callArrived')).toEqual([{ sid: callerSid, from: caller, to: shop, callerName: null }]);
    expect(line.told('legTurned')).toEqual([
      { step: 'menu/1', sid: callerSid, keys: '2' },
      { step: 'answered/1', sid: agentSid },
      { step: 'accepted/1', sid: agentSid, keys: '1' },
    ]);
    expect(line.told('ringProgressed')).toEqual([
      { ring: 'attempt-1', sid: agentSid, status: 'ringing' },
      { ring: 'attempt-1', sid: agentSid, status: 'answered' },
    ]);
    expect(line.told('roomChanged')).toMatchObject([
      { room, sid: callerSid, what: 'joined' },
      { room, sid: agentSid, what: 'joined' },
    ]);
    const [conference] = line.emulator.world.conferences.list();
    expect(conference?.status).toBe('in-progress');

    line.emulator.world.handsets.speak(agentSid, 'How can I help?');
    await line.forward(3_000);
    expect(line.captions(callerSid)).toContain('How can I help?');
    expect(line.emulator.world.debugger?.list()).toEqual([]);
  });

  it('holds a caller with words and music, lets nobody overhear, and releases', async () => {
    const { callerSid, agentSid } = await talking();
    const inRoom = { callId: 'c1', room, sid: callerSid } as const;
    const held = await line.ask({
      ...inRoom,
      kind: 'line.hold',
      id: 'hold-1',
      utterances: [say('One moment, I will ask.')],
    });
    expect(held).toEqual({ outcome: 'done', result: {} });
    await line.forward(4_000);
    line.emulator.world.handsets.speak(agentSid, 'Between ourselves.');
    await line.forward(4_000);
    expect(line.captions(callerSid)).toContain('One moment, I will ask.');
    expect(line.captions(callerSid)).toContain('/audio/hold.wav');
    expect(line.captions(callerSid)).not.toContain('Between ourselves.');

    await line.ask({ ...inRoom, kind: 'line.release', id: 'release-1' });
    await line.forward(1_000);
    line.emulator.world.handsets.speak(agentSid, 'I am back.');
    await line.forward(3_000);
    expect(line.captions(callerSid)).toContain('I am back.');
    expect(liveLegsTo(line, shop)).toHaveLength(1);
  });

  it('announces to one leg and mutes one leg', async () => {
    const { callerSid, agentSid } = await talking();
    await line.ask({
      kind: 'line.announce',
      id: 'say-1',
      callId: 'c1',
      room,
      sid: callerSid,
      utterances: [say('This call is recorded.')],
    });
    await line.forward(4_000);
    expect(line.captions(callerSid)).toContain('This call is recorded.');
    expect(line.captions(agentSid)).not.toContain('This call is recorded.');
    await line.ask({ kind: 'line.mute', id: 'mute-1', callId: 'c1', room, sid: agentSid, muted: true });
    line.emulator.world.handsets.speak(agentSid, 'Can you hear me?');
    await line.forward(3_000);
    expect(line.captions(callerSid)).not.toContain('Can you hear me?');
  });

  it('keeps the caller when the person hangs up, and tells who left', async () => {
    const { callerSid, agentSid } = await talking();
    line.emulator.world.handsets.hangUp(agentSid);
    await line.forward(2_000);
    expect(liveLegsTo(line, shop).map(({ sid }) => sid)).toEqual([callerSid]);
    expect(line.told('legEnded')).toMatchObject([{ sid: agentSid, ring: 'attempt-1', how: 'completed' }]);
    expect(line.told('roomChanged').at(-1)).toMatchObject({ sid: agentSid, what: 'left' });
  });

  it('moves a caller out of the room at once, and knows a caller who has gone', async () => {
    const { callerSid } = await talking();
    const moving = (id: string): LineRequest => ({
      kind: 'line.move',
      id,
      callId: 'c1',
      sid: callerSid,
      step: at('elsewhere'),
    });
    expect((await line.ask(moving('move-1'))).outcome).toBe('done');
    await line.forward(4_000);
    expect(line.captions(callerSid)).toContain('You were moved.');
    expect(line.told('legEnded')).toMatchObject([{ sid: callerSid, ring: null, how: 'completed' }]);
    expect(await line.ask(moving('move-2'))).toMatchObject({ outcome: 'failed', why: 'gone' });
    expect((await line.ask(moving('move-1'), { reconcile: true })).outcome).toBe('done');
  });

  it('records the caller’s leg on two channels, pauses, and keeps the file', async () => {
    const { callerSid, agentSid } = await talking();
    const started = await line.ask({ kind: 'line.record', id: 'record-1', callId: 'c1', sid: callerSid });
    if (started.outcome !== 'done') throw new Error('The recording did not begin');
    const recordingSid = String(started.result['recordingSid']);
    const set = (id: string, status: 'paused' | 'in-progress' | 'stopped') =>
      line.ask({ kind: 'line.set-recording', id, callId: 'c1', sid: callerSid, recordingSid, status });
    line.emulator.world.handsets.speak(agentSid, 'The first part.');
    await line.forward(3_000);
    expect((await set('pause-1', 'paused')).outcome).toBe('done');
    await line.forward(2_000);
    expect((await set('resume-1', 'in-progress')).outcome).toBe('done');
    await line.forward(1_000);
    expect((await set('stop-1', 'stopped')).outcome).toBe('done');
    await line.forward(10_000);
    expect(line.told('recordingChanged')).toMatchObject([
      { asked: 'record-1', recordingSid, status: 'in-progress' },
      { asked: 'record-1', recordingSid, status: 'completed', durationSeconds: 6 },
    ]);

    const fetched = await line.ask({
      kind: 'line.fetch-recording',
      id: 'fetch-1',
      callId: 'c1',
      recordingSid,
      recordingId: 'rec-1',
    });
    expect(fetched).toMatchObject({ outcome: 'done', result: { channels: 2 } });
    if (fetched.outcome !== 'done') return;
    expect(fetched.result['durationMs']).toBeGreaterThan(5_000);
    const file = await readFile(path.join(line.dataDir, String(fetched.result['path'])));
    expect(file.length).toBe(fetched.result['bytes']);

    await line.ask({ kind: 'line.delete-recording', id: 'delete-1', callId: 'c1', recordingSid });
    expect(line.emulator.world.recordings.get(recordingSid)).toBeUndefined();
  });

  it('stops a ring that is not needed any more', async () => {
    line = await connected(script);
    await line.ask(ringAgent);
    await line.forward(1_000);
    const end: LineRequest = { kind: 'line.end', id: 'end-1', callId: 'c1', leg: { ring: 'attempt-1' } };
    expect(await line.ask(end)).toEqual({ outcome: 'done', result: { ended: 'now' } });
    await line.forward(1_000);
    expect(liveLegsTo(line, agent)).toEqual([]);
    expect(line.told('legEnded')).toMatchObject([{ ring: 'attempt-1', how: 'canceled' }]);
    expect(await line.ask({ ...end, id: 'end-2' })).toEqual({ outcome: 'done', result: { ended: 'before' } });
  });

  it('tells of nobody answering and of a refusal', async () => {
    line = await connected(script);
    await line.ask({ ...ringAgent, ringSeconds: 5 });
    await line.forward(15_000);
    const second = await line.ask({ ...ringAgent, id: 'attempt-2' });
    await line.forward(1_000);
    line.emulator.world.handsets.reject(second.outcome === 'done' ? String(second.result['sid']) : '');
    await line.forward(1_000);
    expect(line.told('legEnded')).toMatchObject([
      { ring: 'attempt-1', how: 'no-answer' },
      { ring: 'attempt-2', how: 'busy' },
    ]);
  });

  it('knows what a leg does at Twilio, and that it knows nothing of a stranger', async () => {
    const { callerSid, agentSid } = await talking();
    line.emulator.world.handsets.hangUp(agentSid);
    await line.forward(1_000);
    expect(await line.line.legStatus(callerSid)).toBe('in-progress');
    expect(await line.line.legStatus(agentSid)).toBe('completed');
    expect(await line.line.legStatus(`CA${'0'.repeat(32)}`)).toBeNull();
  });

  it('refuses what is not a request to a line', async () => {
    line = await connected(script);
    const effect = { kind: 'mail.send', id: 'x', callId: null };
    expect(await line.line.carryOut({ effect, attempt: 1, reconcile: false })).toEqual({
      outcome: 'failed',
      why: 'refused',
      reason: '"mail.send" is not a request that the line understands',
    });
  });

  it('takes a message and knows its recording', async () => {
    line = await connected({
      start: () => ({
        do: 'take-message',
        utterances: [say('Please leave a message.')],
        maxSeconds: 60,
        then: at('done'),
      }),
      done: () => ({ do: 'hang-up', utterances: [say('Noted.')] }),
    });
    const callerSid = line.ring();
    await line.forward(4_000);
    line.emulator.world.handsets.speak(callerSid, 'Please ring me back about my order.');
    await line.forward(6_000);
    line.emulator.world.handsets.press(callerSid, '#');
    await line.forward(10_000);
    expect(line.told('legTurned')).toMatchObject([
      { step: 'done/1', message: { recordingSid: expect.stringMatching(/^RE/) } },
    ]);
    expect(line.told('recordingChanged')).toMatchObject([
      { asked: null, callSid: callerSid, status: 'completed' },
    ]);
    expect(line.captions(callerSid)).toContain('Noted.');
  });
});
