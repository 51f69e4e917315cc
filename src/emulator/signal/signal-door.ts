import type { SocketHandler } from '../upgrades.ts';
import type { Exchange } from '../world/exchange.ts';
import type { Clients } from './clients.ts';
import { heartbeat } from './messages.ts';

/** The SDK takes a socket for broken after 15 s without a frame. */
const beatEveryMs = 10_000;

/** `/signal`: where a Voice SDK `Device` connects. */
export function signalDoor(clients: Clients, { logger }: Pick<Exchange, 'logger'>): SocketHandler {
  return (socket) => {
    const connection = clients.open({
      send: (text) => {
        if (socket.readyState === socket.OPEN) socket.send(text);
      },
    });
    let wasHeard = true;
    socket.on('message', (data, isBinary) => {
      wasHeard = true;
      const text = isBinary ? '' : textOf(data);
      if (text !== heartbeat) connection.receive(text);
    });
    const beat = setInterval(() => {
      // Nothing since the last beat, not even an answer to it: nobody is there.
      if (!wasHeard) return socket.terminate();
      wasHeard = false;
      socket.send(heartbeat);
    }, beatEveryMs);
    beat.unref();
    socket.on('close', () => {
      clearInterval(beat);
      connection.close();
    });
    socket.on('error', (error) =>
      logger.warn({ err: error }, 'a Voice SDK client spoke what is no WebSocket'),
    );
  };
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString('utf8');
}
