import type { PromiseLedger, PromiseRow } from '../contract/promises.ts';
import { countsOf, linesBy } from '../domain/promises/ledger.ts';
import type { PromiseRecord } from '../domain/promises/promises-store.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import type { Business } from '../domain/businesses/business.ts';
import { wordsOfBy } from '../kernel/by.ts';
import type { Reader } from '../store/database.ts';

/** A promise as the console shows it. */
export async function promiseRow(reader: Reader, { id, promise }: PromiseRecord): Promise<PromiseRow> {
  const { businessId, caseId, callId, what, words, to, owner, queue, madeAt, by, why } = promise;
  const kept = promise.status === 'kept';
  const released = promise.status === 'released';
  return {
    ...{ id, businessId, caseId, callId, what, words, to, owner, queue, madeAt, why },
    businessName: (await businessOf(reader, businessId)).name,
    madeBy: wordsOfBy(by),
    dueAt: promise.dueAt,
    warnAt: promise.warnAt,
    status: promise.status,
    brokenAt: promise.brokenAt,
    settledAt: kept ? promise.keptAt : released ? promise.releasedAt : null,
    settledBy: kept ? wordsOfBy(promise.keptBy) : released ? wordsOfBy(promise.releasedBy) : null,
    outcome: kept ? promise.how : released ? promise.releasedWhy : null,
    late: kept && promise.late,
    takenBy: promise.status === 'broken' ? promise.takenBy : null,
  };
}

/** The ledger of these promises, which fell due from `from` until before `to`. */
export function promiseLedger(
  records: readonly PromiseRecord[],
  businesses: readonly Business[],
  from: number,
  to: number,
): PromiseLedger {
  const business = (id: string) => businesses.find((one) => one.id === id);
  return {
    from,
    to,
    all: countsOf(records),
    people: [...linesBy(records, ({ promise: { owner } }) => (owner.kind === 'person' ? owner : null))],
    queues: [
      ...linesBy(records, ({ promise: { queue, businessId } }) => {
        if (queue === null) return null;
        const name = business(businessId)?.queues.find(({ key }) => key === queue)?.name ?? queue;
        return { id: `${businessId}/${queue}`, name };
      }),
    ],
    businesses: [
      ...linesBy(records, ({ promise: { businessId: id } }) => ({ id, name: business(id)?.name ?? id })),
    ],
  };
}
