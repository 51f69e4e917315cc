import { runCall } from '../player/run-call.ts';
import { newSid } from './ids.ts';
import { tellCallStatus } from './call-status-news.ts';
import type { Exchange } from './exchange.ts';
import { isFinal, Leg } from './leg.ts';
import { isClientAddress, readClientAddress } from './client-address.ts';
import { isPhoneNumber } from './phone-number.ts';
import type { CallDirection, Callback, CallStatus } from './records.ts';
import { Scope } from './scope.ts';
import { after } from './voices.ts';
import type { Instructions } from './world.ts';

export interface OutboundOrder {
  readonly from: string;
  /** A client's address may carry custom parameters: `client:alice?reason=billing`. */
  readonly to: string;
  readonly direction: Exclude<CallDirection, 'inbound'>;
  readonly parent: Leg | null;
  readonly timeoutSeconds: number;
  readonly timeLimitSeconds: number | null;
  readonly statusCallback: Callback | null;
  readonly callerName: string | null;
  /** Runs when the far end picks up; the leg has a turn of its own by then. */
  readonly whenAnswered: (leg: Leg) => void;
  readonly whenRinging?: (leg: Leg) => void;
}

const dialToRingMs = 200;
const callersPatienceAllowanceSeconds = 5;
const longestCallSeconds = 14_400;

/** The life of every leg, from being created to its end. */
export class Legs {
  readonly #exchange: Exchange;
  readonly #legs = new Map<string, Leg>();
  readonly #orders = new WeakMap<Leg, OutboundOrder>();
  #nextSlotAt = 0;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  list(): readonly Leg[] {
    return [...this.#legs.values()];
  }

  get(sid: string): Leg | undefined {
    return this.#legs.get(sid);
  }

  forget(sid: string): void {
    this.#legs.delete(sid);
  }

  /** Somebody rings one of this account's numbers. The leg rings; whoever runs its instructions answers it. */
  createInbound(call: {
    from: string;
    to: string;
    callerName: string | null;
    phoneNumberSid: string | null;
    extra: Readonly<Record<string, string>>;
    mirror: Leg | null;
  }): Leg {
    const leg = this.#create(
      'inbound',
      call.from,
      call.to,
      null,
      call.callerName,
      call.phoneNumberSid,
      call.extra,
    );
    leg.record.status = 'ringing';
    leg.isRinging = true;
    leg.mirror = call.mirror;
    leg.hear('Ringing', 'ringing');
    this.#note(leg, 'leg-ringing');
    return leg;
  }

  /** Calls by REST go out one by one at the account's rate; legs of `<Dial>` go out at once. */
  createOutbound(order: OutboundOrder): Leg {
    const { clock, numbers, callsPerSecond } = this.#exchange;
    const own = numbers.byPhoneNumber(order.from);
    const leg = this.#create(
      order.direction,
      order.from,
      readClientAddress(order.to)?.address ?? order.to,
      order.parent?.sid ?? null,
      order.callerName,
      own?.sid ?? null,
      {},
    );
    leg.statusCallback = order.statusCallback;
    leg.timeLimitSeconds = order.timeLimitSeconds;
    this.#orders.set(leg, order);
    if (order.direction === 'outbound-dial') {
      leg.record.status = 'ringing';
      this.#dial(leg, order);
      return leg;
    }
    const slot = Math.max(clock.now(), this.#nextSlotAt);
    this.#nextSlotAt = slot + 1000 / callsPerSecond;
    leg.record.queueTimeMs = Math.round(slot - clock.now());
    if (slot === clock.now()) this.#dial(leg, order);
    else after(this.#exchange, leg, slot - clock.now(), () => this.#dial(leg, order));
    return leg;
  }

  /** The far end begins to ring. Nothing happens when it does already. */
  ring(leg: Leg): void {
    if (!leg.isOver && !leg.isAnswered && !leg.isRinging) this.#ring(leg);
  }

  /** The far end picks up, or the player answers an incoming call. Nothing happens unless the leg rings. */
  answer(leg: Leg): void {
    if (leg.isOver || leg.isAnswered) return;
    if (!leg.isRinging) this.#ring(leg);
    const { record } = leg;
    record.status = 'in-progress';
    record.startTime = this.#exchange.clock.now();
    record.dateUpdated = record.startTime;
    this.#note(leg, 'leg-answered');
    const limit = leg.timeLimitSeconds ?? longestCallSeconds;
    after(this.#exchange, leg, limit * 1000, () => this.end(leg, 'completed'));
    for (const listener of leg.answerListeners) listener();
    tellCallStatus(this.#exchange, leg, 'answered');
    if (record.direction === 'inbound') {
      if (leg.mirror) this.answer(leg.mirror);
      return;
    }
    this.takeOver(leg);
    this.#orders.get(leg)?.whenAnswered(leg);
  }

  /** Ends a leg for good; everything that it took part in is told before this returns. */
  end(leg: Leg, status: CallStatus): void {
    if (leg.isOver || !isFinal(status)) return;
    const { record } = leg;
    const wasAnswered = leg.isAnswered;
    record.status = status;
    record.endTime = this.#exchange.clock.now();
    record.startTime ??= record.endTime;
    record.dateUpdated = record.endTime;
    this.#note(leg, 'leg-ended');
    leg.turn?.end('hangup');
    leg.lifetime.end('hangup');
    leg.keyListeners.clear();
    leg.answerListeners.clear();
    leg.speechListeners.clear();
    tellCallStatus(this.#exchange, leg, 'completed');
    const { mirror } = leg;
    if (mirror && !mirror.isOver) this.#endMirror(mirror, status, wasAnswered);
  }

  /** Takes control of a leg from whatever has it; the former controller is told that the leg was moved. */
  takeOver(leg: Leg): Scope {
    leg.turn?.end('moved');
    const turn = new Scope(this.#exchange.clock);
    leg.turn = turn;
    if (leg.isOver) turn.end('hangup');
    return turn;
  }

  /** New instructions: whatever the leg was doing ends at once. */
  run(leg: Leg, instructions: Instructions): void {
    runCall(this.#exchange, leg, this.takeOver(leg), instructions);
  }

  #endMirror(mirror: Leg, status: CallStatus, wasAnswered: boolean): void {
    if (mirror.isAnswered || wasAnswered) this.end(mirror, 'completed');
    else if (mirror.record.direction === 'inbound') this.end(mirror, 'no-answer');
    else this.end(mirror, status === 'completed' ? 'no-answer' : status);
  }

  #dial(leg: Leg, order: OutboundOrder): void {
    tellCallStatus(this.#exchange, leg, 'initiated');
    const { numbers, handsets, clients, debugger: console } = this.#exchange;
    const { to } = leg.record;
    const patience = (order.timeoutSeconds + callersPatienceAllowanceSeconds) * 1000;
    after(this.#exchange, leg, dialToRingMs + patience, () => {
      if (!leg.isAnswered) this.end(leg, 'no-answer');
    });
    if (numbers.byPhoneNumber(to)) {
      after(this.#exchange, leg, dialToRingMs, () => {
        this.#ring(leg);
        handsets.ringOwnNumber(leg);
      });
      return;
    }
    if (isClientAddress(to)) {
      const { parameters } = readClientAddress(order.to) ?? { parameters: [] };
      after(this.#exchange, leg, dialToRingMs, () => clients.ring(leg, parameters));
      return;
    }
    if (!isPhoneNumber(to)) {
      // No SIP phone is ever registered here.
      after(this.#exchange, leg, dialToRingMs, () => this.end(leg, 'failed'));
      return;
    }
    const mode = handsets.modeOf(to);
    if (mode === 'unreachable') {
      console.warn({ code: 13224, callSid: leg.sid, message: `${to} cannot be reached` });
      after(this.#exchange, leg, dialToRingMs, () => this.end(leg, 'failed'));
      return;
    }
    after(this.#exchange, leg, dialToRingMs, () => {
      if (!leg.isRinging && !leg.isAnswered) this.#ring(leg);
    });
    handsets.expect(leg, dialToRingMs);
  }

  #ring(leg: Leg): void {
    leg.isRinging = true;
    leg.record.status = 'ringing';
    leg.record.dateUpdated = this.#exchange.clock.now();
    leg.hear('Ringing', `call from ${leg.record.from}`);
    this.#note(leg, 'leg-ringing');
    tellCallStatus(this.#exchange, leg, 'ringing');
    this.#orders.get(leg)?.whenRinging?.(leg);
  }

  #create(
    direction: CallDirection,
    from: string,
    to: string,
    parentCallSid: string | null,
    callerName: string | null,
    phoneNumberSid: string | null,
    extra: Readonly<Record<string, string>>,
  ): Leg {
    const { accountSid, clock } = this.#exchange;
    const now = clock.now();
    const { ForwardedFrom: forwardedFrom = null, ...others } = extra;
    const leg = new Leg(
      clock,
      {
        sid: newSid('CA'),
        accountSid,
        parentCallSid,
        from,
        to,
        direction,
        phoneNumberSid,
        forwardedFrom,
        callerName,
        dateCreated: now,
        dateUpdated: now,
        status: 'queued',
        startTime: null,
        endTime: null,
        answeredBy: null,
        queueTimeMs: 0,
        heard: [],
      },
      others,
    );
    this.#legs.set(leg.sid, leg);
    this.#note(leg, 'leg-created');
    return leg;
  }

  #note(leg: Leg, name: string): void {
    const { sid: callSid, from, to, direction, status } = leg.record;
    this.#exchange.journal.append({ kind: 'event', name, callSid, from, to, direction, status });
  }
}
