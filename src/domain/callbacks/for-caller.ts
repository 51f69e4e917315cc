import type { Reader } from '../../store/database.ts';
import type { Business } from '../businesses/business.ts';
import { findCall } from '../calls/calls-store.ts';
import type { CallbackFacts, RingBack } from '../queues/queue-entry.ts';
import { openCallbackOf } from './callbacks-store.ts';
import { type CustomerNumber, customerNumber } from './customer-number.ts';

/**
 * What is known of ringing the caller of this call back, for whoever asks them.
 * @param keyed digits that the caller keyed as another number; null: none
 */
export async function callbackForCaller(
  reader: Reader,
  business: Business,
  callId: string,
  keyed: string | null,
): Promise<CallbackFacts> {
  const call = await findCall(reader, callId);
  const own = customerNumber(call?.from ?? '', business, 'calling');
  const other = keyed === null ? null : customerNumber(keyed, business, 'keyed');
  const meant = other !== null && 'e164' in other ? other : own;
  const open = 'e164' in meant ? await openCallbackOf(reader, business.id, meant.e164) : null;
  const pending = open?.callback.status === 'scheduled' || open?.callback.status === 'in-line';
  return {
    ringBack: ringBackOf(own),
    keyed: other === null ? null : ringBackOf(other),
    open:
      open === null
        ? null
        : {
            callbackId: open.id,
            // One that is being rung, or that waits for an agreed time, keeps its own course.
            queue: pending && open.callback.dueAt === null ? open.callback.queue : '',
            ...open.callback.place,
          },
    timezone: business.timezone,
    withinMinutes: business.callbacks.withinMinutes,
    hours: business.callbacks.hours,
    zones: 'zones' in meant ? meant.zones : [business.timezone],
  };
}

function ringBackOf(number: CustomerNumber): RingBack {
  return 'e164' in number ? { number: number.e164, spoken: number.spoken } : number;
}
