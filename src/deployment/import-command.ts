import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ConfigError, type Config } from '../config/config.ts';
import { businessesNoun } from '../domain/businesses/noun.ts';
import { checkFolder } from '../domain/flows/check-folder.ts';
import { problemLine } from '../domain/flows/library.ts';
import { isError } from '../domain/flows/lint.ts';
import { peopleNoun } from '../domain/people/noun.ts';
import type { AnyNoun } from '../engine/chain.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { hashPassword } from '../http/passwords.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../observability/logger.ts';
import type { Database } from '../store/database.ts';
import { openDatabase } from '../store/open-database.ts';
import { ImportConflict, importDeployment, type ImportReport } from './import-deployment.ts';
import { DeploymentError, readDeployment, type Deployment } from './load-deployment.ts';

export const USAGE = `Usage: npm run business:import -- <folder>

The folder holds people.yaml and businesses/*.yaml; src/demo is an example. Run it again after every change:
what is written there replaces what was known. Flows are looked for in FLOWS_DIR, the database is that of the server.`;

type ImportConfig = Pick<Config, 'dataDir' | 'databaseUrl' | 'flowsDir'>;

interface Ports {
  readonly config: () => ImportConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly say: (text: string) => void;
}

/**
 * Runs `business:import` with its arguments.
 * @returns the process's exit code; everything there is to say goes through `say`
 */
export async function importCommand(args: readonly string[], ports: Ports): Promise<0 | 1> {
  try {
    const folder = readArguments(args);
    if (folder === null) ports.say(USAGE);
    else await importFolder(folder, ports);
    return 0;
  } catch (error) {
    // Anything else is a fault of ours and keeps its stack.
    const theirs =
      error instanceof DeploymentError ||
      error instanceof ImportConflict ||
      error instanceof ConfigError ||
      error instanceof OperatorError;
    if (!theirs) throw error;
    ports.say(error.message);
    return 1;
  }
}

/** A failure that is the operator's to mend; its message is all that need be shown. */
class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** The folder; null when only help is wanted. */
function readArguments(args: readonly string[]): string | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (values.help) return null;
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw new Error('Name one folder');
    return folder;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`${why}.\n\n${USAGE}`, { cause: error });
  }
}

async function importFolder(folder: string, { config, clock, logger, say }: Ports): Promise<void> {
  const { dataDir, databaseUrl, flowsDir } = config();
  const { loaded } = await checkFolder(flowsDir, null).catch((cause: unknown) => {
    throw new OperatorError(`The flow folder ${flowsDir} cannot be read: check FLOWS_DIR.`, { cause });
  });
  const flows = loaded.map(({ flow }) => flow.id);
  const deployment = await readDeployment(folder, flows);

  const database = await openDatabase({ dataDir, databaseUrl, logger }).catch((cause: unknown) => {
    throw new OperatorError(cause instanceof Error ? cause.message : String(cause), { cause });
  });
  const passwords = new Map<string, string>();
  try {
    const engine = smallEngine(database, clock, logger);
    const report = await importDeployment({
      engine,
      database,
      deployment,
      passwordHashFor: ({ id }) => {
        const password = randomBytes(12).toString('base64url');
        passwords.set(id, password);
        return hashPassword(password);
      },
    });
    await engine.stop();
    say(whatWasDone(deployment, report, passwords));
  } finally {
    await database.close();
  }
  await sayFlowProblems(flowsDir, deployment, say);
  say('\nRestart the server, if it is running, so that it answers for them.');
}

/** Businesses and people are only described here: nothing rings, so the other nouns need not hear of it. */
function smallEngine(database: Database, clock: Clock, logger: Logger): Engine {
  return createEngine({
    database,
    clock,
    // Each noun decides its own commands; the engine carries them without looking inside.
    nouns: [businessesNoun, peopleNoun] as readonly unknown[] as readonly AnyNoun<unknown>[],
    reactions: () => [],
    carryOut: ({ effect }) => Promise.reject(new Error(`An import asks nothing of the line: ${effect.id}`)),
    logger,
  });
}

function whatWasDone(
  deployment: Deployment,
  { newSignIns, left }: ImportReport,
  passwords: ReadonlyMap<string, string>,
): string {
  const lines = deployment.businesses.map(
    ({ name, numbers, staff }) =>
      `${name}: ${numbers.map(({ number }) => number).join(', ')}, ${staff.length} on the staff`,
  );
  for (const { name } of left) lines.push(`${name} has no part in these businesses any more`);
  if (newSignIns.length === 0) return lines.join('\n');
  lines.push('', 'New sign-ins. These passwords are shown now and never again:');
  for (const { id, name, email } of newSignIns)
    lines.push(`  ${email.padEnd(34)} ${passwords.get(id) ?? ''}  ${name}`);
  return lines.join('\n');
}

/** Flows are checked against the businesses now that both are known: what is wrong would be refused at the start. */
async function sayFlowProblems(flowsDir: string, deployment: Deployment, say: Ports['say']): Promise<void> {
  const { problems } = await checkFolder(flowsDir, deployment.businesses, 'lenient');
  const errors = problems.filter(isError);
  if (errors.length === 0) return;
  say(
    `\nThese flows will not be put into service:\n${errors.map((one) => `  ${problemLine(one)}`).join('\n')}`,
  );
}
