import type Sqlite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect as KyselyDialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** Beyond this many different statements something builds SQL from data; start afresh rather than grow. */
const STATEMENTS_KEPT = 500;

/**
 * SQLite for kysely. Unlike kysely's own driver it keeps prepared statements and takes no lock around the connection:
 * calls are synchronous, and the order of transactions is the group commit's affair.
 */
export function sqliteDialect(database: Sqlite.Database): KyselyDialect {
  const connection = createConnection(database);
  const say = async (statement: string) => {
    await connection.executeQuery(CompiledQuery.raw(statement));
  };
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: () => say('begin immediate'),
    commitTransaction: () => say('commit'),
    rollbackTransaction: () => say('rollback'),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function createConnection(database: Sqlite.Database): DatabaseConnection {
  const statements = new Map<string, Sqlite.Statement>();

  function prepare(sql: string): Sqlite.Statement {
    const kept = statements.get(sql);
    if (kept) return kept;
    if (statements.size >= STATEMENTS_KEPT) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const statement = prepare(query.sql);
      if (statement.reader) {
        const rows = statement.all(query.parameters) as R[];
        return statement.readonly ? { rows } : { rows, numAffectedRows: BigInt(rows.length) };
      }
      const { changes } = statement.run(query.parameters);
      return { rows: [], numAffectedRows: statement.readonly ? 0n : BigInt(changes) };
    },
    // oxlint-disable-next-line require-yield -- kysely asks for a generator
    async *streamQuery() {
      throw new Error('Rows are read in pages here, not as a stream.');
    },
  };
}
