import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { accountSid, authToken, startApplication } from '../../../test/emulator/company.ts';
import type { Application } from '../../../test/emulator/company.ts';
import { decodeMuLaw } from '../audio/g711.ts';
import { soundOf } from '../audio/render.ts';
import { startEmulator } from '../start-emulator.ts';
import type { RunningEmulator } from '../start-emulator.ts';
import { chooseBackend } from './choose-backend.ts';
import type { MediaPeer } from './media-peer.ts';
import { framesOf, likeness, shareOf, speakFrames, tone } from './sounds-for-tests.ts';

const SHOP = '+442079460100';
const CALLER = '+447700900001';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
let emulator: RunningEmulator;
let shop: Application;
let peer: MediaPeer;

beforeEach(async () => {
  shop = await startApplication();
  emulator = await startEmulator({ port: 0, accountSid, authToken, media: 'werift' });
  emulator.world.numbers.create({ phoneNumber: SHOP, settings: { voiceUrl: `${shop.origin}/voice` } });
  peer = (await chooseBackend('werift')).createPeer({ telephoneEvents: true });
});
afterEach(async () => {
  peer.close();
  await emulator.close();
  await shop.close();
});

/** A caller rings, and the shop has answered. */
async function rings(document: string): Promise<string> {
  shop.page('/voice', `<Response><Say>Yes.</Say>${document}</Response>`);
  const { sid } = emulator.world.handsets.ring({ from: CALLER, to: SHOP });
  while (emulator.world.calls.get(sid)?.status !== 'in-progress') await pause(20);
  return sid;
}

async function socketFor(call: string): Promise<WebSocket> {
  const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/emulator/sound?call=${call}`);
  await new Promise((resolve) => socket.on('open', resolve));
  return socket;
}

interface Reply {
  readonly type: string;
  readonly sdp?: string;
  readonly message?: string;
  readonly remedy?: string;
}

async function ask(socket: WebSocket, message: string): Promise<Reply> {
  const reply = new Promise<Reply>((resolve) =>
    socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString()))),
  );
  socket.send(message);
  return reply;
}

async function joinWithSound(call: string): Promise<WebSocket> {
  const socket = await socketFor(call);
  const connected = new Promise<void>((resolve, reject) =>
    peer.onState((state) => {
      if (state === 'connected') resolve();
      else if (state !== 'connecting') reject(new Error(`the sound is ${state}`));
    }),
  );
  const answer = await ask(socket, JSON.stringify({ type: 'offer', sdp: await peer.offer() }));
  expect(answer.type).toBe('answer');
  await peer.setAnswer(answer.sdp ?? '');
  await connected;
  return socket;
}

function ears(): () => Int16Array {
  const frames: Uint8Array[] = [];
  peer.onFrame((frame) => frames.push(frame));
  return () => decodeMuLaw(Buffer.concat(frames));
}

/** Which of the three tones is strongest; undefined in silence. */
function loudestIn(sound: ArrayLike<number>): number | undefined {
  const shares = [440, 1000, 1700].map((hertz) => ({ hertz, share: shareOf(hertz, sound) }));
  return shares.filter(({ share }) => share > 0.05).sort((a, b) => b.share - a.share)[0]?.hertz;
}

describe('a handset that joins with sound', () => {
  test('hears what the application says', async () => {
    const words = 'Good morning, you are through to the shop.';
    const call = await rings('<Gather numDigits="1" timeout="100" action="/words"/>');
    shop.page('/words', `<Response><Say>${words}</Say><Pause length="60"/></Response>`);
    const heard = ears();
    await joinWithSound(call);
    emulator.world.handsets.press(call, '1');
    await pause(4_000);
    const spoken = await soundOf({ kind: 'speech', text: words, voice: 'prompt' });
    expect(likeness(spoken.subarray(0, 12_000), heard())).toBeGreaterThan(0.6);
  });

  test('is on the recording, and nothing of it while the recording pauses', async () => {
    const call = await rings('<Pause length="60"/>');
    await joinWithSound(call);
    const wanted = { channels: 2, track: 'both', callback: null } as const;
    const { sid } = emulator.world.recordings.start(call, wanted);
    const owner = { callSid: call };
    const say = (hertz: number) => speakFrames(framesOf(tone(hertz, 1_000)), (frame) => peer.send(frame));
    await say(440);
    emulator.world.recordings.setStatus(owner, sid, 'paused', 'silence');
    await say(1000);
    emulator.world.recordings.setStatus(owner, sid, 'in-progress', 'silence');
    await say(1700);
    emulator.world.recordings.setStatus(owner, sid, 'stopped', 'silence');
    while (emulator.world.recordings.get(sid)?.status !== 'completed') await pause(50);
    const wav = await emulator.world.recordings.media(sid, 2);
    const [near, far] = [0, 2].map((side) =>
      Array.from({ length: (wav.length - 44) / 4 }, (_, i) => wav.readInt16LE(44 + i * 4 + side)),
    );
    const part = (fromMs: number, toMs: number) => (near ?? []).slice(fromMs * 8, toMs * 8);
    expect(near?.length ?? 0).toBeGreaterThan(2_900 * 8);
    expect(loudestIn(part(300, 800))).toBe(440);
    expect(part(1_200, 1_900).every((sample) => sample === 0)).toBe(true);
    expect(loudestIn(part(2_300, 2_800))).toBe(1700);
    expect(far?.every((sample) => sample === 0)).toBe(true);
  });

  test('goes on as text when its socket closes', async () => {
    const call = await rings('<Pause length="60"/>');
    const socket = await joinWithSound(call);
    socket.close();
    await new Promise((resolve) => socket.on('close', resolve));
    await pause(200);
    const heard = ears();
    await pause(300);
    expect(heard()).toHaveLength(0);
    expect(emulator.world.calls.get(call)?.status).toBe('in-progress');
  });

  test('its socket closes when the call ends', async () => {
    const call = await rings('<Pause length="60"/>');
    const socket = await joinWithSound(call);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    emulator.world.handsets.hangUp(call);
    await closed;
    expect(emulator.world.calls.get(call)?.status).toBe('completed');
  });
});

describe('what a handset is told when it cannot have sound', () => {
  test.each([
    ['a call that is not there', 'CA0', '{"type":"offer","sdp":"v=0"}', 'There is no such call.'],
    ['words that are no JSON', 'live', 'hello', 'That is no offer.'],
    ['JSON that is no offer', 'live', '{"type":"answer","sdp":"v=0"}', 'That is no offer.'],
    [
      'an offer without sound',
      'live',
      '{"type":"offer","sdp":"v=0\\r\\no=- 1 1 IN IP4 127.0.0.1\\r\\ns=-\\r\\nt=0 0\\r\\n"}',
      'The sound of this browser cannot be used: The offer has no sound in it',
    ],
  ])('%s', async (_what, call, message, expected) => {
    const sid = call === 'live' ? await rings('<Pause length="60"/>') : call;
    const socket = await socketFor(sid);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    const reply = await ask(socket, message);
    expect(reply.type).toBe('error');
    expect(reply.message).toContain(expected);
    expect(reply.remedy).toMatch(/\.$/);
    await closed;
  });
});
