import type { Params } from '../webhooks/signature.ts';
import { secondsBetween } from './dates.ts';
import type { Exchange } from './exchange.ts';
import { newSid } from './ids.ts';
import type { Leg } from './leg.ts';
import type { QueueMemberRecord, QueueRecord } from './records.ts';
import { TwilioError } from './world.ts';

/** Why somebody left a queue other than by being bridged. */
export type LeftQueue = 'leave' | 'redirected' | 'hangup';

export interface QueueMember {
  readonly leg: Leg;
  readonly queue: QueueRecord;
  readonly enqueuedAt: number;
  leftAt: number | null;
  /** The waiting verb: told when somebody takes the member to talk; it stops the waiting music. */
  readonly taken: () => void;
  /** Told when the conversation with whoever took the member is over. */
  readonly released: () => void;
  /** Told when REST takes the member out. */
  readonly dequeued: () => void;
}

const defaultSize = 1_000;
const largestSize = 5_000;

/** Twilio's own waiting lines, first come first served. */
export class Queues {
  readonly #exchange: Exchange;
  readonly #records = new Map<string, QueueRecord>();
  readonly #members = new Map<string, QueueMember[]>();
  readonly #waits = new Map<string, number[]>();
  readonly #arrivalListeners = new Map<string, Set<() => void>>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  list(): readonly QueueRecord[] {
    return [...this.#records.values()];
  }

  get(sid: string): QueueRecord | undefined {
    return this.#records.get(sid);
  }

  byName(name: string): QueueRecord | undefined {
    return this.list().find((queue) => queue.friendlyName === name);
  }

  /** `<Enqueue>` makes the queue that it names. */
  findOrCreate(name: string, maxSize = defaultSize): QueueRecord {
    return this.byName(name) ?? this.create(name, maxSize);
  }

  create(friendlyName: string, maxSize: number): QueueRecord {
    checkQueue(friendlyName, maxSize);
    if (this.byName(friendlyName)) {
      throw new TwilioError(400, 22003, `A queue named "${friendlyName}" exists already.`);
    }
    const { accountSid, clock } = this.#exchange;
    const now = clock.now();
    const record: QueueRecord = {
      sid: newSid('QU'),
      accountSid,
      friendlyName,
      maxSize,
      dateCreated: now,
      dateUpdated: now,
    };
    this.#records.set(record.sid, record);
    this.#members.set(record.sid, []);
    return record;
  }

  update(sid: string, update: { friendlyName?: string; maxSize?: number }): QueueRecord {
    const queue = this.#known(sid);
    const friendlyName = update.friendlyName ?? queue.friendlyName;
    const maxSize = update.maxSize ?? queue.maxSize;
    checkQueue(friendlyName, maxSize);
    queue.friendlyName = friendlyName;
    queue.maxSize = maxSize;
    queue.dateUpdated = this.#exchange.clock.now();
    return queue;
  }

  remove(sid: string): void {
    this.#known(sid);
    if (this.#line(sid).length > 0) {
      throw new TwilioError(400, 20409, `Queue ${sid} has members; let them leave before deleting it.`);
    }
    this.#records.delete(sid);
    this.#members.delete(sid);
    this.#waits.delete(sid);
  }

  members(sid: string): readonly QueueMemberRecord[] {
    return this.#line(this.#known(sid).sid).map((member, index) => presentMember(member, index + 1));
  }

  averageWaitSeconds(sid: string): number {
    const waits = this.#waits.get(sid) ?? [];
    return waits.length === 0 ? 0 : Math.round(waits.reduce((sum, wait) => sum + wait, 0) / waits.length);
  }

  /** Joins the end of the line. Null when the queue is full. */
  enter(
    queue: QueueRecord,
    leg: Leg,
    hears: Pick<QueueMember, 'taken' | 'released' | 'dequeued'>,
  ): QueueMember | null {
    const line = this.#line(queue.sid);
    if (line.length >= queue.maxSize) return null;
    const member: QueueMember = {
      leg,
      queue,
      enqueuedAt: this.#exchange.clock.now(),
      leftAt: null,
      ...hears,
    };
    line.push(member);
    this.#note('queue-joined', member);
    for (const listener of this.#arrivalListeners.get(queue.sid) ?? []) listener();
    return member;
  }

  /** Leaves the line, for whatever reason. */
  leave(member: QueueMember): void {
    const line = this.#line(member.queue.sid);
    const place = line.indexOf(member);
    if (place === -1) return;
    line.splice(place, 1);
    member.leftAt = this.#exchange.clock.now();
    const waits = this.#waits.get(member.queue.sid) ?? [];
    this.#waits.set(member.queue.sid, [...waits, this.secondsWaited(member)].slice(-1_000));
    this.#note('queue-left', member);
  }

  /** Takes the member at the front, to talk to them. */
  takeFront(queue: QueueRecord): QueueMember | null {
    const [front] = this.#line(queue.sid);
    if (!front) return null;
    this.leave(front);
    front.taken();
    return front;
  }

  /** Hears of everyone who joins a queue; returns a function that ends this. */
  onArrival(queue: QueueRecord, listener: () => void): () => void {
    const listeners = this.#arrivalListeners.get(queue.sid) ?? new Set();
    this.#arrivalListeners.set(queue.sid, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** REST takes a member out; the member's leg is left for its new instructions. */
  takeOut(sid: string, memberOrFront: string): { member: QueueMember; record: QueueMemberRecord } {
    const line = this.#line(this.#known(sid).sid);
    const index =
      memberOrFront === 'Front' ? 0 : line.findIndex((member) => member.leg.sid === memberOrFront);
    const member = line[index];
    if (!member) {
      throw new TwilioError(
        404,
        20404,
        `The requested resource /Queues/${sid}/Members/${memberOrFront} was not found`,
      );
    }
    const record = presentMember(member, index + 1);
    this.leave(member);
    member.dequeued();
    return { member, record };
  }

  /** Whole seconds from joining until leaving, or until now. */
  secondsWaited(member: QueueMember): number {
    return secondsBetween(member.enqueuedAt, member.leftAt ?? this.#exchange.clock.now());
  }

  /** The fields of a request for the waiting document. */
  waitParameters(member: QueueMember): Params {
    const line = this.#line(member.queue.sid);
    return [
      ['QueueSid', member.queue.sid],
      ['QueuePosition', String(line.indexOf(member) + 1)],
      ['QueueTime', String(this.secondsWaited(member))],
      ['AvgQueueTime', String(this.averageWaitSeconds(member.queue.sid))],
      ['CurrentQueueSize', String(line.length)],
      ['MaxQueueSize', String(member.queue.maxSize)],
    ];
  }

  /** The fields of the whisper to a queued caller who was just taken. */
  whisperParameters(member: QueueMember, taker: Leg): Params {
    return [
      ['QueueSid', member.queue.sid],
      ['QueueTime', String(this.secondsWaited(member))],
      ['DequeingCallSid', taker.sid],
    ];
  }

  #line(sid: string): QueueMember[] {
    return this.#members.get(sid) ?? [];
  }

  #known(sid: string): QueueRecord {
    const queue = this.#records.get(sid);
    if (!queue) throw new TwilioError(404, 20404, `The requested resource /Queues/${sid} was not found`);
    return queue;
  }

  #note(name: string, member: QueueMember): void {
    this.#exchange.journal.append({
      kind: 'event',
      name,
      callSid: member.leg.sid,
      queueSid: member.queue.sid,
      queue: member.queue.friendlyName,
    });
  }
}

function checkQueue(friendlyName: string, maxSize: number): void {
  if (friendlyName === '' || friendlyName.length > 64) {
    throw new TwilioError(400, 20002, 'FriendlyName of a queue must have 1 to 64 characters.');
  }
  if (!Number.isInteger(maxSize) || maxSize < 1 || maxSize > largestSize) {
    throw new TwilioError(400, 20001, `MaxSize of a queue must be 1 to ${largestSize}.`);
  }
}

function presentMember(member: QueueMember, position: number): QueueMemberRecord {
  return {
    queueSid: member.queue.sid,
    callSid: member.leg.sid,
    dateEnqueued: member.enqueuedAt,
    position,
  };
}
