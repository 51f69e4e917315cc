import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { casesStore } from '../cases/cases-store.ts';
import { CaseCall } from './case-call.ts';

export const caseCallsStore = nounTable<CaseCall, 'case_calls'>({
  table: 'case_calls',
  parse: (json) => CaseCall.parse(json),
  columns: () => ({}),
});

/** The person who has an open case of this caller, and its number; null when nobody in person has one. */
export async function ownerOfCall(
  reader: Reader,
  callId: string,
): Promise<{ readonly personId: string; readonly number: string } | null> {
  const call = await caseCallsStore.load(reader, callId);
  if (call?.state.status !== 'linked') return null;
  for (const caseId of call.state.caseIds.toReversed()) {
    const found = await casesStore.load(reader, caseId);
    if (found === null || found.state.status === 'none' || found.state.status === 'resolved') continue;
    const { owner, number } = found.state;
    if (owner.kind === 'person') return { personId: owner.id, number };
  }
  return null;
}

/** The case that a call is about, by id: the last one it was linked to; null when it is about none that we know of. */
export async function caseOfCall(reader: Reader, callId: string): Promise<string | null> {
  const call = await caseCallsStore.load(reader, callId);
  return call?.state.status === 'linked' ? (call.state.caseIds.at(-1) ?? null) : null;
}

/** Every case that a call is about, by id, in order of linking. */
export async function casesOfCall(reader: Reader, callId: string): Promise<readonly string[]> {
  const call = await caseCallsStore.load(reader, callId);
  return call?.state.status === 'linked' ? call.state.caseIds : [];
}
