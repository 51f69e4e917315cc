import type { TwilioClient } from './rest-client.ts';

/** Which live conference a room is at present: rooms are ours by name, Twilio changes them by sid. */
export interface RoomDirectory {
  /** Null: nobody is in the room, as far as Twilio knows yet. */
  find(client: TwilioClient, room: string): Promise<string | null>;
  /** `null` forgets the room: it ended, or Twilio did not know the sid. */
  learn(room: string, conferenceSid: string | null): void;
}

/** Rooms of so many calls are remembered; older ones are looked up again. */
const REMEMBERED = 2_000;

/** In memory only: what is not known is asked of Twilio. */
export function createRoomDirectory(): RoomDirectory {
  const known = new Map<string, string>();
  const learn = (room: string, conferenceSid: string | null) => {
    known.delete(room);
    if (conferenceSid === null) return;
    known.set(room, conferenceSid);
    const oldest = known.keys().next().value;
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  };
  return {
    learn,
    async find(client, room) {
      const remembered = known.get(room);
      if (remembered !== undefined) return remembered;
      // A room with one person in it has not begun, but its participant can be held all the same.
      for (const status of ['in-progress', 'init'] as const) {
        const [conference] = await client.conferences.list({ friendlyName: room, status, limit: 1 });
        if (conference) {
          learn(room, conference.sid);
          return conference.sid;
        }
      }
      return null;
    },
  };
}
