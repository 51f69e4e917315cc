import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';

/** What a rule may know of one file. */
export interface SourceFile {
  /** From the project's root, with slashes: `src/http/serve.ts`. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Things of the language and the platform that are used: `new Date`, `process.env`, `setTimeout`, `test.skip` … */
  readonly uses: ReadonlySet<string>;
  /** Names and texts in the code, comments left out. */
  readonly words: readonly string[];
  readonly lines: number;
  /** The first lines, comments included. */
  readonly head: string;
}

export interface Import {
  /** A path from the project's root for a file of ours, else the package or `node:` name. */
  readonly of: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const HEAD_LINES = 15;

/** Every TypeScript file below `src` and `test`. */
export function readSources(): readonly SourceFile[] {
  return ['src', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8'))),
  );
}

export function parseSource(path: string, text: string): SourceFile {
  const tree = parseSync(text, { syntax: 'typescript', tsx: path.endsWith('.tsx'), target: 'es2022' });
  const imports: Import[] = [];
  const uses = new Set<string>();
  const words: string[] = [];
  walk(tree, (node) => {
    const found = importIn(node);
    if (found !== null) imports.push({ ...resolve(path, found.of), typeOnly: found.typeOnly });
    const use = useIn(node);
    if (use !== null) uses.add(use);
    const word = wordIn(node);
    if (word !== null) words.push(word);
  });
  const lines = text.split('\n');
  return {
    path,
    imports,
    uses,
    words,
    lines: lines.length - (text.endsWith('\n') ? 1 : 0),
    head: lines.slice(0, HEAD_LINES).join('\n'),
  };
}

/** A node of the syntax tree: its shape depends on its type, so every field is asked for by name and looked at before use. */
type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) visit(value);
    for (const child of Object.values(value)) walk(child, visit);
  }
}

function resolve(from: string, name: string): { of: string; ours: boolean } {
  if (!name.startsWith('.')) return { of: name, ours: false };
  return { of: posix.normalize(posix.join(dirname(from).split(sep).join('/'), name)), ours: true };
}

function importIn(node: Node): { of: string; typeOnly: boolean } | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      const of = textOf(node['source']);
      return of === null
        ? null
        : { of, typeOnly: node['typeOnly'] === true || everySpecifierIsType(node['specifiers']) };
    }
    case 'TsImportType': {
      const of = textOf(node['argument']);
      return of === null ? null : { of, typeOnly: true };
    }
    case 'CallExpression': {
      const callee = node['callee'];
      const loads = isNode(callee) && (callee.type === 'Import' || nameOf(callee) === 'require');
      const of = loads ? textOf(firstArgument(node)) : null;
      return of === null ? null : { of, typeOnly: false };
    }
    default:
      return null;
  }
}

function everySpecifierIsType(specifiers: unknown): boolean {
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false;
  return specifiers.every((specifier) => isNode(specifier) && specifier['isTypeOnly'] === true);
}

function useIn(node: Node): string | null {
  switch (node.type) {
    case 'NewExpression': {
      const name = nameOf(node['callee']);
      // With an argument a date is only written differently; without one the clock is read.
      return name === null ? null : `new ${name}${hasArguments(node) ? '' : '()'}`;
    }
    case 'CallExpression':
      return nameOf(node['callee']);
    case 'MemberExpression': {
      const owner = nameOf(node['object']);
      const property = nameOf(node['property']) ?? textOf(innerExpression(node['property']));
      return owner === null || property === null ? null : `${owner}.${property}`;
    }
    default:
      return null;
  }
}

function wordIn(node: Node): string | null {
  if (node.type === 'TemplateElement') return typeof node['raw'] === 'string' ? node['raw'] : null;
  return nameOf(node) ?? textOf(node);
}

function nameOf(value: unknown): string | null {
  return isNode(value) && value.type === 'Identifier' && typeof value['value'] === 'string'
    ? value['value']
    : null;
}

function textOf(value: unknown): string | null {
  return isNode(value) && value.type === 'StringLiteral' && typeof value['value'] === 'string'
    ? value['value']
    : null;
}

function innerExpression(value: unknown): unknown {
  return isNode(value) ? value['expression'] : null;
}

function hasArguments(node: Node): boolean {
  return Array.isArray(node['arguments']) && node['arguments'].length > 0;
}

function firstArgument(node: Node): unknown {
  const list: unknown = node['arguments'];
  const first: unknown = Array.isArray(list) ? list[0] : null;
  return typeof first === 'object' && first !== null && 'expression' in first ? first.expression : null;
}
