import { assertNever } from '../../kernel/assert-never.ts';
import type { LineRequest } from '../line.ts';
import { judge } from './errors.ts';
import type { Assignment, CarriedOut } from './outcome.ts';
import { done } from './outcome.ts';
import type { TwilioClient } from './rest-client.ts';
import type { RoomDirectory } from './room-directory.ts';
import type { TwilioUrls } from './urls.ts';

export type RoomRequest = Extract<
  LineRequest,
  { kind: 'line.hold' | 'line.release' | 'line.announce' | 'line.mute' }
>;

/** A leg that is on its way into the room is there within a second or two; later it will not come. */
const ATTEMPTS_FOR_ARRIVAL = 4;
const ARRIVAL_MS = 500;

/** Holds, releases, speaks to or mutes one leg in a room. All of these may be done twice without harm. */
export async function changeInRoom(
  client: TwilioClient,
  { effect, attempt }: Assignment<RoomRequest>,
  ports: { readonly urls: TwilioUrls; readonly rooms: RoomDirectory },
): Promise<CarriedOut> {
  const missing: CarriedOut =
    attempt < ATTEMPTS_FOR_ARRIVAL
      ? { outcome: 'retry', afterMs: ARRIVAL_MS, reason: 'the leg is not in the room yet' }
      : { outcome: 'failed', why: 'gone', reason: 'the leg is not in the room' };

  // Twice: a remembered sid may be of a room that ended and began anew under the same name.
  for (let look = 0; look < 2; look += 1) {
    const conference = await ports.rooms.find(client, effect.room);
    if (conference === null) return missing;
    try {
      await client.conferences(conference).participants(effect.sid).update(change(effect, ports.urls));
      return done();
    } catch (error) {
      if (judge(error).verdict !== 'gone') throw error;
      ports.rooms.learn(effect.room, null);
    }
  }
  return missing;
}

function change(effect: RoomRequest, urls: TwilioUrls) {
  switch (effect.kind) {
    case 'line.hold':
      return { hold: true, holdUrl: urls.hold(effect.id), holdMethod: 'POST' };
    case 'line.release':
      return { hold: false };
    case 'line.announce':
      return { announceUrl: urls.announce(effect.id), announceMethod: 'POST' };
    case 'line.mute':
      return { muted: effect.muted };
    default:
      return assertNever(effect);
  }
}
