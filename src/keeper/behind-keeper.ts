import type { Socket } from 'node:net';
import type { Doorway } from '../http/serve.ts';
import { BEHIND_KEEPER, CONNECTION, READY, TAKEN } from './words.ts';

/** The server's side of the keeper: null when this process was started by itself and must hold its own port. */
export function doorwayFromKeeper(args: readonly string[] = process.argv): Doorway | null {
  const asked = args.indexOf(BEHIND_KEEPER);
  if (asked === -1 || process.send === undefined) return null;
  // The port goes with the keeper, and a new one may be starting a server on the same store this very moment.
  process.once('disconnect', () => process.exit(1));
  return {
    port: Number(args[asked + 1]),
    open(take) {
      const listen = (message: unknown, connection: unknown) => {
        if (message !== CONNECTION) return;
        process.send?.(TAKEN);
        // A connection that its other side has given up meanwhile arrives as nothing.
        if (connection !== undefined) enter(connection as Socket, take);
      };
      process.on('message', listen);
      process.send?.(READY);
      return () => process.off('message', listen);
    },
  };
}

function enter(connection: Socket, take: (connection: Socket) => void): void {
  take(connection);
  connection.resume();
}
