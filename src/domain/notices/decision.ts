import type { Decision, Moment } from '../../kernel/decision.ts';
import type { Instruction, LineRequest } from '../../telephony/line.ts';
import type {
  BegunNotice,
  EmailEffect,
  Notice,
  NoticeEvent,
  OpenNotice,
  PushEffect,
  SmsEffect,
} from './notice.ts';

/** What the rules of a notice share. */

export type NoticeEffect = EmailEffect | SmsEffect | PushEffect | LineRequest;
export type NoticeDecision = Decision<NoticeEvent, NoticeEffect, Instruction>;

export const RING_TIMER = 'ring';

export function noticeBase(notice: BegunNotice, { at, id }: Moment) {
  const { businessId, to, way, subject, about, climbId, caseId } = notice;
  return { noticeId: id, businessId, to, way, subject, about, climbId, caseId, at };
}

/** Names the effect that shows a notice in one browser. */
export function pushId(noticeId: string, browser: string): string {
  return `${noticeId}.push.${browser}`;
}

/** It may still arrive or be answered. */
export function isOpen(notice: Notice): notice is OpenNotice {
  return notice.status === 'pending' || notice.status === 'sent' || notice.status === 'delivered';
}
