import type { Exchange } from '../world/exchange.ts';
import type { Leg } from '../world/leg.ts';
import { identityOf } from '../world/client-address.ts';
import type { Params } from '../webhooks/signature.ts';
import type { AccessToken } from './access-token.ts';
import { BrowserCall } from './browser-call.ts';
import { Connection } from './connection.ts';
import type { Wire } from './connection.ts';
import type { PayloadOf } from './messages.ts';
import { placeCall } from './outgoing.ts';
import { Ring } from './ring.ts';

/** One identity, as people and tests look at it. */
export interface ClientView {
  readonly identity: string;
  /** Tabs with a valid token, and how many of them can be rung. */
  readonly connections: number;
  readonly registered: number;
  /** Registered without a browser: its calls are worked like those of a handset. */
  readonly byHand: boolean;
  readonly calls: readonly {
    readonly callSid: string;
    readonly status: 'ringing' | 'in-progress';
    /** Whether the browser's socket is there; a call goes on for a while without it. */
    readonly signalling: 'here' | 'away' | 'none';
  }[];
}

/** Everybody who can be dialled as `client:…`: who is registered where, what rings, and who talks. */
export class Clients {
  readonly #exchange: Exchange;
  readonly #connections = new Set<Connection>();
  readonly #byHand = new Set<string>();
  readonly #rings = new Map<Leg, Ring>();
  readonly #calls = new Map<Leg, BrowserCall>();
  #isStopped = false;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** A socket was opened. Whoever holds it hands over what comes in, and says when it closed. */
  open(wire: Wire): Connection {
    const connection = new Connection(this.#exchange, this, wire);
    this.#connections.add(connection);
    return connection;
  }

  list(): readonly ClientView[] {
    const identities = new Set([
      ...[...this.#connections].map(({ identity }) => identity).filter((identity) => identity !== null),
      ...this.#byHand,
      ...[...this.#rings.values()].map(({ identity }) => identity),
      ...[...this.#calls.values()].map(({ identity }) => identity),
    ]);
    return [...identities].sort().map((identity) => this.#view(identity));
  }

  /** Registers an identity without a browser: it rings, and handset commands answer, talk and hang up. */
  setByHand(identity: string, byHand: boolean): void {
    if (byHand === this.#byHand.has(identity)) return;
    if (byHand) this.#byHand.add(identity);
    else this.#byHand.delete(identity);
    this.#exchange.journal.append({
      kind: 'event',
      name: byHand ? 'client-registered' : 'client-unregistered',
      identity,
      byHand: true,
    });
  }

  isByHand(address: string): boolean {
    return this.#byHand.has(identityOf(address));
  }

  /** A leg to `client:identity` begins to ring wherever that identity is registered. */
  ring(leg: Leg, parameters: Params): void {
    const { legs, journal } = this.#exchange;
    const identity = identityOf(leg.record.to);
    const connections = this.#registeredAs(identity);
    if (connections.length === 0 && !this.#byHand.has(identity)) {
      const why = `no browser is registered as ${identity}`;
      journal.append({ kind: 'event', name: 'client-unreachable', callSid: leg.sid, identity, why });
      return legs.end(leg, 'no-answer');
    }
    const ring = new Ring(this.#exchange, leg, parameters);
    this.#rings.set(leg, ring);
    leg.answerListeners.add(() => this.#rings.delete(leg));
    leg.lifetime.onEnd(() => this.#rings.delete(leg));
    legs.ring(leg);
    for (const connection of connections) ring.invite(connection);
  }

  /** Whoever comes while it rings is rung, too. */
  registered(connection: Connection, identity: string): void {
    for (const ring of this.#rings.values()) if (ring.identity === identity) ring.invite(connection);
  }

  connectionClosed(connection: Connection, comesBackWithinMs: number): void {
    this.#connections.delete(connection);
    if (this.#isStopped) return;
    for (const ring of this.#rings.values()) ring.lose(connection);
    for (const call of this.#calls.values())
      if (call.isOn(connection)) call.signallingLost(comesBackWithinMs);
  }

  callOf(connection: Connection, callSid: string): BrowserCall | undefined {
    return [...this.#calls.values()].find((call) => call.belongsTo(connection, callSid));
  }

  /** The first browser that answers has the call; to a later one it is over. */
  answer(connection: Connection, { callsid, sdp }: PayloadOf<'answer'>): void {
    const ring = this.#ringAt(connection, callsid);
    const browser = ring?.take(connection);
    if (!ring || !browser) return connection.send({ type: 'hangup', payload: { callsid } });
    const { leg, identity } = ring;
    const { peer, reconnectToken } = browser;
    const call = this.#keep(
      new BrowserCall(this.#exchange, { leg, connection, identity, peer, reconnectToken }),
    );
    const answered = peer.setAnswer(sdp).catch((error: unknown) => {
      if (leg.isOver) return;
      this.#exchange.logger.warn({ err: error, callSid: leg.sid }, 'the sound of a client cannot be used');
      call.fail({ code: 31400, message: 'The sound of this browser cannot be used.' });
    });
    void this.#exchange.clock.track(answered);
    this.#exchange.journal.append({ kind: 'event', name: 'client-answered', callSid: leg.sid, identity });
    call.joinSound();
    this.#exchange.legs.answer(leg);
  }

  reject(connection: Connection, callSid: string): void {
    const ring = this.#ringAt(connection, callSid);
    ring?.refuse(connection, this.#byHand.has(ring.identity));
  }

  hangUp(connection: Connection, callSid: string): void {
    const call = this.callOf(connection, callSid);
    if (call) call.hangUp();
    else this.reject(connection, callSid);
  }

  place(connection: Connection, token: AccessToken, invite: PayloadOf<'invite'>): void {
    const placed = placeCall(this.#exchange, connection, token, invite, (call) => this.#keep(call));
    void this.#exchange.clock.track(placed);
  }

  /** A client whose socket broke takes its call up again; the token of the call proves that it is its own. */
  comeBack(connection: Connection, identity: string, callSid: string, reconnectToken: string): void {
    const call = [...this.#calls.values()].find(({ leg }) => leg.sid === callSid);
    if (call?.identity === identity && call.reconnectToken === reconnectToken) {
      return call.signallingBack(connection);
    }
    const isOver = this.#exchange.legs.get(callSid)?.isOver ?? false;
    const error = { code: 31209, message: `There is no call ${callSid} to come back to.` };
    this.#exchange.journal.append({
      kind: 'event',
      name: 'client-refused',
      identity,
      callSid,
      code: error.code,
      why: isOver ? 'the call that it came back to is over' : error.message,
    });
    connection.send({ type: 'hangup', payload: { callsid: callSid, ...(!isOver && { error }) } });
  }

  /** The emulator stops: no timer is left behind, and no call ends because its socket does. */
  stop(): void {
    this.#isStopped = true;
    for (const call of this.#calls.values()) call.stopWatching();
    for (const connection of this.#connections) connection.close();
  }

  #keep(call: BrowserCall): BrowserCall {
    this.#calls.set(call.leg, call);
    call.leg.lifetime.onEnd(() => this.#calls.delete(call.leg));
    return call;
  }

  #registeredAs(identity: string): readonly Connection[] {
    return [...this.#connections].filter(
      (connection) => connection.isRegistered && connection.identity === identity,
    );
  }

  #ringAt(connection: Connection, callSid: string): Ring | undefined {
    return [...this.#rings.values()].find((ring) => ring.leg.sid === callSid && ring.rings(connection));
  }

  #view(identity: string): ClientView {
    const tabs = [...this.#connections].filter((connection) => connection.identity === identity);
    return {
      identity,
      connections: tabs.length,
      registered: tabs.filter(({ isRegistered }) => isRegistered).length,
      byHand: this.#byHand.has(identity),
      calls: [
        ...[...this.#rings.values()]
          .filter((ring) => ring.identity === identity)
          .map(({ leg }) => ({ callSid: leg.sid, status: 'ringing', signalling: 'none' }) as const),
        ...[...this.#calls.values()]
          .filter((call) => call.identity === identity)
          .map(({ leg, signalling }) => ({
            callSid: leg.sid,
            status: leg.isAnswered ? ('in-progress' as const) : ('ringing' as const),
            signalling,
          })),
      ],
    };
  }
}
