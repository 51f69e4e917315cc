import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { senderOf, summaryOf } from '../messages/telling.ts';
import { waitingMessages } from '../messages/messages-store.ts';
import { decideDigest } from './decide.ts';
import { DailyDigest, type DigestCommand, type DigestEvent, type DigestFacts } from './digest.ts';
import { evolveDigest } from './evolve.ts';

export const digestsNoun: Noun<DailyDigest, DigestCommand, DigestEvent, Effect, DigestFacts> = {
  name: 'digests',
  initial: { status: 'none' },
  gather: (reader, businessId, command) =>
    command.type === 'DigestDue'
      ? gatherFacts(reader, businessId)
      : Promise.resolve({ businessName: '', people: [] }),
  decide: decideDigest,
  evolve: evolveDigest,
  store: nounTable<DailyDigest, 'digests'>({
    table: 'digests',
    parse: (json) => DailyDigest.parse(json),
    columns: () => ({}),
  }),
};

async function gatherFacts(reader: Reader, businessId: string): Promise<DigestFacts> {
  const people = new Map<string, DigestFacts['people'][number]>();
  for (const { message } of await waitingMessages(reader, businessId)) {
    const line = { from: senderOf(message), summary: summaryOf(message), takenAt: message.takenAt };
    for (const { personId, name } of message.people) {
      const messages = people.get(personId)?.messages ?? [];
      people.set(personId, { personId, name, messages: [...messages, line] });
    }
  }
  return { businessName: (await businessOf(reader, businessId)).name, people: [...people.values()] };
}
