import { join } from 'node:path';
import type { Business } from '../businesses/business.ts';
import type { CompiledFlow } from './compile.ts';
import { readFlowFiles } from './flow-files.ts';
import { versionOf } from './library.ts';
import { lintFlow } from './lint.ts';
import { loadFlow } from './load.ts';
import type { LoadedFlow } from './load.ts';
import type { Problem } from './located-yaml.ts';

/**
 * Everything about a folder of flows at once, without putting any of it into service.
 * `lenient`: a flow of a business that is not known here is checked as far as it can be, instead of being refused.
 * @throws when the folder cannot be read.
 */
export async function checkFolder(
  dir: string,
  businesses: readonly Business[] | null,
  unknown: 'strict' | 'lenient' = 'strict',
): Promise<{ readonly loaded: readonly LoadedFlow[]; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const loaded: LoadedFlow[] = [];
  const flows = new Map<string, CompiledFlow>();
  for (const { file, source } of await readFlowFiles(dir)) {
    const result = loadFlow(join(dir, file), source, versionOf(source));
    if (!result.ok) {
      problems.push(...result.problems);
      continue;
    }
    const { flow, yaml } = result.loaded;
    if (flows.has(flow.id)) {
      problems.push(
        yaml.problem(
          ['flow'],
          `the flow "${flow.id}" is in another file already`,
          'give this flow a name of its own',
        ),
      );
      continue;
    }
    flows.set(flow.id, flow);
    loaded.push(result.loaded);
  }
  for (const one of loaded) {
    const known = unknown === 'strict' || businesses?.some((business) => business.id === one.flow.business);
    problems.push(...lintFlow(one, { flows, businesses: known ? businesses : null }));
  }
  return { loaded, problems };
}
