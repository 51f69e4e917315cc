import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startPostgres } from './postgres.ts';

const STARTER = `
  const { startPostgres } = await import(${JSON.stringify(new URL('postgres.ts', import.meta.url).href)});
  const { url } = await startPostgres();
  console.log(url);
  setInterval(() => {}, 1_000);
`;

const foldersOf = async (pid: number | undefined) =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`deskbell-test-postgres-${pid}-`));

describe('the PostgreSQL for tests', () => {
  test('answers, and takes its folder with it when it stops', async () => {
    const before = await foldersOf(process.pid);
    const server = await startPostgres();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    await server.stop();
    expect(await foldersOf(process.pid)).toEqual(before);
  }, 60_000);

  test('what a killed test run left behind is ended and removed by the next one', async () => {
    const killed = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', STARTER], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const exited = new Promise((resolve) => killed.on('exit', resolve));
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: killed.stdout }).on('line', resolve);
      killed.on('exit', () => reject(new Error('The test server did not start.')));
    });
    killed.kill('SIGKILL');
    await exited;
    expect(await foldersOf(killed.pid)).toHaveLength(1);

    const next = await startPostgres();
    expect(await foldersOf(killed.pid)).toEqual([]);
    await expect(new pg.Client({ connectionString: url }).connect()).rejects.toThrow();
    await next.stop();
  }, 60_000);
});
