import { CompiledQuery, type Kysely, Migrator, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Dialect, SchemaStep } from './dialect.ts';
import { schemaSteps } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/**
 * Brings the schema up to what this version knows; steps only go forward.
 * @throws Error in plain words when the database was made by a newer version, or a step fails (it is undone then).
 */
export async function migrate(
  database: Kysely<Tables>,
  dialect: Dialect,
  logger: Logger,
  steps: Readonly<Record<string, SchemaStep>> = schemaSteps,
): Promise<void> {
  if (dialect.beginSteps === null) return takeSteps(database, dialect, logger, steps);
  await database.executeQuery(CompiledQuery.raw(dialect.beginSteps));
  try {
    await takeSteps(database, dialect, logger, steps);
    await database.executeQuery(CompiledQuery.raw('commit'));
  } catch (error) {
    await database.executeQuery(CompiledQuery.raw('rollback'));
    throw error;
  }
}

async function takeSteps(
  database: Kysely<Tables>,
  dialect: Dialect,
  logger: Logger,
  steps: Readonly<Record<string, SchemaStep>>,
): Promise<void> {
  await refuseNewer(database, steps);
  const migrator = new Migrator({
    db: database,
    disableTransactions: dialect.beginSteps !== null,
    provider: {
      getMigrations: () =>
        Promise.resolve(
          Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, step(dialect)])),
        ),
    },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((step) => step.status === 'Error')?.migrationName;
    throw new Error(
      failed
        ? `The database schema step "${failed}" failed and was undone; the data is as it was.`
        : 'The database schema could not be checked or brought forward.',
      { cause: error },
    );
  }
  for (const step of results ?? []) {
    if (step.status === 'Success')
      logger.info({ step: step.migrationName }, 'database schema brought forward');
  }
}

async function refuseNewer(
  database: Kysely<Tables>,
  steps: Readonly<Record<string, SchemaStep>>,
): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    database,
  );
  const unknown = rows.map((row) => row.name).filter((name) => !(name in steps));
  if (unknown.length > 0) {
    throw new Error(
      `This database was last used by a newer version of Deskbell (its schema has ${unknown.join(', ')}, unknown here). ` +
        'Start that version or a later one, or restore a backup that was made before the upgrade.',
    );
  }
}
