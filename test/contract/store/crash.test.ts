import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DATABASE_KINDS, type Place, freshPlace } from '../../harness/fresh-database.ts';

const CHILD = fileURLToPath(new URL('crash-child.ts', import.meta.url));
const KILLS = 5;

describe.each(DATABASE_KINDS)('a process killed while it writes to %s', (kind) => {
  let place: Place;

  beforeEach(async () => {
    place = await freshPlace(kind);
  });
  afterEach(() => place.remove());

  /** Lets a process write until it has reported `enough` rows, kills it with SIGKILL, and returns all that it reported. */
  async function writeAndDie(prefix: string, enough: number): Promise<string[]> {
    const args = ['--import', 'tsx', CHILD, prefix, place.dataDir, ...(place.url ? [place.url] : [])];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const complaints: string[] = [];
    child.stderr.on('data', (text: Buffer) => complaints.push(text.toString('utf8')));
    const ended = new Promise<NodeJS.Signals | null>((resolve) =>
      child.on('exit', (_code, signal) => resolve(signal)),
    );
    const reported: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      reported.push(line);
      if (reported.length === enough) child.kill('SIGKILL');
    }
    const signal = await ended;
    if (signal !== 'SIGKILL') throw new Error(`The writing process ended by itself:\n${complaints.join('')}`);
    return reported;
  }

  test(`has lost none of the rows that it reported as stored, ${KILLS} times over`, async () => {
    const reported: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1)
      reported.push(...(await writeAndDie(`kill${kill}`, 60 + 37 * kill)));
    expect(reported.length).toBeGreaterThanOrEqual(KILLS * 60);
    const database = await place.open();
    const rows = await database.reader.selectFrom('claims').select('key').execute();
    const stored = new Set(rows.map((row) => row.key));
    expect(reported.filter((key) => !stored.has(key))).toEqual([]);
    await database.close();
  }, 120_000);

  test('does not disturb another that began at the same moment on the same empty database', async () => {
    const reports = await Promise.all([writeAndDie('one', 16), writeAndDie('other', 16)]);
    const database = await place.open();
    const rows = await database.reader.selectFrom('claims').select('key').execute();
    const stored = new Set(rows.map((row) => row.key));
    expect(reports.flat().filter((key) => !stored.has(key))).toEqual([]);
    await database.close();
  }, 60_000);
});
