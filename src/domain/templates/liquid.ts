import { analyzeSync, Liquid, LiquidError } from 'liquidjs';
import {
  FIELD_WORDS,
  PART_WORDS,
  sampleFields,
  type TemplateFields,
  type TemplateKind,
  type TemplatePart,
  type TemplateParts,
} from './template-words.ts';

/** Fills templates in, and says what is wrong in one before anybody is told in its words. */

const limits = { memoryLimit: 1_000_000, renderLimit: 500, parseLimit: 20_000 };
/** `templates`: there is nothing that a template could take in; without it the files of the server would be. */
const strict = {
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  ...limits,
};
const TAKING_IN = ['include', 'render', 'layout', 'block'] as const;

/** @param outputEscape what is filled in becomes text of HTML */
export function liquid(more: { readonly outputEscape?: 'escape' } = {}): Liquid {
  const engine = new Liquid({ ...strict, ...more });
  for (const tag of TAKING_IN) delete engine.tags[tag];
  return engine;
}

const plain = liquid();

/** The package calls its result anything; with these settings it is text. */
export function filledIn(engine: Liquid, template: string, fields: object): string {
  return String(engine.parseAndRenderSync(template, fields));
}

/** @throws Error in words when the template names a field that there is not, or is no Liquid */
export function renderText(template: string, fields: TemplateFields): string {
  return filledIn(plain, template, fields).trim();
}

export interface TemplateFault {
  readonly part: TemplatePart;
  /** From 1; null where no line is to blame. */
  readonly line: number | null;
  readonly message: string;
}

/** What is wrong in some parts of a kind; none: they can be sent. */
export function faultsOf(kind: TemplateKind, parts: Partial<TemplateParts>): readonly TemplateFault[] {
  return (['subject', 'text', 'sms'] as const).flatMap((part) => {
    const template = parts[part];
    return template === undefined ? [] : faultsIn(kind, part, template);
  });
}

function faultsIn(kind: TemplateKind, part: TemplatePart, template: string): readonly TemplateFault[] {
  try {
    const unknown = unknownFields(template);
    if (unknown.length > 0) {
      const names = Object.keys(FIELD_WORDS).join(', ');
      return unknown.map(({ name, line }) => ({
        ...{ part, line },
        message: `there is no field "${name}"; there are ${names}`,
      }));
    }
    const full = sampleFields(kind, part, 'Brightwick');
    const bare = { ...full, name: '', link: '', code: '' };
    if (renderText(template, full) === '')
      return [{ part, line: null, message: 'nothing is left of it; write something' }];
    renderText(template, bare);
    return [];
  } catch (error) {
    return [{ part, line: lineOf(error), message: wordsOf(error) }];
  }
}

/** Also those in a branch that the example does not go into. */
function unknownFields(template: string): readonly { readonly name: string; readonly line: number }[] {
  const { globals } = analyzeSync(plain.parse(template), { partials: false });
  return Object.entries(globals).flatMap(([name, [first]]) =>
    name in FIELD_WORDS || first === undefined ? [] : [{ name, line: first.location.row }],
  );
}

function lineOf(error: unknown): number | null {
  if (!(error instanceof LiquidError)) return null;
  const [line] = error.token.getPosition();
  return line ?? null;
}

function wordsOf(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const bare = first.replace(/(, file:\S*)?, line:\d+, col:\d+$/, '');
  return bare
    .replace(/^undefined filter: (.+)$/, 'there is no filter "$1"')
    .replace(/^undefined variable: (.+)$/, 'there is no field "$1"')
    .replace(/^tag "(.+)" not found$/, 'there is no tag "$1"')
    .replace(/^(?:tag|output) (.+) not closed$/, '$1 is not closed')
    .replace(/^(?:memory alloc|template render|parse length) limit exceeded$/, 'it would grow too long');
}

/** `the text of the e-mail, line 3: there is no field "nmae"; …` */
export function faultWords({ part, line, message }: TemplateFault): string {
  return `${PART_WORDS[part]}${line === null ? '' : `, line ${line}`}: ${message}`;
}

/** What is allowed, and yet seldom meant. */
export function hintsOf({ text, sms }: TemplateParts): readonly string[] {
  return [
    ...(/\{\{-?\s*link\b/.test(text)
      ? []
      : ['The e-mail has the button "I have it", but its plain text names no {{ link }}.']),
    ...(/\{\{-?\s*code\b/.test(sms)
      ? []
      : ['The text message names no {{ code }}: nobody can answer it by text message.']),
  ];
}
