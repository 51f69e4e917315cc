import type { Caller } from '../harness/caller.ts';
import type { Desk } from '../harness/desk.ts';
import type { Dice } from '../harness/dice.ts';
import { NUMBERS, type House } from '../harness/house.ts';

const KEYS = ['2', '1', '3', '0', '9', '#'];

/** Callers and colleagues who do whatever comes into their heads, one thing after another. */
export class Crowd {
  readonly callers: Caller[] = [];
  /** What was done, to be read when it ends badly. */
  readonly done: string[] = [];
  readonly #house: House;
  readonly #dice: Dice;
  readonly #desks: readonly Desk[];

  constructor(house: House, dice: Dice, desks: readonly Desk[]) {
    this.#house = house;
    this.#dice = dice;
    this.#desks = desks;
  }

  /** Two conversations are under way when the evening begins: there is something to move. */
  async begins(): Promise<void> {
    for (const desk of this.#desks.slice(0, 2))
      this.callers.push(await this.#house.talkingWith(desk, this.#nextNumber()));
  }

  async doesSomething(): Promise<void> {
    const dice = this.#dice;
    const onTheLine = this.callers.filter((caller) => caller.isOnTheLine());
    const chance = dice.roll();
    if (onTheLine.length === 0 || (chance < 0.12 && onTheLine.length < 5)) return this.#somebodyRings();
    if (chance < 0.3) return this.#callerActs(dice.one(onTheLine));
    if (chance < 0.85) return this.#deskActs(this.#someDesk());
    const duration = dice.one(['250ms', '1s', '4s', '9s', '21s', '33s']);
    this.done.push(`${duration} pass`);
    await this.#house.clock.forward(duration);
  }

  async everybodyGoes(): Promise<void> {
    for (const caller of this.callers) if (caller.isOnTheLine()) await caller.hangsUp();
  }

  /** Mostly one with something to do. */
  #someDesk(): Desk {
    const busy = this.#desks.filter((desk) => desk.isRinging() || desk.leg() !== undefined);
    return this.#dice.one(busy.length > 0 && this.#dice.roll() < 0.85 ? busy : this.#desks);
  }

  #nextNumber(): string {
    return `+4477009005${String(this.callers.length).padStart(2, '0')}`;
  }

  async #somebodyRings(): Promise<void> {
    const caller = this.#house.caller(this.#nextNumber());
    const [business, number] = this.#dice.one(Object.entries(NUMBERS));
    this.done.push(`${caller.number} rings the ${business}`);
    this.callers.push(caller);
    await caller.dials(number);
  }

  async #callerActs(caller: Caller): Promise<void> {
    const act = this.#dice.one([...KEYS, ...KEYS, '*', '112', '123456', 'speaks', 'hangs up']);
    this.done.push(`${caller.number}: ${act}`);
    if (act === 'speaks') await caller.says('Hello, is somebody there?');
    else if (act === 'hangs up') await caller.hangsUp();
    else await caller.presses(act);
  }

  async #deskActs(desk: Desk): Promise<void> {
    const { name } = desk.row();
    const note = (act: string) => this.done.push(`${name}: ${act}`);
    if (desk.isRinging()) {
      const act = this.#dice.one(['lifts', 'lifts', 'lifts', 'accepts', 'accepts', 'refuses', 'rejects']);
      note(act);
      if (act === 'lifts') return desk.liftsTheReceiver();
      if (act === 'rejects') return desk.rejects();
      const [offer] = desk.offers();
      if (offer !== undefined)
        await this.#asks(desk, 'POST', `/offers/${offer.id}/${act === 'accepts' ? 'accept' : 'refuse'}`, act);
      return;
    }
    if (desk.leg() !== undefined) {
      if (desk.row().presence === 'on-a-call' && this.#dice.roll() < 0.9) return this.#clicks(desk, note);
      const act = this.#dice.one(['1', '1', '1', '2', 'hangs up']);
      note(act);
      return act === 'hangs up' ? desk.hangsUp() : desk.presses(act);
    }
    const presence = this.#dice.one(['available', 'available', 'away'] as const);
    note(`is ${presence}`);
    await this.#asks(desk, 'PUT', '/me/presence', presence, { presence });
  }

  async #clicks(desk: Desk, note: (act: string) => void): Promise<void> {
    const { callId } = desk.row();
    if (callId === null) return;
    const colleague = this.#dice.one(this.#desks).me.personId;
    const how = this.#dice.one(['ask-first', 'hand-over']);
    const [button, words] = this.#dice.one<readonly [string, unknown?]>([
      ['hold'],
      ['resume'],
      ['consult', { personId: colleague }],
      ['consult/cancel'],
      ['consult/complete'],
      ['consult/join'],
      ['transfer', { personId: colleague }],
      ['transfer', { queue: this.#dice.one(['billing', 'office', 'reception']) }],
      ['escalate', { pathway: 'functional', topic: this.#dice.one(['billing', 'leaks', 'pain']), how }],
      ['escalate', { pathway: 'hierarchical', authority: null, how }],
      ['leave'],
      ['end'],
      ['recording/pause'],
      ['recording/resume'],
      ['notes', { text: 'A note.' }],
    ]);
    note(`${button} ${words === undefined ? '' : JSON.stringify(words)}`);
    await this.#asks(desk, 'POST', `/calls/${callId}/${button}`, button, words);
  }

  /** A refusal is an answer; a failure is not. */
  async #asks(desk: Desk, method: string, path: string, act: string, body?: unknown): Promise<void> {
    const { status } = await desk.ask(method, path, body ?? (method === 'POST' ? {} : undefined));
    if (status >= 500) throw new Error(`${act} was answered ${status}`);
    await this.#house.clock.forward('250ms');
  }
}
