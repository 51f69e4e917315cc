import { randomBytes } from 'node:crypto';
import { isWithheld } from '../../telephony/withheld.ts';
import { newId } from '../../kernel/ids.ts';
import type { Party } from '../../kernel/by.ts';
import type { Reader } from '../../store/database.ts';
import { findCall } from '../calls/calls-store.ts';
import { caseOfCall } from '../case-calls/case-calls-store.ts';
import { findCase } from '../cases/cases-store.ts';

/** What something said or asked on a call, or about a case, belongs to. */
export interface Matter {
  readonly businessId: string;
  readonly callId: string | null;
  readonly caseId: string | null;
  readonly to: Party;
}

/** Null: there is no such call or case, or they belong to different businesses. */
export async function matterOf(
  reader: Reader,
  asked: { readonly callId?: string | undefined; readonly caseId?: string | undefined },
): Promise<Matter | null> {
  const call = asked.callId === undefined ? null : await findCall(reader, asked.callId);
  if (asked.callId !== undefined && call === null) return null;
  const caseId = asked.caseId ?? (asked.callId === undefined ? null : await caseOfCall(reader, asked.callId));
  const known = caseId === null ? null : await findCase(reader, caseId);
  if (asked.caseId !== undefined && known === null) return null;
  const businessId = call?.businessId ?? known?.businessId;
  if (businessId === undefined || (known !== null && known.businessId !== businessId)) return null;
  const number = call === null || isWithheld(call.from) ? null : call.from;
  return {
    businessId,
    callId: asked.callId ?? null,
    caseId,
    to: {
      number: number ?? known?.customer.number ?? null,
      name: known?.customer.name ?? call?.callerName ?? null,
    },
  };
}

/** A new id. What is born on a call is named after it, so that the call's story tells of it. */
export function bornId(callId: string | null, letter: 'p' | 'a' | 'msg', at: number): string {
  const id = newId(at, randomBytes(10));
  return callId === null ? id : `${callId}.${letter}${id.replaceAll('-', '').slice(-16)}`;
}
