import type { CaseEvent } from '../domain/cases/case-words.ts';
import type { Case, KnownCase } from '../domain/cases/case.ts';
import { evolveCase } from '../domain/cases/evolve.ts';
import { eventsUntil } from '../domain/rule-runs/history-store.ts';
import type { Reader } from '../store/database.ts';

/** A case as it was when the log had come to this place (`seq`); null: there was none yet. */
export async function caseAsOf(reader: Reader, id: string, seq: number): Promise<KnownCase | null> {
  const events = await eventsUntil(reader, { noun: 'cases', id, seq });
  const none: Case = { status: 'none' };
  const state = events.reduce<Case>(
    (before, data) => evolveCase(before, JSON.parse(data) as CaseEvent),
    none,
  );
  return state.status === 'none' ? null : state;
}
