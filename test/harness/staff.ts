import { Writable } from 'node:stream';
import type { Role } from '../../src/contract/shapes.ts';
import { hashPassword } from '../../src/http/index.ts';
import { normaliseEmail } from '../../src/kernel/email.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { createLogger, type Logger } from '../../src/observability/logger.ts';
import type { Database } from '../../src/store/database.ts';

export interface Employee {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Business id to role. */
  readonly works: Readonly<Record<string, Role>>;
}

/** Puts people straight into the tables: enough to sign in and to have parts in businesses. */
export async function employ(database: Database, ...employees: readonly Employee[]): Promise<void> {
  for (const { id, name, email, password, works } of employees) {
    const password_hash = await hashPassword(password);
    await database.transact(async (writer) => {
      await writer
        .insertInto('people')
        .values({
          id,
          version: 1,
          state: JSON.stringify({ status: 'known', record: { name, phone: '+441632960000' } }),
          presence: 'free',
          idle_since: 0,
          phone: '+441632960000',
        })
        .execute();
      await writer
        .insertInto('credentials')
        .values({ person_id: id, email: normaliseEmail(email), password_hash })
        .execute();
    });
    for (const [business, role] of Object.entries(works)) await giveRole(database, id, business, role);
  }
}

export async function giveRole(
  database: Database,
  person: string,
  business: string,
  role: Role,
): Promise<void> {
  await database.transact(async (writer) => {
    await writer
      .deleteFrom('memberships')
      .where('person_id', '=', person)
      .where('business_id', '=', business)
      .execute();
    await writer
      .insertInto('memberships')
      .values({ person_id: person, business_id: business, role })
      .execute();
  });
}

/** A clock that only moves when told. */
export function handClock(start = Date.UTC(2027, 0, 4, 9, 0)): Clock & { forward(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    forward: (ms) => {
      now += ms;
    },
  };
}

/** A log that is kept for the test to read. */
export function keptLog(level: 'debug' | 'info' = 'info'): {
  logger: Logger;
  lines: Record<string, unknown>[];
} {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { logger: createLogger({ level, destination }), lines };
}
