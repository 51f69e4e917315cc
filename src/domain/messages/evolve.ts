import { assertNever } from '../../kernel/assert-never.ts';
import type { Message, MessageEvent } from './message.ts';

/** What a message is after an event. */
export function evolveMessage(message: Message, event: MessageEvent): Message {
  if (event.type === 'MessageTaken') return { status: 'waiting', ...event.taken };
  if (message.status === 'none' || message.status === 'done') return message;
  if (event.type === 'MessageFinished') {
    const { by: doneBy, at: doneAt, outcome } = event;
    const had =
      message.status === 'acknowledged'
        ? { acknowledgedAt: message.acknowledgedAt, acknowledgedBy: message.acknowledgedBy }
        : { acknowledgedAt: doneAt, acknowledgedBy: doneBy };
    return { ...details(message), ...had, status: 'done', doneAt, doneBy, outcome };
  }
  if (message.status !== 'waiting') return message;
  switch (event.type) {
    case 'MessageTold':
    case 'MessageUnheard':
      return message;
    case 'MessageChased':
      return { ...message, chased: event.count, chaseAt: event.nextAt };
    case 'MessageEscalated':
      return { ...message, escalatedAt: message.escalatedAt ?? event.at, chaseAt: null };
    case 'MessageToldAgain':
      return { ...message, climbs: message.climbs + 1 };
    case 'MessageAcknowledged':
      return {
        ...details(message),
        status: 'acknowledged',
        acknowledgedAt: event.at,
        acknowledgedBy: event.by,
      };
    default:
      return assertNever(event);
  }
}

function details(message: Extract<Message, { status: 'waiting' | 'acknowledged' }>) {
  if (message.status === 'waiting') {
    const { status: _status, chaseAt: _chaseAt, ...rest } = message;
    return rest;
  }
  const { status: _status, acknowledgedAt: _at, acknowledgedBy: _by, ...rest } = message;
  return rest;
}
