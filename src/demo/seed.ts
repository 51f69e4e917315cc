import { fileURLToPath } from 'node:url';
import type { DemoSignIns } from '../contract/api.ts';
import { importDeployment } from '../deployment/import-deployment.ts';
import type { Business } from '../domain/businesses/business.ts';
import type { Engine } from '../engine/engine.ts';
import { hashPassword, passwordFits } from '../http/passwords.ts';
import { MINUTE, SECOND } from '../kernel/duration.ts';
import type { Database } from '../store/database.ts';
import type { JoinedEntry } from '../domain/queues/queue-entry.ts';
import { readDeployment } from '../deployment/load-deployment.ts';

/** The demo's sign-in for everybody; shown on the sign-in page and at the start, so it protects nothing. */
export const DEMO_PASSWORD = 'deskbell-demo';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Fills an empty store with three believable businesses; false, and nothing done, when there is any business. */
export async function seedDemo(parts: {
  readonly engine: Pick<Engine, 'transact'>;
  readonly database: Database;
  readonly now: number;
}): Promise<boolean> {
  const { engine, database, now } = parts;
  if (await hasBusinesses(database)) return false;
  const deployment = await readDeployment(here);
  const hash = await hashPassword(DEMO_PASSWORD);
  await importDeployment({ engine, database, deployment, passwordHashFor: async () => hash });
  for (const business of deployment.businesses) await seedEarlierWaits(database, business, now);
  return true;
}

export async function hasBusinesses(database: Database): Promise<boolean> {
  const row = await database.reader.selectFrom('businesses').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Who may sign in with the demo's password, and as what; nobody when the store holds other businesses only. */
export async function demoSignIns(database: Database): Promise<DemoSignIns> {
  const { people, businesses } = await readDeployment(here);
  const open = await openToDemoPassword(
    database,
    people.map(({ id }) => id),
  );
  return {
    password: DEMO_PASSWORD,
    people: people.flatMap(({ id, email, name }) => {
      const parts = businesses.flatMap((business) =>
        business.staff
          .filter(({ person }) => person === id)
          .map(({ role }) => ({ role, business: business.name })),
      );
      const first = parts[0];
      return first === undefined || !open.has(id)
        ? []
        : [{ email, name, role: first.role, businesses: parts.map(({ business }) => business) }];
    }),
  };
}

async function openToDemoPassword(
  database: Database,
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database.reader
    .selectFrom('credentials')
    .where('person_id', 'in', people)
    .select(['person_id', 'password_hash'])
    .execute();
  // The demo's people were given one hash together, so that few need to be compared.
  const fits = new Map<string, boolean>();
  for (const hash of new Set(rows.map(({ password_hash }) => password_hash)))
    fits.set(hash, await passwordFits(hash, DEMO_PASSWORD));
  return new Set(
    rows.filter(({ password_hash }) => fits.get(password_hash)).map(({ person_id }) => person_id),
  );
}

/** Yesterday's waits, in seconds, so that the first caller can be told an honest range. */
const EARLIER_WAITS = [18, 25, 31, 40, 44, 52, 61, 70, 84, 96];

async function seedEarlierWaits(database: Database, business: Business, now: number): Promise<void> {
  const rows = business.queues.flatMap((queue) =>
    EARLIER_WAITS.map((waited, index) => {
      const joinedAt = now - 24 * 60 * MINUTE - index * 7 * MINUTE;
      const entry: Extract<JoinedEntry, { status: 'served' }> = {
        status: 'served',
        endedAt: joinedAt + waited * SECOND,
        callId: `demo-${business.id}-${queue.key}-${index}`,
        callerSid: '',
        businessId: business.id,
        queue: queue.key,
        queueName: queue.name,
        only: null,
        strategy: queue.strategy,
        skills: queue.skills,
        ringSeconds: queue.ringSeconds,
        waitTargetSeconds: queue.waitTargetSeconds,
        newsEverySeconds: queue.newsEverySeconds,
        overflow: null,
        overflowing: false,
        joinedAt,
        rank: joinedAt,
        ahead: null,
        topic: null,
        language: business.languages[0] ?? 'en-GB',
        waitingKeys: {},
        story: [],
        turn: 1,
        lastNewsAt: joinedAt,
        breachedAt: null,
        managerAsked: false,
        pendingWords: null,
        givingBack: null,
        ringBack: { refused: 'unavailable' },
        asking: null,
      };
      return {
        id: `${entry.callId}.q1`,
        version: 1,
        state: JSON.stringify(entry),
        business_id: business.id,
        queue: queue.key,
        call_id: entry.callId,
        status: entry.status,
        rank: joinedAt,
        joined_at: joinedAt,
        ended_at: entry.endedAt,
        waited_ms: waited * SECOND,
      };
    }),
  );
  await database.transact((writer) => writer.insertInto('queue_entries').values(rows).execute());
}
