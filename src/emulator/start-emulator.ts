import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { createEmulatorApp } from './app.ts';
import { renderTimeline } from './audio/render.ts';
import { EmulatorClock } from './clock.ts';
import { Faults } from './faults.ts';
import { Journal } from './journal.ts';
import { chooseBackend } from './sound/choose-backend.ts';
import type { MediaChoice } from './sound/choose-backend.ts';
import { signalDoor } from './signal/signal-door.ts';
import { handsetSocket } from './sound/handset-socket.ts';
import { Upgrades } from './upgrades.ts';
import { createCompany } from './world/create-world.ts';
import type { EmulatorLogger } from './world/exchange.ts';
import type { World } from './world/world.ts';

export interface EmulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Loopback only: the emulator has no defence against strangers. */
  readonly host?: '127.0.0.1';
  readonly accountSid: string;
  readonly authToken: string;
  /** API keys that may sign in besides the account: `SK…` sid → secret. */
  readonly apiKeys?: Readonly<Record<string, string>>;
  /** File that the journal is appended to, one JSON object a line. */
  readonly journalFile?: string;
  readonly clock?: 'real' | 'manual';
  /** Epoch milliseconds that the clock starts from; default: the wall clock. */
  readonly startAt?: number;
  /** See `ClockOptions.quietMs`. */
  readonly quietMs?: number;
  /** See `ClockOptions.patienceMs`. Default: 5 s. */
  readonly patienceMs?: number;
  /** How fast outbound calls leave the queue; Twilio's own default is one a second. */
  readonly callsPerSecond?: number;
  /** Origins that webhooks are delivered to elsewhere, signed as configured: `https://localhost:3000` → `http://127.0.0.1:3000`. */
  readonly originMap?: Readonly<Record<string, string>>;
  /** The library that carries live sound; default `auto`: the best that is installed. */
  readonly media?: MediaChoice;
  /** Told of the emulator's own failures; default: written to stderr. */
  readonly logger?: EmulatorLogger;
}

export interface RunningEmulator {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, for `client.api.baseUrl` and the handsets page. */
  readonly url: string;
  readonly world: World;
  readonly clock: EmulatorClock;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Stops listening, calls off everything that is scheduled and finishes the journal file. */
  close(): Promise<void>;
}

// On a busy machine an application, or the synthesiser of a recording, may need seconds of real time for one answer;
// an advancing clock that lost patience sooner would show a world that never is.
const patienceWithApplicationMs = 5_000;

const standardErrorLogger: EmulatorLogger = {
  warn: (details, message) => console.warn(`emulator: ${message}`, details),
  error: (details, message) => console.error(`emulator: ${message}`, details),
};

/**
 * Starts a whole emulated telephone company on the loopback interface.
 * @throws Error when the port is taken, when sid or token have not the form that Twilio clients insist on, or when the library
 *   named for sound cannot be loaded.
 */
export async function startEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  checkCredentials(options);
  const { media = 'auto' } = options;
  // What was named must be there from the start; what is chosen by itself may wait until somebody needs it.
  if (media !== 'auto') await chooseBackend(media);
  const logger = options.logger ?? standardErrorLogger;
  const clock = new EmulatorClock({
    mode: options.clock ?? 'real',
    patienceMs: options.patienceMs ?? patienceWithApplicationMs,
    ...(options.startAt !== undefined && { startAt: options.startAt }),
    ...(options.quietMs !== undefined && { quietMs: options.quietMs }),
    onError: (error) => logger.error({ err: error }, 'something that fell due failed'),
  });
  const journal = new Journal({
    now: () => clock.now(),
    onWriteError: (error) => logger.error({ err: error }, 'the journal file cannot be written'),
    ...(options.journalFile && { path: options.journalFile }),
  });
  const faults = new Faults();
  const server = createServer();
  const port = await listen(server, options.port, options.host ?? '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const { accountSid, authToken, apiKeys, callsPerSecond, originMap } = options;
  const { world, exchange } = createCompany({
    accountSid,
    authToken,
    clock,
    journal,
    faults,
    renderRecording: (timeline) => renderTimeline(timeline),
    apiBaseUrl: () => url,
    logger,
    media,
    ...(callsPerSecond !== undefined && { callsPerSecond }),
    ...(originMap && { originMap }),
    ...(apiKeys && { apiKeys }),
  });
  const credentials = { accountSid, authToken, ...(apiKeys && { apiKeys }) };
  const onInternalError = (error: unknown): void =>
    logger.error({ err: error }, 'a request failed inside the emulator');
  server.on('request', createEmulatorApp({ world, clock, journal, faults, credentials, onInternalError }));
  const upgrades = new Upgrades(server);
  upgrades.handle('/emulator/sound', handsetSocket(exchange));
  upgrades.handle('/signal', signalDoor(exchange.clients, exchange));

  return {
    port,
    url,
    world,
    clock,
    journal,
    faults,
    async close() {
      clock.stop();
      exchange.clients.stop();
      exchange.sound.stop();
      upgrades.close();
      await stop(server);
      // What is still on its way to the application belongs in the file before it is finished.
      if (options.journalFile) await clock.settle();
      clock.stop();
      await journal.close();
    },
  };
}

/** Twilio clients refuse to be built with anything else, so a slip shows here and not in a stranger's stack trace. */
function checkCredentials({ accountSid, authToken, apiKeys = {} }: EmulatorOptions): void {
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid)) {
    throw new Error(`The account sid ${accountSid} will not do: write AC and 32 hex digits.`);
  }
  if (!/^[0-9A-Za-z]{32}$/.test(authToken)) {
    throw new Error('The auth token will not do: write exactly 32 letters or digits.');
  }
  for (const [sid, secret] of Object.entries(apiKeys)) {
    if (/^SK[0-9a-f]{32}$/i.test(sid) && secret !== '') continue;
    throw new Error(`The API key ${sid} will not do: write SK and 32 hex digits, and give it a secret.`);
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken ? new Error(`Port ${port} on ${host} is taken: choose another one for the emulator.`) : error,
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The emulator has no TCP port.'));
      else resolve(address.port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    // Event streams and played time-outs would hold the server open for ever.
    server.closeAllConnections();
  });
}
