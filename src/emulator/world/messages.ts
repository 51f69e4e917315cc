import type { Exchange } from './exchange.ts';
import { newSid } from './ids.ts';
import { isPhoneNumber, normaliseAddress } from './phone-number.ts';
import type { MessageRecord } from './records.ts';
import { TwilioError } from './world.ts';

const course = [
  { status: 'sent', afterMs: 200 },
  { status: 'delivered', afterMs: 800 },
] as const;

/** Text messages: they arrive, and say so; nobody answers them. */
export class Messages {
  readonly #exchange: Exchange;
  readonly #records = new Map<string, MessageRecord>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  list(): readonly MessageRecord[] {
    return [...this.#records.values()];
  }

  get(sid: string): MessageRecord | undefined {
    return this.#records.get(sid);
  }

  create(message: { from: string; to: string; body: string; statusCallback: string | null }): MessageRecord {
    const { accountSid, clock } = this.#exchange;
    const to = normaliseAddress(message.to);
    if (to === null || !isPhoneNumber(to)) {
      throw new TwilioError(400, 21211, `The 'To' number ${message.to} is not a valid phone number.`);
    }
    const now = clock.now();
    const record: MessageRecord = {
      sid: newSid('SM'),
      accountSid,
      from: message.from,
      to,
      body: message.body,
      numMedia: 0,
      dateCreated: now,
      dateUpdated: now,
      dateSent: null,
      status: 'queued',
      errorCode: null,
    };
    this.#records.set(record.sid, record);
    for (const { status, afterMs } of course) {
      clock.schedule(afterMs, () => this.#moveOn(record, status, message.statusCallback));
    }
    return record;
  }

  #moveOn(record: MessageRecord, status: MessageRecord['status'], statusCallback: string | null): void {
    record.status = status;
    record.dateUpdated = this.#exchange.clock.now();
    record.dateSent ??= record.dateUpdated;
    if (!statusCallback) return;
    this.#exchange.callbacks.post({
      lane: record.sid,
      url: statusCallback,
      method: 'POST',
      purpose: 'message',
      callSid: null,
      params: [
        ['MessageSid', record.sid],
        ['SmsSid', record.sid],
        ['AccountSid', record.accountSid],
        ['From', record.from],
        ['To', record.to],
        ['MessageStatus', status],
        ['SmsStatus', status],
        ['ApiVersion', '2010-04-01'],
      ],
    });
  }
}
