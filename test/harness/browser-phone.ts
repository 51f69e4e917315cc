import type { CallRecord } from '../../src/emulator/world/records.ts';
import type { SoftphoneLoss } from '../../src/contract/shapes.ts';
import { browserAddress, browserIdentity } from '../../src/telephony/line.ts';
import type { Desk } from './desk.ts';
import type { House } from './house.ts';

/**
 * The telephone in somebody's browser, as the telephone company and the server see it: registered, rung and hung up
 * there, reported ready or lost here. No sound goes through it.
 */
export class BrowserPhone {
  readonly #house: House;
  readonly #desk: Desk;
  readonly #tab: string;
  readonly #address: string;

  /** `tab`: another one makes another tab of the same person. */
  constructor(house: House, desk: Desk, tab = 'one') {
    this.#house = house;
    this.#desk = desk;
    this.#tab = tab;
    this.#address = browserAddress(desk.me.personId);
  }

  /** This person takes calls here from now on. */
  static async open(house: House, desk: Desk): Promise<BrowserPhone> {
    const phone = new BrowserPhone(house, desk);
    await desk.does('PUT', '/me/device', { device: 'browser' });
    phone.registers(true);
    await phone.isReady();
    return phone;
  }

  /** Whether the telephone company can ring it. */
  registers(yes: boolean): void {
    this.#house.emulator.world.clients.setByHand(browserIdentity(this.#desk.me.personId), yes);
  }

  /** Says so to the server; holds for a minute. */
  async isReady(): Promise<void> {
    await this.#desk.does('PUT', '/softphone', { tab: this.#tab, state: 'ready' });
  }

  async loses(reason: SoftphoneLoss): Promise<void> {
    await this.#desk.does('PUT', '/softphone', { tab: this.#tab, state: 'lost', reason });
  }

  /** The tab goes away in the middle of whatever it does: it can post one last word, and its call breaks off. */
  async isClosed(): Promise<void> {
    const leg = this.leg();
    this.registers(false);
    await this.#desk.ask('POST', '/softphone/closed', { tab: this.#tab, state: 'lost', reason: 'closed' });
    if (leg !== undefined) this.#house.emulator.world.handsets.hangUp(leg.sid);
    await this.#house.clock.forward('250ms');
  }

  isRinging(): boolean {
    return this.#find('ringing') !== undefined;
  }

  leg(): CallRecord | undefined {
    return this.#find('in-progress');
  }

  async rings(within = '20s'): Promise<void> {
    await this.#house.clock.until(
      `the browser of ${this.#desk.me.name} rings`,
      () => this.isRinging(),
      within,
    );
  }

  async picksUp(): Promise<void> {
    await this.rings();
    this.#house.emulator.world.handsets.answer(this.#sid('ringing'));
    await this.#house.clock.forward('1s');
  }

  async refuses(): Promise<void> {
    this.#house.emulator.world.handsets.reject(this.#sid('ringing'));
    await this.#house.clock.forward('500ms');
  }

  async says(text: string): Promise<void> {
    this.#house.emulator.world.handsets.speak(this.#sid('in-progress'), text);
    await this.#house.clock.forward('250ms');
  }

  async hears(words: RegExp, within = '15s'): Promise<void> {
    await this.#house.clock.until(
      `the browser of ${this.#desk.me.name} hears ${String(words)}`,
      () => (this.leg()?.heard ?? []).some(({ text }) => words.test(text)),
      within,
    );
  }

  /** How often it has rung in all. */
  timesRung(): number {
    return this.#house.emulator.world.calls.list().filter(({ to }) => to === this.#address).length;
  }

  #find(status: CallRecord['status']): CallRecord | undefined {
    return this.#house.emulator.world.calls
      .list()
      .find((call) => call.to === this.#address && call.status === status);
  }

  #sid(status: CallRecord['status']): string {
    const leg = this.#find(status);
    if (leg === undefined) throw new Error(`No call in the browser of ${this.#desk.me.name} is ${status}`);
    return leg.sid;
  }
}
