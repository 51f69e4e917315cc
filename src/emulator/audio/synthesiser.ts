import { spawn } from 'node:child_process';
import { humSpeech } from './hummed-speech.ts';
import { normalise, type Pcm, SAMPLE_RATE, samplesIn, trimSilence } from './pcm.ts';
import { resample } from './resample.ts';
import { espeakVoice } from './voice.ts';
import { readWav } from './wav.ts';

/** Speaks a text in at most `durationMs`. */
export type Synthesiser = (text: string, voice: string, durationMs: number) => Promise<Pcm>;

export interface SynthesiserOptions {
  /** The program that speaks. It is GPL, so it is run as a process of the machine's own, never linked or shipped. */
  readonly program?: string;
  /** How much speech is kept for the next recording that says the same. */
  readonly cacheBytes?: number;
  /** Told when the program exists but fails; after three failures it is not asked again. */
  readonly onTrouble?: (message: string) => void;
}

const NORMAL_WORDS_PER_MINUTE = 175;
const FASTEST_WORDS_PER_MINUTE = 320;
const SPEAKING_LIMIT_MS = 20_000;
const LONGEST_TEXT = 4096;
const FAILURES_BEFORE_GIVING_UP = 3;

/**
 * Speaks through the `espeak-ng` program when the machine has it, and hums the rhythm of the words when it has not
 * or when the program fails.
 */
export function createSynthesiser(options: SynthesiserOptions = {}): Synthesiser {
  const program = options.program ?? 'espeak-ng';
  const onTrouble = options.onTrouble ?? ((message: string) => process.emitWarning(message));
  const remember = soundCache(options.cacheBytes ?? 16 * 1024 * 1024);
  let failures = 0;

  return (text, voice, durationMs) =>
    remember(`${voice}\n${durationMs}\n${text}`, async () => {
      if (!/[\p{L}\p{N}]/u.test(text)) return new Int16Array(0);
      if (failures < FAILURES_BEFORE_GIVING_UP) {
        try {
          return await speakWithin(program, text.slice(0, LONGEST_TEXT), voice, durationMs);
        } catch (error) {
          failures = isMissingProgram(error) ? FAILURES_BEFORE_GIVING_UP : failures + 1;
          if (!isMissingProgram(error)) {
            onTrouble(`${program} could not speak, so this speech is hummed instead: ${String(error)}`);
          }
        }
      }
      return humSpeech(text, voice, durationMs);
    });
}

/** Speaks at an ordinary pace; what takes too long is spoken faster, and what is then still too long is squeezed. */
async function speakWithin(program: string, text: string, voice: string, durationMs: number): Promise<Pcm> {
  const room = samplesIn(durationMs);
  let sound = await speak(program, text, voice, NORMAL_WORDS_PER_MINUTE);
  if (sound.length > room) {
    const pace = (NORMAL_WORDS_PER_MINUTE * sound.length * 1.03) / room;
    sound = await speak(program, text, voice, Math.min(FASTEST_WORDS_PER_MINUTE, Math.ceil(pace)));
  }
  if (sound.length > room)
    sound = resample(sound, (SAMPLE_RATE * sound.length) / room, SAMPLE_RATE).subarray(0, room);
  return normalise(sound, 0.6);
}

async function speak(program: string, text: string, voice: string, wordsPerMinute: number): Promise<Pcm> {
  const { name, pitch } = espeakVoice(voice);
  const flags = [
    '--stdin',
    '--stdout',
    '-b',
    '1',
    '-v',
    name,
    '-p',
    String(pitch),
    '-s',
    String(wordsPerMinute),
  ];
  return trimSilence(readWav(await run(program, flags, text)));
}

function run(program: string, flags: readonly string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, flags, { stdio: ['pipe', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    // Not the `timeout` of spawn: its timer outlives a program that could not be started.
    const limit = setTimeout(() => child.kill(), SPEAKING_LIMIT_MS);
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    // A program that dies early closes its input; its exit code tells the story, not the broken pipe.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) resolve(Buffer.concat(output));
      else
        reject(
          new Error(`it ended with ${code ?? signal}. ${Buffer.concat(complaints).toString('utf8').trim()}`),
        );
    });
    child.stdin.end(input);
  });
}

function isMissingProgram(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

/** Keeps the sounds used last within a number of bytes; two askers of the same sound wait for one making of it. */
function soundCache(limitBytes: number): (key: string, make: () => Promise<Pcm>) => Promise<Pcm> {
  const kept = new Map<string, Pcm>();
  const underWay = new Map<string, Promise<Pcm>>();
  let bytes = 0;

  function keep(key: string, sound: Pcm): void {
    kept.set(key, sound);
    bytes += sound.byteLength;
    for (const [oldest, old] of kept) {
      if (bytes <= limitBytes) break;
      kept.delete(oldest);
      bytes -= old.byteLength;
    }
  }

  return async (key, make) => {
    const found = kept.get(key);
    if (found) {
      kept.delete(key);
      kept.set(key, found);
      return found;
    }
    const started =
      underWay.get(key) ??
      make()
        .then((sound) => {
          keep(key, sound);
          return sound;
        })
        .finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  };
}
