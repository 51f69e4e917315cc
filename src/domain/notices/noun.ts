import type { Noun } from '../../engine/noun.ts';
import type { Reader } from '../../store/database.ts';
import type { Instruction } from '../../telephony/line.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { findLadder } from '../ladders/ladders-store.ts';
import { overWords } from '../ladders/words.ts';
import { findPerson } from '../people/people-store.ts';
import { pushSubscriptionsOf } from '../people/push-store.ts';
import { decideNotice } from './decide.ts';
import type { NoticeEffect } from './decision.ts';
import { evolveNotice } from './evolve.ts';
import type { Notice, NoticeCommand, NoticeEvent, NoticeFacts, NoticeWanted, Way } from './notice.ts';
import { noticesStore, textsTo } from './notices-store.ts';

export interface NoticeParts {
  /** A code of four digits for this notice that is none of `taken`; the same for the same notice. */
  readonly codeFor: (noticeId: string, taken: ReadonlySet<string>) => string;
  /** Ways that work for nobody on this server, each with the reason as part of a sentence. */
  readonly barred: Readonly<Partial<Record<Way, string>>>;
}

export function createNoticesNoun(
  parts: NoticeParts,
): Noun<Notice, NoticeCommand, NoticeEvent, NoticeEffect, NoticeFacts, Instruction> {
  return {
    name: 'notices',
    initial: { status: 'none' },
    async gather(reader, id, command, notice) {
      if (command.type === 'SendNotice')
        return { sending: await sendingFacts(reader, id, command, parts), over: null };
      if (command.type !== 'TakeTurn' || notice.status === 'none' || notice.climbId === null)
        return { sending: null, over: null };
      const ladder = await findLadder(reader, notice.climbId);
      const personId = notice.to.kind === 'person' ? notice.to.id : null;
      return { sending: null, over: ladder === null ? null : overWords(ladder, personId) };
    },
    decide: decideNotice,
    evolve: evolveNotice,
    store: noticesStore,
  };
}

async function sendingFacts(
  reader: Reader,
  noticeId: string,
  wanted: NoticeWanted,
  { codeFor, barred }: NoticeParts,
): Promise<NoticeFacts['sending']> {
  const { to, way } = wanted;
  const business = await businessOf(reader, wanted.businessId);
  const person = to.kind === 'person' ? await findPerson(reader, to.id) : null;
  const of =
    to.kind === 'address'
      ? { email: to.email, number: to.number, signedIn: false, unknown: null }
      : {
          email: person?.record.email ?? null,
          number: person?.record.phone ?? null,
          signedIn: person !== null && person.chosen !== 'offline',
          unknown: person === null ? `there is nobody with the id "${to.id}"` : null,
        };
  const address = way === 'email' ? of.email : way === 'desk' ? null : of.number;
  const unknown = way === 'desk' && to.kind === 'address' ? 'somebody outside has no desk' : of.unknown;
  return {
    businessName: business.name,
    language: business.languages[0] ?? 'en-GB',
    callerId: business.numbers[0]?.number ?? '',
    address,
    barred: unknown ?? barred[way] ?? null,
    code:
      way === 'sms' && wanted.acknowledge && address !== null
        ? codeFor(noticeId, await codesInUse(reader, address))
        : null,
    signedIn: of.signedIn,
    browsers:
      way === 'desk' && to.kind === 'person'
        ? (await pushSubscriptionsOf(reader, to.id)).map(({ browser }) => browser)
        : [],
  };
}

/** A reply may come days later: also what is over keeps its code for a while. */
async function codesInUse(reader: Reader, number: string): Promise<ReadonlySet<string>> {
  const texts = await textsTo(reader, number);
  return new Set(texts.flatMap(({ notice }) => (notice.code === null ? [] : [notice.code])));
}
