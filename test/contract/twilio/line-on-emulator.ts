import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import pino from 'pino';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';
import type { RunningEmulator } from '../../../src/emulator/start-emulator.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import type {
  Instruction,
  LegInput,
  LineListener,
  LineRequest,
  Step,
  Utterance,
} from '../../../src/telephony/line.ts';
import { createNumbersPolicy } from '../../../src/telephony/numbers-policy.ts';
import { connectCommand } from '../../../src/telephony/twilio/connect-command.ts';
import type { FallbackPlan } from '../../../src/telephony/twilio/fallback.ts';
import { createTwilioLine } from '../../../src/telephony/twilio/index.ts';
import type { Answered, CarriedOut, TwilioLine } from '../../../src/telephony/twilio/index.ts';

export const shop = '+442079460100';
export const caller = '+447400123456';
export const agent = '+442079460111';
const accountSid = `AC${'a'.repeat(32)}`;
const authToken = '0123456789abcdef0123456789abcdef';

export const say = (text: string): Utterance => ({ kind: 'say', text, language: 'en-GB' });
export const at = (id: string, turn = 1): Step => ({ noun: 'script', id, turn });

/** What the application would decide, as a script by step; `start` is the first word of a call. */
export type Script = Readonly<Record<string, (input: LegInput) => Instruction | null | Promise<Instruction>>>;

export interface Heard {
  readonly what: keyof LineListener;
  readonly told: Readonly<Record<string, unknown>>;
}

export interface LineOnEmulator {
  readonly emulator: RunningEmulator;
  readonly line: TwilioLine;
  readonly heard: Heard[];
  readonly answered: Answered[];
  readonly dataDir: string;
  readonly publicUrl: string;
  /** Told of a kind, in order. */
  told(what: keyof LineListener): readonly Heard['told'][];
  ask(
    effect: LineRequest,
    more?: { readonly attempt?: number; readonly reconcile?: boolean },
  ): Promise<CarriedOut>;
  ring(from?: string): string;
  /** Everything said to a leg, in order. */
  captions(callSid: string): string;
  forward(ms: number): Promise<void>;
  connect(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }>;
  /** With more settings of the account than its SID and token. */
  connectAs(
    more: { readonly apiKey?: object; readonly twimlAppSid?: string },
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly said: string }>;
  closeDatabase(): Promise<void>;
  close(): Promise<void>;
}

/** The line on a real database and a real emulator with a clock moved by hand, and a script in place of the application. */
export async function startLine(
  script: Script,
  plans: readonly FallbackPlan[] = [],
): Promise<LineOnEmulator> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'deskbell-line-'));
  const quiet = pino({ level: 'silent' });
  const database = await openDatabase({ dataDir, logger: quiet });
  const failures: object[] = [];
  const emulator = await startEmulator({
    port: 0,
    accountSid,
    authToken,
    clock: 'manual',
    callsPerSecond: 100,
    logger: { warn: () => undefined, error: (details, message) => failures.push({ message, ...details }) },
  });
  const heard: Heard[] = [];
  const answered: Answered[] = [];
  const effects = new Set<string>();
  const listener = scripted(script, heard);

  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const twilio = { accountSid, authToken, apiBaseUrl: emulator.url };
  const line = createTwilioLine({
    publicUrl,
    dataDir,
    account: twilio,
    database,
    clock: { now: () => emulator.clock.now() },
    logger: quiet,
    numbers: createNumbersPolicy({ countries: ['GB'] }),
    plans,
    transact: (work) => database.transact((writer) => work({ writer, listener })),
    onAnswer: (one) => answered.push(one),
  });
  server.on('request', (request, response) => {
    if (line.road(request, response)) return;
    if (request.url === '/audio/hold.wav')
      response.writeHead(200, { 'content-type': 'audio/wav' }).end(music);
    else response.writeHead(404).end();
  });
  emulator.world.numbers.create({ phoneNumber: shop, settings: { friendlyName: 'Shop' } });

  let open = true;
  const closeDatabase = async () => {
    if (open) await database.close();
    open = false;
  };
  const connectAs: LineOnEmulator['connectAs'] = async (more, ...args) => {
    const said: string[] = [];
    const code = await connectCommand(args, {
      config: () => ({ publicUrl, dataDir, twilio: { ...twilio, ...more } }),
      clock: { now: () => emulator.clock.now() },
      say: (text) => said.push(text),
    });
    return { code, said: said.join('\n') };
  };

  return {
    emulator,
    line,
    heard,
    answered,
    dataDir,
    publicUrl,
    connect: (...args) => connectAs({}, ...args),
    connectAs,
    closeDatabase,
    told: (what) => heard.filter((one) => one.what === what).map(({ told }) => told),
    async ask(effect, more = {}) {
      if (!effects.has(effect.id)) {
        effects.add(effect.id);
        const created = emulator.clock.now();
        await database.transact((writer) =>
          writer.insertInto('effects').values(rowOf(effect, created)).execute(),
        );
      }
      return line.carryOut({ effect, attempt: 1, reconcile: false, ...more });
    },
    ring: (from = caller) => emulator.world.handsets.ring({ from, to: shop }).sid,
    captions: (callSid) =>
      (emulator.world.calls.get(callSid)?.heard ?? []).map(({ verb, text }) => `${verb}: ${text}`).join('\n'),
    forward: (ms) => emulator.clock.advance(ms),
    async close() {
      await emulator.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await closeDatabase();
      await rm(dataDir, { recursive: true, force: true });
      if (failures.length > 0) throw new Error(`The emulator itself failed: ${inspect(failures)}`);
    },
  };
}

/** Two seconds of silence stand for the music: without a file the emulator drops the leg from its room, as Twilio does. */
const music = silentWav(32_000);

function silentWav(dataBytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + dataBytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  [16, 0x0001_0001, 8_000, 16_000, 0x0010_0002].forEach((word, index) =>
    head.writeUInt32LE(word, 16 + index * 4),
  );
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(dataBytes, 40);
  return Buffer.concat([head, Buffer.alloc(dataBytes)]);
}

function scripted(script: Script, heard: Heard[]): LineListener {
  const note = (what: keyof LineListener) => (told: object) => {
    heard.push({ what, told: Object.fromEntries(Object.entries(told)) });
    return Promise.resolve();
  };
  return {
    async callArrived(call) {
      await note('callArrived')(call);
      const instruction = await script['start']?.({ sid: call.sid });
      if (!instruction) throw new Error('The script has no start');
      return instruction;
    },
    async legTurned(step, input) {
      await note('legTurned')({ step: `${step.id}/${step.turn}`, ...input });
      return (await script[step.id]?.(input)) ?? null;
    },
    ringProgressed: (ring, leg) => note('ringProgressed')({ ring, ...leg }),
    legEnded: note('legEnded'),
    roomChanged: note('roomChanged'),
    recordingChanged: note('recordingChanged'),
    wordsHeard: note('wordsHeard'),
    textProgressed: (asked, text) => note('textProgressed')({ asked, ...text }),
    textArrived: (text) => note('textArrived')(text).then(() => null),
    transcriptionBroke: note('transcriptionBroke'),
  };
}

function rowOf(effect: LineRequest, now: number) {
  return {
    id: effect.id,
    kind: effect.kind,
    call_id: effect.callId,
    noun: 'script',
    noun_id: 'script',
    payload: JSON.stringify(effect),
    status: 'running' as const,
    attempts: 1,
    due_at: now,
    started_at: now,
    result: null,
    created_at: now,
  };
}
