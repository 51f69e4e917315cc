import { nothing, type Moment } from '../../kernel/decision.ts';
import { ringId } from './decide-phone.ts';
import { isOpen, noticeBase, RING_TIMER, type NoticeDecision } from './decision.ts';
import type { BegunNotice, NoticeCommand } from './notice.ts';

/** What the mail server and the telephone company say of a notice. */

type Command<T extends NoticeCommand['type']> = Extract<NoticeCommand, { type: T }>;

export function effectSettled(
  command: Command<'EffectSettled'>,
  notice: BegunNotice,
  moment: Moment,
): NoticeDecision {
  if (command.kind === 'notify.push') {
    const shown = command.outcome === 'done';
    const result = shown
      ? (sentence(command.result['words']) ?? 'handed to a browser')
      : `a browser was not told: ${command.reason}`;
    return { events: [{ type: 'NoticePushed', ...noticeBase(notice, moment), shown, result }] };
  }
  const sending = [`${moment.id}.mail`, `${moment.id}.sms`, ringId(moment.id)].includes(command.effectId);
  if (!sending || !isOpen(notice)) return nothing;
  const of = noticeBase(notice, moment);
  if (command.outcome === 'failed') {
    const timers = notice.way === 'phone' ? [{ clear: RING_TIMER }] : [];
    return { events: [{ type: 'NoticeFailed', ...of, reason: command.reason, final: true }], timers };
  }
  // News of the line may be faster than the answer to our own request.
  if (notice.status !== 'pending') return nothing;
  return { events: [{ type: 'NoticeSent', ...of, result: sentWords(notice, command.result['words']) }] };
}

function sentWords(notice: BegunNotice, words: string | number | undefined): string {
  return (
    sentence(words) ?? (notice.way === 'phone' ? `ringing ${notice.address}` : `sent to ${notice.address}`)
  );
}

/** What whoever carried it out says of it, when it says something. */
const sentence = (words: string | number | undefined) => (typeof words === 'string' ? words : null);

export function textProgressed(
  { status, reason }: Command<'TextProgressed'>,
  notice: BegunNotice,
  moment: Moment,
): NoticeDecision {
  if (!isOpen(notice)) return nothing;
  const of = noticeBase(notice, moment);
  switch (status) {
    case 'sent':
      return notice.status === 'pending'
        ? { events: [{ type: 'NoticeSent', ...of, result: `sent to ${notice.address}` }] }
        : nothing;
    case 'delivered':
      return notice.status === 'delivered'
        ? nothing
        : { events: [{ type: 'NoticeDelivered', ...of, result: `arrived at ${notice.address}` }] };
    case 'failed':
      return {
        events: [{ type: 'NoticeFailed', ...of, reason: reason ?? 'it did not arrive', final: true }],
      };
  }
}
