import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_KINDS, freshDatabase } from '../../../test/harness/fresh-database.ts';
import type { FreshDatabase } from '../../../test/harness/fresh-database.ts';
import { isRefusal } from '../../kernel/decision.ts';
import { CALLBACK, TEST_BUSINESS } from './flow-for-tests.ts';
import { evolve } from './evolve.ts';
import { NOT_BEGUN } from './flow.ts';
import type { FlowState } from './flow.ts';
import { createFlowLibrary, versionOf } from './library.ts';
import type { FlowLibrary } from './library.ts';
import { createFlowsNoun } from './noun.ts';
import { NO_CASES } from './open-case.ts';

const flow = (text: string): string =>
  `flow: main\nname: Main\nbusiness: shop\nstart: pause\nsteps:\n  pause: { step: menu, choices: [{ key: 1, label: Go, then: bye }] }\n  bye: { step: goodbye, text: '${text}' }\n`;
const BROKEN = flow('Two.').replace('then: bye', 'then: by');

/** Records nothing, so that a flow without a notice is nothing to warn about. */
const SHOP = { ...TEST_BUSINESS, recording: { ...TEST_BUSINESS.recording, record: 'none' as const } };

let dir: string;
let fresh: FreshDatabase;
let library: FlowLibrary | null;
let logged: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deskbell-flows-'));
  fresh = await freshDatabase(DATABASE_KINDS[0]);
  library = null;
  logged = [];
});

afterEach(async () => {
  await library?.close();
  await fresh.close();
  await rm(dir, { recursive: true, force: true });
});

const write = (source: string, name = 'main.yaml') => writeFile(join(dir, name), source);

async function open(): Promise<FlowLibrary> {
  let now = 0;
  const log = (_fields: object, message: string) => void logged.push(message);
  library = await createFlowLibrary({
    dir,
    store: fresh.database,
    logger: { info: log, warn: log, error: log },
    clock: { now: () => (now += 1000) },
    businesses: async () => [SHOP],
  });
  return library;
}

/** Waits for the folder's watcher to have noticed a change. */
function changed(of: FlowLibrary): Promise<void> {
  return new Promise((resolve) => {
    const stop = of.onChange(() => {
      stop();
      resolve();
    });
  });
}

describe('the flow library', () => {
  test('follows a saved file without a restart, also when the editor replaces it', async () => {
    await write(flow('One.'));
    const flows = await open();
    expect(flows.current('main')?.version).toBe(versionOf(flow('One.')));

    let change = changed(flows);
    await write(flow('Two.'));
    await change;
    expect(flows.current('main')?.version).toBe(versionOf(flow('Two.')));

    change = changed(flows);
    await write(flow('Three.'), 'main.tmp');
    await rename(join(dir, 'main.tmp'), join(dir, 'main.yaml'));
    await change;
    await flows.rescan();
    expect(flows.current('main')?.version).toBe(versionOf(flow('Three.')));
  });

  test('keeps the good version when the file breaks, says where, and takes the mended one', async () => {
    await write(flow('One.'));
    const flows = await open();
    let change = changed(flows);
    await write(BROKEN);
    await change;
    expect(flows.current('main')?.version).toBe(versionOf(flow('One.')));
    expect(flows.problems()).toEqual([
      expect.objectContaining({ severity: 'error', line: 6, message: 'there is no step "by"' }),
    ]);
    expect(logged.filter((line) => line.startsWith('Flow refused: '))).toEqual([
      expect.stringMatching(/main\.yaml:6:\d+ .* — did you mean "bye"/),
    ]);

    change = changed(flows);
    await write(flow('Two.'));
    await change;
    expect(flows.problems()).toEqual([]);
    expect(flows.current('main')?.version).toBe(versionOf(flow('Two.')));
  });

  test('keeps the good version also when only the linter objects', async () => {
    await write(flow('One.'));
    const flows = await open();
    await write(`${flow('Two.')}  lost: { step: goodbye, text: Lost. }\n`);
    await flows.rescan();
    expect(flows.current('main')?.version).toBe(versionOf(flow('One.')));
    expect(flows.problems()[0]?.message).toBe('no call ever reaches the step "lost"');
  });

  test.each([
    ['cannot be read', BROKEN],
    ['is refused by the linter', `${flow('Two.')}  lost: { step: goodbye, text: Lost. }\n`],
  ])(
    'after a restart with a file that %s, the version that answered before goes on answering',
    async (_what, source) => {
      await write(flow('One.'));
      await (await open()).close();
      await write(source);
      const flows = await open();
      expect(flows.current('main')?.version).toBe(versionOf(flow('One.')));
    },
  );

  test('goes on answering when the file is gone, and warns', async () => {
    await write(flow('One.'));
    const flows = await open();
    await rm(join(dir, 'main.yaml'));
    await flows.rescan();
    expect(flows.current('main')).not.toBeNull();
    expect(flows.problems()).toEqual([expect.objectContaining({ severity: 'warning' })]);
  });

  test('two files for one flow: the first answers, the second is refused', async () => {
    await write(flow('One.'), 'a.yaml');
    await write(flow('Two.'), 'b.yaml');
    const flows = await open();
    expect(flows.current('main')?.version).toBe(versionOf(flow('One.')));
    expect(flows.problems()).toEqual([
      expect.objectContaining({ file: expect.stringContaining('b.yaml'), line: 1 }),
    ]);
  });

  test('one flow with a fault keeps only itself out', async () => {
    await write(flow('One.'), 'a.yaml');
    await write(BROKEN.replace('flow: main', 'flow: other'), 'b.yaml');
    const flows = await open();
    expect(flows.flows().map((one) => one.id)).toEqual(['main']);
  });

  test('says plainly that its folder cannot be read', async () => {
    const missing = createFlowLibrary({
      dir: join(dir, 'nowhere'),
      store: fresh.database,
      logger: { info() {}, warn() {}, error() {} },
      clock: { now: () => 0 },
      businesses: async () => [],
    });
    await expect(missing).rejects.toThrow('check FLOWS_DIR');
  });
});

describe('a running call', () => {
  async function turn(
    flows: FlowLibrary,
    state: FlowState,
    command: Parameters<ReturnType<typeof noun>['decide']>[0],
  ) {
    const rules = noun(flows);
    const facts = await rules.gather(fresh.database.reader, 'call-1', command, state);
    const decision = rules.decide(command, state, facts, { at: 0, id: 'call-1' });
    if (isRefusal(decision)) throw new Error(decision.reason);
    return { state: decision.events.reduce(evolve, state), says: decision.says };
  }
  const noun = (flows: FlowLibrary) =>
    createFlowsNoun({
      library: flows,
      business: async () => SHOP,
      queueFacts: async () => ({ waiting: 0, longestWaitSeconds: 0, peopleFree: 0 }),
      callerHistory: async () => ({ callsToday: 0, callsLast30Days: 0 }),
      holidays: () => null,
      casesOf: async () => NO_CASES,
      callback: async () => CALLBACK,
    });
  const begin = {
    type: 'BeginFlow',
    businessId: 'shop',
    flow: 'main',
    from: '+447700900001',
    callerName: null,
  } as const;
  const press = { type: 'TakeTurn', turn: 1, input: { sid: 'CA1', keys: '1' } } as const;
  const saying = (text: string) =>
    expect.objectContaining({ utterances: [expect.objectContaining({ text })] });

  test('finishes on the version it began with, while the next call follows the new one', async () => {
    await write(flow('One.'));
    const flows = await open();
    const running = await turn(flows, NOT_BEGUN, begin);
    await write(flow('Two.'));
    await flows.rescan();
    expect((await turn(flows, running.state, press)).says).toEqual(saying('One.'));
    const next = await turn(flows, NOT_BEGUN, begin);
    expect((await turn(flows, next.state, press)).says).toEqual(saying('Two.'));
  });

  test('finishes on the version it began with also after a restart', async () => {
    await write(flow('One.'));
    const before = await open();
    const running = await turn(before, NOT_BEGUN, begin);
    await before.close();
    await write(flow('Two.'));
    expect((await turn(await open(), running.state, press)).says).toEqual(saying('One.'));
  });

  test('hears the safe answer when its flow never loaded', async () => {
    await write(BROKEN);
    const started = await turn(await open(), NOT_BEGUN, begin);
    expect(started.says).toMatchObject({ do: 'speak' });
    expect(started.state).toMatchObject({ run: { versions: { main: 'safe' } } });
  });
});
