import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { nearest } from './nearest.ts';

/** Something wrong in a file that a person wrote: where it is, what it is, and what to do about it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

export type Path = readonly (string | number)[];

/** A YAML file whose every value can be pointed at. */
export interface LocatedYaml {
  readonly file: string;
  readonly value: unknown;
  /** A problem at the value of `path`; `offset` counts characters into a one-line text there. */
  problem(
    path: Path,
    message: string,
    remedy: string,
    severity?: Problem['severity'],
    offset?: number,
  ): Problem;
  /** A problem at the key that ends `path`. */
  problemAtKey(path: Path, message: string, remedy: string): Problem;
}

/** Reads YAML; answers with problems instead of a document when it is not YAML at all. */
export function parseLocatedYaml(
  file: string,
  source: string,
): LocatedYaml | { readonly problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });

  const at = (offset: number, message: string, remedy: string, severity: Problem['severity']): Problem => {
    const { line, col } = lines.linePos(offset);
    return { severity, file, line: Math.max(1, line), column: Math.max(1, col), message, remedy };
  };

  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return {
      problems: faults.map((fault) =>
        at(
          beginningOf(document, fault.code, fault.pos[0]),
          firstSentence(fault.message),
          YAML_REMEDIES[fault.code] ?? OTHER_YAML_REMEDY,
          'error',
        ),
      ),
    };
  }

  const nodeAt = (path: Path): { readonly offset: number; readonly quoted: boolean } => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
        return { offset: node.range[0], quoted };
      }
    }
    return { offset: 0, quoted: false };
  };

  return {
    file,
    value: document.toJS(),
    problem(path, message, remedy, severity = 'error', offset = 0) {
      const node = nodeAt(path);
      return at(node.offset + (offset > 0 && node.quoted ? 1 : 0) + offset, message, remedy, severity);
    },
    problemAtKey(path, message, remedy) {
      const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
      const pair = isMap(parent)
        ? parent.items.find(
            (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(path.at(-1)),
          )
        : undefined;
      const key = pair?.key;
      const offset = isNode(key) && key.range ? key.range[0] : nodeAt(path).offset;
      return at(offset, message, remedy, 'error');
    },
  };
}

/** The problems that a zod schema found in a file, each at its place. */
export function schemaProblems(
  yaml: LocatedYaml,
  error: z.ZodError,
  known: (path: Path) => readonly string[],
): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
    const where = path.length > 0 ? path.join(' › ') : 'the file';
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) =>
          yaml.problemAtKey(
            [...path, key],
            `"${key}" is not a field here`,
            withSuggestion(key, known(path), 'remove it or correct its name'),
          ),
        );
      case 'invalid_type':
        return issue.input === undefined && isMissing(yaml.value, path)
          ? [
              yaml.problem(
                path,
                `${where} is missing`,
                `add ${String(path.at(-1) ?? 'it')} (${plainType(issue.expected)})`,
              ),
            ]
          : [
              yaml.problem(
                path,
                `${where} must be ${plainType(issue.expected)}`,
                `write ${plainType(issue.expected)} here`,
              ),
            ];
      case 'invalid_union':
        return issue.discriminator === undefined
          ? [yaml.problem(path, `${where} cannot be read`, issue.message)]
          : [unknownKind(yaml, path, known([...path.slice(0, -1), issue.discriminator, '=']))];
      case 'invalid_key':
        return [
          yaml.problemAtKey(
            path,
            `"${String(path.at(-1))}" cannot be a name here`,
            issue.issues[0]?.message ?? issue.message,
          ),
        ];
      case 'invalid_value':
        return [
          yaml.problem(
            path,
            `${where} has a value that is not allowed`,
            `use one of: ${issue.values.join(', ')}`,
          ),
        ];
      default:
        return [yaml.problem(path, `${where} is not right`, issue.message)];
    }
  });
}

/** `remedy`, with "did you mean" when one of the known names is close. */
export function withSuggestion(given: string, known: readonly string[], remedy: string): string {
  const close = nearest(given, known);
  if (close !== null) return `did you mean "${close}"? Otherwise ${remedy}`;
  return known.length > 0 ? `${remedy}; known here: ${known.join(', ')}` : remedy;
}

function unknownKind(yaml: LocatedYaml, path: Path, kinds: readonly string[]): Problem {
  const given = valueAt(yaml.value, path);
  if (given === undefined || given === null)
    return yaml.problem(path, 'a step has no kind', `add "step:" with one of: ${kinds.join(', ')}`);
  const shown = typeof given === 'string' ? given : JSON.stringify(given);
  return yaml.problem(
    path,
    `"${shown}" is not a kind of step`,
    withSuggestion(shown, kinds, `use one of: ${kinds.join(', ')}`),
  );
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

function isMissing(value: unknown, path: Path): boolean {
  return valueAt(value, path) === undefined;
}

function plainType(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a group of fields',
    record: 'a group of named entries',
  };
  return words[expected] ?? expected;
}

/** A quote that is never closed runs to the end of the file; the place to look at is where it was opened. */
function beginningOf(document: Document.Parsed, code: string, offset: number): number {
  let opened: number | null = null;
  if (code === 'MISSING_CHAR') {
    visit(document, {
      Scalar(_key, node) {
        const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
        if (quoted && node.range && node.range[0] <= offset && offset <= node.range[2])
          opened = node.range[0];
      },
    });
  }
  return opened ?? offset;
}

function firstSentence(message: string): string {
  return message.split('\n')[0] ?? message;
}

const OTHER_YAML_REMEDY = 'compare the line with its neighbours: indentation, colons, quotes and brackets';
const YAML_REMEDIES: Readonly<Record<string, string>> = {
  BAD_INDENT: 'indent entries of one group by the same number of spaces',
  TAB_AS_INDENT: 'indent with spaces, not tabs',
  DUPLICATE_KEY: 'give each entry its own name, or join the two',
  BAD_ALIAS: 'put "*" in quotes when it is meant as the key on the telephone',
  MISSING_CHAR: 'close the quote or bracket that is still open',
  BLOCK_AS_IMPLICIT_KEY: 'put a text that contains a colon in quotes',
  MULTILINE_IMPLICIT_KEY: 'put the whole text in quotes, or write it after ">-" on lines of its own',
  UNEXPECTED_TOKEN: 'put texts with special characters in quotes',
};
