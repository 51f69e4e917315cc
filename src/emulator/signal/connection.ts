import type { Exchange } from '../world/exchange.ts';
import { judgeAccessToken } from './access-token.ts';
import type { AccessToken } from './access-token.ts';
import type { Clients } from './clients.ts';
import { readFrame, writeFrame } from './messages.ts';
import type { ClientMessage, PayloadOf, ServerMessage, SignalError } from './messages.ts';

/** Whatever carries frames to a client; a frame to one that is gone is lost. */
export interface Wire {
  send(text: string): void;
}

/** Who is at the other end. */
type Caller =
  | { readonly status: 'stranger' }
  | { readonly status: 'known'; readonly token: AccessToken; readonly isRegistered: boolean }
  /** The token ran out: calls go on, but no new ones begin until there is another token. */
  | { readonly status: 'expired'; readonly identity: string };

/** How long a call waits for a client that did not say how long it tries to come back. */
const usualComeBackMs = 5_000;

/** One tab of one person: a `Device` of the Voice SDK at the other end of one socket. */
export class Connection {
  readonly #exchange: Exchange;
  readonly #clients: Clients;
  readonly #wire: Wire;
  #caller: Caller = { status: 'stranger' };
  #comesBackWithinMs = usualComeBackMs;
  #callOffExpiry: () => void = () => undefined;
  #isOpen = true;

  constructor(exchange: Exchange, clients: Clients, wire: Wire) {
    this.#exchange = exchange;
    this.#clients = clients;
    this.#wire = wire;
  }

  /** Null until there is a valid token. */
  get identity(): string | null {
    switch (this.#caller.status) {
      case 'stranger':
        return null;
      case 'known':
        return this.#caller.token.identity;
      case 'expired':
        return this.#caller.identity;
      default:
        return this.#caller satisfies never;
    }
  }

  get isRegistered(): boolean {
    return this.#caller.status === 'known' && this.#caller.isRegistered;
  }

  send(message: ServerMessage): void {
    if (this.#isOpen) this.#wire.send(writeFrame(message));
  }

  /** Takes one frame; whatever is in it, it is answered and never thrown. */
  receive(text: string): void {
    this.#exchange.clock.touch();
    const read = readFrame(text);
    if (read.kind === 'bad') return this.#refuse({ code: 31100, message: `Malformed frame: ${read.fault}` });
    this.#take(read.message);
  }

  /** The socket is closed. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#callOffExpiry();
    this.#unregister('its socket closed');
    this.#clients.connectionClosed(this, this.#comesBackWithinMs);
  }

  #take(message: ClientMessage): void {
    switch (message.type) {
      case 'listen':
        return this.#listen(message.payload);
      case 'register':
        return this.#register(message.payload.media.audio);
      case 'invite':
        return this.#invite(message.payload);
      case 'answer':
        return this.#clients.answer(this, message.payload);
      case 'reject':
        return this.#clients.reject(this, message.payload.callsid);
      case 'hangup':
        return this.#clients.hangUp(this, message.payload.callsid);
      case 'dtmf':
        return this.#withCall(message.payload.callsid, (call) => call.press(message.payload.dtmf));
      case 'message':
        return this.#message(message.payload);
      case 'reinvite':
        return this.#reinvite(message.payload);
      default:
        return message satisfies never;
    }
  }

  #listen({ token: jwt, reconnectTimeout }: PayloadOf<'listen'>): void {
    if (reconnectTimeout > 0) this.#comesBackWithinMs = reconnectTimeout * 1000;
    const { accountSid, apiKeys, clock } = this.#exchange;
    const now = clock.now();
    const verdict = judgeAccessToken(jwt, { accountSid, apiKeys, now });
    if (verdict.kind === 'refused') {
      return this.#refuse({ code: verdict.code, message: capitalised(verdict.reason) });
    }
    const { token } = verdict;
    const isSame = this.identity === token.identity;
    if (!isSame) this.#unregister('its token is for somebody else now');
    this.#caller = { status: 'known', token, isRegistered: isSame && this.isRegistered };
    this.#callOffExpiry();
    this.#callOffExpiry = clock.schedule(token.expiresAt - now, () => this.#expire());
    this.send({
      type: 'connected',
      payload: {
        region: 'US_EAST_VIRGINIA',
        edge: 'local',
        home: 'local',
        gateway: 'emulator',
        token: { identity: token.identity, ttl: Math.round((token.expiresAt - now) / 1000) },
      },
    });
  }

  #register(wanted: boolean): void {
    if (!wanted) {
      this.#unregister('it asked for that');
      return this.send({ type: 'offline', payload: {} });
    }
    const caller = this.#caller;
    if (caller.status !== 'known') return this.#refuse(notKnown(caller.status));
    if (!caller.token.mayBeRung) {
      return this.#refuse({ code: 31201, message: 'The access token does not allow incoming calls.' });
    }
    const isNew = !caller.isRegistered;
    this.#caller = { ...caller, isRegistered: true };
    this.send({ type: 'ready', payload: {} });
    if (!isNew) return;
    this.#note('client-registered');
    this.#clients.registered(this, caller.token.identity);
  }

  #invite(invite: PayloadOf<'invite'>): void {
    const caller = this.#caller;
    if (caller.status !== 'known') {
      this.#noteRefusal(notKnown(caller.status));
      return this.#hangUp(invite.callsid, notKnown(caller.status));
    }
    if (invite.reconnect !== undefined) {
      return this.#clients.comeBack(this, caller.token.identity, invite.callsid, invite.reconnect);
    }
    this.#clients.place(this, caller.token, invite);
  }

  #message(message: PayloadOf<'message'>): void {
    const call = this.#clients.callOf(this, message.callsid);
    if (call) return call.takeMessage(message);
    const { callsid, voiceeventsid } = message;
    const error = { code: 31404, message: `There is no call ${callsid} on this connection.` };
    this.#noteRefusal(error);
    this.send({ type: 'error', payload: { error, callsid, voiceeventsid } });
  }

  #reinvite({ callsid, sdp }: PayloadOf<'reinvite'>): void {
    this.#withCall(callsid, (call) => {
      const renewed = call.renewSound(sdp).catch((error: unknown) => {
        this.#exchange.logger.warn(
          { err: error, callSid: callsid },
          'a client could not set its sound up anew',
        );
        call.fail({ code: 53405, message: 'The sound could not be set up anew.' });
      });
      void this.#exchange.clock.track(renewed);
    });
  }

  #withCall(callSid: string, act: (call: NonNullable<ReturnType<Clients['callOf']>>) => void): void {
    const call = this.#clients.callOf(this, callSid);
    if (call) return act(call);
    const error = { code: 31404, message: `There is no call ${callSid} on this connection.` };
    this.#noteRefusal(error);
    this.#hangUp(callSid, error);
  }

  /** The token ran out. The client is told both that and that it is rung no more, so it registers again with the next one. */
  #expire(): void {
    const caller = this.#caller;
    if (caller.status !== 'known') return;
    const wasRegistered = caller.isRegistered;
    this.#unregister('its access token expired');
    this.#caller = { status: 'expired', identity: caller.token.identity };
    this.#refuse({ code: 31205, message: 'The access token has expired.' });
    if (wasRegistered) this.send({ type: 'offline', payload: {} });
  }

  #unregister(why: string): void {
    if (this.#caller.status !== 'known' || !this.#caller.isRegistered) return;
    this.#caller = { ...this.#caller, isRegistered: false };
    this.#note('client-unregistered', { why });
  }

  #hangUp(callsid: string, error: SignalError): void {
    this.send({ type: 'hangup', payload: { callsid, error } });
  }

  #refuse(error: SignalError): void {
    this.#noteRefusal(error);
    this.send({ type: 'error', payload: { error } });
  }

  #noteRefusal({ code, message }: SignalError): void {
    this.#note('client-refused', { code, why: message });
  }

  #note(name: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.#exchange.journal.append({ kind: 'event', name, identity: this.identity, ...details });
  }
}

function notKnown(status: 'stranger' | 'expired'): SignalError {
  return status === 'expired'
    ? { code: 31205, message: 'The access token has expired: send a new one with "listen".' }
    : { code: 31204, message: 'There is no valid access token: send one with "listen" first.' };
}

function capitalised(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
