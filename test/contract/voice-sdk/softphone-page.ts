import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWav } from '../../../src/emulator/audio/wav.ts';

export const sdkFolder = fileURLToPath(new URL('../../../node_modules/@twilio/voice-sdk', import.meta.url));

/**
 * The SDK as published, on a page that adds nothing but a window to look through. The SDK speaks `wss:` only and remembers the
 * WebSocket that it found when it was loaded, so the way to this machine is made plain before that.
 */
const page = `<!doctype html><meta charset="utf-8"><title>Softphone</title><link rel="icon" href="data:,">
<script>
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(url, protocols) {
      super(String(url).replace(/^wss:\\/\\/(?=127\\.0\\.0\\.1[:/])/, 'ws://'), protocols);
    }
  };
</script>
<script src="/twilio.min.js"></script>
<script>
  const names = ['incoming', 'outgoing', 'disconnect', 'dtmfs', 'dtmfh', ...Array.from({ length: 10 }, (_, n) => 'dtmf' + n)];
  globalThis.happened = [];
  const note = (what, details) => happened.push({ what, at: Date.now(), ...details });
  globalThis.start = async (token, gateway) => {
    globalThis.device = new Twilio.Device(token, {
      chunderw: gateway,
      publishEvents: false,
      codecPreferences: ['pcmu'],
      sounds: Object.fromEntries(names.map((name) => [name, '/sound.wav'])),
      maxCallSignalingTimeoutMs: 20000,
      logLevel: 'error',
    });
    for (const name of ['registered', 'unregistered', 'tokenWillExpire']) device.on(name, () => note('device ' + name));
    device.on('error', (error) => note('device error', { code: error.code, name: error.name }));
    device.on('incoming', (call) => { hold(call); note('incoming', { from: call.parameters.From, verified: call.callerInfo?.isVerified, custom: Object.fromEntries(call.customParameters) }); });
    await device.register();
  };
  globalThis.hold = (call) => {
    globalThis.call = call;
    for (const name of ['accept', 'ringing', 'cancel', 'reject', 'disconnect', 'reconnecting', 'reconnected', 'messageSent', 'mute']) {
      call.on(name, () => note(name, { sid: call.parameters.CallSid }));
    }
    call.on('error', (error) => note('error', { code: error.code }));
    globalThis.analyser = null;
  };
  globalThis.dial = async (params) => hold(await device.connect({ params }));
  /** How loud it is in the ear just now, 0 to 1. The SDK may say "accept" a moment before there is anything to hear. */
  globalThis.listen = () => {
    const stream = call.getRemoteStream();
    if (!stream) return 0;
    if (!analyser) {
      const context = (globalThis.context ??= new AudioContext());
      globalThis.analyser = context.createAnalyser();
      analyser.fftSize = 4096;
      context.createMediaStreamSource(stream).connect(analyser);
    }
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  };
</script>`;

export interface Softphone {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page and the SDK's own unmodified bundle. */
export async function serveSoftphone(): Promise<Softphone> {
  const files: Readonly<Record<string, { readonly type: string; readonly body: string | Buffer }>> = {
    '/': { type: 'text/html', body: page },
    '/twilio.min.js': { type: 'text/javascript', body: readFileSync(join(sdkFolder, 'dist/twilio.min.js')) },
    '/sound.wav': { type: 'audio/wav', body: writeWav(new Int16Array(800)) },
  };
  const server = createServer((request, response) => {
    const file = files[request.url ?? ''];
    if (file) response.writeHead(200, { 'content-type': file.type }).end(file.body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A way to the emulator that can be cut, as a network is: without a word. */
export interface Cable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  cut(): void;
  close(): Promise<void>;
}

export async function layCable(port: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    close: () => {
      cut();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
