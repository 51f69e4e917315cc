import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { isOfThisMachine, Upgrades } from './upgrades.ts';

let server: Server;
let upgrades: Upgrades;
let url: string;

beforeEach(async () => {
  server = createServer();
  upgrades = new Upgrades(server);
  upgrades.handle('/echo', (socket, address) => {
    socket.send(address.searchParams.get('word') ?? 'nothing');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  upgrades.close();
  await new Promise((resolve) => server.close(resolve));
});

/** What the server says first, or why it did not let us in. */
function firstWord(path: string, origin?: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url + path, origin === undefined ? {} : { origin });
    socket.on('message', (data) => {
      resolve(Buffer.isBuffer(data) ? data.toString() : 'no text');
      socket.close();
    });
    socket.on('error', (error) => resolve(error.message));
  });
}

describe('WebSockets of the emulator', () => {
  test('each path has its own handler, which gets the query', async () => {
    expect(await firstWord('/echo?word=hello')).toBe('hello');
    expect(await firstWord('/other')).toBe('Unexpected server response: 404');
  });

  test('a page of this machine is let in, a page from elsewhere is not', async () => {
    expect(await firstWord('/echo?word=hello', 'http://localhost:3000')).toBe('hello');
    expect(await firstWord('/echo', 'https://example.com')).toBe('Unexpected server response: 403');
  });

  test('all are cut when the emulator stops', async () => {
    const socket = new WebSocket(`${url}/echo`);
    await new Promise((resolve) => socket.on('open', resolve));
    const cut = new Promise((resolve) => socket.on('close', resolve));
    upgrades.close();
    expect(await cut).toBe(1006);
  });

  test.each([
    [undefined, true],
    ['http://127.0.0.1:3001', true],
    ['https://desk.localhost', true],
    ['http://[::1]:80', true],
    ['http://localhost.example.com', false],
    ['http://127.0.0.1.example.com', false],
    ['null', false],
    ['', false],
  ])('the origin %s is of this machine: %s', (origin, expected) => {
    expect(isOfThisMachine(origin)).toBe(expected);
  });
});
