import type { Condition } from './conditions.ts';
import { compileCondition } from './conditions.ts';
import { holesOf } from './fields.ts';
import { RESERVED_STEPS } from './language.ts';
import type { FlowFile, StepFile, Words } from './language.ts';
import type { LocatedYaml, Problem } from './located-yaml.ts';
import { withSuggestion } from './located-yaml.ts';
import { BUILT_IN, exitsOf, wordsOf } from './step-parts.ts';

/** A flow that may be run: every reference in it leads somewhere and every condition is well-typed. */
export interface CompiledFlow {
  readonly id: string;
  readonly name: string;
  /** A short hash of the file's text. */
  readonly version: string;
  readonly business: string;
  readonly language: string;
  readonly start: string;
  /** The step that `person` means. */
  readonly person: string;
  /** The file's own steps and the built-in ones. */
  readonly steps: Readonly<Record<string, StepFile>>;
  /** The conditions of each branch step, in order. */
  readonly conditions: Readonly<Record<string, readonly Condition[]>>;
  /** Other flows that it runs. */
  readonly runs: readonly string[];
  /** What must be looked up before a step of it can be decided. */
  readonly uses: {
    readonly queues: readonly string[];
    readonly hours: readonly string[];
    readonly callerHistory: boolean;
    /** Some step of it opens a case. */
    readonly cases: boolean;
    /** A caller may come to a step that offers to ring back. */
    readonly callback: boolean;
  };
  /** Values that some step sets. */
  readonly values: readonly string[];
}

const BUILT_IN_STEPS: Readonly<Record<string, StepFile>> = {
  [BUILT_IN.person]: { step: 'queue', while_waiting: {}, nobody: BUILT_IN.message },
  [BUILT_IN.manager]: { step: 'manager', nobody: BUILT_IN.message },
  [BUILT_IN.message]: { step: 'message', max_seconds: 120, then: BUILT_IN.goodbye },
  [BUILT_IN.callback]: { step: 'callback', ask_time: false },
  [BUILT_IN.goodbye]: {
    step: 'goodbye',
    text: {
      en: 'Thank you for calling. Goodbye.',
      fr: 'Merci de votre appel. Au revoir.',
      cy: 'Diolch am ffonio. Hwyl fawr.',
    },
  },
};

/** The step, or `return`, that a written target means in this flow. */
export function resolveTarget(flow: Pick<CompiledFlow, 'person' | 'steps'>, target: string): string {
  if (target === 'person') return flow.person;
  if (target === 'manager') return BUILT_IN.manager;
  if (target === 'callback') return BUILT_IN.callback;
  return target;
}

/** Joins a flow file's parts; with problems when something in it leads nowhere. */
export function compileFlow(
  file: FlowFile,
  version: string,
  yaml: Pick<LocatedYaml, 'problem' | 'problemAtKey'>,
): { readonly flow: CompiledFlow; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const own = Object.keys(file.steps);
  const known = new Set([...own, 'person', 'manager', 'callback', 'return', ...Object.values(BUILT_IN)]);
  const checkTarget = (target: string, path: readonly (string | number)[]): void => {
    if (known.has(target)) return;
    const remedy = withSuggestion(
      target,
      [...own, 'person', 'manager', 'callback', 'return'],
      'name a step of this file',
    );
    problems.push(yaml.problem(path, `there is no step "${target}"`, remedy));
  };

  for (const taken of RESERVED_STEPS.filter((one) => own.includes(one))) {
    problems.push(
      yaml.problemAtKey(
        ['steps', taken],
        `"${taken}" has a meaning of its own`,
        `give this step another name, such as "${taken}-step"`,
      ),
    );
  }
  checkTarget(file.start, ['start']);
  if (file.person !== undefined) checkTarget(file.person, ['person']);
  if (file.person === 'return' || file.person === 'person') {
    problems.push(
      yaml.problem(
        ['person'],
        `"person: ${file.person}" leads nowhere`,
        'name the step that reaches a person',
      ),
    );
  }

  const values = valuesOf(file);
  const conditions: Record<string, Condition[]> = {};
  const hours = new Set<string>();
  for (const [id, step] of Object.entries(file.steps)) {
    for (const exit of exitsOf(step)) checkTarget(exit.target, ['steps', id, ...exit.path]);
    problems.push(...fieldProblems(id, step, values, hours, yaml));
    if (step.step === 'hours') hours.add(step.hours);
    if (step.step === 'callback' && step.hours !== undefined) hours.add(step.hours);
    if (step.step === 'branch') conditions[id] = compileCases(id, step, values, yaml, problems);
  }

  const all = Object.values(conditions).flat();
  for (const use of all.flatMap((one) => one.uses)) if (use.of === 'hours') hours.add(use.name);
  const flow: CompiledFlow = {
    id: file.flow,
    name: file.name,
    version,
    business: file.business,
    language: file.language,
    start: file.start,
    person: personOf(file),
    steps: { ...BUILT_IN_STEPS, ...file.steps },
    conditions,
    runs: [
      ...new Set(Object.values(file.steps).flatMap((step) => (step.step === 'flow' ? [step.flow] : []))),
    ],
    uses: {
      queues: [
        ...new Set(all.flatMap((one) => one.uses.filter((use) => use.of === 'queue').map((use) => use.name))),
      ],
      hours: [...hours],
      callerHistory: all.some((one) => one.usesCaller),
      cases: Object.values(file.steps).some(({ step }) => step === 'case'),
      callback: Object.values(file.steps).some(
        (step) => step.step === 'callback' || exitsOf(step).some(({ target }) => target === 'callback'),
      ),
    },
    values,
  };
  return { flow, problems };
}

/**
 * What answers when a business's own flow cannot: its name, then a person, then a message.
 * A caller is never alone because of a file.
 */
export function safeFlow(
  id: string,
  business: { readonly id: string; readonly languages: readonly string[] },
): CompiledFlow {
  const file: FlowFile = {
    flow: id,
    name: 'Safe answer',
    business: business.id,
    language: business.languages[0] ?? 'en-GB',
    start: 'welcome',
    steps: {
      welcome: {
        step: 'say',
        text: {
          en: 'Thank you for calling {{business.name}}. I am putting you through to someone.',
          fr: 'Merci d’appeler {{business.name}}. Je vous passe quelqu’un.',
          cy: 'Diolch am ffonio {{business.name}}. Rwy’n eich rhoi drwodd i rywun.',
        },
        then: 'person',
      },
    },
  };
  const refuse = (): never => {
    throw new Error('The safe flow does not compile: correct safeFlow in compile.ts');
  };
  return compileFlow(file, SAFE_VERSION, { problem: refuse, problemAtKey: refuse }).flow;
}

export const SAFE_VERSION = 'safe';

function personOf(file: FlowFile): string {
  if (file.person === 'manager') return BUILT_IN.manager;
  return file.person ?? (file.steps['person'] ? 'person' : BUILT_IN.person);
}

function valuesOf(file: FlowFile): string[] {
  const names = Object.values(file.steps).flatMap((step) =>
    step.step === 'ask' || step.step === 'set' ? [step.name] : [],
  );
  return [...new Set(names)];
}

function compileCases(
  id: string,
  step: Extract<StepFile, { readonly step: 'branch' }>,
  values: readonly string[],
  yaml: Pick<LocatedYaml, 'problem'>,
  problems: Problem[],
): Condition[] {
  return step.cases.flatMap((one, index) => {
    const path = ['steps', id, 'cases', index, 'when'];
    const condition = compileCondition(one.when);
    if ('fault' in condition) {
      const { message, remedy, offset } = condition.fault;
      problems.push(yaml.problem(path, message, remedy, 'error', offset));
      return [];
    }
    for (const use of condition.uses) {
      if (use.of === 'values' && !values.includes(use.name)) {
        const remedy = withSuggestion(use.name, values, 'set it in an "ask" or "set" step');
        problems.push(
          yaml.problem(path, `no step sets the value "${use.name}"`, remedy, 'error', use.offset),
        );
      }
    }
    return [condition];
  });
}

function fieldProblems(
  id: string,
  step: StepFile,
  values: readonly string[],
  hours: Set<string>,
  yaml: Pick<LocatedYaml, 'problem'>,
): Problem[] {
  return wordsOf(step).flatMap(({ path, words }) =>
    textsOf(words).flatMap(({ text, key }) => {
      const at = ['steps', id, ...path, ...key];
      const { holes, unknown } = holesOf(text);
      const problems = unknown.map(({ raw }) =>
        yaml.problem(
          at,
          `"{{${raw}}}" names nothing that can be spoken`,
          'use business.name, caller.name, caller.number, values.<name>, hours.<name>.opens or hours.<name>.why',
        ),
      );
      for (const { field } of holes) {
        if (field.of === 'hours') hours.add(field.name);
        if (field.of === 'values' && !values.includes(field.name)) {
          const remedy = withSuggestion(field.name, values, 'set it in an "ask" or "set" step');
          problems.push(yaml.problem(at, `no step sets the value "${field.name}"`, remedy));
        }
      }
      return problems;
    }),
  );
}

/** Each language's text of some words, with the key that leads to it. */
export function textsOf(
  words: Words,
): { readonly text: string; readonly key: readonly string[]; readonly language: string | null }[] {
  if (typeof words === 'string') return [{ text: words, key: [], language: null }];
  return Object.entries(words).map(([language, text]) => ({ text, key: [language], language }));
}
