import type { CallRecord, HeardLine } from '../../src/emulator/world/records.ts';
import type { World } from '../../src/emulator/world/world.ts';
import type { HouseTime } from './time.ts';

/** Somebody with a telephone who rings a business. */
export class Caller {
  readonly number: string;
  readonly #world: World;
  readonly #time: HouseTime;
  #sid = '';
  #from = 0;

  constructor(number: string, world: World, time: HouseTime) {
    this.number = number;
    this.#world = world;
    this.#time = time;
  }

  get sid(): string {
    return this.#sid;
  }

  async dials(number: string): Promise<void> {
    this.#sid = this.#world.handsets.ring({ from: this.number, to: number }).sid;
    this.#from = 0;
    await this.#time.forward('250ms');
  }

  /** Rings a business, listens to its menu, and presses a key of it. */
  async dialsAndPresses(number: string, key: string): Promise<void> {
    await this.dials(number);
    await this.hears(new RegExp(`press ${key}`));
    await this.presses(key);
  }

  async presses(digits: string): Promise<void> {
    this.#world.handsets.press(this.#sid, digits);
    await this.#time.forward('1500ms');
  }

  async says(text: string): Promise<void> {
    this.#world.handsets.speak(this.#sid, text);
    await this.#time.forward('250ms');
  }

  async hangsUp(): Promise<void> {
    this.#world.handsets.hangUp(this.#sid);
    await this.#time.forward('500ms');
  }

  /** Waits until this person's own telephone rings. */
  async isRung(within = '20s'): Promise<void> {
    await this.#time.until(`${this.number} rings`, () => this.rings() !== undefined, within);
  }

  rings(): CallRecord | undefined {
    return this.#world.calls.list().find((call) => call.to === this.number && call.status === 'ringing');
  }

  /** How often this telephone has rung in all. */
  timesRung(): number {
    return this.#world.calls.list().filter(({ to }) => to === this.number).length;
  }

  /** Lifts the receiver of a telephone that rings. */
  async picksUp(): Promise<void> {
    const ringing = this.rings();
    if (ringing === undefined) throw new Error(`${this.number} does not ring`);
    this.#sid = ringing.sid;
    this.#from = 0;
    this.#world.handsets.answer(ringing.sid);
    await this.#time.forward('500ms');
  }

  /** Waits until the caller hears it, later than everything that was waited for before. */
  async hears(words: RegExp, within = '20s'): Promise<void> {
    const find = () => this.heard().findIndex((line, index) => index >= this.#from && words.test(line.text));
    await this.#time
      .until(`the caller hears ${String(words)}; heard: ${this.transcript()}`, () => find() >= 0, within)
      .catch(() => {
        throw new Error(`The caller never heard ${String(words)}. Heard:\n${this.transcript()}`);
      });
    this.#from = find() + 1;
  }

  /** Whether the caller has heard it up to now. */
  hasHeard(words: RegExp): boolean {
    return words.test(this.transcript());
  }

  heard(): readonly HeardLine[] {
    return this.#world.calls.get(this.#sid)?.heard ?? [];
  }

  transcript(): string {
    return this.heard()
      .map(({ verb, text }) => `${verb}: ${text}`)
      .join('\n');
  }

  status(): string {
    return this.#world.calls.get(this.#sid)?.status ?? 'unknown';
  }

  isOnTheLine(): boolean {
    return this.status() === 'in-progress';
  }
}
