import { once } from 'node:events';
import twilio from 'twilio';
import { WebSocket } from 'ws';
import type { MediaPeer } from '../../../src/emulator/sound/media-peer.ts';
import { loadWerift } from '../../../src/emulator/sound/werift-peer.ts';

export const accountSid = `AC${'5'.repeat(32)}`;
export const authToken = '5a'.repeat(16);
export const keySid = `SK${'7'.repeat(32)}`;
export const keySecret = 'a secret that only applications know';

/** An access token as an application makes it. */
export function accessToken(
  identity: string,
  wanted: {
    readonly ttl?: number;
    readonly incoming?: boolean;
    readonly applicationSid?: string;
    readonly secret?: string;
    readonly params?: object;
  } = {},
): string {
  const { AccessToken } = twilio.jwt;
  const { ttl = 600, incoming = true, applicationSid, secret = keySecret, params } = wanted;
  const token = new AccessToken(accountSid, keySid, secret, { identity, ttl });
  token.addGrant(
    new AccessToken.VoiceGrant({
      incomingAllow: incoming,
      ...(applicationSid && { outgoingApplicationSid: applicationSid }),
      ...(params && { outgoingApplicationParams: params }),
    }),
  );
  return token.toJwt();
}

export interface Frame {
  readonly type: string;
  readonly version: string;
  // Read by tests that say what they expect in it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly payload: any;
}

const patienceMs = 8_000;
const frameEveryMs = 20;
const quietFrame = new Uint8Array(160).fill(0xff);

/** What a tab with the Voice SDK does, spoken frame by frame: a WebSocket, and sound by werift. */
export class PStreamClient {
  readonly frames: Frame[] = [];
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  readonly #read = new Set<Frame>();
  readonly #speaking = new Set<NodeJS.Timeout>();
  readonly #peers: MediaPeer[] = [];
  heartbeats = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (text === '\n') {
        this.heartbeats += 1;
        return socket.send('\n');
      }
      this.frames.push(JSON.parse(text) as Frame);
      for (const look of this.#waiting) look();
    });
    socket.on('error', () => undefined);
  }

  static async open(emulatorUrl: string): Promise<PStreamClient> {
    const socket = new WebSocket(`${emulatorUrl.replace('http:', 'ws:')}/signal`);
    const client = new PStreamClient(socket);
    await once(socket, 'open');
    return client;
  }

  /** Opens, shows a token and registers. */
  static async registered(emulatorUrl: string, token: string, reconnectTimeout = 20): Promise<PStreamClient> {
    const client = await PStreamClient.open(emulatorUrl);
    client.listen(token, reconnectTimeout);
    await client.gets('connected');
    client.send('register', { media: { audio: true } });
    await client.gets('ready');
    return client;
  }

  listen(token: string, reconnectTimeout = 0): void {
    const browserinfo = {
      browser: { platform: 'test', userAgent: 'test' },
      p: 'browser',
      plugin: 'rtc',
      v: '2.18.5',
    };
    this.send('listen', { browserinfo, reconnectTimeout, token });
  }

  send(type: string, payload: object): void {
    this.#socket.send(JSON.stringify({ payload, type, version: '1.6' }));
  }

  sendRaw(text: string): void {
    this.#socket.send(text);
  }

  /** The payload of the next frame of this type that was not read yet. @throws Error when none comes in time */
  gets(type: string): Promise<Frame['payload']> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const frame = this.frames.find((candidate) => candidate.type === type && !this.#read.has(candidate));
        if (!frame) return;
        this.#read.add(frame);
        this.#waiting.delete(look);
        clearTimeout(timer);
        resolve(frame.payload);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        const seen = this.frames.map((frame) => frame.type).join(', ');
        reject(new Error(`No "${type}" came within ${patienceMs} ms; there were: ${seen}`));
      }, patienceMs);
      this.#waiting.add(look);
      look();
    });
  }

  get hasSound(): boolean {
    return this.#peers.length > 0;
  }

  has(type: string): boolean {
    return this.frames.some((frame) => frame.type === type);
  }

  /** Accepts a call that rings; sound begins to flow unless `mute`d altogether. */
  async accepts(
    invite: { readonly callsid: string; readonly sdp: string },
    sound: 'speaks' | 'never-connects' = 'speaks',
  ): Promise<MediaPeer> {
    const peer = await this.#newPeer(sound);
    const sdp = await peer.answer(invite.sdp);
    this.send('answer', { callsid: invite.callsid, sdp: sound === 'speaks' ? sdp : withoutCandidates(sdp) });
    return peer;
  }

  /** Makes a call of its own, with `params` as `device.connect({params})` writes them. */
  async calls(temporarySid: string, params: string): Promise<MediaPeer> {
    const peer = await this.#newPeer('speaks');
    const sdp = await peer.offer();
    this.send('invite', { callsid: temporarySid, sdp, twilio: { params } });
    return peer;
  }

  /** An offer for sound in another way than the one that broke. */
  async offersAnew(): Promise<string> {
    return (await this.#newPeer('speaks')).offer();
  }

  /** The network cable is pulled: no farewell. The sound goes on. */
  killSocket(): void {
    this.#socket.terminate();
  }

  stopSpeaking(): void {
    for (const timer of this.#speaking) clearInterval(timer);
    this.#speaking.clear();
  }

  /** The tab is closed: socket and sound are gone. */
  close(): void {
    this.stopSpeaking();
    for (const peer of this.#peers) peer.close();
    this.#socket.terminate();
  }

  async #newPeer(sound: 'speaks' | 'never-connects'): Promise<MediaPeer> {
    const peer = (await loadWerift()).createPeer({ telephoneEvents: true });
    this.#peers.push(peer);
    if (sound === 'speaks') this.#speaking.add(setInterval(() => peer.send(quietFrame), frameEveryMs));
    return peer;
  }
}

/** An answer that leads nowhere: no address, and credentials that nobody has. */
function withoutCandidates(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate'))
    .map((line) => line.replace(/^a=ice-pwd:.*/, `a=ice-pwd:${'x'.repeat(24)}`))
    .join('\r\n');
}
