import { compileFlow } from './compile.ts';
import type { CompiledFlow } from './compile.ts';
import { FlowFile, STEP_KINDS } from './language.ts';
import { parseLocatedYaml, schemaProblems } from './located-yaml.ts';
import type { LocatedYaml, Path, Problem } from './located-yaml.ts';

export interface LoadedFlow {
  readonly flow: CompiledFlow;
  readonly yaml: LocatedYaml;
  readonly file: FlowFile;
}

export type LoadResult =
  | { readonly ok: true; readonly loaded: LoadedFlow }
  /** `id`: the flow that the file is about, when that much can be read. */
  | { readonly ok: false; readonly id: string | null; readonly problems: readonly Problem[] };

/**
 * Reads one flow file: YAML, shape, references, conditions. Every fault is named with its line and what to do.
 * What only shows in the whole graph, or beside the business, is the linter's.
 */
export function loadFlow(file: string, source: string, version: string): LoadResult {
  const yaml = parseLocatedYaml(file, source);
  if ('problems' in yaml) return { ok: false, id: null, problems: yaml.problems };

  const parsed = FlowFile.safeParse(yaml.value, { reportInput: true });
  if (!parsed.success) {
    return {
      ok: false,
      id: idOf(yaml.value),
      problems: schemaProblems(yaml, parsed.error, knownNames(yaml.value)),
    };
  }
  const { flow, problems } = compileFlow(parsed.data, version, yaml);
  return problems.length > 0
    ? { ok: false, id: flow.id, problems }
    : { ok: true, loaded: { flow, yaml, file: parsed.data } };
}

const FIELDS_BY_KIND: ReadonlyMap<string, readonly string[]> = new Map(
  STEP_KINDS.map((kind) => [kind.shape.step.value, Object.keys(kind.shape)]),
);

/** Names that are allowed at a place, for "did you mean". */
function knownNames(value: unknown): (path: Path) => readonly string[] {
  return (path) => {
    if (path.at(-1) === '=') return [...FIELDS_BY_KIND.keys()];
    if (path.length === 0) return Object.keys(FlowFile.shape);
    if (path[0] !== 'steps' || path.length !== 2) return [];
    const kind = fieldOf(fieldOf(fieldOf(value, 'steps'), String(path[1])), 'step');
    return FIELDS_BY_KIND.get(String(kind)) ?? [];
  };
}

function idOf(value: unknown): string | null {
  const id = fieldOf(value, 'flow');
  return typeof id === 'string' ? id : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
