import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Moment, type Refusal } from '../../kernel/decision.ts';
import { effectSettled, textProgressed } from './decide-outcome.ts';
import { giveUpRing, legEnded, ringEffect, stopRing, takeTurn, watchRing } from './decide-phone.ts';
import { isOpen, noticeBase, pushId, RING_TIMER, type NoticeDecision } from './decision.ts';
import { evolveNotice } from './evolve.ts';
import type { BegunNotice, Notice, NoticeCommand, NoticeEvent, NoticeFacts } from './notice.ts';

type Command<T extends NoticeCommand['type']> = Extract<NoticeCommand, { type: T }>;

/** The rules of one notice: it is sent once, and it is over when somebody says so or when it cannot arrive. */
export function decideNotice(
  command: NoticeCommand,
  notice: Notice,
  facts: NoticeFacts,
  moment: Moment,
): NoticeDecision | Refusal {
  if (command.type === 'SendNotice') {
    return notice.status === 'none' ? send(command, notice, facts, moment) : nothing;
  }
  if (notice.status === 'none') return refuse('notice-unknown', 'There is no such notice.');
  switch (command.type) {
    case 'WithdrawNotice': {
      if (!isOpen(notice)) return nothing;
      const withdrawn: NoticeEvent = {
        type: 'NoticeWithdrawn',
        ...noticeBase(notice, moment),
        why: command.why,
      };
      return { events: [withdrawn], ...callOff(notice, moment) };
    }
    case 'SeeNotice':
      return notice.way === 'desk' && notice.status === 'sent'
        ? {
            events: [
              { type: 'NoticeDelivered', ...noticeBase(notice, moment), result: 'seen on the desk list' },
            ],
          }
        : nothing;
    case 'AcknowledgeNotice':
      return acknowledge(command, notice, moment);
    case 'RefuseNotice': {
      if (!isOpen(notice)) return nothing;
      const reason = command.reason ?? 'they said so';
      const { how } = command;
      const refused: NoticeEvent = { type: 'NoticeRefused', ...noticeBase(notice, moment), how, reason };
      return { events: [refused], ...callOff(notice, moment) };
    }
    case 'TextProgressed':
      return textProgressed(command, notice, moment);
    case 'TakeTurn':
      return takeTurn(command, notice, facts, moment);
    case 'RingProgressed':
      return nothing;
    case 'LegEnded':
      return legEnded(command, notice, moment);
    case 'GiveUpRing':
      return giveUpRing(notice, moment);
    case 'EffectSettled':
      return effectSettled(command, notice, moment);
    default:
      return assertNever(command);
  }
}

function send(
  { type: _type, ...wanted }: Command<'SendNotice'>,
  none: Notice,
  facts: NoticeFacts,
  moment: Moment,
): NoticeDecision | Refusal {
  const { sending } = facts;
  if (sending === null) return refuse('business-unknown', 'There is no such business.');
  const { businessName, language, address, code, browsers } = sending;
  const { businessId, to, way, subject, text, about, climbId, caseId, acknowledge: asks } = wanted;
  const base = { noticeId: moment.id, businessId, to, way, subject, about, climbId, caseId, at: moment.at };
  const queued: NoticeEvent = {
    type: 'NoticeQueued',
    ...base,
    wanted,
    businessName,
    language,
    address,
    code,
    browsers,
  };
  const notice = evolveNotice(none, queued);
  if (notice.status === 'none') return { events: [queued] };
  if (sending.barred !== null) {
    const failed: NoticeEvent = { type: 'NoticeFailed', ...base, reason: sending.barred, final: true };
    return { events: [queued, failed] };
  }
  if (way === 'desk') {
    const result = sending.signedIn
      ? 'shown on the desk list'
      : 'on the desk list, while they are not signed in';
    const sent: NoticeEvent = { type: 'NoticeSent', ...base, result };
    if (to.kind !== 'person') return { events: [queued, sent] };
    const push = { kind: 'notify.push', callId: null, noticeId: moment.id, personId: to.id } as const;
    const words = { about, caseId, title: businessName, body: subject };
    const effects = browsers.map((browser) => ({
      ...push,
      id: pushId(moment.id, browser),
      browser,
      ...words,
    }));
    return { events: [queued, sent], effects };
  }
  if (address === null) {
    const reason = `there is no ${way === 'email' ? 'e-mail address' : 'number'} of theirs`;
    return { events: [queued, { type: 'NoticeFailed', ...base, reason, final: true }] };
  }
  const letter = { callId: null, noticeId: moment.id, businessId, about: about.noun, subject, text };
  switch (way) {
    case 'email':
      return {
        events: [queued],
        effects: [
          {
            kind: 'notify.email',
            id: `${moment.id}.mail`,
            ...letter,
            to: { name: to.name, address },
            acknowledge: asks,
          },
        ],
      };
    case 'sms':
      return {
        events: [queued],
        effects: [
          {
            kind: 'notify.sms',
            id: `${moment.id}.sms`,
            ...letter,
            from: sending.callerId,
            to: address,
            code,
          },
        ],
      };
    case 'phone':
      return {
        events: [queued],
        effects: [ringEffect(address, sending.callerId, moment)],
        timers: [watchRing(moment)],
      };
    default:
      return assertNever(way);
  }
}

/** Whoever says "I have it" says it truly, also after they could not at first, or after a call that failed. */
function acknowledge(
  command: Command<'AcknowledgeNotice'>,
  notice: BegunNotice,
  moment: Moment,
): NoticeDecision {
  if (notice.status === 'acknowledged' || notice.status === 'withdrawn') return nothing;
  const { how, asOf } = command;
  return {
    events: [{ type: 'NoticeAcknowledged', ...noticeBase(notice, moment), how, asOf }],
    ...(isOpen(notice) ? callOff(notice, moment) : {}),
  };
}

/** What was not sent yet is not sent any more, and a telephone that rings for it stops. */
function callOff(
  notice: BegunNotice,
  moment: Moment,
): Pick<NoticeDecision, 'effects' | 'withdraws' | 'timers'> {
  switch (notice.way) {
    case 'desk':
      return { withdraws: notice.browsers.map((browser) => pushId(moment.id, browser)) };
    case 'email':
      return { withdraws: [`${moment.id}.mail`] };
    case 'sms':
      return { withdraws: [`${moment.id}.sms`] };
    case 'phone':
      return { ...stopRing(moment), timers: [{ clear: RING_TIMER }] };
    default:
      return assertNever(notice.way);
  }
}
