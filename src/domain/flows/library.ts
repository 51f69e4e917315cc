import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { watch } from 'chokidar';
import type { Clock } from '../../kernel/clock.ts';
import type { Database, Reader } from '../../store/database.ts';
import type { Business } from '../businesses/business.ts';
import type { CompiledFlow } from './compile.ts';
import { readFlowFiles } from './flow-files.ts';
import { isError, lintFlow } from './lint.ts';
import { loadFlow } from './load.ts';
import type { LoadedFlow } from './load.ts';
import type { Problem } from './located-yaml.ts';
import type { FlowSource } from './noun.ts';

/**
 * The flows in service, kept in step with their folder. Here, and in `flow-files.ts`, this noun touches the disk:
 * reading, watching and keeping each accepted version for the calls that began with it.
 */
export interface FlowLibrary extends FlowSource {
  /** What is wrong with the folder now; errors kept a file out of service. */
  problems(): readonly Problem[];
  /** Every flow in service. */
  flows(): readonly CompiledFlow[];
  /** Called after the flows in service or the problems changed. */
  onChange(listener: () => void): () => void;
  /** Reads the folder again, such as after a business changed. */
  rescan(): Promise<void>;
  close(): Promise<void>;
}

interface LibraryLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

interface Settings {
  readonly dir: string;
  readonly store: Database;
  readonly logger: LibraryLogger;
  readonly clock: Clock;
  /** The businesses that flows answer for; names in a flow are checked against them. */
  readonly businesses: () => Promise<readonly Business[]>;
}

/** A short hash of a flow file's text: what a running call remembers of the version it began with. */
export function versionOf(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 12);
}

/**
 * Loads the folder, then follows it. A file with errors never replaces a good version, not even across a restart.
 * @throws Error when the folder cannot be read at start.
 */
export async function createFlowLibrary(settings: Settings): Promise<FlowLibrary> {
  const { dir, store, logger, clock, businesses } = settings;
  const inService = new Map<string, CompiledFlow>();
  const versions = new Map<string, CompiledFlow>();
  const listeners = new Set<() => void>();
  let problems: readonly Problem[] = [];

  async function scan(): Promise<void> {
    const files = await readFlowFiles(dir);
    const found: Problem[] = [];
    const broken = new Set<string>();
    const candidates = new Map<string, { loaded: LoadedFlow; source: string }>();
    for (const { file, source } of files) {
      const result = loadFlow(join(dir, file), source, versionOf(source));
      if (!result.ok) {
        found.push(...result.problems);
        broken.add(result.id ?? basename(file).replace(/\.ya?ml$/, ''));
        continue;
      }
      const { loaded } = result;
      const earlier = candidates.get(loaded.flow.id);
      if (earlier) {
        const message = `the flow "${loaded.flow.id}" is in ${earlier.loaded.yaml.file} already`;
        found.push(
          loaded.yaml.problem(
            ['flow'],
            message,
            'give this flow a name of its own, or remove one of the two files',
          ),
        );
      } else {
        candidates.set(loaded.flow.id, { loaded, source });
      }
    }
    const described = new Set([...candidates.keys(), ...broken]);
    for (const id of broken) await restoreLastGood(id);
    found.push(...(await rejectFaulty(candidates, await businesses())));
    for (const id of inService.keys()) if (!described.has(id)) found.push(fileGone(id));
    await accept([...candidates.values()]);
    report(found);
  }

  /** Takes every candidate with an error out of `candidates`; again until all that is left fits together. */
  async function rejectFaulty(
    candidates: Map<string, { loaded: LoadedFlow; source: string }>,
    known: readonly Business[],
  ): Promise<Problem[]> {
    const rejected: Problem[] = [];
    for (;;) {
      const flows = new Map(inService);
      for (const [id, { loaded }] of candidates) flows.set(id, loaded.flow);
      const linted = [...candidates].map(([id, { loaded }]) => ({
        id,
        found: lintFlow(loaded, { flows, businesses: known }),
      }));
      const faulty = linted.filter(({ found }) => found.some(isError));
      if (faulty.length === 0) return [...rejected, ...linted.flatMap(({ found }) => found)];
      for (const { id, found } of faulty) {
        rejected.push(...found);
        candidates.delete(id);
        await restoreLastGood(id);
      }
    }
  }

  async function accept(candidates: readonly { loaded: LoadedFlow; source: string }[]): Promise<void> {
    const fresh = candidates.filter(
      ({ loaded }) => inService.get(loaded.flow.id)?.version !== loaded.flow.version,
    );
    if (fresh.length === 0) return;
    const loadedAt = clock.now();
    await store.transact(async (writer) => {
      for (const { loaded, source } of fresh) {
        const { id: flow, version } = loaded.flow;
        await writer
          .insertInto('flow_versions')
          .values({ flow, version, source, loaded_at: loadedAt })
          .onConflict((conflict) =>
            conflict.columns(['flow', 'version']).doUpdateSet({ loaded_at: loadedAt }),
          )
          .execute();
      }
    });
    for (const { loaded } of fresh) {
      const { flow } = loaded;
      const before = inService.get(flow.id);
      inService.set(flow.id, flow);
      versions.set(`${flow.id}@${flow.version}`, flow);
      logger.info(
        { flow: flow.id, version: flow.version, before: before?.version ?? null },
        before ? 'Flow changed: the next call follows the new version' : 'Flow in service',
      );
    }
  }

  /** After a restart with a broken file, the version that answered before goes on answering. */
  async function restoreLastGood(id: string): Promise<void> {
    if (inService.has(id)) return;
    const row = await store.reader
      .selectFrom('flow_versions')
      .select('version')
      .where('flow', '=', id)
      .orderBy('loaded_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    const flow = row ? await versionFrom(store.reader, id, row.version) : null;
    if (!flow) return;
    inService.set(id, flow);
    logger.warn(
      { flow: id, version: flow.version },
      'Flow file is broken: its last good version goes on answering',
    );
  }

  async function versionFrom(reader: Reader, id: string, version: string): Promise<CompiledFlow | null> {
    const key = `${id}@${version}`;
    const known = versions.get(key);
    if (known) return known;
    const row = await reader
      .selectFrom('flow_versions')
      .select('source')
      .where('flow', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (!row) {
      logger.error(
        { flow: id, version },
        'A call needs a flow version that was never kept: it hears the safe answer',
      );
      return null;
    }
    const result = loadFlow(key, row.source, version);
    if (!result.ok) {
      const first = result.problems[0]?.message;
      logger.error(
        { flow: id, version, problem: first },
        'A kept flow version no longer loads: calls on it hear the safe answer',
      );
      return null;
    }
    versions.set(key, result.loaded.flow);
    return result.loaded.flow;
  }

  function report(found: readonly Problem[]): void {
    const before = new Set(problems.map(problemLine));
    problems = found;
    for (const problem of found) {
      const line = problemLine(problem);
      if (before.has(line)) continue;
      const { file, line: at, column } = problem;
      if (isError(problem)) logger.error({ file, line: at, column }, `Flow refused: ${line}`);
      else logger.warn({ file, line: at, column }, `Flow: ${line}`);
    }
    for (const listener of listeners) listener();
  }

  function fileGone(id: string): Problem {
    return {
      severity: 'warning',
      file: dir,
      line: 1,
      column: 1,
      message: `no file describes the flow "${id}" any more; its last version still answers`,
      remedy: 'put the file back, or take the flow from the business and restart',
    };
  }

  let scanning: Promise<void> | null = null;
  let again = false;
  /** One scan at a time; a wish during a scan means one more after it. */
  function rescan(): Promise<void> {
    again = true;
    scanning ??= (async () => {
      try {
        while (again) {
          again = false;
          await scan();
        }
      } finally {
        scanning = null;
      }
    })();
    return scanning;
  }

  try {
    await rescan();
  } catch (cause) {
    throw new Error(`The flow folder ${dir} cannot be loaded: check FLOWS_DIR and that it may be read`, {
      cause,
    });
  }
  // Editors write a file in several steps; half a file would only be refused, but why alarm anyone.
  const watcher = watch(dir, {
    ignoreInitial: true,
    depth: 0,
    awaitWriteFinish: { stabilityThreshold: 120, pollInterval: 20 },
  });
  watcher.on('all', () => {
    rescan().catch((error: unknown) =>
      logger.error({ err: error, dir }, 'The flow folder could not be read again: flows stay as they are'),
    );
  });
  watcher.on('error', (error) =>
    logger.error({ err: error, dir }, 'The flow folder is not watched any more: restart after a change'),
  );
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));

  return {
    current: (flow) => inService.get(flow) ?? null,
    version: versionFrom,
    problems: () => problems,
    flows: () => [...inService.values()],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    rescan,
    async close() {
      await watcher.close();
      await scanning;
    },
  };
}

/** `ivr-flows/shop.yaml:12:5 there is no step "biling" — did you mean "billing"?` */
export function problemLine(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message} — ${problem.remedy}`;
}
