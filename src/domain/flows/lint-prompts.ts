import type { Business } from '../businesses/business.ts';
import { textsOf } from './compile.ts';
import { spacedOut } from './fields.ts';
import { emergencyIn } from './hearing.ts';
import type { StepOf, Words } from './language.ts';
import type { LoadedFlow } from './load.ts';
import type { Path, Problem } from './located-yaml.ts';
import { EMERGENCY_DIGITS } from './phrases.ts';
import { wordsOf } from './step-parts.ts';

/** What a caller can follow by ear, and keys that do what callers expect. Lengths are estimates from the letters. */

const LETTERS_PER_SECOND = 15;
const LONGEST_PROMPT_SECONDS = 20;
const LONGEST_GREETING_SECONDS = 8;
const MOST_CHOICES = 6;
/** What the house adds to each choice that it reads: "For …, press 2." */
const CHOICE_FRAME_LETTERS = 14;
/** "To speak to someone, press 0." */
const PERSON_LINE_LETTERS = 30;
/** "Press 2 for billing": the caller has forgotten the key by the time they know what it does. */
const KEY_FIRST = [
  /\bpress(?:ing)?\s+(\d|star|hash)\s*(?:,\s*)?(?:for|to)\b/i,
  /\btapez\s+\d\s+pour\b/i,
  /\bpwyswch\s+\d\s+(?:ar gyfer|i)\b/i,
];

/** Words that are too long to hear, menus that are too long to remember, and keys said before what they do. */
export function promptProblems(loaded: LoadedFlow, business: Business | null): Problem[] {
  const { file, yaml } = loaded;
  return [
    ...Object.entries(file.steps).flatMap(([id, step]) => [
      ...wordsOf(step).flatMap(({ path, words }) => wordsProblems(loaded, ['steps', id, ...path], words)),
      ...(step.step === 'menu' ? menuProblems(loaded, id, step) : []),
      ...(step.step === 'ask' ? askProblems(loaded, id, step) : []),
      ...(step.step === 'language' ? duplicateKeys(loaded, id, step.choices) : []),
      ...(step.step === 'notice' &&
      step.text === undefined &&
      business &&
      textsOf(business.recording.notice).some(({ text }) => seconds(text) > LONGEST_PROMPT_SECONDS)
        ? [
            yaml.problem(
              ['steps', id],
              'the recording notice of the business takes too long to hear',
              'shorten it in the business file',
              'warning',
            ),
          ]
        : []),
    ]),
    ...greetingProblems(loaded),
  ];
}

function wordsProblems({ yaml, flow }: LoadedFlow, path: Path, words: Words): Problem[] {
  const texts = textsOf(words);
  const missing =
    typeof words !== 'string' && !texts.some(({ language }) => base(language ?? '') === base(flow.language))
      ? [
          yaml.problem(
            path,
            `there is no text in ${flow.language}, the flow's own language`,
            `add one under "${flow.language}"`,
            'warning',
          ),
        ]
      : [];
  return [
    ...missing,
    ...texts.flatMap(({ text, key }) => {
      const at = [...path, ...key];
      const long = seconds(text);
      return [
        ...(long > LONGEST_PROMPT_SECONDS
          ? [
              yaml.problem(
                at,
                `this takes about ${long} seconds to say`,
                `keep it under ${LONGEST_PROMPT_SECONDS} seconds: one idea a sentence`,
              ),
            ]
          : []),
        ...(KEY_FIRST.some((pattern) => pattern.test(text))
          ? [
              yaml.problem(
                at,
                'the key is said before what it does',
                'say what it is for first: "For billing, press 2"',
              ),
            ]
          : []),
      ];
    }),
  ];
}

function menuProblems(loaded: LoadedFlow, id: string, menu: StepOf<'menu'>): Problem[] {
  const { yaml } = loaded;
  const path = ['steps', id];
  const read = menu.choices.filter((choice) => !choice.hidden);
  const problems: Problem[] = [
    ...duplicateKeys(loaded, id, menu.choices),
    ...duplicateWords(loaded, id, menu),
  ];

  if (read.length > MOST_CHOICES) {
    const remedy = `offer at most ${MOST_CHOICES}, most frequent first; put the rest behind one of them`;
    problems.push(
      yaml.problem(
        [...path, 'choices'],
        `${read.length} choices are more than a caller can keep in mind`,
        remedy,
      ),
    );
  }
  for (const [index, choice] of menu.choices.entries()) {
    const emergency = emergencyIn(choice.key);
    if (emergency !== null) {
      const remedy = `use a key that does not begin with ${EMERGENCY_DIGITS.join(', ')}`;
      problems.push(
        yaml.problem(
          [...path, 'choices', index, 'key'],
          `the key ${choice.key} takes the emergency number ${emergency}`,
          remedy,
        ),
      );
    }
  }

  const prompt = menu.prompt === undefined ? [] : textsOf(menu.prompt);
  if (!menu.read_choices) {
    for (const { text, key } of prompt.length > 0 ? prompt : [{ text: '', key: [] }]) {
      const unsaid = [...read.map((choice) => choice.key), '0'].filter((one) => !mentions(text, one));
      if (unsaid.length > 0) {
        const message = `the prompt does not say the keys ${[...new Set(unsaid)].join(', ')}`;
        problems.push(
          yaml.problem(
            [...path, ...(prompt.length > 0 ? ['prompt', ...key] : [])],
            message,
            'say them, mark the choices `hidden`, or let `read_choices` read them',
          ),
        );
      }
    }
    return problems;
  }
  const letters =
    longestText(menu.prompt) +
    read.reduce((sum, choice) => sum + longestText(choice.spoken ?? choice.label) + CHOICE_FRAME_LETTERS, 0) +
    PERSON_LINE_LETTERS;
  const long = Math.round(letters / LETTERS_PER_SECOND);
  if (long > LONGEST_PROMPT_SECONDS) {
    const remedy = `keep it under ${LONGEST_PROMPT_SECONDS} seconds: shorter labels, fewer choices, or a shorter prompt`;
    problems.push(yaml.problem(path, `this menu takes about ${long} seconds to hear`, remedy));
  }
  return problems;
}

function askProblems({ yaml }: LoadedFlow, id: string, ask: StepOf<'ask'>): Problem[] {
  const { min, max } = ask.length;
  if (min > EMERGENCY_DIGITS[0].length || max < EMERGENCY_DIGITS[0].length) return [];
  return [
    yaml.problem(
      ['steps', id, 'length'],
      `three digits are a valid answer, so ${EMERGENCY_DIGITS.map(spacedOut).join(', ')} would be taken as one`,
      'ask for a length other than three if you can',
      'warning',
    ),
  ];
}

function duplicateKeys(
  { yaml }: LoadedFlow,
  id: string,
  choices: readonly { readonly key: string }[],
): Problem[] {
  return choices.flatMap((choice, index) =>
    choices.findIndex((one) => one.key === choice.key) < index
      ? [
          yaml.problem(
            ['steps', id, 'choices', index, 'key'],
            `key ${choice.key} is given twice`,
            'give each choice a key of its own',
          ),
        ]
      : [],
  );
}

function duplicateWords({ yaml }: LoadedFlow, id: string, menu: StepOf<'menu'>): Problem[] {
  const seen = new Set<string>();
  return menu.choices.flatMap((choice, index) => {
    const lists =
      choice.says === undefined
        ? []
        : Array.isArray(choice.says)
          ? [choice.says]
          : Object.values(choice.says);
    const words = [...new Set(lists.flat().map((word) => word.toLowerCase()))];
    const twice = words.filter((word) => seen.has(word));
    for (const word of words) seen.add(word);
    return twice.map((word) =>
      yaml.problem(
        ['steps', id, 'choices', index, 'says'],
        `"${word}" is listened for by two choices`,
        'leave it with one of them',
      ),
    );
  });
}

/** The first words of a call, up to the first step that does something else. */
function greetingProblems({ flow, file, yaml }: LoadedFlow): Problem[] {
  let id = flow.start;
  let letters = 0;
  const passed = new Set<string>();
  for (let step = file.steps[id]; step?.step === 'say' && !passed.has(id); step = file.steps[id]) {
    passed.add(id);
    letters += longestText(step.text);
    id = step.then;
  }
  const long = Math.round(letters / LETTERS_PER_SECOND);
  return long > LONGEST_GREETING_SECONDS
    ? [
        yaml.problem(
          ['steps', flow.start],
          `the greeting takes about ${long} seconds`,
          `keep it under ${LONGEST_GREETING_SECONDS} seconds: the caller wants to hear the choices`,
          'warning',
        ),
      ]
    : [];
}

function mentions(text: string, key: string): boolean {
  const names: Readonly<Record<string, string>> = {
    '#': 'hash|pound|dièse|stwnsh',
    '*': 'star|étoile|seren',
  };
  return new RegExp(`(?<![\\p{L}\\p{N}])(${names[key] ?? key})(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

function longestText(words: Words | undefined): number {
  return words === undefined ? 0 : Math.max(...textsOf(words).map(({ text }) => text.length));
}

/** About how long a text takes to say, in whole seconds. */
export function seconds(text: string): number {
  return Math.round(text.length / LETTERS_PER_SECOND);
}

function base(language: string): string {
  return language.split('-')[0] ?? '';
}
