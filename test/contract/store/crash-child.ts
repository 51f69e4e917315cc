import { pino } from 'pino';
import { openDatabase } from '../../../src/store/open-database.ts';

/**
 * Writes rows as fast as it can and prints the name of each one when it is told that the row is stored.
 * Started and killed by `crash.test.ts`. Arguments: a prefix for the names, the data folder, the database's URL if any.
 */
const [prefix = 'row', dataDir = '', databaseUrl] = process.argv.slice(2);
const database = await openDatabase({ databaseUrl, dataDir, logger: pino({ level: 'silent' }) });

async function writeForEver(lane: number): Promise<never> {
  for (let count = 0; ; count += 1) {
    const key = `${prefix}-${lane}-${count}`;
    await database.transact((writer) =>
      writer
        .insertInto('claims')
        .values({ key, idempotency_token: null, answer: '', claimed_at: 1 })
        .execute(),
    );
    process.stdout.write(`${key}\n`);
  }
}

await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(writeForEver));
