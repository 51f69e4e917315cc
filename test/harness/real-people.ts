import { z } from 'zod';
import type { RealHouse } from './real-house.ts';

export const HouseCall = z.object({
  callSid: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.string(),
  direction: z.string(),
});
export type HouseCall = z.infer<typeof HouseCall>;
const HeardCall = HouseCall.extend({
  heard: z.array(z.object({ at: z.number(), verb: z.string(), text: z.string() })),
});

/** One leg at the telephone company. */
class RealLeg {
  readonly house: RealHouse;
  readonly sid: string;

  constructor(house: RealHouse, sid: string) {
    this.house = house;
    this.sid = sid;
  }

  async view() {
    return HeardCall.parse(await this.house.emulator('GET', `/calls/${this.sid}`));
  }

  async transcript(): Promise<string> {
    const { heard } = await this.view();
    return heard.map(({ verb, text }) => `${verb}: ${text}`).join('\n');
  }

  async hears(words: RegExp, limitMs = 30_000): Promise<void> {
    try {
      await this.house.until(
        `they hear ${String(words)}`,
        async () => words.test(await this.transcript()),
        limitMs,
      );
    } catch (error) {
      throw new Error(`${String(error)}. Heard:\n${await this.transcript()}`, { cause: error });
    }
  }

  /** Waits until they are in the room where caller and people meet. */
  async comesIntoTheRoom(): Promise<void> {
    await this.hears(/^Conference:/m);
  }

  async presses(digits: string): Promise<void> {
    await this.house.emulator('POST', `/calls/${this.sid}/press`, { digits });
  }

  async says(text: string): Promise<void> {
    await this.house.emulator('POST', `/calls/${this.sid}/speak`, { text });
  }

  async hangsUp(): Promise<void> {
    await this.house.emulator('POST', `/calls/${this.sid}/hangup`, {});
  }
}

export class RealCaller extends RealLeg {
  async isOnTheLine(): Promise<boolean> {
    return (await this.view()).status === 'in-progress';
  }
}

/** Somebody with a sign-in that outlives the server, and a telephone. */
export class RealDesk {
  readonly phone: string;
  readonly #house: RealHouse;
  readonly #url: string;
  readonly #cookie: string;

  constructor(house: RealHouse, url: string, cookie: string, phone: string) {
    this.#house = house;
    this.#url = url;
    this.#cookie = cookie;
    this.phone = phone;
  }

  /** A request to the API; its status, 0 when there was no answer. */
  async does(method: string, path: string, body?: unknown): Promise<number> {
    try {
      const response = await fetch(`${this.#url}/api${path}`, {
        method,
        headers: {
          cookie: this.#cookie,
          origin: this.#url,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return response.status;
    } catch {
      // The server died while it was asked: the person looks at the screen and sees what became of it.
      return 0;
    }
  }

  async phoneRings(limitMs = 30_000): Promise<void> {
    await this.#house.until(
      `${this.phone} rings`,
      async () => (await this.#leg('ringing')) !== null,
      limitMs,
    );
  }

  /** Lifts the receiver and says yes by key. */
  async answers(): Promise<RealLeg> {
    await this.phoneRings();
    const ringing = await this.#leg('ringing');
    if (ringing === null) throw new Error(`${this.phone} has stopped ringing`);
    await this.#house.emulator('POST', `/calls/${ringing.callSid}/answer`, {});
    const leg = new RealLeg(this.#house, ringing.callSid);
    await leg.hears(/press 1/);
    await leg.presses('1');
    await leg.comesIntoTheRoom();
    return leg;
  }

  async #leg(status: string): Promise<HouseCall | null> {
    return (await this.#house.ringsAt(this.phone)).find((call) => call.status === status) ?? null;
  }
}
