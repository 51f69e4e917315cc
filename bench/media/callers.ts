import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { toMuLaw } from '../../src/emulator/audio/g711.ts';
import { soundOf } from '../../src/emulator/audio/render.ts';
import { FRAME_MS, FRAME_SAMPLES } from '../../src/emulator/sound/frame.ts';
import type { MediaBackend, MediaPeer } from '../../src/emulator/sound/media-peer.ts';

const connectLimitMs = 4_000;
const attempts = 3;
const callsAtOnce = 4;
/** A frame says who sent it and which it is: the mark in its first codes tells it from silence, and its age from its number. */
const MARK = [0x12, 0x92];

/** A shop that joins every caller with a handset of their own. */
export async function startShop(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      const from = new URLSearchParams(Buffer.concat(body).toString()).get('From') ?? '';
      response.setHeader('content-type', 'text/xml');
      response.end(`<Response><Dial timeLimit="600">${partnerOf(from)}</Dial></Response>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/voice`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const NewCall = z.object({ callSid: z.string() });
const Handset = z.object({ calls: z.array(z.object({ callSid: z.string(), status: z.string() })) });
const Reply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), sdp: z.string() }),
  z.object({ type: z.literal('error'), message: z.string() }),
]);

const callerNumber = (nth: number) => `+4477009${String(nth).padStart(5, '0')}`;
const partnerOf = (caller: string) => caller.replace('+4477009', '+4477008');

/** Two-party calls on an emulator, in which everybody speaks all the time. */
export class Callers {
  readonly #url: string;
  readonly #backend: MediaBackend;
  readonly #speech: readonly Uint8Array[];
  readonly #parties: { readonly peer: MediaPeer; readonly socket: WebSocket }[] = [];
  readonly #sentAt = new Map<number, number>();
  #delays: number[] = [];
  #frames = 0;
  #gaps = 0;
  #nth = 0;
  #timer: NodeJS.Timeout | null = null;

  private constructor(url: string, backend: MediaBackend, speech: readonly Uint8Array[]) {
    this.#url = url;
    this.#backend = backend;
    this.#speech = speech;
  }

  static async create(url: string, backend: MediaBackend): Promise<Callers> {
    const text = 'Good morning, I am calling about the parcel that should have come yesterday, and has not.';
    const samples = await soundOf({ kind: 'speech', text, voice: 'a caller' });
    const speech: Uint8Array[] = [];
    for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
      speech.push(Uint8Array.from(samples.subarray(at, at + FRAME_SAMPLES), toMuLaw));
    }
    const callers = new Callers(url, backend, speech);
    callers.#speak(performance.now() + FRAME_MS);
    return callers;
  }

  get calls(): number {
    return this.#parties.length / 2;
  }

  /** Adds calls until there are so many. */
  async grow(calls: number): Promise<void> {
    while (this.calls < calls) {
      const batch = Math.min(callsAtOnce, calls - this.calls);
      await Promise.all(Array.from({ length: batch }, (_, nth) => this.#addCall(this.calls + 1 + nth)));
    }
  }

  /** What was heard since this was last asked. Milliseconds from one process's microphone to the other's loudspeaker. */
  figures(): {
    readonly gapShare: number;
    readonly medianMs: number;
    readonly p99Ms: number;
    readonly gaps: number;
  } {
    const delays = this.#delays.sort((a, b) => a - b);
    const at = (share: number) => delays[Math.floor((delays.length - 1) * share)] ?? Number.NaN;
    const result = {
      gaps: this.#gaps,
      gapShare: this.#gaps / Math.max(1, this.#frames),
      medianMs: at(0.5),
      p99Ms: at(0.99),
    };
    this.#delays = [];
    this.#frames = 0;
    this.#gaps = 0;
    return result;
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    for (const { peer, socket } of this.#parties) {
      socket.close();
      peer.close();
    }
  }

  async #addCall(nth: number): Promise<void> {
    const from = callerNumber(nth);
    const { callSid } = NewCall.parse(await this.#ask('POST', '/calls', { from, to: '+442079460100' }));
    const partner = await this.#ringingAt(partnerOf(from));
    await this.#ask('POST', `/calls/${partner}/answer`, {});
    const joined = await Promise.all([callSid, partner].map((sid) => this.#join(sid)));
    this.#parties.push(...joined);
  }

  /** Tries again when a connection does not come about, as a browser's page does. */
  async #join(
    callSid: string,
    attempt = 1,
  ): Promise<{ readonly peer: MediaPeer; readonly socket: WebSocket }> {
    const peer = this.#backend.createPeer({ telephoneEvents: true });
    const socket = new WebSocket(`${this.#url.replace('http', 'ws')}/emulator/sound?call=${callSid}`);
    try {
      await within(connectLimitMs, connect(peer, socket));
    } catch (error) {
      socket.close();
      peer.close();
      if (attempt === attempts) throw error;
      return this.#join(callSid, attempt + 1);
    }
    peer.onFrame((frame) => this.#hear(frame));
    return { peer, socket };
  }

  async #ringingAt(number: string): Promise<string> {
    for (;;) {
      const handset = await this.#ask('GET', `/handsets/${encodeURIComponent(number)}`);
      const ringing = Handset.parse(handset).calls.find(({ status }) => status === 'ringing');
      if (ringing) return ringing.callSid;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#url}/emulator${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  #speak(nextAt: number): void {
    this.#timer = setTimeout(
      () => {
        const nth = this.#nth;
        this.#nth = (nth + 1) & 0xffff;
        const frame = Uint8Array.from(this.#speech[nth % this.#speech.length] ?? []);
        frame.set([...MARK, nth >> 8, nth & 0xff]);
        this.#sentAt.set(nth, performance.now());
        for (const { peer } of this.#parties) peer.send(frame);
        this.#sentAt.delete((nth - 500) & 0xffff);
        this.#speak(nextAt + FRAME_MS);
      },
      Math.max(0, nextAt - performance.now()),
    );
  }

  #hear(frame: Uint8Array): void {
    this.#frames += 1;
    const isSpeech = frame[0] === MARK[0] && frame[1] === MARK[1];
    const sentAt = isSpeech ? this.#sentAt.get(((frame[2] ?? 0) << 8) | (frame[3] ?? 0)) : undefined;
    if (sentAt === undefined) this.#gaps += 1;
    else this.#delays.push(performance.now() - sentAt);
  }
}

async function connect(peer: MediaPeer, socket: WebSocket): Promise<void> {
  const connected = new Promise<void>((resolve, reject) => {
    peer.onState((state) => {
      if (state === 'connected') resolve();
      else if (state !== 'connecting') reject(new Error(`the sound is ${state}`));
    });
  });
  // Whoever gives up first has said why; the other end of it is no news.
  connected.catch(() => undefined);
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const answered = new Promise<string>((resolve, reject) => {
    socket.once('message', (data: Buffer) => {
      const message = Reply.parse(JSON.parse(data.toString()));
      if (message.type === 'answer') resolve(message.sdp);
      else reject(new Error(message.message));
    });
  });
  socket.send(JSON.stringify({ type: 'offer', sdp: await peer.offer() }));
  await peer.setAnswer(await answered);
  await connected;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came of it in ${ms} ms`)), ms);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
