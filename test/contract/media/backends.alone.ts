import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { Audio, PeerConnection } from 'node-datachannel';
import { decodeMuLaw } from '../../../src/emulator/audio/g711.ts';
import { chooseBackend } from '../../../src/emulator/sound/choose-backend.ts';
import type { MediaBackend, MediaPeer, MediaState } from '../../../src/emulator/sound/media-peer.ts';
import { framesOf, shareOf, speakFrames, tone } from '../../../src/emulator/sound/sounds-for-tests.ts';

const names: readonly MediaBackend['name'][] = ['werift', 'node-datachannel'];
/**
 * Two native peers in one process now and then fail with "Got a remote candidate without ICE transport": see `setAnswer`
 * of the native peer. In use each has a browser at its other end; across processes they meet in the test of the bench.
 */
const pairs = names
  .flatMap((caller) => names.map((called) => ({ caller, called })))
  .filter(({ caller, called }) => caller === 'werift' || called === 'werift');
let peers: MediaPeer[] = [];

afterEach(() => {
  for (const peer of peers) peer.close();
  peers = [];
});

afterAll(async () => {
  for (const name of names) (await chooseBackend(name)).release();
});

async function peerOf(name: MediaBackend['name'], telephoneEvents = true): Promise<MediaPeer> {
  const peer = (await chooseBackend(name)).createPeer({ telephoneEvents });
  peers.push(peer);
  return peer;
}

function reaches(peer: MediaPeer, wanted: MediaState): Promise<void> {
  return new Promise((resolve) => peer.onState((state) => state === wanted && resolve()));
}

/** Collects what a peer hears: as samples of those frames that are not silent. */
function ears(peer: MediaPeer): () => number[] {
  const frames: Uint8Array[] = [];
  peer.onFrame((frame) => frames.push(frame));
  return () => frames.flatMap((frame) => [...decodeMuLaw(frame)]);
}

async function join(offering: MediaPeer, answering: MediaPeer): Promise<{ offer: string; answer: string }> {
  const connected = Promise.all([reaches(offering, 'connected'), reaches(answering, 'connected')]);
  const offer = await offering.offer();
  const answer = await answering.answer(offer);
  await offering.setAnswer(answer);
  await connected;
  return { offer, answer };
}

describe.each(pairs)('$caller rings $called', ({ caller, called }) => {
  test('each hears the tone of the other, and nobody is told of keys that were not pressed', async () => {
    const offering = await peerOf(caller);
    const answering = await peerOf(called);
    const keys: string[] = [];
    for (const peer of [offering, answering]) peer.onKey((key) => keys.push(key));
    await join(offering, answering);
    const heardByOffering = ears(offering);
    const heardByAnswering = ears(answering);
    await Promise.all([
      speakFrames(framesOf(tone(440, 800)), (frame) => offering.send(frame)),
      speakFrames(framesOf(tone(1000, 800)), (frame) => answering.send(frame)),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heardByAnswering().length).toBeGreaterThan(5000);
    expect(shareOf(440, heardByAnswering())).toBeGreaterThan(0.9);
    expect(shareOf(1000, heardByOffering())).toBeGreaterThan(0.9);
    expect(keys).toEqual([]);
  });

  test('keys are agreed on only when both want them', async () => {
    const withKeys = await join(await peerOf(caller), await peerOf(called));
    expect(withKeys.answer).toMatch(/telephone-event/);
    const without = await join(await peerOf(caller), await peerOf(called, false));
    expect(without.answer).not.toMatch(/telephone-event/);
  });
});

describe.each(names)('%s', (name) => {
  test('offers the loopback address, and no address that a server told it', async () => {
    const offer = await (await peerOf(name)).offer();
    expect(offer).toMatch(/a=candidate:.* 127\.0\.0\.1 /);
    expect(offer).not.toMatch(/ typ (srflx|relay)/);
  });

  test('refuses an offer without sound in plain words', async () => {
    const peer = await peerOf(name);
    const withoutSound = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';
    await expect(peer.answer(withoutSound)).rejects.toThrow('no sound in it');
  });

  test('tells a key that came in ten packets once', async () => {
    const peer = await peerOf(name);
    const keys: string[] = [];
    peer.onKey((key) => keys.push(key));
    const { press, close } = await keysTo(peer);
    for (const key of [4, 7, 7, 11]) await press(key);
    await new Promise((resolve) => setTimeout(resolve, 200));
    close();
    expect(keys).toEqual(['4', '7', '7', '#']);
  });

  test('is closed once, however often it is asked', async () => {
    const peer = await peerOf(name);
    const states: MediaState[] = [];
    peer.onState((state) => states.push(state));
    peer.close();
    peer.close();
    expect(states).toEqual(['closed']);
    peer.send(new Uint8Array(160));
  });
});

/** A telephone that sends keys as RFC 4733 has it: a packet each 20 ms while the key is down, the last one three times. */
async function keysTo(peer: MediaPeer): Promise<{ press(event: number): Promise<void>; close(): void }> {
  const telephone = new PeerConnection('telephone', {
    iceServers: [],
    bindAddress: '127.0.0.1',
    disableAutoNegotiation: true,
    forceMediaTransport: true,
  });
  const media = new Audio('0', 'SendRecv');
  media.addAudioCodec(0, 'PCMU/8000');
  media.addAudioCodec(101, 'telephone-event/8000', '0-16');
  media.addSSRC(77, 'telephone');
  const track = telephone.addTrack(media);
  telephone.setLocalDescription('offer');
  while (telephone.gatheringState() !== 'complete') await new Promise((resolve) => setTimeout(resolve, 10));
  const connected = Promise.all([
    reaches(peer, 'connected'),
    new Promise<void>((resolve) => track.onOpen(resolve)),
  ]);
  telephone.setRemoteDescription(await peer.answer(telephone.localDescription()?.sdp ?? ''), 'answer');
  await connected;
  let sequence = 0;
  let timestamp = 1_000;
  return {
    async press(event) {
      timestamp += 8_000;
      for (let nth = 0; nth < 10; nth++) {
        const packet = Buffer.alloc(16);
        packet[0] = 0x80;
        packet[1] = 101;
        packet.writeUInt16BE((sequence += 1), 2);
        packet.writeUInt32BE(timestamp, 4);
        packet.writeUInt32BE(77, 8);
        packet[12] = event;
        packet[13] = nth >= 7 ? 0x8a : 0x0a;
        packet.writeUInt16BE(160 * (nth + 1), 14);
        track.sendMessageBinary(packet);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () => telephone.close(),
  };
}
