import type { Business } from '../businesses/business.ts';
import { resolveTarget } from './compile.ts';
import type { CompiledFlow } from './compile.ts';
import type { StepFile } from './language.ts';
import type { LoadedFlow } from './load.ts';
import type { Path, Problem } from './located-yaml.ts';
import { BUILT_IN, exitsOf } from './step-parts.ts';

/** What only the whole graph shows: every step is reached, every way ends well, and nobody walks in circles alone. */

interface Edge {
  readonly to: string;
  readonly by: 'caller' | 'itself';
}

const PERSON_KINDS: ReadonlySet<StepFile['step']> = new Set(['queue', 'ring', 'manager']);
const END_KINDS: ReadonlySet<StepFile['step']> = new Set(['queue', 'ring', 'manager', 'message', 'goodbye']);

/** Ways that lead nowhere: steps that no call reaches, circles, and places from which nobody is ever reached. */
export function graphProblems(
  loaded: LoadedFlow,
  flows: ReadonlyMap<string, CompiledFlow>,
  business: Business | null,
): Problem[] {
  const { flow, file, yaml } = loaded;
  const edges = edgesOf(flow);
  const start = resolveTarget(flow, flow.start);
  const reached = closure(start, (id) => edges.get(id) ?? []);
  const own = Object.keys(file.steps);
  const problems: Problem[] = [];

  for (const id of own.filter((one) => !reached.has(one))) {
    problems.push(
      yaml.problemAtKey(
        ['steps', id],
        `no call ever reaches the step "${id}"`,
        'lead a step to it, or remove it',
      ),
    );
  }

  for (const id of own.filter((one) => reached.has(one))) {
    const onward = closure(id, (one) => edges.get(one) ?? []);
    if (![...onward].some((one) => one === 'return' || endsWell(flow, one))) {
      problems.push(
        yaml.problemAtKey(
          ['steps', id],
          `from "${id}" a call never ends at a person, a message or a goodbye`,
          'lead one of the ways on to a queue, ring, manager, message or goodbye step',
        ),
      );
    }
  }

  for (const id of own.filter((one) => reached.has(one))) {
    const step = file.steps[id];
    if (step?.step !== 'menu' && step?.step !== 'ask' && step?.step !== 'language') continue;
    const given = step.step === 'menu' ? step.choices.findIndex((choice) => choice.key === '0') : -1;
    const target = step.step === 'menu' ? (step.choices[given]?.then ?? 'person') : 'person';
    if (leadsToPerson(flow, target, edges)) continue;
    const path: Path =
      given >= 0
        ? ['steps', id, 'choices', given, 'then']
        : file.person === undefined
          ? ['steps', id]
          : ['person'];
    const remedy =
      given >= 0
        ? 'lead key 0 to a queue, ring or manager step'
        : 'let `person:` name a step that leads to a queue, ring or manager step';
    problems.push(yaml.problem(path, `0 does not reach a person from "${id}"`, remedy));
  }

  const circle = circleWithoutCaller(reached, edges);
  if (circle) {
    const first = own.find((id) => circle.includes(id)) ?? start;
    const way = [...rotated(circle, first), first].join(' → ');
    problems.push(
      yaml.problemAtKey(
        ['steps', first],
        `a caller who does nothing is led in a circle: ${way}`,
        'let one of these steps end at a message or a goodbye when the caller does nothing or nobody answers',
      ),
    );
  }
  return [...problems, ...noticeProblems(loaded, flows, business, edges, start)];
}

/** Calls that reach a person without the notice cannot be recorded: better to know. */
function noticeProblems(
  { flow, file, yaml }: LoadedFlow,
  flows: ReadonlyMap<string, CompiledFlow>,
  business: Business | null,
  edges: ReadonlyMap<string, readonly Edge[]>,
  start: string,
): Problem[] {
  if (!business || business.recording.record === 'none') return [];
  if (!business.numbers.some((number) => number.flow === flow.id)) return [];
  const givesNotice = (id: string): boolean => {
    const step = flow.steps[id];
    if (step?.step === 'flow')
      return Object.values(flows.get(step.flow)?.steps ?? {}).some((one) => one.step === 'notice');
    return step?.step === 'notice';
  };
  const unannounced = closure(start, (id) => (givesNotice(id) ? [] : (edges.get(id) ?? [])));
  const person = [...unannounced].find((id) => PERSON_KINDS.has(flow.steps[id]?.step ?? 'say'));
  if (person === undefined) return [];
  return [
    yaml.problem(
      file.steps[person] ? ['steps', person] : ['start'],
      `a call can reach ${file.steps[person] ? `"${person}"` : 'a person'} before the recording notice, and is then not recorded`,
      'put a notice step before the first menu',
      'warning',
    ),
  ];
}

function edgesOf(flow: CompiledFlow): ReadonlyMap<string, readonly Edge[]> {
  return new Map(
    Object.entries(flow.steps).map(([id, step]) => {
      const exits = exitsOf(step).map((exit) => ({ to: resolveTarget(flow, exit.target), by: exit.by }));
      const zero: Edge = { to: flow.person, by: 'caller' };
      const hasZero = step.step === 'menu' && step.choices.some((choice) => choice.key === '0');
      const asks = step.step === 'menu' || step.step === 'ask' || step.step === 'language';
      const zeroWaiting: Edge[] =
        step.step === 'queue' && step.while_waiting['0'] === undefined
          ? [{ to: BUILT_IN.message, by: 'caller' }]
          : [];
      return [id, [...exits, ...(asks && !hasZero ? [zero] : []), ...zeroWaiting]];
    }),
  );
}

function endsWell(flow: CompiledFlow, id: string): boolean {
  return END_KINDS.has(flow.steps[id]?.step ?? 'say');
}

/** Reaches a person without another choice of the caller, at least when the business is open. */
function leadsToPerson(
  flow: CompiledFlow,
  target: string,
  edges: ReadonlyMap<string, readonly Edge[]>,
): boolean {
  const onward = closure(resolveTarget(flow, target), (id) =>
    PERSON_KINDS.has(flow.steps[id]?.step ?? 'say')
      ? []
      : (edges.get(id) ?? []).filter((edge) => edge.by === 'itself'),
  );
  return [...onward].some((id) => PERSON_KINDS.has(flow.steps[id]?.step ?? 'say'));
}

function closure(from: string, next: (id: string) => readonly Edge[]): Set<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...next(id).map((edge) => edge.to));
  }
  return seen;
}

/** The steps of a circle that is walked without the caller doing anything, or null. */
function circleWithoutCaller(
  reached: ReadonlySet<string>,
  edges: ReadonlyMap<string, readonly Edge[]>,
): readonly string[] | null {
  const done = new Set<string>();
  const visit = (id: string, way: readonly string[]): readonly string[] | null => {
    const back = way.indexOf(id);
    if (back >= 0) return way.slice(back);
    if (done.has(id)) return null;
    for (const edge of edges.get(id) ?? []) {
      if (edge.by !== 'itself') continue;
      const circle = visit(edge.to, [...way, id]);
      if (circle) return circle;
    }
    done.add(id);
    return null;
  };
  for (const id of reached) {
    const circle = visit(id, []);
    if (circle) return circle;
  }
  return null;
}

function rotated(circle: readonly string[], first: string): readonly string[] {
  const at = Math.max(0, circle.indexOf(first));
  return [...circle.slice(at), ...circle.slice(0, at)];
}
