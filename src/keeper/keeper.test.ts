import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Door } from './door.ts';
import { wayTo } from './keeper.ts';

/** A server that takes nothing any more from the moment at which it is ready: it is about to die. */
const DEAF = 'process.send("ready", () => { for (;;); });';

/** What somebody who comes to this door hears until the connection ends. */
function visits(port: number): Promise<string> {
  const visitor = connect(port, '127.0.0.1');
  let heard = '';
  visitor.write('hello');
  visitor.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  visitor.on('error', () => undefined);
  return new Promise((resolve) => visitor.on('close', () => resolve(heard)));
}

async function until(isTrue: () => boolean): Promise<void> {
  const limit = Date.now() + 5_000;
  while (!isTrue()) {
    if (Date.now() > limit) throw new Error('It never came true.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('whoever comes to a server that dies before it takes them comes to the next one, having lost nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-keeper-'));
  const program = join(folder, 'deaf.cjs');
  await writeFile(program, DEAF);
  const door = await Door.open(0);
  const server = fork(program, { execArgv: [] });
  try {
    await once(server, 'message');
    const way = wayTo(server);
    let handedOver = 0;
    const all = new Promise<void>((resolve) => {
      door.leadsTo((connection, wasTaken) => {
        way(connection, wasTaken);
        handedOver += 1;
        if (handedOver === 3) resolve();
      });
    });
    const visitors = [visits(door.port), visits(door.port), visits(door.port)];
    await all;
    server.kill('SIGKILL');
    await once(server, 'exit');
    door.leadsNowhere();
    await until(() => door.waiting === 3);
    door.leadsTo((connection: Socket, wasTaken) => {
      wasTaken(true);
      connection.once('data', (said: Buffer) => connection.end(`${said.toString()}, good day`));
      connection.resume();
    });
    expect(await Promise.all(visitors)).toEqual(['hello, good day', 'hello, good day', 'hello, good day']);
  } finally {
    server.kill('SIGKILL');
    door.close();
    await rm(folder, { recursive: true });
  }
});
