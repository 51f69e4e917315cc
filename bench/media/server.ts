import { monitorEventLoopDelay } from 'node:perf_hooks';
import { demoAccountSid, demoAuthToken } from '../../src/emulator/main-config.ts';
import { mediaChoices } from '../../src/emulator/sound/choose-backend.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';

/** What the measured process says of itself, for the time since it was last asked. */
export interface ServerFigures {
  readonly cpuShare: number;
  /** 99 of 100 timers were no later than this. */
  readonly lateMs: number;
  readonly memoryMb: number;
}

export type FromServer =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'figures'; readonly figures: ServerFigures };

// The emulator by itself in a process, so that what is measured is the emulator and not those who speak with it.
const media = mediaChoices.find((choice) => choice === process.argv[2]);
const shopUrl = process.argv[3];
if (!media || !shopUrl)
  throw new Error('Start this with the name of a back end and the address of the shop.');

const emulator = await startEmulator({
  port: 0,
  accountSid: demoAccountSid,
  authToken: demoAuthToken,
  callsPerSecond: 1_000,
  media,
});
emulator.world.numbers.create({ phoneNumber: '+442079460100', settings: { voiceUrl: shopUrl } });

const delays = monitorEventLoopDelay({ resolution: 2 });
delays.enable();
let cpuBefore = process.cpuUsage();
let askedAt = performance.now();
const tell = (message: FromServer): void => void process.send?.(message);

process.on('message', () => {
  const { user, system } = process.cpuUsage(cpuBefore);
  const elapsedMs = performance.now() - askedAt;
  tell({
    kind: 'figures',
    figures: {
      cpuShare: (user + system) / 1_000 / elapsedMs,
      lateMs: Math.max(0, delays.percentile(99) / 1e6 - 2),
      memoryMb: process.memoryUsage.rss() / 2 ** 20,
    },
  });
  cpuBefore = process.cpuUsage();
  askedAt = performance.now();
  delays.reset();
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'listening', port: emulator.port });
