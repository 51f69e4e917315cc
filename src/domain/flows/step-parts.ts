import { assertNever } from '../../kernel/assert-never.ts';
import type { StepFile, Words } from './language.ts';
import type { Path } from './located-yaml.ts';

/** Steps that every flow has without writing them. The tilde keeps them apart from a file's own names. */
export const BUILT_IN = {
  person: '~person',
  manager: '~manager',
  message: '~message',
  callback: '~callback',
  goodbye: '~goodbye',
} as const;

/** A way out of a step. */
export interface Exit {
  /** Below the step; the step itself when the exit is not written but meant. */
  readonly path: Path;
  readonly target: string;
  /** `caller`: only by something the caller does; `itself`: also when the caller does nothing. */
  readonly by: 'caller' | 'itself';
}

/** Every way out of a step, in the order in which it is written. */
export function exitsOf(step: StepFile): Exit[] {
  const exit = (by: Exit['by'], target: string, ...path: (string | number)[]): Exit => ({ by, target, path });
  switch (step.step) {
    case 'say':
    case 'set':
    case 'case':
    case 'notice':
    case 'language':
    case 'flow':
      return [exit('itself', step.then, 'then')];
    case 'menu':
      return [
        ...step.choices.map((choice, index) => exit('caller', choice.then, 'choices', index, 'then')),
        ...giveUps(step),
      ];
    case 'ask':
      return [exit('caller', step.then, 'then'), ...giveUps(step)];
    case 'hours':
      return [
        exit('itself', step.open, 'open'),
        exit('itself', step.closed, 'closed'),
        ...(step.holiday === undefined ? [] : [exit('itself', step.holiday, 'holiday')]),
      ];
    case 'branch':
      return [
        ...step.cases.map((one, index) => exit('itself', one.then, 'cases', index, 'then')),
        exit('itself', step.else, 'else'),
      ];
    case 'queue':
      return [
        ...Object.entries(step.while_waiting)
          .filter(([, target]) => target !== 'manager' && target !== 'callback')
          .map(([key, target]) => exit('caller', target, 'while_waiting', key)),
        nobodyExit(step.nobody),
      ];
    case 'ring':
    case 'manager':
      return [nobodyExit(step.nobody)];
    case 'message':
      return [exit('itself', step.then ?? BUILT_IN.goodbye, ...(step.then === undefined ? [] : ['then']))];
    case 'callback':
      return [
        exit('caller', step.then ?? BUILT_IN.goodbye, ...(step.then === undefined ? [] : ['then'])),
        exit(
          'itself',
          step.otherwise ?? BUILT_IN.message,
          ...(step.otherwise === undefined ? [] : ['otherwise']),
        ),
      ];
    case 'goodbye':
      return [];
    default:
      return assertNever(step);
  }
}

function giveUps(step: Extract<StepFile, { readonly step: 'menu' | 'ask' }>): Exit[] {
  return (['no_input', 'no_match'] as const).map((field) => {
    const then = step[field]?.then;
    return { by: 'itself', target: then ?? 'person', path: then === undefined ? [] : [field, 'then'] };
  });
}

function nobodyExit(nobody: string | undefined): Exit {
  return { by: 'itself', target: nobody ?? BUILT_IN.message, path: nobody === undefined ? [] : ['nobody'] };
}

/** Every text of a step that a caller may hear or that fields are filled into. */
export function wordsOf(step: StepFile): { readonly path: Path; readonly words: Words }[] {
  const tries = (field: 'no_input' | 'no_match', prompts: readonly Words[] | undefined) =>
    (prompts ?? []).map((words, index) => ({ path: [field, 'prompts', index], words }));
  const one = (field: string, words: Words | undefined) =>
    words === undefined ? [] : [{ path: [field], words }];
  switch (step.step) {
    case 'say':
    case 'notice':
    case 'goodbye':
      return one('text', step.text);
    case 'menu':
      return [
        ...one('prompt', step.prompt),
        ...step.choices.flatMap((choice, index) => [
          { path: ['choices', index, 'label'], words: choice.label },
          ...(choice.spoken === undefined
            ? []
            : [{ path: ['choices', index, 'spoken'], words: choice.spoken }]),
        ]),
        ...tries('no_input', step.no_input?.prompts),
        ...tries('no_match', step.no_match?.prompts),
      ];
    case 'ask':
      return [
        ...one('prompt', step.prompt),
        ...tries('no_input', step.no_input?.prompts),
        ...tries('no_match', step.no_match?.prompts),
      ];
    case 'message':
    case 'callback':
      return one('prompt', step.prompt);
    case 'set':
      return one('value', step.value);
    case 'case':
      return one('summary', step.summary);
    case 'language':
      return step.choices.map((choice, index) => ({
        path: ['choices', index, 'prompt'],
        words: choice.prompt,
      }));
    case 'hours':
    case 'branch':
    case 'queue':
    case 'ring':
    case 'manager':
    case 'flow':
      return [];
    default:
      return assertNever(step);
  }
}
