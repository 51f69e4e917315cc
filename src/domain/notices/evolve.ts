import { assertNever } from '../../kernel/assert-never.ts';
import type { Notice, NoticeEvent } from './notice.ts';

/** What a notice is after an event. */
export function evolveNotice(notice: Notice, event: NoticeEvent): Notice {
  if (event.type === 'NoticeQueued') {
    const { businessName, language, address, code, browsers, at } = event;
    return {
      status: 'pending',
      ...event.wanted,
      ...{ businessName, language, address, code, browsers: [...browsers] },
      queuedAt: at,
      sentAt: null,
      deliveredAt: null,
      turn: 1,
      asked: 0,
      attempts: [],
    };
  }
  if (notice.status === 'none') return notice;
  const details = { ...withoutEnd(notice), attempts: [...notice.attempts, ...attemptOf(event)] };
  switch (event.type) {
    case 'NoticeSent':
      return { ...details, status: 'sent', sentAt: event.at };
    case 'NoticeDelivered':
      return { ...details, status: 'delivered', deliveredAt: event.at };
    case 'NoticePickedUp':
    case 'NoticePushed':
      return { ...notice, attempts: details.attempts };
    case 'NoticeTurned':
      return { ...notice, turn: event.turn, asked: event.asked };
    case 'NoticeFailed':
      return event.final
        ? { ...details, status: 'failed', reason: event.reason, endedAt: event.at }
        : { ...notice, attempts: details.attempts };
    case 'NoticeRefused':
      return { ...details, status: 'refused', reason: event.reason, endedAt: event.at };
    case 'NoticeAcknowledged':
      return { ...details, status: 'acknowledged', how: event.how, endedAt: event.at };
    case 'NoticeWithdrawn':
      return { ...details, status: 'withdrawn', reason: event.why, endedAt: event.at };
    default:
      return assertNever(event);
  }
}

type Begun = Exclude<Notice, { status: 'none' }>;

/** What every notice is, whatever became of it. */
function withoutEnd(notice: Begun) {
  const { businessId, to, way, subject, text, about, climbId, caseId, acknowledge } = notice;
  const { businessName, language, address, code, browsers, queuedAt, sentAt, deliveredAt, turn, asked } =
    notice;
  return {
    ...{ businessId, to, way, subject, text, about, climbId, caseId, acknowledge },
    ...{ businessName, language, address, code, browsers, queuedAt, sentAt, deliveredAt, turn, asked },
  };
}

const HOW = { click: 'with a click', key: 'by key', sms: 'by SMS', link: 'by the link' } as const;

function attemptOf(event: NoticeEvent): readonly { readonly at: number; readonly what: string }[] {
  switch (event.type) {
    case 'NoticeSent':
    case 'NoticeDelivered':
    case 'NoticePickedUp':
    case 'NoticePushed':
      return [{ at: event.at, what: event.result }];
    case 'NoticeFailed':
      return [{ at: event.at, what: event.reason }];
    case 'NoticeRefused':
      return [{ at: event.at, what: `cannot take it: ${event.reason}` }];
    case 'NoticeAcknowledged':
      return [{ at: event.at, what: `said "I have it" ${HOW[event.how]}` }];
    case 'NoticeWithdrawn':
      return [{ at: event.at, what: `not needed any more: ${event.why}` }];
    case 'NoticeQueued':
    case 'NoticeTurned':
      return [];
    default:
      return assertNever(event);
  }
}
