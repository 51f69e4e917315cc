import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chooseBackend } from '../src/emulator/sound/choose-backend.ts';
import type { MediaBackend } from '../src/emulator/sound/media-peer.ts';
import { Callers, startShop } from './media/callers.ts';
import type { FromServer, ServerFigures } from './media/server.ts';

/**
 * How many two-party calls the emulator's sound carries on one core, for each back end that is installed, and how late the
 * voices are. The emulator has a process of its own; those who speak are real peers in this one. `--smoke`: a few seconds.
 */

type Name = MediaBackend['name'];

const say = (words: string): void => void process.stdout.write(`${words}\n`);

/** Calls are added in these steps until two of them in a row are not clean, or time is up. */
const steps: Readonly<Record<Name, readonly number[]>> = {
  werift: [8, 16, 24, 32],
  'node-datachannel': [16, 32, 60, 80, 100],
};
const proof: Readonly<Record<Name, number>> = { werift: 16, 'node-datachannel': 60 };

/** A step is clean when people would notice nothing: at most this share of frames is silent where somebody spoke, … */
const mostGaps = 0.002;
/** … 99 of 100 frames are no older than this, … */
const latestMs = 150;
/** … 99 of 100 timers of the emulator are no later than one frame, and the core has some room. */
const latestTimerMs = 20;
const mostCpu = 0.85;

const isSmoke = process.argv.includes('--smoke');
const limitMs = isSmoke ? 40_000 : 110_000;
const settleMs = isSmoke ? 500 : 1_500;
const windowMs = isSmoke ? 1_500 : 5_000;
/** Other programs want the cores, too: a step that was not clean is looked at again before it is believed. */
const windowsAtMost = isSmoke ? 1 : 3;

interface Step {
  readonly calls: number;
  readonly server: ServerFigures;
  readonly heard: ReturnType<Callers['figures']>;
}

// Whatever happens, it ends.
setTimeout(() => {
  say('The bench took too long and was ended.');
  process.exit(1);
}, limitMs + 15_000).unref();

const names: readonly Name[] = ['werift', 'node-datachannel'];
const installed: MediaBackend[] = [];
for (const name of names) {
  try {
    installed.push(await chooseBackend(name));
  } catch (error) {
    say(`${name} is left out: ${error instanceof Error ? error.message : String(error)}`);
  }
}
const lightest = installed.at(-1);
if (!lightest) throw new Error('No back end is installed: run "npm install".');

say(`${availableParallelism()} cores, Node ${process.version}; callers speak by ${lightest.name}.`);
say(
  `Clean: at most ${mostGaps * 100} % gaps, 99 % of frames within ${latestMs} ms, 99 % of timers within ${latestTimerMs} ms, CPU at most ${mostCpu * 100} %.\n`,
);
say('back end          calls   CPU of a core   per leg    gaps   delay median   p99   timers p99   memory');
const startedAt = performance.now();
const carried = new Map<Name, number>();
const perLeg = new Map<Name, number>();
for (const [nth, { name }] of installed.entries()) {
  const deadline = startedAt + (limitMs * (nth + 1)) / installed.length;
  for (const step of await climb(name, deadline)) {
    say(line(name, step));
    if (!isClean(step)) continue;
    carried.set(name, step.calls);
    perLeg.set(name, step.server.cpuShare / (2 * step.calls));
  }
}
say('');
for (const { name } of installed) {
  const calls = carried.get(name) ?? 0;
  say(
    `${name}: ${calls} calls clean, ${((calls / proof[name]) * 100).toFixed(0)} % of the ${proof[name]} of the proof.`,
  );
}
const [slow, fast] = names.map((name) => perLeg.get(name));
if (slow && fast) say(`A leg by werift costs ${(slow / fast).toFixed(1)} times one by node-datachannel.`);
for (const backend of installed) backend.release();
process.exit(0);

async function climb(name: Name, deadline: number): Promise<readonly Step[]> {
  const shop = await startShop();
  const { child, port } = await startServer(name, shop.url);
  const callers = await Callers.create(`http://127.0.0.1:${port}`, lightestBackend());
  const done: Step[] = [];
  try {
    for (const calls of isSmoke ? [2] : steps[name]) {
      const before = performance.now();
      await callers.grow(calls);
      let step = await measure(child, callers, calls);
      for (let again = 1; again < windowsAtMost && !isClean(step); again += 1)
        step = await measure(child, callers, calls);
      done.push(step);
      const tookMs = performance.now() - before;
      const areBad = done.length > 1 && done.slice(-2).every((each) => !isClean(each));
      if (areBad || performance.now() + tookMs * 1.5 > deadline) break;
    }
  } finally {
    callers.close();
    child.disconnect();
    shop.close();
  }
  return done;
}

async function measure(child: ChildProcess, callers: Callers, calls: number): Promise<Step> {
  await pause(settleMs);
  await ask(child);
  callers.figures();
  await pause(windowMs);
  return { calls, server: await ask(child), heard: callers.figures() };
}

function lightestBackend(): MediaBackend {
  if (!lightest) throw new Error('No back end is installed.');
  return lightest;
}

async function startServer(name: Name, shopUrl: string): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(fileURLToPath(new URL('./media/server.ts', import.meta.url)), [name, shopUrl], {
    execArgv: ['--import', 'tsx'],
  });
  const message = await nextMessage(child);
  if (message.kind !== 'listening') throw new Error('The emulator did not say where it listens.');
  return { child, port: message.port };
}

async function ask(child: ChildProcess): Promise<ServerFigures> {
  const answer = nextMessage(child);
  child.send('figures');
  const message = await answer;
  if (message.kind !== 'figures') throw new Error('The emulator did not give its figures.');
  return message.figures;
}

function nextMessage(child: ChildProcess): Promise<FromServer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void =>
      reject(new Error(`The measured emulator ended with ${code}.`));
    child.once('exit', ended);
    child.once('message', (message: FromServer) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

function isClean({ server, heard }: Step): boolean {
  return (
    heard.gapShare <= mostGaps &&
    heard.p99Ms <= latestMs &&
    server.lateMs <= latestTimerMs &&
    server.cpuShare <= mostCpu
  );
}

function line(name: Name, step: Step): string {
  const { calls, server, heard } = step;
  const percent = (share: number, digits: number) => `${(share * 100).toFixed(digits)} %`;
  return [
    name.padEnd(16),
    String(calls).padStart(6),
    percent(server.cpuShare, 1).padStart(15),
    percent(server.cpuShare / (2 * calls), 2).padStart(9),
    percent(heard.gapShare, 2).padStart(7),
    `${heard.medianMs.toFixed(0)} ms`.padStart(14),
    `${heard.p99Ms.toFixed(0)} ms`.padStart(8),
    `${server.lateMs.toFixed(1)} ms`.padStart(10),
    `${server.memoryMb.toFixed(0)} MB`.padStart(8),
    isClean(step) ? ' clean' : ' not clean',
  ].join(' ');
}
