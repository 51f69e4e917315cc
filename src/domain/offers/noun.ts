import type { Noun } from '../../engine/noun.ts';
import type { Reader } from '../../store/database.ts';
import type { Instruction } from '../../telephony/line.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { findPerson } from '../people/people-store.ts';
import { deviceToRing } from '../people/person.ts';
import { decideOffer } from './decide.ts';
import { evolveOffer } from './evolve.ts';
import { isEngaged, offersStore } from './offers-store.ts';
import type { Offer, OfferCommand, OfferEffect, OfferEvent, OfferFacts } from './offer.ts';

export const offersNoun: Noun<Offer, OfferCommand, OfferEvent, OfferEffect, OfferFacts, Instruction> = {
  name: 'offers',
  initial: { status: 'none' },
  gather: (reader, _id, command) => gatherFacts(reader, command),
  decide: decideOffer,
  evolve: evolveOffer,
  store: offersStore,
};

async function gatherFacts(reader: Reader, command: OfferCommand): Promise<OfferFacts> {
  if (command.type !== 'MakeOffer') return { person: null, business: null };
  const business = await businessOf(reader, command.businessId);
  const person = await findPerson(reader, command.personId);
  if (person === null) return { person: null, business: null };
  const engaged = await isEngaged(reader, command.personId);
  return {
    person: {
      name: person.record.name,
      phone: person.record.phone,
      busy: engaged ? `${person.record.name} is being rung or is on another call.` : null,
      ...deviceToRing(person),
    },
    business: { name: business.name, callerId: business.numbers[0]?.number ?? '' },
  };
}
