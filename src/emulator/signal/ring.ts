import type { MediaPeer } from '../sound/media-peer.ts';
import type { Exchange } from '../world/exchange.ts';
import type { Leg } from '../world/leg.ts';
import { identityOf } from '../world/client-address.ts';
import type { Params } from '../webhooks/signature.ts';
import { newReconnectToken } from './browser-call.ts';
import type { Connection } from './connection.ts';

/** One browser that rings. */
export interface RingingBrowser {
  readonly connection: Connection;
  readonly peer: MediaPeer;
  readonly reconnectToken: string;
}

/** A leg that rings at every registered browser of one identity, until one answers, all refuse, or the caller gives up. */
export class Ring {
  readonly leg: Leg;
  readonly identity: string;
  readonly #exchange: Exchange;
  readonly #parameters: Params;
  #browsers: RingingBrowser[] = [];
  /** Whoever was rung once is not rung again while its socket lives: a registration is repeated every 30 s. */
  readonly #invited = new Set<Connection>();

  constructor(exchange: Exchange, leg: Leg, parameters: Params) {
    this.#exchange = exchange;
    this.leg = leg;
    this.identity = identityOf(leg.record.to);
    this.#parameters = parameters;
    // The winner is taken out before its leg is answered, so whoever is here then is too late.
    leg.answerListeners.add(() => this.#cancelAll());
    leg.lifetime.onEnd(() => this.#cancelAll());
  }

  get isOver(): boolean {
    return this.leg.isOver || this.leg.isAnswered;
  }

  invite(connection: Connection): void {
    if (this.isOver || this.#invited.has(connection)) return;
    this.#invited.add(connection);
    const peer = this.#exchange.sound.createPeer({ telephoneEvents: true });
    const browser = { connection, peer, reconnectToken: newReconnectToken() };
    this.#browsers.push(browser);
    void this.#exchange.clock.track(this.#send(browser));
  }

  rings(connection: Connection): boolean {
    return this.#browsers.some((browser) => browser.connection === connection);
  }

  /** Takes the browser that answers out of those that ring; undefined when it is none of them any more. */
  take(connection: Connection): RingingBrowser | undefined {
    const browser = this.#browsers.find((candidate) => candidate.connection === connection);
    this.#browsers = this.#browsers.filter((candidate) => candidate !== browser);
    return browser;
  }

  /** The person at one browser does not want the call; when nobody else rings, the line is busy. */
  refuse(connection: Connection, ringsElsewhere: boolean): void {
    const browser = this.take(connection);
    if (!browser) return;
    browser.peer.close();
    this.#note('client-rejected');
    if (this.#browsers.length === 0 && !ringsElsewhere) this.#exchange.legs.end(this.leg, 'busy');
  }

  /** A browser that vanished while it rang may come back and be rung again, so the call rings on. */
  lose(connection: Connection): void {
    const browser = this.take(connection);
    if (!browser) return;
    browser.peer.close();
    this.#note('client-lost', { why: 'signalling-lost-while-ringing' });
  }

  async #send(browser: RingingBrowser): Promise<void> {
    const { connection, peer, reconnectToken } = browser;
    let sdp: string;
    try {
      sdp = await peer.offer();
    } catch (error) {
      if (!this.#browsers.includes(browser)) return;
      this.take(connection);
      peer.close();
      this.#exchange.logger.error(
        { err: error, callSid: this.leg.sid },
        'no sound could be offered to a client',
      );
      this.#note('client-unreachable', { why: 'no sound could be offered' });
      return;
    }
    if (!this.#browsers.includes(browser)) return;
    connection.send({
      type: 'invite',
      payload: { callsid: this.leg.sid, sdp, reconnect: reconnectToken, parameters: this.#callParameters() },
    });
    this.#note('client-rung');
  }

  #callParameters(): Readonly<Record<string, string>> {
    const { sid, accountSid, from, to, parentCallSid } = this.leg.record;
    const verdict =
      parentCallSid === null ? undefined : this.#exchange.legs.get(parentCallSid)?.extra.StirVerstat;
    return {
      CallSid: sid,
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
      From: from,
      To: to,
      ...(verdict !== undefined && { StirStatus: verdict }),
      ...(this.#parameters.length > 0 && { Params: encodeParameters(this.#parameters) }),
    };
  }

  #cancelAll(): void {
    const browsers = this.#browsers;
    this.#browsers = [];
    for (const { connection, peer } of browsers) {
      peer.close();
      connection.send({ type: 'cancel', payload: { callsid: this.leg.sid } });
    }
  }

  #note(name: string, details: Readonly<Record<string, unknown>> = {}): void {
    const { sid: callSid } = this.leg;
    this.#exchange.journal.append({ kind: 'event', name, callSid, identity: this.identity, ...details });
  }
}

/** `%20` and never `+`: the SDK decodes values so; keys it does not decode at all, so plain ones are best. */
function encodeParameters(parameters: Params): string {
  return parameters
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
