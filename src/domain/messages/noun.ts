import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Noun } from '../../engine/noun.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Party } from '../../kernel/by.ts';
import type { Reader } from '../../store/database.ts';
import { isWithheld } from '../../telephony/withheld.ts';
import type { Business } from '../businesses/business.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { isOpenAt, type HolidayLookup } from '../businesses/hours.ts';
import { findCall } from '../calls/calls-store.ts';
import { caseOfCall } from '../case-calls/case-calls-store.ts';
import { peopleOf } from '../people/people-store.ts';
import { addresseeOf } from './addressees.ts';
import { decideMessage } from './decide.ts';
import { evolveMessage } from './evolve.ts';
import { formFor } from './form.ts';
import type { Message, MessageCommand, MessageEvent, MessageFacts } from './message.ts';
import { messagesStore } from './messages-store.ts';

type TakeMessage = Extract<MessageCommand, { type: 'TakeMessage' }>;

/** `clock`: whether a business is open decides which of its forms is used. */
export function createMessagesNoun(parts: {
  readonly clock: Clock;
  readonly holidays: HolidayLookup;
}): Noun<Message, MessageCommand, MessageEvent, Effect, MessageFacts> {
  return {
    name: 'messages',
    initial: { status: 'none' },
    gather: async (reader, _id, command, message) => {
      if (command.type === 'TakeMessage')
        return { taking: await gatherTaking(reader, command, parts), mayText: false };
      if (command.type !== 'AcknowledgeMessage' || message.status === 'none')
        return { taking: null, mayText: false };
      const business = await businessOf(reader, message.businessId);
      return { taking: null, mayText: mayText(business, message.from.number) };
    },
    decide: decideMessage,
    evolve: evolveMessage,
    store: messagesStore,
  };
}

/** Open by any of its hours; a business without hours never closes. */
export function isOpenNow(business: Business, at: number, holidays: HolidayLookup): boolean {
  const hours = Object.values(business.hours);
  return hours.length === 0 || hours.some((one) => isOpenAt(one, business.timezone, at, holidays).open);
}

async function gatherTaking(
  reader: Reader,
  command: TakeMessage,
  { clock, holidays }: { readonly clock: Clock; readonly holidays: HolidayLookup },
): Promise<MessageFacts['taking']> {
  const business = await businessOf(reader, command.businessId);
  const form = formFor(business, command.topic, isOpenNow(business, clock.now(), holidays));
  const people = await peopleOf(reader, business.id);
  const named = command.for === null ? null : addresseeOf(business, people, command.for);
  // A flow may name a queue that is no more: what a caller has said is for somebody all the same.
  const spoken = command.recordingId !== null && named === null;
  const addressee = command.for === null || spoken ? addresseeOf(business, people, form.for) : named;
  return {
    businessName: business.name,
    form,
    addressee,
    caller: await callerOf(reader, command.callId),
    caseId: command.callId === null ? null : await caseOfCall(reader, command.callId),
    managers: business.managers,
  };
}

async function callerOf(reader: Reader, callId: string | null): Promise<Party | null> {
  const call = callId === null ? null : await findCall(reader, callId);
  if (call === null) return null;
  return { number: isWithheld(call.from) ? null : call.from, name: call.callerName };
}

/** Texts go to mobiles only, in the countries whose numbers this business dials. */
function mayText(business: Business, number: string | null): boolean {
  const parsed = number === null ? undefined : parsePhoneNumberFromString(number);
  const kind = parsed?.getType();
  const made = business.dialling.fictitious.some((start) => number?.startsWith(start));
  if (made) return true;
  if (parsed?.country === undefined || !business.dialling.countries.includes(parsed.country)) return false;
  return kind === 'MOBILE' || kind === 'FIXED_LINE_OR_MOBILE';
}
