import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startCompany } from '../../../test/emulator/company.ts';
import type { Company } from '../../../test/emulator/company.ts';
import { keyTones } from '../audio/dtmf.ts';
import { soundOf } from '../audio/render.ts';
import { holdMusic } from '../audio/tones.ts';
import type { Leg } from '../world/leg.ts';
import { Fabric } from './fabric.ts';
import { HandPeer } from './hand-peer-for-tests.ts';
import { likeness, shareOf, tone } from './sounds-for-tests.ts';

const adaNumber = '+447700900041';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
let company: Company;

beforeEach(async () => {
  company = await startCompany();
});
afterEach(() => company.close());

function legOf(sid: string): Leg {
  const leg = company.exchange.legs.get(sid);
  if (!leg) throw new Error(`there is no leg ${sid}`);
  return leg;
}

function soundFor(sid: string): HandPeer {
  const peer = new HandPeer();
  company.exchange.sound.attach(legOf(sid), peer);
  return peer;
}

/** Somebody rings the shop, which carries out this document. */
async function rings(document: string, from = '+441632960777'): Promise<string> {
  company.app.page('/voice', `<Response>${document}</Response>`);
  const sid = company.ring(from);
  await company.seconds(1);
  return sid;
}

/** A caller who is joined with Ada. */
async function callerWithAda(): Promise<{ caller: string; ada: string }> {
  const caller = await rings(`<Dial>${adaNumber}</Dial>`);
  const ada = company.legTo(adaNumber);
  company.world.handsets.answer(ada);
  await company.seconds(1);
  return { caller, ada };
}

const pitches = [440, 1000, 1700] as const;

/** Everybody sings a tone of their own at once; answers who heard whom, by place in the list. */
async function whoHearsWhom(peers: readonly HandPeer[]): Promise<readonly (readonly number[])[]> {
  await pause(100);
  for (const peer of peers) peer.heard();
  await Promise.all(peers.map((peer, nth) => peer.say(tone(pitches[nth] ?? 300, 600))));
  await pause(100);
  return peers.map((peer) => {
    const heard = peer.heard();
    // Heard at all: of somebody who came late, a busy machine lets less through.
    return pitches.flatMap((hertz, nth) => (shareOf(hertz, heard) > 0.05 ? [nth] : []));
  });
}

describe('two who are joined', () => {
  test('hear each other, and nobody themselves', async () => {
    const { caller, ada } = await callerWithAda();
    expect(await whoHearsWhom([soundFor(caller), soundFor(ada)])).toEqual([[1], [0]]);
  });

  test('a voice goes through unchanged while there is nothing to mix it with', async () => {
    const { caller, ada } = await callerWithAda();
    const [one, other] = [soundFor(caller), soundFor(ada)];
    const sound = tone(440, 400);
    await one.say(sound);
    await pause(100);
    expect(likeness(sound, other.heard())).toBeGreaterThan(0.99);
  });

  test('typed words are spoken to the one with sound, in the voice of the other', async () => {
    const { caller, ada } = await callerWithAda();
    const peer = soundFor(caller);
    const text = 'Let me look for your parcel at once.';
    company.world.handsets.speak(ada, text);
    await pause(2_500);
    const spoken = await soundOf({ kind: 'speech', text, voice: adaNumber });
    expect(likeness(spoken.subarray(0, 8_000), peer.heard())).toBeGreaterThan(0.9);
    expect(company.heard(caller)).toContain(`Party: ${text}`);
  });

  test('keys that one presses are heard as tones by the other, and told once', async () => {
    const { caller, ada } = await callerWithAda();
    const [one, other] = [soundFor(caller), soundFor(ada)];
    one.press('5');
    await pause(400);
    expect(likeness(keyTones('5'), other.heard())).toBeGreaterThan(0.9);
    expect(company.heard(caller).filter((line) => line === 'Key: 5')).toHaveLength(1);
  });
});

describe('in a conference', () => {
  const room = '<Dial><Conference beep="false">room</Conference></Dial>';
  const roomSid = () => company.world.conferences.find('room')?.sid ?? '';
  let legs: readonly string[];
  let peers: readonly HandPeer[];

  beforeEach(async () => {
    legs = [
      await rings(room, '+441632960701'),
      await rings(room, '+441632960702'),
      await rings(room, '+441632960703'),
    ];
    peers = legs.map(soundFor);
  });

  test('all hear all the others', async () => {
    expect(await whoHearsWhom(peers)).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
  });

  test('who is muted is not heard, and hears', async () => {
    company.world.conferences.updateParticipant(roomSid(), legs[0] ?? '', { muted: true });
    expect(await whoHearsWhom(peers)).toEqual([[1, 2], [2], [1]]);
  });

  test('who is on hold hears music and nobody, and nobody hears them', async () => {
    company.world.conferences.updateParticipant(roomSid(), legs[0] ?? '', { hold: true });
    const [held = peers[0]] = peers;
    await pause(100);
    held?.heard();
    const singing = Promise.all(peers.slice(1).map((peer) => peer.say(tone(1700, 500))));
    await singing;
    const music = held?.heard() ?? new Int16Array();
    expect(shareOf(1700, music)).toBeLessThan(0.1);
    expect(likeness(music.subarray(800, 4_000), holdMusic(4_000))).toBeGreaterThan(0.9);
    expect((await whoHearsWhom(peers)).slice(1)).toEqual([[2], [1]]);
  });

  test('a coach is heard by the coached alone, and hears everybody', async () => {
    const update = { coaching: true, callSidToCoach: legs[1] ?? '' };
    company.world.conferences.updateParticipant(roomSid(), legs[0] ?? '', update);
    expect(await whoHearsWhom(peers)).toEqual([[1, 2], [0, 2], [1]]);
  });
});

describe('prompts', () => {
  const long =
    'This is a very long sentence that goes on and on, so that there is time to press a key in the middle.';

  test('a key cuts a prompt at once', async () => {
    const caller = await rings(
      `<Gather numDigits="1" action="/next" timeout="60"><Say>${long}</Say></Gather>`,
    );
    company.app.page('/next', '<Response><Pause length="60"/></Response>');
    const peer = soundFor(caller);
    await pause(1_000);
    expect(peer.heard().some((sample) => Math.abs(sample) > 1000)).toBe(true);
    peer.press('1');
    await pause(40);
    peer.heard();
    await pause(300);
    expect(peer.heard().every((sample) => sample === 0)).toBe(true);
  });

  test('a voice cuts a prompt that listens for speech, but no words come of it', async () => {
    const caller = await rings(
      `<Gather input="speech" action="/said" timeout="3"><Say>${long}</Say></Gather><Say>Next.</Say><Pause length="60"/>`,
    );
    company.app.page('/said', '<Response/>');
    const peer = soundFor(caller);
    await pause(300);
    await peer.say(tone(300, 200));
    peer.heard();
    await pause(200);
    expect(peer.heard().every((sample) => sample === 0)).toBe(true);
    await pause(500);
    await company.seconds(4);
    expect(company.heard(caller)).toContain('Say: Next.');
    expect(company.app.at('/said')).toEqual([]);
  });

  test('who begins to listen in the middle hears music from where it is', async () => {
    const caller = await rings('<Pause length="60"/>');
    const leg = legOf(caller);
    const music = leg.receive({ kind: 'music', durationMs: 30_000 });
    await company.seconds(5);
    const peer = soundFor(caller);
    await pause(300);
    const heard = peer.heard().subarray(320, 1_920);
    expect(likeness(heard, holdMusic(5_400).subarray(5_000 * 8))).toBeGreaterThan(0.9);
    music.cut();
  });

  test('who rings hears it ring until somebody answers', async () => {
    company.app.page('/voice', 'never');
    const caller = company.ring();
    const peer = soundFor(caller);
    await pause(350);
    expect(shareOf(400, peer.heard()) + shareOf(450, peer.heard())).toBeGreaterThan(0.2);
    company.exchange.legs.answer(legOf(caller));
    await pause(60);
    peer.heard();
    await pause(500);
    expect(peer.heard().every((sample) => sample === 0)).toBe(true);
  });
});

describe('a message that is recorded', () => {
  test('does not end by silence while somebody speaks, and ends by the silence after it', async () => {
    const caller = await rings('<Record timeout="5" action="/done" playBeep="false"/>');
    company.app.page('/done', '<Response><Hangup/></Response>');
    const peer = soundFor(caller);
    const speech = peer.say(tone(300, 1_000));
    await pause(300);
    await company.seconds(20);
    expect(company.app.at('/done')).toEqual([]);
    await speech;
    await pause(700);
    await company.seconds(6);
    expect(company.app.at('/done')).toHaveLength(1);
  });
});

describe('a line', () => {
  test('ends with its call', async () => {
    const { caller } = await callerWithAda();
    const peer = soundFor(caller);
    company.world.handsets.hangUp(caller);
    expect(peer.isClosed).toBe(true);
    expect(company.exchange.sound.lineOf(legOf(caller))).toBeUndefined();
    expect(() => company.exchange.sound.attach(legOf(caller), new HandPeer())).toThrow('is over');
  });

  test('a second one takes the place of the first; what the first brings is heard no more', async () => {
    const { caller, ada } = await callerWithAda();
    const [first, second, other] = [soundFor(caller), soundFor(caller), soundFor(ada)];
    expect([first.isClosed, second.isClosed]).toEqual([true, false]);
    await Promise.all([first.say(tone(440, 300)), second.say(tone(1000, 300))]);
    await pause(100);
    const heard = other.heard();
    expect(shareOf(1000, heard)).toBeGreaterThan(0.5);
    expect(shareOf(440, heard)).toBeLessThan(0.1);
  });

  test('that fails leaves its call alone', async () => {
    const { caller } = await callerWithAda();
    soundFor(caller).become('failed');
    expect(company.exchange.sound.lineOf(legOf(caller))).toBeUndefined();
    expect(company.status(caller)).toBe('in-progress');
  });

  test('knows for how long the browser has been silent', async () => {
    const { caller } = await callerWithAda();
    const peer = new HandPeer();
    const line = company.exchange.sound.attach(legOf(caller), peer);
    await pause(200);
    const silent = line.silentForMs();
    expect(silent).toBeGreaterThanOrEqual(190);
    await peer.say(tone(440, 60));
    expect(line.silentForMs()).toBeLessThan(silent);
  });

  test('nothing ticks while there is none', async () => {
    const { caller } = await callerWithAda();
    let ticks = 0;
    const fabric = new Fabric({
      now: () => company.clock.now(),
      loadBackend: () => Promise.reject(new Error('nobody needs it')),
      pressKey: () => undefined,
      onTrouble: () => undefined,
      onTick: () => (ticks += 1),
    });
    await pause(100);
    expect(ticks).toBe(0);
    const line = fabric.attach(legOf(caller), new HandPeer());
    await pause(200);
    line.detach();
    await pause(50);
    const whileThere = ticks;
    expect(whileThere).toBeGreaterThanOrEqual(5);
    await pause(100);
    expect(ticks).toBe(whileThere);
  });
});
