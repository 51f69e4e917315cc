import { speechDurationMs } from '../audio/speech-duration.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';
import { isClientAddress } from './client-address.ts';
import { normaliseAddress } from './phone-number.ts';
import type { CallRecord } from './records.ts';
import { after, pressKeys, speak } from './voices.ts';
import { TwilioError } from './world.ts';

export type HandsetMode = 'ring' | 'voicemail' | 'busy' | 'unreachable';

interface Handset {
  readonly number: string;
  name: string;
  mode: HandsetMode;
}

const voicemailPicksUpAfterMs = 4_000;
const busyAfterMs = 300;
const voicemailBeginsAfterMs = 500;

/** Every telephone outside the account: what its owner does, and how it behaves when nobody is near. */
export class Handsets {
  readonly #exchange: Exchange;
  readonly #handsets = new Map<string, Handset>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** A handset rings one of the account's numbers. */
  ring(call: {
    from: string;
    to: string;
    callerName?: string;
    extra?: Readonly<Record<string, string>>;
  }): CallRecord {
    const to = normaliseAddress(call.to);
    const number = to === null ? undefined : this.#exchange.numbers.byPhoneNumber(to);
    if (!number)
      throw new TwilioError(
        400,
        21211,
        `Nobody has the number ${call.to}; create it with IncomingPhoneNumbers.`,
      );
    const from = normaliseAddress(call.from) ?? call.from;
    return this.#arrive({
      from,
      to: number.phoneNumber,
      callerName: call.callerName ?? null,
      extra: call.extra ?? {},
      mirror: null,
    }).record;
  }

  /** The account rings one of its own numbers: a second leg comes in and runs that number's voice URL. */
  ringOwnNumber(outbound: Leg): void {
    const { from, to } = outbound.record;
    const inbound = this.#arrive({ from, to, callerName: null, extra: {}, mirror: outbound });
    if (inbound.isOver) this.#exchange.legs.end(outbound, 'failed');
    else outbound.mirror = inbound;
  }

  press(callSid: string, digits: string): void {
    if (!/^[0-9A-D*#wW]+$/.test(digits)) {
      throw new TwilioError(400, 21206, `"${digits}" are not keys of a telephone; use 0-9, *, #, A-D, w, W.`);
    }
    pressKeys(this.#exchange, this.#talking(callSid), digits);
  }

  speak(callSid: string, text: string): void {
    if (text.trim() === '') throw new TwilioError(400, 20001, 'There is nothing to say in an empty text.');
    speak(this.#exchange, this.#talking(callSid), text);
  }

  hangUp(callSid: string): void {
    const leg = this.#live(callSid);
    if (leg.record.direction !== 'inbound' && !leg.isAnswered) this.#checkByHand(leg);
    // Who gives up before an answer never had a call; who is called and hangs up has refused it.
    const unanswered = leg.record.direction === 'inbound' ? 'no-answer' : 'busy';
    this.#exchange.legs.end(leg, leg.isAnswered ? 'completed' : unanswered);
  }

  answer(callSid: string): void {
    this.#exchange.legs.answer(this.#ringing(callSid));
  }

  reject(callSid: string): void {
    this.#exchange.legs.end(this.#ringing(callSid), 'busy');
  }

  setMode(number: string, mode: HandsetMode): void {
    this.#handset(number).mode = mode;
  }

  name(number: string, name: string): void {
    this.#handset(number).name = name;
  }

  modeOf(number: string): HandsetMode {
    return this.#handsets.get(number)?.mode ?? 'ring';
  }

  directory(): readonly { number: string; name: string; mode: string }[] {
    return [...this.#handsets.values()].map(({ number, name, mode }) => ({ number, name, mode }));
  }

  /** Lets a handset that nobody is near behave in its way once it rings. */
  expect(leg: Leg, ringsAfterMs: number): void {
    const { legs } = this.#exchange;
    const handset = this.#handset(leg.record.to);
    switch (handset.mode) {
      case 'ring':
      case 'unreachable':
        return;
      case 'busy':
        after(this.#exchange, leg, ringsAfterMs + busyAfterMs, () => legs.end(leg, 'busy'));
        return;
      case 'voicemail':
        after(this.#exchange, leg, ringsAfterMs + voicemailPicksUpAfterMs, () => {
          if (leg.isAnswered) return;
          legs.answer(leg);
          after(this.#exchange, leg, voicemailBeginsAfterMs, () => this.#greet(leg, handset));
        });
        return;
      default:
        handset.mode satisfies never;
    }
  }

  #greet(leg: Leg, handset: Handset): void {
    const greeting = `You have reached the voicemail of ${handset.name}. Please leave a message after the tone.`;
    speak(this.#exchange, leg, greeting);
    after(this.#exchange, leg, speechDurationMs(greeting), () => {
      const hearers = leg.circuit?.hearersOf(leg) ?? [];
      leg.soundEnded(leg.emit({ kind: 'beep' }, hearers));
      for (const hearer of hearers) hearer.hear('Party', 'beep');
    });
  }

  #arrive(call: {
    from: string;
    to: string;
    callerName: string | null;
    extra: Readonly<Record<string, string>>;
    mirror: Leg | null;
  }): Leg {
    const { numbers, legs } = this.#exchange;
    const number = numbers.byPhoneNumber(call.to);
    const leg = legs.createInbound({ ...call, phoneNumberSid: number?.sid ?? null });
    if (!numbers.byPhoneNumber(call.from)) this.#handset(call.from);
    const settings = number ? numbers.voiceSettingsOf(number) : null;
    if (!settings) {
      legs.end(leg, 'failed');
      return leg;
    }
    leg.fallback = settings.fallback;
    leg.statusCallback = settings.statusCallback;
    legs.run(leg, { kind: 'url', url: settings.url, method: settings.method });
    return leg;
  }

  #handset(number: string): Handset {
    const known = this.#handsets.get(number);
    if (known) return known;
    const handset: Handset = { number, name: number, mode: 'ring' };
    this.#handsets.set(number, handset);
    return handset;
  }

  #live(callSid: string): Leg {
    const leg = this.#exchange.legs.get(callSid);
    if (!leg) throw new TwilioError(404, 20404, `There is no call ${callSid}.`);
    if (leg.isOver) throw new TwilioError(400, 21220, `Call ${callSid} is over (${leg.record.status}).`);
    return leg;
  }

  #talking(callSid: string): Leg {
    const leg = this.#live(callSid);
    if (leg.record.direction !== 'inbound' && !leg.isAnswered) {
      throw new TwilioError(400, 21220, `Call ${callSid} still rings; answer it first.`);
    }
    return leg;
  }

  #ringing(callSid: string): Leg {
    const leg = this.#live(callSid);
    if (leg.record.direction === 'inbound') {
      throw new TwilioError(
        400,
        21220,
        `Call ${callSid} was made by this handset; only a call to it can be answered.`,
      );
    }
    if (leg.isAnswered) throw new TwilioError(400, 21220, `Call ${callSid} is answered already.`);
    if (leg.record.status === 'queued')
      throw new TwilioError(400, 21220, `Call ${callSid} does not ring yet.`);
    this.#checkByHand(leg);
    return leg;
  }

  /** A call that rings in browsers is answered or refused there, by their own signalling. */
  #checkByHand(leg: Leg): void {
    const { to } = leg.record;
    if (!isClientAddress(to) || this.#exchange.clients.isByHand(to)) return;
    throw new TwilioError(400, 21220, `Call ${leg.sid} rings in the browser of ${to}: answer it there.`);
  }
}
