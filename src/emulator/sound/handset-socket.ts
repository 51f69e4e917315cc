import { z } from 'zod';
import type { SocketHandler } from '../upgrades.ts';
import type { Exchange } from '../world/exchange.ts';
import type { SoundLine } from './line.ts';
import type { MediaPeer } from './media-peer.ts';

const fromPage = z.object({ type: z.literal('offer'), sdp: z.string().min(1) });

export type ToPage =
  | { readonly type: 'answer'; readonly sdp: string }
  | { readonly type: 'error'; readonly message: string; readonly remedy: string };

/** Something that the person at the page can do something about. */
class HandsetSoundError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * `/emulator/sound?call=CA…`: gives a handset's call sound. The page sends one offer and gets one answer; while the socket is
 * open the call has the sound, and without it the call goes on as text.
 */
export function handsetSocket(exchange: Pick<Exchange, 'legs' | 'sound' | 'logger'>): SocketHandler {
  return (socket, url) => {
    let peer: MediaPeer | null = null;
    let line: SoundLine | null = null;
    const send = (message: ToPage): void => socket.send(JSON.stringify(message));
    const join = async (message: string): Promise<void> => {
      if (peer)
        throw new HandsetSoundError('This call has sound already.', 'Open another socket for another call.');
      const leg = exchange.legs.get(url.searchParams.get('call') ?? '');
      if (!leg)
        throw new HandsetSoundError('There is no such call.', 'Ring somebody, then switch the sound on.');
      const offer = readOffer(message);
      peer = exchange.sound.createPeer({ telephoneEvents: true });
      const sdp = await answerTo(offer, peer);
      if (socket.readyState !== socket.OPEN) return;
      if (leg.isOver) throw new HandsetSoundError('The call is over.', 'Ring again.');
      line = exchange.sound.attach(leg, peer);
      peer.onState((state) => {
        if (state === 'closed') socket.close();
      });
      send({ type: 'answer', sdp });
    };
    socket.on('message', (data) => {
      join(textOf(data)).catch((error: unknown) => {
        if (socket.readyState !== socket.OPEN) return;
        if (error instanceof HandsetSoundError) {
          send({ type: 'error', message: error.message, remedy: error.remedy });
        } else {
          exchange.logger.error({ err: error }, 'a handset could not be given sound');
          const message = `The emulator failed: ${error instanceof Error ? error.message : String(error)}`;
          send({ type: 'error', message, remedy: 'The call goes on as text.' });
        }
        socket.close();
      });
    });
    socket.on('error', (error) =>
      exchange.logger.warn({ err: error }, 'a handset spoke what is no WebSocket'),
    );
    socket.on('close', () => {
      line?.detach();
      peer?.close();
    });
  };
}

function readOffer(message: string): string {
  const refusal = new HandsetSoundError('That is no offer.', 'Send {"type":"offer","sdp":"…"} as JSON.');
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    throw refusal;
  }
  const offer = fromPage.safeParse(value);
  if (!offer.success) throw refusal;
  return offer.data.sdp;
}

async function answerTo(offer: string, peer: MediaPeer): Promise<string> {
  try {
    return await peer.answer(offer);
  } catch (error) {
    throw new HandsetSoundError(
      `The sound of this browser cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      'Use a browser that can send G.711 sound (PCMU), such as Chrome or Firefox.',
    );
  }
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString('utf8');
}
