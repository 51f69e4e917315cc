import type { Socket } from 'socket.io';

/**
 * How much (in characters, nearly bytes) waits for a client that does not read.
 * Socket.IO keeps all of it without a limit, so somebody must look.
 */
export function bufferOf(connection: Socket['conn']): () => number {
  let queued = 0;
  let handedOver = 0;
  connection.on('packetCreate', (packet: { readonly data?: unknown }) => {
    queued += typeof packet.data === 'string' ? packet.data.length : 0;
  });
  connection.on('flush', () => {
    handedOver = queued;
    queued = 0;
  });
  return () => queued + (connection.transport.writable ? 0 : handedOver);
}
