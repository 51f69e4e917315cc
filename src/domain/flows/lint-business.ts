import type { Business } from '../businesses/business.ts';
import { reasonsOf } from '../businesses/reasons-words.ts';
import { textsOf } from './compile.ts';
import { holesOf } from './fields.ts';
import type { StepFile } from './language.ts';
import type { LoadedFlow } from './load.ts';
import type { Path, Problem } from './located-yaml.ts';
import { withSuggestion } from './located-yaml.ts';
import { wordsOf } from './step-parts.ts';

/** Names in a flow that must be names of its business. */
export function businessProblems(
  loaded: LoadedFlow,
  business: Business | null,
  businesses: readonly Business[] | null,
): Problem[] {
  const { flow, file, yaml } = loaded;
  if (businesses === null) return [];
  if (business === null) {
    const remedy = withSuggestion(
      flow.business,
      businesses.map((one) => one.id),
      'add the business first',
    );
    return [yaml.problem(['business'], `there is no business "${flow.business}"`, remedy)];
  }

  const names = {
    queue: business.queues.map((queue) => queue.key),
    topic: business.topics.map((topic) => topic.key),
    reason: reasonsOf(business).map(({ key }) => key),
    priority: Object.keys(business.priorities),
    hours: Object.keys(business.hours),
    person: business.staff.map((one) => one.person),
  };
  const check = (what: keyof typeof names, given: string | undefined, path: Path): Problem[] =>
    given === undefined || names[what].includes(given)
      ? []
      : [
          yaml.problem(
            path,
            `${business.name} has no ${what} "${given}"`,
            withSuggestion(given, names[what], `add it to the business or use one that it has`),
          ),
        ];
  const spoken = (language: string, path: Path): Problem[] =>
    business.languages.includes(language)
      ? []
      : [
          yaml.problem(
            path,
            `${business.name} does not speak ${language}`,
            `use one of ${business.languages.join(', ')}, or add it to the business's languages`,
            'warning',
          ),
        ];

  const inSteps = Object.entries(file.steps).flatMap(([id, step]): Problem[] => {
    const path = (...rest: (string | number)[]): Path => ['steps', id, ...rest];
    switch (step.step) {
      case 'queue':
        return [
          ...check('queue', step.queue, path('queue')),
          ...check('topic', step.topic, path('topic')),
          ...check('priority', step.priority, path('priority')),
        ];
      case 'ring': {
        const unmanned =
          step.team !== undefined &&
          names.queue.includes(step.team) &&
          !business.staff.some((one) => one.queues.includes(step.team ?? ''))
            ? [
                yaml.problem(
                  path('team'),
                  `nobody serves the queue "${step.team}"`,
                  'give it to somebody in the business file',
                ),
              ]
            : [];
        return [
          ...(step.people ?? []).flatMap((person, index) => check('person', person, path('people', index))),
          ...check('queue', step.team, path('team')),
          ...unmanned,
        ];
      }
      case 'hours':
        return check('hours', step.hours, path('hours'));
      case 'callback':
        return [
          ...check('queue', step.queue, path('queue')),
          ...check('topic', step.topic, path('topic')),
          ...check('hours', step.hours, path('hours')),
        ];
      case 'case':
        return [
          ...check('topic', step.topic, path('topic')),
          ...check('reason', step.reason, path('reason')),
        ];
      case 'message':
        return names.queue.includes(step.for ?? '') ? [] : check('person', step.for, path('for'));
      case 'language':
        return step.choices.flatMap((choice, index) =>
          spoken(choice.language, path('choices', index, 'language')),
        );
      default:
        return [];
    }
  });
  const inConditions = Object.entries(flow.conditions).flatMap(([id, conditions]) =>
    conditions.flatMap((condition, index) =>
      condition.uses.flatMap((use) =>
        use.of === 'values' ? [] : check(use.of, use.name, ['steps', id, 'cases', index, 'when']),
      ),
    ),
  );
  const inTexts = Object.entries(file.steps).flatMap(([id, step]) =>
    hoursInTexts(step).flatMap(({ name, path }) => check('hours', name, ['steps', id, ...path])),
  );
  return [...inSteps, ...inConditions, ...inTexts, ...spoken(flow.language, ['language'])];
}

/** Names of hours in `{{fields}}`. */
function hoursInTexts(step: StepFile): { readonly name: string; readonly path: Path }[] {
  return wordsOf(step).flatMap(({ path, words }) =>
    textsOf(words).flatMap(({ text, key }) =>
      holesOf(text).holes.flatMap(({ field }) =>
        field.of === 'hours' ? [{ name: field.name, path: [...path, ...key] }] : [],
      ),
    ),
  );
}
