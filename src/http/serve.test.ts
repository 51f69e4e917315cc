import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { serve } from './serve.ts';

const noRoad = () => false;

describe('the server', () => {
  test('asks the webhook road first and the application for the rest', async () => {
    const serving = await serve({
      port: 0,
      host: '127.0.0.1',
      road: (request, response) => {
        if (request.url !== '/twilio/voice') return false;
        response.end('road');
        return true;
      },
      app: (_request, response) => void response.end('app'),
    });
    const ask = async (path: string) => (await fetch(`http://127.0.0.1:${serving.port}${path}`)).text();
    expect(await ask('/twilio/voice')).toBe('road');
    expect(await ask('/')).toBe('app');
    await serving.close();
  });

  test('says what to do when its port is taken', async () => {
    const app = (_request: unknown, response: { end(): void }) => response.end();
    const first = await serve({ port: 0, host: '127.0.0.1', road: noRoad, app });
    await expect(serve({ port: first.port, host: '127.0.0.1', road: noRoad, app })).rejects.toThrow(
      `Port ${first.port} is taken by another program. Stop it, or set PORT to another one.`,
    );
    await first.close();
  });

  test('lets a running request finish at the stop, and takes no new one', async () => {
    let finish: (() => void) | undefined;
    const started = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let answer: (() => void) | undefined;
    const serving = await serve({
      port: 0,
      host: '127.0.0.1',
      road: noRoad,
      app: (_request, response) => {
        answer = () => response.end('finished');
        finish?.();
      },
    });
    const url = `http://127.0.0.1:${serving.port}/`;
    const running = fetch(url);
    await started;
    const closing = serving.close();
    await expect(fetch(url)).rejects.toThrow();
    answer?.();
    expect(await (await running).text()).toBe('finished');
    await closing;
    expect(serving.server.listening).toBe(false);
  });

  test('cuts off what does not finish in time', async () => {
    const serving = await serve({ port: 0, host: '127.0.0.1', road: noRoad, app: () => {}, graceMs: 50 });
    const socket = connect(serving.port, '127.0.0.1');
    const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise<void>((resolve) => serving.server.once('request', () => resolve()));
    await serving.close();
    await ended;
    expect(socket.destroyed).toBe(true);
  });
});
