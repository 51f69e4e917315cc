import {
  createServer,
  request as ask,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** The telephone company gives up after 15 s. */
const PATIENCE_MS = 14_000;
const AGAIN_AFTER_MS = 100;

/**
 * What stands before a server in any real house: while the server is away, requests wait at the door and are sent again.
 * A request that broke off half-way is repeated too, so the server must bear hearing things twice.
 */
export class FrontDoor {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async open(behind: { readonly port: number }): Promise<FrontDoor> {
    const server = createServer((request, response) => {
      const isOpen = () => server.listening;
      passOn(request, response, behind.port, isOpen).catch((error: unknown) => {
        response.writeHead(502).end(String(error));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FrontDoor(server, (server.address() as AddressInfo).port);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  isOpen: () => boolean,
): Promise<void> {
  const body = await wholeOf(request);
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const answer = await once(request, body, port);
      response.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    } catch (error) {
      if (Date.now() > until || !isOpen()) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }
}

function once(request: IncomingMessage, body: Buffer, port: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = request;
    const onward = ask(
      { host: '127.0.0.1', port, method, path: url, headers, agent: false },
      (incoming: IncomingMessage) => {
        wholeOf(incoming).then(
          (whole) => resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: whole }),
          reject,
        );
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}

async function wholeOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
