import { randomBytes } from 'node:crypto';
import type { SoundLine } from '../sound/line.ts';
import type { MediaPeer } from '../sound/media-peer.ts';
import type { Exchange } from '../world/exchange.ts';
import type { Leg } from '../world/leg.ts';
import { pressKeys } from '../world/voices.ts';
import { lossOf } from './call-watch.ts';
import type { Loss } from './call-watch.ts';
import type { Connection } from './connection.ts';
import type { PayloadOf, SignalError } from './messages.ts';

const lookEveryMs = 250;

export interface NewBrowserCall {
  readonly leg: Leg;
  readonly connection: Connection;
  readonly identity: string;
  readonly peer: MediaPeer;
  /** What the client calls a call that it makes until it learns the call sid. */
  readonly temporarySid?: string;
  readonly reconnectToken?: string;
}

/** Shown on the way back to a call; long enough that nobody guesses it. */
export function newReconnectToken(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * One leg's far end in a browser: the sound and the signalling of it. It ends with the leg, and ends the leg when the
 * browser hangs up or is gone.
 */
export class BrowserCall {
  readonly leg: Leg;
  readonly identity: string;
  readonly reconnectToken: string;
  readonly #exchange: Exchange;
  #peer: MediaPeer;
  readonly #temporarySid: string | null;
  #connection: Connection | null;
  #line: SoundLine | null = null;
  #joinedAt = 0;
  #connectedAt: number | null = null;
  #signallingLostAt = 0;
  #comesBackWithinMs = 0;
  #endedByBrowser = false;
  #farewell: SignalError | null = null;
  #watch: NodeJS.Timeout | null = null;

  constructor(exchange: Exchange, call: NewBrowserCall) {
    this.#exchange = exchange;
    this.leg = call.leg;
    this.identity = call.identity;
    this.reconnectToken = call.reconnectToken ?? newReconnectToken();
    this.#peer = call.peer;
    this.#connection = call.connection;
    this.#temporarySid = call.temporarySid ?? null;
    this.leg.lifetime.onEnd(() => this.#legEnded());
  }

  get signalling(): 'here' | 'away' {
    return this.#connection ? 'here' : 'away';
  }

  belongsTo(connection: Connection, callSid: string): boolean {
    return this.#connection === connection && (callSid === this.leg.sid || callSid === this.#temporarySid);
  }

  isOn(connection: Connection): boolean {
    return this.#connection === connection;
  }

  /** From here on the leg speaks and hears through the browser, and the browser is watched. */
  joinSound(): void {
    this.#joinedAt = Date.now();
    this.#connectedAt = null;
    this.#peer.onState((state) => {
      if (state === 'connected') this.#connectedAt ??= Date.now();
    });
    this.#line = this.#exchange.sound.attach(this.leg, this.#peer);
    this.#watch ??= setInterval(() => this.#look(), lookEveryMs);
    this.#watch.unref();
  }

  /** Tells the browser that its own call was answered. */
  tellAnswered(): void {
    this.#connection?.send({
      type: 'answer',
      payload: { callsid: this.leg.sid, reconnect: this.reconnectToken },
    });
  }

  hangUp(): void {
    this.#endedByBrowser = true;
    // Who gives up before an answer never had a call.
    this.#exchange.legs.end(this.leg, this.leg.isAnswered ? 'completed' : 'no-answer');
  }

  press(keys: string): void {
    pressKeys(this.#exchange, this.leg, keys);
  }

  takeMessage({ callsid, messagetype, contenttype, voiceeventsid }: PayloadOf<'message'>): void {
    this.#note('client-message', {
      messageType: messagetype,
      contentType: contenttype ?? 'application/json',
    });
    this.#connection?.send({ type: 'ack', payload: { acktype: 'message', callsid, voiceeventsid } });
  }

  /**
   * The browser sets its sound up anew because the old way broke. The old peer is asked first; where it is closed by now, or its
   * library cannot change a way that it has, a new one takes its place.
   * @throws Error when neither can use the browser's sound
   */
  async renewSound(offerSdp: string): Promise<void> {
    const sdp = await this.#peer.answer(offerSdp).catch((error: unknown) => {
      this.#exchange.logger.warn(
        { err: error, callSid: this.leg.sid },
        'the sound of a client needs a new peer',
      );
      return this.#answerWithNewPeer(offerSdp);
    });
    if (this.leg.isOver) return;
    this.#note('client-sound-renewed');
    this.#connection?.send({
      type: 'answer',
      payload: { callsid: this.leg.sid, reconnect: this.reconnectToken, sdp },
    });
  }

  /** Sound and leg go on: the client has a while to come back. A call without an answer has nothing to come back to. */
  signallingLost(comesBackWithinMs: number): void {
    this.#connection = null;
    this.#signallingLostAt = Date.now();
    this.#comesBackWithinMs = comesBackWithinMs;
    if (!this.leg.isAnswered) return this.#lose('browser-gone');
    this.#note('client-signalling-lost');
  }

  signallingBack(connection: Connection): void {
    this.#connection = connection;
    this.#note('client-reconnected');
    this.tellAnswered();
  }

  /** Ends the leg because of what its browser did; the browser is told why. */
  fail(error: SignalError): void {
    this.#farewell = error;
    this.#exchange.legs.end(this.leg, this.leg.isAnswered ? 'completed' : 'failed');
  }

  stopWatching(): void {
    if (this.#watch) clearInterval(this.#watch);
    this.#watch = null;
  }

  async #answerWithNewPeer(offerSdp: string): Promise<string> {
    const peer = this.#exchange.sound.createPeer({ telephoneEvents: true });
    try {
      const sdp = await peer.answer(offerSdp);
      if (this.leg.isOver) throw new Error(`Call ${this.leg.sid} ended while its sound was set up anew.`);
      this.#peer = peer;
      this.joinSound();
      return sdp;
    } catch (error) {
      peer.close();
      throw error;
    }
  }

  #look(): void {
    const now = Date.now();
    const line = this.#line;
    if (!line) return;
    const loss = lossOf({
      signallingAwayMs: this.#connection ? null : now - this.#signallingLostAt,
      comesBackWithinMs: this.#comesBackWithinMs,
      joinedMs: now - this.#joinedAt,
      connectedMs: this.#connectedAt === null ? null : now - this.#connectedAt,
      silentMs: line.silentForMs(),
    });
    if (loss) this.#lose(loss);
  }

  #lose(loss: Loss): void {
    this.#note('client-lost', { why: loss });
    this.#farewell = { code: 53405, message: 'The media connection failed.' };
    this.#exchange.legs.end(this.leg, this.leg.isAnswered ? 'completed' : 'no-answer');
  }

  #legEnded(): void {
    this.stopWatching();
    // A line closes the peer by itself; before there is one, nobody else would.
    if (!this.#line) this.#peer.close();
    if (this.#endedByBrowser) return;
    const error = this.#farewell ?? reasonOf(this.leg);
    this.#connection?.send({
      type: 'hangup',
      payload: { callsid: this.leg.sid, ...(error && { error }) },
    });
  }

  #note(name: string, details: Readonly<Record<string, unknown>> = {}): void {
    const { sid: callSid } = this.leg;
    this.#exchange.journal.append({ kind: 'event', name, callSid, identity: this.identity, ...details });
  }
}

/** Why a call of the client's own came to nothing; null when it was a call that simply ended. */
function reasonOf(leg: Leg): SignalError | null {
  const { status } = leg.record;
  switch (status) {
    case 'busy':
      return { code: 31486, message: 'Busy Here' };
    case 'no-answer':
      return { code: 31603, message: 'Decline' };
    case 'failed':
      return { code: 31404, message: 'Not Found' };
    case 'canceled':
    case 'completed':
    case 'queued':
    case 'ringing':
    case 'in-progress':
      return null;
    default:
      return status satisfies never;
  }
}
