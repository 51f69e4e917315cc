import type { NoticeRow } from '../contract/notices.ts';
import type { BegunNotice } from '../domain/notices/notice.ts';
import type { NoticeRecord } from '../domain/notices/notices-store.ts';
import type { Reader } from '../store/database.ts';

/** A notice as people see it, with the attempts that are still being made. */
export async function noticeRow(reader: Reader, { id, notice }: NoticeRecord): Promise<NoticeRow> {
  const { businessId, to, way, status, subject, text, about, climbId, caseId, acknowledge, queuedAt } =
    notice;
  return {
    id,
    ...{ businessId, way, status, subject, text, about, climbId, caseId, acknowledge, queuedAt },
    to: {
      personId: to.kind === 'person' ? to.id : null,
      name: to.name ?? notice.address ?? 'somebody outside',
    },
    attempts: [...notice.attempts, ...(await underWay(reader, id, notice))],
  };
}

/** What the engine tries on: how often so far, why it did not work, and when it tries again. */
async function underWay(
  reader: Reader,
  id: string,
  { way, status }: BegunNotice,
): Promise<NoticeRow['attempts']> {
  if (status !== 'pending' || way === 'desk') return [];
  const effectId = { email: `${id}.mail`, sms: `${id}.sms`, phone: `notices/${id}/1` }[way];
  const effect = await reader
    .selectFrom('effects')
    .where('id', '=', effectId)
    .where('status', 'in', ['waiting', 'running'])
    .select(['attempts', 'due_at', 'result'])
    .executeTakeFirst();
  if (effect === undefined || effect.attempts === 0) return [];
  const times = effect.attempts === 1 ? 'Tried once' : `Tried ${effect.attempts} times`;
  const reason = reasonOf(effect.result);
  return [{ at: effect.due_at, what: `${times}${reason === null ? '' : `: ${reason}`}. It is tried again.` }];
}

function reasonOf(result: string | null): string | null {
  const parsed: unknown = result === null ? null : JSON.parse(result);
  const reason: unknown =
    typeof parsed === 'object' && parsed !== null && 'reason' in parsed ? parsed.reason : null;
  return typeof reason === 'string' ? reason : null;
}
