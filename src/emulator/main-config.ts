import { mediaChoices } from './sound/choose-backend.ts';
import type { EmulatorOptions } from './start-emulator.ts';

/** The documented account of the demo: it opens nothing but an emulator on this very machine. */
export const demoAccountSid = 'ACde5cbe11000000000000000000000000';
export const demoAuthToken = 'deskbellemulatordemotoken0000001';

const defaultPort = 3001;
const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost'];

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the emulator's own environment. @throws Error that lists every fault at once, in plain words. */
export function readMainConfig(env: Environment): EmulatorOptions {
  const faults: string[] = [];
  const port = readPort(env.EMULATOR_PORT, faults);
  const host = env.EMULATOR_HOST || '127.0.0.1';
  if (!loopbackNames.includes(host)) {
    faults.push(
      `EMULATOR_HOST is ${host}: the emulator listens on this machine only, leave it out or write 127.0.0.1.`,
    );
  }
  const accountSid = env.EMULATOR_ACCOUNT_SID || demoAccountSid;
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid))
    faults.push('EMULATOR_ACCOUNT_SID must be AC and 32 hex digits.');
  const authToken = env.EMULATOR_AUTH_TOKEN || demoAuthToken;
  if (!/^[0-9A-Za-z]{32}$/.test(authToken))
    faults.push('EMULATOR_AUTH_TOKEN must be exactly 32 letters or digits.');
  const apiKeys = readPairs(env.EMULATOR_API_KEYS, ':', 'EMULATOR_API_KEYS', 'SK…:secret', faults);
  const originMap = readPairs(
    env.EMULATOR_ORIGIN_MAP,
    '=',
    'EMULATOR_ORIGIN_MAP',
    'https://localhost:3000=http://127.0.0.1:3000',
    faults,
  );
  const media = mediaChoices.find((choice) => choice === (env.EMULATOR_MEDIA || 'auto'));
  if (!media)
    faults.push(
      `EMULATOR_MEDIA is ${env.EMULATOR_MEDIA}: write ${mediaChoices.join(', ')}, or leave it out.`,
    );
  const callsPerSecond = readRate(env.EMULATOR_CALLS_PER_SECOND, faults);
  if (faults.length > 0)
    throw new Error(`The emulator cannot start:\n${faults.map((line) => `- ${line}`).join('\n')}`);
  return {
    port,
    host: '127.0.0.1',
    accountSid,
    authToken,
    apiKeys,
    originMap,
    ...(media && { media }),
    ...(env.EMULATOR_JOURNAL && { journalFile: env.EMULATOR_JOURNAL }),
    ...(callsPerSecond !== null && { callsPerSecond }),
  };
}

function readPort(text: string | undefined, faults: string[]): number {
  if (!text) return defaultPort;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  faults.push(`EMULATOR_PORT is ${text}: write a whole number from 0 to 65535.`);
  return defaultPort;
}

function readRate(text: string | undefined, faults: string[]): number | null {
  if (!text) return null;
  const rate = Number(text);
  if (Number.isFinite(rate) && rate > 0) return rate;
  faults.push(`EMULATOR_CALLS_PER_SECOND is ${text}: write a number above 0.`);
  return null;
}

/** `left<separator>right`, several parted by commas. */
function readPairs(
  text: string | undefined,
  separator: string,
  name: string,
  example: string,
  faults: string[],
): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = {};
  for (const item of (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const place = item.indexOf(separator);
    const [left, right] = [item.slice(0, place), item.slice(place + 1)];
    if (place < 1 || right === '') faults.push(`${name} has an item that cannot be read: write ${example}.`);
    else pairs[left] = right;
  }
  return pairs;
}
