import type { Reader } from '../../store/database.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import { findCase, openCasesOf, type CaseRecord } from '../cases/cases-store.ts';
import type { CallersCases } from '../flows/open-case.ts';
import { casesOfCall } from './case-calls-store.ts';

/** The open cases that a caller may ring about: those that the call is linked to, then others of their number. */
export async function callersCases(
  reader: Reader,
  businessId: string,
  number: string,
  callId: string,
): Promise<CallersCases> {
  const linked: CaseRecord[] = [];
  const ids = await casesOfCall(reader, callId);
  for (const id of ids.toReversed()) {
    const state = await findCase(reader, id);
    if (state !== null && state.status !== 'resolved') linked.push({ id, state });
  }
  const others = isWithheld(number) ? [] : await openCasesOf(reader, businessId, number);
  const open = [...linked, ...others.filter(({ id }) => !ids.includes(id))];
  return {
    open: open.map(({ id, state }) => ({ caseId: id, topic: state.topic, severity: state.severity.value })),
    taken: ids,
  };
}
