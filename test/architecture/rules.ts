// Longer than 300 lines because it is one table: every rule of the house with its reason and the example that proves it can fail.
import {
  filesLeadTo,
  isJoinery,
  isNounStore,
  isPackage,
  isRoutes,
  isRules,
  isTest,
  nounOf,
  ourImports,
  packageImports,
  pureFiles,
  rings,
  within,
} from './places.ts';
import type { SourceFile } from './source.ts';

export interface Rule {
  readonly says: string;
  readonly why: string;
  /** Every place where the rule is broken, in words. */
  look(files: readonly SourceFile[]): readonly string[];
  /** Files that break it (path to text), each set by itself: the twin that proves that the rule can fail. */
  readonly broken: readonly Readonly<Record<string, string>>[];
  /** Files that look similar and are fine. */
  readonly fine?: Readonly<Record<string, string>>;
}

const production = (files: readonly SourceFile[]) => files.filter(({ path }) => !isTest(path));

/** Imports of `from`-files that `forbidden` names, tests left out. */
function importsOf(
  files: readonly SourceFile[],
  from: (path: string) => boolean,
  forbidden: (of: string, path: string) => boolean,
): readonly string[] {
  return production(files)
    .filter(({ path }) => from(path))
    .flatMap((file) =>
      file.imports.filter(({ of }) => forbidden(of, file.path)).map(({ of }) => `${file.path} imports ${of}`),
    );
}

/** Uses of platform things outside the places that may. */
function usesOf(
  files: readonly SourceFile[],
  uses: readonly string[],
  allowed: (path: string) => boolean,
): readonly string[] {
  return production(files)
    .filter(({ path }) => !allowed(path))
    .flatMap((file) => uses.filter((use) => file.uses.has(use)).map((use) => `${file.path} uses ${use}`));
}

/** Outside of the rooms that wait as a trade: short waits for somebody else, none of them a promise. */
const WAITS: Readonly<Record<string, string>> = {
  'src/http/serve.ts': 'running requests are given some seconds at the stop',
  'src/keeper/door.ts': 'a connection waits for a server for as long as its sender does',
  'src/keeper/keeper.ts': 'a server that dies again and again is given pauses',
  'src/store/group-commit.ts': 'a clash with another node is tried again after a moment',
  'src/telephony/twilio/deadline.ts': 'a caller hears something after 3 s, whatever else happens',
  'src/telephony/twilio/index.ts': 'a request that the provider put off is made again after a moment',
  'src/demo/emulator-beside.ts': 'an emulator that does not start is given up',
  'src/demo/practice-caller.ts': 'a practice caller listens and speaks at the pace of a person',
};
const TIMERS = ['setTimeout', 'setInterval', 'globalThis.setTimeout', 'globalThis.setInterval'];
const IMPURE_PACKAGES = isPackage(
  'express',
  'kysely',
  'pg',
  'better-sqlite3',
  'socket.io',
  'twilio',
  'pino',
  'chokidar',
  'prom-client',
);
const SIDES = ['http', 'live', 'engine', 'notify'] as const;
const NOT_RUN = [
  ...['test', 'it', 'describe'].flatMap((name) =>
    ['skip', 'only', 'todo', 'failing'].map((how) => `${name}.${how}`),
  ),
  ...['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe'],
];

export const RULES: readonly Rule[] = [
  {
    says: 'the kernel knows nobody',
    why: 'Everyone leans on it; whatever it leaned on, everyone would lean on.',
    // Shapes that every noun keeps are described once, with zod, which leans on nothing itself.
    look: (files) =>
      importsOf(files, within('src/kernel'), (of) => !within('src/kernel')(of) && !isPackage('zod')(of)),
    broken: [
      { 'src/kernel/ids.ts': "import { x } from '../config/config.ts';" },
      { 'src/kernel/ids.ts': "import { randomUUID } from 'node:crypto';" },
    ],
    fine: { 'src/kernel/ids.ts': "import { x } from './clock.ts';" },
  },
  {
    says: "a noun's words and rules know the kernel, nouns' words and the words of the telephone only",
    why: 'Who reads a rule must be able to understand it, and a test must be able to run it, with nothing else in the room.',
    look: (files) =>
      pureFiles(files).flatMap((file) =>
        ourImports(file)
          .filter(({ of }) => {
            if (within('src/kernel')(of) || of === 'src/telephony/line.ts') return false;
            return nounOf(of) === null || isNounStore(of) || isRoutes(of);
          })
          .map(({ of }) => `${file.path} imports ${of}`),
      ),
    broken: [
      { 'src/domain/calls/decide.ts': "import { db } from '../../store/database.ts';" },
      { 'src/domain/calls/decide.ts': "import { x } from './call-store.ts';" },
      { 'src/domain/calls/call.ts': "import type { Request } from '../../http/route.ts';" },
      {
        'src/domain/calls/decide.ts': "import { guess } from './estimate.ts';",
        'src/domain/calls/estimate.ts': "import { engine } from '../../engine/engine.ts';",
      },
    ],
    fine: {
      'src/domain/calls/decide.ts':
        "import type { Instruction } from '../../telephony/line.ts'; import { Queue } from '../queues/queue.ts'; import { x } from './estimate.ts';",
    },
  },
  {
    says: "a noun's words and rules are pure: no platform, no clock, no chance",
    why: 'The same input must give the same decision today, in a test, and after a restart.',
    look: (files) =>
      pureFiles(files).flatMap((file) => [
        ...packageImports(file)
          .filter(({ of }) => of.startsWith('node:') || IMPURE_PACKAGES(of))
          .map(({ of }) => `${file.path} imports ${of}`),
        ...[
          'Date.now',
          'new Date()',
          'Date',
          'Math.random',
          'process.env',
          'fetch',
          'performance.now',
          'crypto.randomUUID',
        ]
          .concat(TIMERS)
          .filter((use) => file.uses.has(use))
          .map((use) => `${file.path} uses ${use}`),
      ]),
    broken: [
      { 'src/domain/calls/decide.ts': 'export const at = Date.now();' },
      { 'src/domain/calls/evolve.ts': 'export const at = new Date();' },
      { 'src/domain/people/person.ts': 'export const pick = () => Math.random();' },
      { 'src/domain/calls/decide.ts': "import { readFileSync } from 'node:fs';" },
      { 'src/domain/flows/flow-words.ts': "import type { Kysely } from 'kysely';" },
      {
        'src/domain/calls/decide.ts': "import { guess } from './estimate.ts';",
        'src/domain/calls/estimate.ts': 'export const guess = () => Math.random();',
      },
    ],
    fine: {
      'src/domain/calls/decide.ts':
        "// Date.now() is not here\nimport { z } from 'zod'; const text = 'new Date()';",
    },
  },
  {
    says: "a noun never calls another noun's rules",
    why: 'It states an event; reactions.ts says who hears it. Otherwise nobody can follow what happens.',
    look: (files) =>
      importsOf(
        files,
        (path) => nounOf(path) !== null,
        (of, path) => isRules(of) && nounOf(of) !== nounOf(path),
      ),
    broken: [{ 'src/domain/queues/decide.ts': "import { decide } from '../routing/decide.ts';" }],
  },
  {
    says: "of a noun, only its store knows kysely and the store's tables, and only its routes know http",
    why: 'A database or a web framework that can be met anywhere can be replaced nowhere.',
    look: (files) => [
      ...importsOf(
        files,
        (path) => nounOf(path) !== null && !isRoutes(path),
        (of) => within('src/http')(of) || isPackage('express')(of),
      ),
      ...importsOf(
        files,
        (path) => nounOf(path) !== null,
        (of) => within('src/live', 'src/notify', 'src/telephony/twilio', 'src/app.ts', 'src/main.ts')(of),
      ),
    ],
    broken: [
      { 'src/domain/calls/call-store.ts': "import { HttpProblem } from '../../http/problems.ts';" },
      { 'src/domain/calls/helper.ts': "import { Router } from 'express';" },
      { 'src/domain/calls/routes.ts': "import { createLive } from '../../live/live.ts';" },
      { 'src/domain/calls/routes.ts': "import { toTwiml } from '../../telephony/twilio/twiml.ts';" },
    ],
    fine: { 'src/domain/calls/routes.ts': "import { route } from '../../http/route.ts';" },
  },
  {
    says: 'the words of the telephone know the kernel only',
    why: 'They must fit any telephone company.',
    look: (files) => importsOf(files, within('src/telephony/line.ts'), (of) => !within('src/kernel')(of)),
    broken: [{ 'src/telephony/line.ts': "import type { Call } from 'twilio';" }],
  },
  {
    says: 'only app.ts, and what it is split into, knows telephony/twilio',
    why: 'There is one road to the telephone, and one place where it is chosen.',
    look: (files) =>
      importsOf(
        files,
        (path) => !isJoinery(path) && !within('src/telephony/twilio')(path),
        within('src/telephony/twilio'),
      ),
    broken: [{ 'src/engine/effects.ts': "import { carryOut } from '../telephony/twilio/carry-out.ts';" }],
    fine: { 'src/app.ts': "import { createTwilioLine } from './telephony/twilio/index.ts';" },
  },
  {
    says: 'only telephony/twilio uses the twilio package',
    why: 'Its words, its errors and its changes stay in one folder.',
    look: (files) => importsOf(files, (path) => !within('src/telephony/twilio')(path), isPackage('twilio')),
    broken: [{ 'src/domain/calls/helper.ts': "const twilio = await import('twilio/lib/rest/Twilio.js');" }],
    fine: { 'test/smoke/first-call.test.ts': "import twilio from 'twilio';" },
  },
  {
    says: 'nothing imports the emulator',
    why: 'What runs in tests must be what runs with Twilio; the emulator is only ever met over HTTP.',
    look: (files) => importsOf(files, (path) => !within('src/emulator')(path), within('src/emulator')),
    broken: [{ 'src/main.ts': "import { startEmulator } from './emulator/main.ts';" }],
    fine: { 'test/harness/world.ts': "import { createWorld } from '../../src/emulator/world/world.ts';" },
  },
  {
    says: 'the emulator imports nothing of ours',
    why: 'It must agree with Twilio, not with us, and could be lifted out tomorrow.',
    look: (files) =>
      importsOf(files, within('src/emulator'), (of) => of.startsWith('src/') && !within('src/emulator')(of)),
    broken: [
      { 'src/emulator/webhooks/sender.ts': "import { sign } from '../../telephony/twilio/signature.ts';" },
    ],
    fine: { 'src/emulator/webhooks/sender.ts': "import { sign } from './signature.ts';" },
  },
  {
    says: 'the environment is read in config/env.ts only',
    why: 'A setting that can be read anywhere is checked nowhere and listed nowhere.',
    look: (files) => usesOf(files, ['process.env'], within('src/config/env.ts', 'src/emulator/main.ts')),
    broken: [
      { 'src/http/serve.ts': "const port = process.env['PORT'];" },
      { 'src/http/serve.ts': "const port = process['env'].PORT;" },
    ],
    fine: { 'src/config/env.ts': 'export const raw = process.env;' },
  },
  {
    says: 'the time comes from the clock only',
    why: 'Tests move the clock by hand; whoever asks elsewhere lives in another time.',
    look: (files) =>
      usesOf(
        files,
        ['Date.now', 'new Date()', 'Date'],
        within('src/kernel/clock.ts', 'src/emulator', 'src/console'),
      ),
    broken: [
      { 'src/engine/timers.ts': 'const now = Date.now();' },
      { 'src/http/sessions.ts': 'const now = new Date();' },
      { 'src/http/sessions.ts': 'const now = Date();' },
    ],
    fine: {
      'src/kernel/clock.ts': 'export const clock = { now: () => Date.now() };',
      'src/engine/timers.ts': 'export const text = (at: number) => new Date(at).toISOString();',
    },
  },
  {
    says: 'timers are set in engine, live, emulator and console, and for a few named short waits',
    why: 'A deadline held in memory is forgotten at a restart: what must happen by when is a row.',
    look: (files) => {
      const mayWait = within('src/engine', 'src/live', 'src/emulator', 'src/console', ...Object.keys(WAITS));
      return [
        ...usesOf(files, TIMERS, mayWait),
        ...importsOf(files, (path) => !mayWait(path), isPackage('node:timers', 'timers')),
      ];
    },
    broken: [
      { 'src/domain/queues/helper.ts': 'setTimeout(() => {}, 60_000);' },
      { 'src/http/route.ts': "import { setTimeout as wait } from 'node:timers/promises';" },
    ],
    fine: { 'src/live/window.ts': 'setTimeout(() => {}, 50);' },
  },
  {
    says: 'the words sqlite and postgres stay in store and config',
    why: 'Business that knows its database has two behaviours, of which one is tested.',
    look: (files) =>
      production(files)
        .filter(({ path }) => !within('src/store', 'src/config')(path))
        .flatMap((file) =>
          file.words
            .filter((word) => /sqlite|postgres/i.test(word))
            .map((word) => `${file.path} says "${word}"`),
        ),
    broken: [
      { 'src/live/board.ts': "if (database.kind === 'postgres') poll();" },
      { 'src/engine/engine.ts': 'const isSqlite = true;' },
      { 'src/engine/engine.ts': 'const sql = `postgres://host`;' },
    ],
    fine: { 'src/live/board.ts': '// on PostgreSQL other nodes write too\nexport const shared = true;' },
  },
  {
    says: 'the contract knows the kernel and zod',
    why: 'Server and console both read it; whatever it drags along lands in the browser.',
    look: (files) =>
      importsOf(
        files,
        within('src/contract'),
        (of) => !within('src/contract', 'src/kernel')(of) && !isPackage('zod')(of),
      ),
    broken: [
      { 'src/contract/api.ts': "import { Queue } from '../domain/queues/queue.ts';" },
      { 'src/contract/api.ts': "import { DateTime } from 'luxon';" },
    ],
  },
  {
    says: 'the console knows the contract only',
    why: 'What the browser may do is what the API allows, and nothing of the server lands in it.',
    look: (files) =>
      importsOf(
        files,
        within('src/console'),
        (of) =>
          of.startsWith('node:') || (of.startsWith('src/') && !within('src/console', 'src/contract')(of)),
      ),
    broken: [
      { 'src/console/screens/board/board.tsx': "import { decide } from '../../../domain/queues/decide.ts';" },
    ],
    fine: { 'src/console/screens/board/board.tsx': "import type { Me } from '../../../contract/api.ts';" },
  },
  {
    says: 'http, live, engine and notify never import each other',
    why: 'app.ts joins them; each can be understood, tested and replaced by itself.',
    look: (files) =>
      SIDES.flatMap((side) =>
        importsOf(
          files,
          within(`src/${side}`),
          within(...SIDES.filter((other) => other !== side).map((other) => `src/${other}`)),
        ),
      ),
    broken: [
      { 'src/live/live.ts': "import type { Sessions } from '../http/sessions.ts';" },
      { 'src/engine/effects.ts': "import { createLive } from '../live/live.ts';" },
    ],
    fine: { 'src/live/live.ts': "import type { Clock } from '../kernel/clock.ts';" },
  },
  {
    says: 'no room imports app.ts, main.ts or another file that joins the rooms',
    why: 'The place where parts meet must not be a part.',
    look: (files) => importsOf(files, (path) => !isJoinery(path), isJoinery),
    broken: [{ 'src/http/route.ts': "import { app } from '../app.ts';" }],
    fine: { 'src/main.ts': "import { createApp } from './app.ts';" },
  },
  {
    says: 'no files run each other in a ring',
    why: 'In a ring nothing can be understood first, and what is loaded first finds the other half empty.',
    look: (files) => rings(filesLeadTo(production(files))).map((ring) => ring.join(' → ')),
    broken: [
      { 'src/engine/a.ts': "import { b } from './b.ts';", 'src/engine/b.ts': "import { a } from './a.ts';" },
      {
        'src/engine/a.ts': "export * from './b.ts';",
        'src/engine/b.ts': "import { type X, c } from './c.ts';",
        'src/engine/c.ts': "const a = import('./a.ts');",
      },
    ],
    fine: {
      'src/engine/a.ts': "import { b } from './b.ts';",
      'src/engine/b.ts': "import type { A } from './a.ts'; import { type B } from './a.ts';",
    },
  },
  {
    says: 'no file is over 300 lines without a reason in its head',
    why: 'A file holds one idea. If one does not fit, its first lines say "Longer than 300 lines because …".',
    look: (files) =>
      files
        .filter(({ lines, head }) => lines > 300 && !/Longer than 300 lines because \S/.test(head))
        .map(({ path, lines }) => `${path} has ${lines} lines`),
    broken: [{ 'src/engine/engine.ts': 'export {};\n'.repeat(301) }],
    fine: {
      'src/engine/engine.ts': `// Longer than 300 lines because it is a table.\n${'export {};\n'.repeat(301)}`,
    },
  },
  {
    says: 'no test is skipped, and none runs alone',
    why: 'A promise that is not checked is not a promise.',
    look: (files) =>
      files
        .filter(({ path }) => isTest(path))
        .flatMap((file) =>
          NOT_RUN.filter((use) => file.uses.has(use)).map((use) => `${file.path} uses ${use}`),
        ),
    broken: [
      { 'src/engine/engine.test.ts': "test.skip('works', () => {});" },
      { 'test/smoke/first-call.test.ts': "describe.only('a call', () => {});" },
      { 'test/smoke/first-call.test.ts': "describe.only.each([1])('a call', () => {});" },
      { 'test/smoke/first-call.test.ts': "xit('works', () => {});" },
    ],
    fine: { 'src/engine/engine.test.ts': "test('works', () => { list.skip(1); });" },
  },
  {
    says: 'production code knows no test',
    why: 'Test helpers are not shipped.',
    look: (files) => importsOf(files, within('src'), (of) => isTest(of)),
    broken: [
      { 'src/engine/engine.ts': "import { given } from '../../test/harness/given.ts';" },
      { 'src/domain/calls/decide.ts': "import { facts } from './call-for-tests.ts';" },
    ],
    fine: { 'src/domain/calls/call-for-tests.ts': "import { given } from '../../../test/harness/given.ts';" },
  },
];
