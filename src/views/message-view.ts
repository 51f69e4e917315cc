import type { MessageDetail, MessageFormNow, MessageRow } from '../contract/messages.ts';
import type { Business } from '../domain/businesses/business.ts';
import type { MessageForm } from '../domain/businesses/message-forms-words.ts';
import { addresseeOf, addresseesOf } from '../domain/messages/addressees.ts';
import type { MessageEvent } from '../domain/messages/message.ts';
import type { MessageRecord } from '../domain/messages/messages-store.ts';
import { summaryOf } from '../domain/messages/telling.ts';
import type { KnownPerson } from '../domain/people/person.ts';
import { wordsOfBy } from '../kernel/by.ts';
import type { Reader } from '../store/database.ts';

/** A message as a list shows it. */
export function messageRow({ id, message }: MessageRecord): MessageRow {
  const { businessId, businessName, from, takenAt, callId, caseId, recordingId, chased } = message;
  const waiting = message.status === 'waiting';
  const done = message.status === 'done';
  return {
    ...{ id, businessId, businessName, from, takenAt, callId, caseId, recordingId, chased },
    for: message.for,
    summary: summaryOf(message),
    takenBy: wordsOfBy(message.by),
    status: message.status,
    acknowledgedAt: waiting ? null : message.acknowledgedAt,
    acknowledgedBy: waiting ? null : wordsOfBy(message.acknowledgedBy),
    doneAt: done ? message.doneAt : null,
    doneBy: done ? wordsOfBy(message.doneBy) : null,
    outcome: done ? message.outcome : null,
    chaseAt: waiting ? message.chaseAt : null,
    escalatedAt: message.escalatedAt,
    escalateAt: waiting && message.escalatedAt === null ? takenAt + message.escalateMs : null,
  };
}

/** A message with what was written down, and what has happened to it. */
export async function messageDetail(reader: Reader, record: MessageRecord): Promise<MessageDetail> {
  const rows = await reader
    .selectFrom('events')
    .where('noun', '=', 'messages')
    .where('id', '=', record.id)
    .select(['at', 'data'])
    .orderBy('seq')
    .execute();
  const { formKey, fields } = record.message;
  return {
    ...messageRow(record),
    ...{ formKey, fields },
    history: rows.map((row) => ({ at: row.at, text: told(JSON.parse(row.data) as MessageEvent) })),
  };
}

const WAYS: Readonly<Record<string, string>> = {
  desk: 'on the desk',
  phone: 'by telephone',
  sms: 'by SMS',
  email: 'by e-mail',
};

function told(event: MessageEvent): string {
  switch (event.type) {
    case 'MessageTaken':
      return `${wordsOfBy(event.taken.by)} took the message. ${event.why}`;
    case 'MessageTold':
      return `${event.rungName}: ${event.names.join(', ')} told ${event.ways.map((way) => WAYS[way] ?? way).join(', ')}.`;
    case 'MessageChased':
      return event.why;
    case 'MessageEscalated':
      return `It went up to ${event.names.join(', ')}. ${event.why}`;
    case 'MessageUnheard':
      return `Nobody took it: ${event.why}`;
    case 'MessageToldAgain':
      return `Everybody is told again. ${event.why}`;
    case 'MessageAcknowledged': {
      const sender = event.toSender === null ? '' : ' The caller is told by SMS that it arrived.';
      return `${event.by.name} said “I have it” ${event.how}.${sender}`;
    }
    case 'MessageFinished':
      return `${wordsOfBy(event.by)}: ${event.outcome}`;
  }
}

/** The form that fits now, with everybody whom a message may be for. */
export function formNow(
  business: Business,
  people: readonly KnownPerson[],
  form: MessageForm,
): MessageFormNow {
  const { key, name, fields, chaseMinutes, escalateMinutes } = form;
  const addressees = [...addresseesOf(business, people)];
  const first = addresseeOf(business, people, form.for)?.for ?? addressees[0];
  if (first === undefined) throw new Error(`Nobody works for ${business.name}: a message has no addressee.`);
  return {
    ...{ key, name, fields, chaseMinutes, escalateMinutes, addressees, for: first },
    says: `${first.name} hears of it at once, is reminded every ${minutes(chaseMinutes)}, and after ${minutes(escalateMinutes, 'an ')} the managers are told.`,
  };
}

function minutes(count: number, one = ''): string {
  if (count % 60 !== 0) return count === 1 ? `${one === '' ? '' : 'a '}minute` : `${count} minutes`;
  return count === 60 ? `${one}hour` : `${count / 60} hours`;
}
