import { DateTime } from 'luxon';
import type { Caller } from '../contract/shapes.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { callbackOfCall } from '../domain/callbacks/callback.ts';
import { callsFrom } from '../domain/calls/calls-store.ts';
import type { Reader } from '../store/database.ts';
import { isWithheld } from '../telephony/withheld.ts';

/** Midnight of the business's own day, epoch ms. */
export function startOfDay(at: number, timezone: string): number {
  return DateTime.fromMillis(at, { zone: timezone }).startOf('day').toMillis();
}

/** Who is calling, as far as their number tells; withheld numbers are nobody's history. */
export async function callerOf(
  reader: Reader,
  call: {
    readonly businessId: string;
    readonly from: string;
    readonly callerName: string | null;
    readonly startedAt: number;
  },
): Promise<Caller> {
  if (isWithheld(call.from)) return { number: null, name: call.callerName, callsToday: 0 };
  const { timezone } = await businessOf(reader, call.businessId);
  const today = await callsFrom(reader, call.businessId, call.from, startOfDay(call.startedAt, timezone));
  // Calls that we made to ring them back are not theirs.
  const earlier = today.filter(
    (other) => other.call.startedAt < call.startedAt && callbackOfCall(other.id) === null,
  );
  return { number: call.from, name: call.callerName, callsToday: earlier.length };
}
