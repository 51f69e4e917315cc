import type { Business } from '../businesses/business.ts';
import type { CompiledFlow } from './compile.ts';
import { businessProblems } from './lint-business.ts';
import { graphProblems } from './lint-graph.ts';
import { promptProblems } from './lint-prompts.ts';
import type { LoadedFlow } from './load.ts';
import type { Problem } from './located-yaml.ts';
import { withSuggestion } from './located-yaml.ts';

export interface LintContext {
  /** Every flow that may be run, by its name. */
  readonly flows: ReadonlyMap<string, CompiledFlow>;
  /** The businesses that there are; null when they are not known here, so that names in them are not checked. */
  readonly businesses: readonly Business[] | null;
}

/**
 * What is wrong with a flow that reads well: ways that lead nowhere, callers who cannot reach a person, prompts nobody can follow,
 * names that the business does not have. Errors keep a flow out of service; warnings are advice.
 */
export function lintFlow(loaded: LoadedFlow, context: LintContext): Problem[] {
  const business = context.businesses?.find((one) => one.id === loaded.flow.business) ?? null;
  return [
    ...subflowProblems(loaded, context.flows),
    ...graphProblems(loaded, context.flows, business),
    ...promptProblems(loaded, business),
    ...businessProblems(loaded, business, context.businesses),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
}

export function isError(problem: Problem): boolean {
  return problem.severity === 'error';
}

function subflowProblems(
  { file, flow, yaml }: LoadedFlow,
  flows: ReadonlyMap<string, CompiledFlow>,
): Problem[] {
  return Object.entries(file.steps).flatMap(([id, step]): Problem[] => {
    if (step.step !== 'flow') return [];
    const path = ['steps', id, 'flow'];
    const target = flows.get(step.flow);
    if (!target) {
      const remedy = withSuggestion(step.flow, [...flows.keys()], 'add that flow to the folder');
      return [yaml.problem(path, `there is no flow "${step.flow}"`, remedy)];
    }
    if (target.business !== flow.business) {
      const message = `the flow "${step.flow}" belongs to the business "${target.business}"`;
      return [yaml.problem(path, message, 'run only flows of the same business')];
    }
    return runsInto(step.flow, flow.id, flows)
      ? [
          yaml.problem(
            path,
            `"${step.flow}" runs "${flow.id}" again, so a call would never come back`,
            'let one of the two go on with a step of its own instead',
          ),
        ]
      : [];
  });
}

function runsInto(from: string, wanted: string, flows: ReadonlyMap<string, CompiledFlow>): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === wanted) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(flows.get(id)?.runs ?? []));
  }
  return false;
}
