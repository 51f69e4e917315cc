import type { CallRecord } from '../../src/emulator/world/records.ts';
import type { World } from '../../src/emulator/world/world.ts';
import type { CallDetail, Me, RecordingPage, RecordingRow } from '../../src/contract/api.ts';
import type { BoardRows } from '../../src/live/index.ts';
import { DEMO_PASSWORD } from '../../src/demo/seed.ts';
import { LiveScreen } from './live-screen.ts';
import { Sound } from './sound.ts';
import type { HouseTime } from './time.ts';

interface DeskParts {
  readonly email: string;
  readonly phone: string;
  readonly url: string;
  readonly world: World;
  readonly time: HouseTime;
  readonly board: () => BoardRows;
}

/** Somebody with a desk: a sign-in to the console and a telephone. */
export class Desk {
  readonly #parts: DeskParts;
  #cookie = '';
  #me: Me | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  get me(): Me {
    if (this.#me === null) throw new Error(`${this.#parts.email} has not signed in`);
    return this.#me;
  }

  async signsIn(): Promise<void> {
    const response = await this.ask('POST', '/session', {
      email: this.#parts.email,
      password: DEMO_PASSWORD,
    });
    if (response.status !== 200) throw new Error(`Sign-in failed: ${await response.text()}`);
    this.#cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    this.#me = (await response.json()) as Me;
    await this.#parts.time.forward('250ms');
  }

  async signsOut(): Promise<void> {
    await this.does('DELETE', '/session');
  }

  async goesAway(reason = 'lunch'): Promise<void> {
    await this.does('PUT', '/me/presence', { presence: 'away', reason });
  }

  async isAvailable(): Promise<void> {
    await this.does('PUT', '/me/presence', { presence: 'available' });
  }

  /** The live board in this person's browser. Close it. */
  opensTheBoard(): Promise<LiveScreen> {
    return LiveScreen.open(this.#parts.url, this.#cookie);
  }

  /** A request to the API as this person. */
  ask(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#parts.url}/api${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        origin: this.#parts.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** @throws Error with the refusal's words. */
  async does(method: string, path: string, body?: unknown): Promise<void> {
    const response = await this.ask(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    await this.#parts.time.forward('500ms');
  }

  /** A list of the API. @throws Error with the refusal's words. */
  async gets(path: string): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }> {
    const response = await this.ask('GET', path);
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { rows: Record<string, unknown>[] };
  }

  /** What the server says when it refuses. */
  async isRefused(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; code: string; detail: string }> {
    const response = await this.ask(method, path, body);
    const problem = (await response.json()) as { code: string; detail: string };
    return { status: response.status, code: problem.code, detail: problem.detail };
  }

  ringing(): CallRecord | undefined {
    return this.#parts.world.calls
      .list()
      .find((call) => call.to === this.#parts.phone && call.status === 'ringing');
  }

  leg(): CallRecord | undefined {
    return this.#parts.world.calls
      .list()
      .find((call) => call.to === this.#parts.phone && call.status === 'in-progress');
  }

  async phoneRings(within = '20s'): Promise<void> {
    await this.#parts.time.until(
      `${this.#parts.email}'s telephone rings`,
      () => this.ringing() !== undefined,
      within,
    );
  }

  isRinging(): boolean {
    return this.ringing() !== undefined;
  }

  async liftsTheReceiver(): Promise<void> {
    const ringing = this.ringing();
    if (ringing === undefined) throw new Error(`${this.#parts.email}'s telephone does not ring`);
    this.#parts.world.handsets.answer(ringing.sid);
    await this.#parts.time.forward('500ms');
  }

  async presses(digits: string): Promise<void> {
    this.#parts.world.handsets.press(this.#leg().sid, digits);
    await this.#parts.time.forward('1s');
  }

  async says(text: string): Promise<void> {
    this.#parts.world.handsets.speak(this.#leg().sid, text);
    await this.#parts.time.forward('250ms');
  }

  async hangsUp(): Promise<void> {
    this.#parts.world.handsets.hangUp(this.#leg().sid);
    await this.#parts.time.forward('500ms');
  }

  /** Presses the red button while it rings. */
  async rejects(): Promise<void> {
    const ringing = this.ringing();
    if (ringing === undefined) throw new Error(`${this.#parts.email}'s telephone does not ring`);
    this.#parts.world.handsets.reject(ringing.sid);
    await this.#parts.time.forward('500ms');
  }

  /** Lifts the receiver and says yes by key: no screen needed. */
  async answersByKey(): Promise<void> {
    await this.phoneRings('60s');
    await this.liftsTheReceiver();
    await this.hears(/press 1/);
    await this.presses('1');
  }

  async refuses(reason?: string): Promise<void> {
    const offer = this.offers()[0];
    if (offer === undefined) throw new Error(`${this.#parts.email} is offered nothing`);
    await this.does('POST', `/offers/${offer.id}/refuse`, reason === undefined ? {} : { reason });
  }

  /** The call that this person is on. */
  callId(): string {
    const call = this.row().callId;
    if (call === null) throw new Error(`${this.#parts.email} is not on a call`);
    return call;
  }

  /** This person as everyone sees them. */
  row() {
    const row = this.#parts.board().people.find(({ id }) => id === this.me.personId);
    if (row === undefined) throw new Error(`${this.#parts.email} is not on the board`);
    return row;
  }

  /** A button of the call that this person is on, such as `hold` or `consult/cancel`. */
  async clicks(button: string, words?: unknown): Promise<void> {
    await this.does('POST', `/calls/${this.callId()}/${button}`, words);
  }

  async asksFirst(colleague: Desk): Promise<void> {
    await this.clicks('consult', { personId: colleague.me.personId });
  }

  async transfersTo(to: Desk | string): Promise<void> {
    await this.clicks('transfer', typeof to === 'string' ? { queue: to } : { personId: to.me.personId });
  }

  async passesToExpert(topic: string, how: 'ask-first' | 'hand-over' = 'hand-over'): Promise<void> {
    await this.clicks('escalate', { pathway: 'functional', topic, how });
  }

  async passesToManager(
    authority: string | null = null,
    how: 'ask-first' | 'hand-over' = 'hand-over',
  ): Promise<void> {
    await this.clicks('escalate', { pathway: 'hierarchical', authority, how });
  }

  /** How often this telephone has rung in all. */
  timesRung(): number {
    return this.#parts.world.calls.list().filter(({ to }) => to === this.#parts.phone).length;
  }

  async letsItRing(duration: string): Promise<void> {
    await this.#parts.time.forward(duration);
  }

  /** Says yes on the screen, lifts the receiver, and is with the caller. */
  async answers(): Promise<void> {
    await this.phoneRings();
    const offer = this.offers()[0];
    if (offer === undefined) throw new Error(`${this.#parts.email} is offered nothing`);
    await this.does('POST', `/offers/${offer.id}/accept`);
    await this.liftsTheReceiver();
    await this.#parts.time.forward('500ms');
  }

  offers() {
    return this.#parts.board().offers.filter((offer) => offer.personId === this.me.personId);
  }

  async hears(words: RegExp, within = '15s'): Promise<void> {
    const heard = () => this.leg()?.heard ?? [];
    await this.#parts.time.until(
      `${this.#parts.email} hears ${String(words)}`,
      () => heard().some(({ text }) => words.test(text)),
      within,
    );
  }

  heard(): readonly string[] {
    return (this.leg()?.heard ?? []).map(({ text }) => text);
  }

  /** Recordings that this person finds, newest first. */
  async recordings(): Promise<readonly RecordingRow[]> {
    const response = await this.ask('GET', '/recordings?order=newest');
    if (!response.ok) throw new Error(`GET /recordings: ${response.status} ${await response.text()}`);
    return ((await response.json()) as RecordingPage).rows;
  }

  /** Plays a recording that this person may play. */
  async plays(recordingId: string): Promise<Sound> {
    const response = await this.ask('GET', `/recordings/${recordingId}/audio`);
    if (!response.ok)
      throw new Error(`Recording ${recordingId} is not played: ${response.status} ${await response.text()}`);
    return new Sound(Buffer.from(await response.arrayBuffer()));
  }

  async sees(callId: string): Promise<CallDetail> {
    const response = await this.ask('GET', `/calls/${callId}`);
    if (!response.ok) throw new Error(`GET /calls/${callId}: ${response.status} ${await response.text()}`);
    return (await response.json()) as CallDetail;
  }

  #leg(): CallRecord {
    const leg = this.leg();
    if (leg === undefined) throw new Error(`${this.#parts.email} is not on the telephone`);
    return leg;
  }
}
