import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Door } from './door.ts';

let doors: Door[] = [];
afterEach(() => {
  for (const door of doors) door.close();
  doors = [];
});

async function openDoor(patienceMs?: number): Promise<Door> {
  const door = await Door.open(0, patienceMs);
  doors.push(door);
  return door;
}

function visitor(door: Door, says: string): { readonly heard: Promise<string> } {
  const socket = connect(door.port, '127.0.0.1');
  socket.write(says);
  const heard = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('error', () => resolve('reset'));
    socket.on('close', () => resolve(text));
  });
  return { heard };
}

async function until(isTrue: () => boolean): Promise<void> {
  const limit = Date.now() + 5_000;
  while (!isTrue()) {
    if (Date.now() > limit) throw new Error('It never came true.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Answers with what the visitor said, as a server would that finds the request whole. */
function echo(connection: Socket, wasTaken: (taken: boolean) => void): void {
  wasTaken(true);
  connection.once('data', (chunk: Buffer) => connection.end(`heard ${chunk.toString()}`));
  connection.resume();
}

describe('the door', () => {
  test('lets whoever comes while there is no server wait, and loses nothing that they said', async () => {
    const door = await openDoor();
    const first = visitor(door, 'one');
    const second = visitor(door, 'two');
    await until(() => door.waiting === 2);
    door.leadsTo(echo);
    expect(await first.heard).toBe('heard one');
    expect(await second.heard).toBe('heard two');
    expect(door.waiting).toBe(0);
  });

  test('leads to the server at once while there is one', async () => {
    const door = await openDoor();
    door.leadsTo(echo);
    expect(await visitor(door, 'one').heard).toBe('heard one');
  });

  test('takes back a connection that a dying server did not take', async () => {
    const door = await openDoor();
    door.leadsTo((_connection, wasTaken) => {
      door.leadsNowhere();
      wasTaken(false);
    });
    const { heard } = visitor(door, 'one');
    await until(() => door.waiting === 1);
    door.leadsTo(echo);
    expect(await heard).toBe('heard one');
  });

  test('sends away whoever has waited as long as a telephone company would', async () => {
    const door = await openDoor(50);
    // What was not read makes it a reset.
    expect(await visitor(door, 'one').heard).toBe('reset');
    expect(door.waiting).toBe(0);
  });

  test('says what to do when its port is taken', async () => {
    const door = await openDoor();
    await expect(Door.open(door.port)).rejects.toThrow(
      `Port ${door.port} is taken by another program. Stop it, or set PORT to another one.`,
    );
  });
});
