import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { Offer, type MadeOffer } from './offer.ts';

export const offersStore = nounTable<Offer, 'offers'>({
  table: 'offers',
  parse: (json) => Offer.parse(json),
  columns: (offer) => {
    if (offer.status === 'none') {
      return {
        business_id: '',
        call_id: '',
        person_id: '',
        status: 'none',
        sid: null,
        made_at: 0,
        ended_at: 0,
      };
    }
    return {
      business_id: offer.briefing.businessId,
      call_id: offer.briefing.callId,
      person_id: offer.personId,
      status: offer.status,
      // The first leg's; a second one is found by its ring.
      sid: offer.legs[0]?.sid ?? null,
      made_at: offer.madeAt,
      ended_at: offer.status === 'ended' ? offer.endedAt : null,
    };
  },
});

export interface OfferRecord {
  readonly id: string;
  readonly offer: MadeOffer;
}

/** Offers of a call, oldest first. */
export async function offersOfCall(reader: Reader, callId: string): Promise<readonly OfferRecord[]> {
  const rows = await reader
    .selectFrom('offers')
    .where('call_id', '=', callId)
    .select(['id', 'state'])
    .orderBy('made_at')
    .execute();
  return rows.map(toRecord).filter((record): record is OfferRecord => record !== null);
}

/** Every offer that has not ended. */
export async function liveOffers(reader: Reader): Promise<readonly OfferRecord[]> {
  const rows = await reader
    .selectFrom('offers')
    .where('ended_at', 'is', null)
    .select(['id', 'state'])
    .execute();
  return rows.map(toRecord).filter((record): record is OfferRecord => record !== null);
}

/** Whether a telephone of this person rings or is in use for any call. */
export async function isEngaged(reader: Reader, personId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('offers')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

function toRecord(row: { id: string; state: string }): OfferRecord | null {
  const offer = Offer.parse(JSON.parse(row.state));
  return offer.status === 'none' ? null : { id: row.id, offer };
}
