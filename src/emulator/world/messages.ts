import { elementsOf, parseXml, textOf, XmlError } from '../player/parse-xml.ts';
import { WebhookFailure } from '../webhooks/sender.ts';
import type { Exchange } from './exchange.ts';
import { newSid } from './ids.ts';
import { isPhoneNumber, normaliseAddress } from './phone-number.ts';
import type { MessageRecord, NumberRecord } from './records.ts';
import { TwilioError } from './world.ts';

const course = [
  { status: 'sent', afterMs: 200 },
  { status: 'delivered', afterMs: 800 },
] as const;
/** What a handset that cannot be had makes of a message. */
const lostCourse = [
  { status: 'sent', afterMs: 200 },
  { status: 'undelivered', afterMs: 800 },
] as const;
const UNREACHABLE_HANDSET = 30003;

/** Text messages: to handsets, which show them, and from handsets to the account's numbers, which may answer. */
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

  create(message: {
    from: string;
    to: string;
    body: string;
    statusCallback: string | null;
    reply?: boolean;
  }): MessageRecord {
    const to = normaliseAddress(message.to);
    if (to === null || !isPhoneNumber(to)) {
      throw new TwilioError(400, 21211, `The 'To' number ${message.to} is not a valid phone number.`);
    }
    const from = normaliseAddress(message.from);
    if (from === null || !this.#exchange.numbers.byPhoneNumber(from)) {
      throw new TwilioError(
        400,
        21606,
        `The 'From' phone number ${message.from} is not a message-capable number of this account.`,
      );
    }
    const direction = message.reply === true ? 'outbound-reply' : 'outbound-api';
    const record = this.#record({ from, to, body: message.body, direction, status: 'queued' });
    const lost = this.#exchange.handsets.modeOf(to) === 'unreachable';
    for (const { status, afterMs } of lost ? lostCourse : course) {
      this.#exchange.clock.schedule(afterMs, () => this.#moveOn(record, status, message.statusCallback));
    }
    return record;
  }

  /** A handset writes to one of the account's numbers; what its address answers is sent back. */
  receive(message: { from: string; to: string; body: string }): MessageRecord {
    const to = normaliseAddress(message.to);
    const number = to === null ? undefined : this.#exchange.numbers.byPhoneNumber(to);
    if (!number)
      throw new TwilioError(
        400,
        21211,
        `Nobody has the number ${message.to}; create it with IncomingPhoneNumbers.`,
      );
    const from = normaliseAddress(message.from) ?? message.from;
    const record = this.#record({
      ...{ from, to: number.phoneNumber, body: message.body },
      direction: 'inbound',
      status: 'received',
    });
    if (number.smsUrl !== '') void this.#exchange.clock.track(this.#askFor(record, number));
    return record;
  }

  #record(message: Pick<MessageRecord, 'from' | 'to' | 'body' | 'direction' | 'status'>): MessageRecord {
    const { accountSid, clock, journal } = this.#exchange;
    const now = clock.now();
    const record: MessageRecord = {
      sid: newSid('SM'),
      accountSid,
      ...message,
      numMedia: 0,
      dateCreated: now,
      dateUpdated: now,
      dateSent: message.direction === 'inbound' ? now : null,
      errorCode: null,
    };
    this.#records.set(record.sid, record);
    const { sid, from, to, body, direction } = record;
    journal.append({ kind: 'event', name: 'message', messageSid: sid, from, to, body, direction });
    return record;
  }

  async #askFor(record: MessageRecord, number: NumberRecord): Promise<void> {
    const { sender } = this.#exchange;
    const complain = (code: number, message: string) =>
      this.#exchange.debugger.error({ code, callSid: null, url: number.smsUrl, message });
    try {
      const reply = await sender.send({
        url: number.smsUrl,
        method: number.smsMethod,
        purpose: 'incoming-message',
        callSid: null,
        params: [
          ['MessageSid', record.sid],
          ['SmsSid', record.sid],
          ['SmsMessageSid', record.sid],
          ['AccountSid', record.accountSid],
          ['From', record.from],
          ['To', record.to],
          ['Body', record.body],
          ['NumMedia', '0'],
          ['NumSegments', '1'],
          ['SmsStatus', 'received'],
          ['ApiVersion', '2010-04-01'],
        ],
      });
      if (reply.status >= 400) return complain(11200, `The messaging address answered ${reply.status}.`);
      for (const body of repliesIn(reply.body.toString('utf8'))) {
        this.create({ from: record.to, to: record.from, body, statusCallback: null, reply: true });
      }
    } catch (error) {
      if (error instanceof WebhookFailure || error instanceof XmlError) complain(error.code, error.message);
      else if (error instanceof TwilioError) complain(error.code, error.message);
      else throw error;
    }
  }

  #moveOn(record: MessageRecord, status: MessageRecord['status'], statusCallback: string | null): void {
    record.status = status;
    record.dateUpdated = this.#exchange.clock.now();
    record.dateSent ??= record.dateUpdated;
    if (status === 'undelivered') record.errorCode = UNREACHABLE_HANDSET;
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
        ...(record.errorCode === null ? [] : ([['ErrorCode', String(record.errorCode)]] as const)),
      ],
    });
  }
}

/** The texts of the `<Message>` verbs in a document, each with its words inside or in a `<Body>`. */
function repliesIn(document: string): readonly string[] {
  if (document.trim() === '') return [];
  return elementsOf(parseXml(document))
    .filter(({ name }) => name === 'Message')
    .map((message) => {
      const body = elementsOf(message).find(({ name }) => name === 'Body');
      return textOf(body ?? message).trim();
    })
    .filter((text) => text !== '');
}
