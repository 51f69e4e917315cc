import { textsTo } from './domain/notices/notices-store.ts';
import type { NoticeCommand } from './domain/notices/notice.ts';
import { findLadder } from './domain/ladders/ladders-store.ts';
import { overWords } from './domain/ladders/words.ts';
import type { EngineTransaction } from './engine/engine.ts';
import type { Instruction } from './telephony/line.ts';

/** What people write back to a text message of ours. */

/** Which notice a text message is of, by the id of its request. */
export function noticeOfText(asked: string): string {
  return asked.replace(/\.sms$/, '');
}

/** `Y 4821`, `yes 4821`, `N4821`, `4821 no`; blanks, dots and case do not matter. */
export function readReply(text: string): { readonly yes: boolean; readonly code: string } | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[.,;!:"'“”]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const parts = /^(y|yes|n|no) ?(\d{4})$/.exec(plain) ?? null;
  if (parts !== null) return { yes: parts[1]?.startsWith('y') ?? false, code: parts[2] ?? '' };
  const turned = /^(\d{4}) ?(y|yes|n|no)$/.exec(plain);
  return turned === null ? null : { yes: turned[2]?.startsWith('y') ?? false, code: turned[1] ?? '' };
}

/**
 * Acknowledges or refuses the notice that the code names. Only whoever was told can answer: the number must be theirs.
 * Returns what is written back; null to strangers, so that two machines never write to each other for ever.
 */
export async function hearReply(
  transaction: EngineTransaction<Instruction>,
  { from, text }: { readonly from: string; readonly text: string },
): Promise<string | null> {
  const texts = await textsTo(transaction.reader, from);
  if (texts.length === 0) return null;
  const reply = readReply(text);
  if (reply === null)
    return 'Deskbell did not understand this. Reply with Y or N and the four digits of the message, such as Y 4821.';
  const meant = texts.find(({ notice }) => notice.code === reply.code);
  if (meant === undefined)
    return `Deskbell knows no message with the code ${reply.code}. Look at the four digits and try again.`;
  const { id, notice } = meant;
  const personId = notice.to.kind === 'person' ? notice.to.id : null;
  const about = `${notice.businessName}: ${notice.subject}`;
  if (notice.climbId !== null) {
    const ladder = await findLadder(transaction.reader, notice.climbId);
    const over = ladder === null ? null : overWords(ladder, personId);
    if (over !== null) return `${over} (${about})`;
  }
  const command: NoticeCommand = reply.yes
    ? { type: 'AcknowledgeNotice', how: 'sms', asOf: notice.queuedAt }
    : { type: 'RefuseNotice', how: 'sms', reason: 'they replied N' };
  await transaction.submit({ noun: 'notices', id, command });
  if (!reply.yes) return `Noted. Somebody else is told. (${about})`;
  return `Thank you. You have it. (${about})`;
}
