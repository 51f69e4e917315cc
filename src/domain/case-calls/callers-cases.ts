import type { Reader } from '../../store/database.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import { findCase, openCasesOf, type CaseRecord } from '../cases/cases-store.ts';
import type { CallersCases } from '../flows/open-case.ts';
import { casesOfCall } from './case-calls-store.ts';

/** The open cases that a caller may ring about: those that the call is linked to, the latest first, then others of their number. */
export async function openCasesOfCaller(
  reader: Reader,
  businessId: string,
  number: string,
  callId: string,
): Promise<readonly CaseRecord[]> {
  const linked: CaseRecord[] = [];
  const ids = await casesOfCall(reader, callId);
  for (const id of ids.toReversed()) {
    const state = await findCase(reader, id);
    if (state !== null && state.status !== 'resolved') linked.push({ id, state });
  }
  const others = isWithheld(number) ? [] : await openCasesOf(reader, businessId, number);
  return [...linked, ...others.filter(({ id }) => !ids.includes(id))];
}

/** As a flow asks of them; `taken`: every case that the call is linked to, resolved ones too. */
export async function callersCases(
  reader: Reader,
  businessId: string,
  number: string,
  callId: string,
): Promise<CallersCases> {
  const open = await openCasesOfCaller(reader, businessId, number, callId);
  return {
    open: open.map(({ id, state }) => ({ caseId: id, topic: state.topic, severity: state.severity.value })),
    taken: await casesOfCall(reader, callId),
  };
}
