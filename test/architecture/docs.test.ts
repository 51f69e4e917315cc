import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the documents say exists, exists: a reader who follows them never stands before nothing. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const DOCUMENTS: readonly string[] = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...below('docs'),
  ...below('src'),
];

function below(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort();
}

/** A document's prose without its fenced blocks, and the code in it: blocks and `spans`. */
function partsOf(source: string): {
  readonly prose: string;
  readonly code: string;
  readonly spans: string[];
} {
  const blocks: string[] = [];
  const prose = source.replace(/^```[^\n]*\n([\s\S]*?)^```/gm, (_whole, block: string) => {
    blocks.push(block);
    return '';
  });
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  return { prose, code: [...blocks, ...spans].join('\n'), spans };
}

function linksIn(prose: string): readonly string[] {
  const spoken = prose.replace(/`[^`\n]*`/g, '');
  return [
    ...[...spoken.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? ''),
    ...[...spoken.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)].map((match) => match[1] ?? ''),
  ].filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchor that GitHub gives a heading. */
function anchorsOf(source: string): readonly string[] {
  return [...partsOf(source).prose.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(DOCUMENTS)('%s', (document) => {
  const source = text(document);
  const { prose, code, spans } = partsOf(source);

  test('every link within the project leads somewhere', () => {
    const broken = linksIn(prose).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? document : normalize(join(dirname(document), path));
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(text(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('every path that it names is there', () => {
    const named = spans.filter((span) => /^(src|test|docs|scripts|ivr-flows)\/[\w./-]*$/.test(span));
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('every npm command that it names is a script', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    const named = [...code.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('every environment variable that it names is read by something', () => {
    const known = [
      ...namesIn(text('.env.example')),
      ...namesIn(text('src/emulator/main-config.ts')),
      ...namesIn(text('test/harness/browser.ts')),
      ...namesIn(text('test/harness/any-house.ts')),
    ];
    const named = [
      ...spans.filter((span) => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(span)),
      ...[...code.matchAll(/(?:^|\s)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)=/gm)].map((match) => match[1] ?? ''),
    ];
    // Shell variables of an example are set before they are used; these are not settings.
    const settings = named.filter((name) => name.includes('_') || name === 'PORT');
    expect(settings.filter((name) => !known.includes(name))).toEqual([]);
  });
});

function namesIn(source: string): readonly string[] {
  return [...source.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b/g)].map(([name]) => name);
}

describe('the documents together', () => {
  test('the README explains every setting of .env.example', () => {
    const settings = [...text('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(
      (match) => match[1] ?? '',
    );
    expect(settings.length).toBeGreaterThan(10);
    const readme = text('README.md');
    expect(settings.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  test('every decision record says why, what and what follows, and is in the list', () => {
    const records = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => /^\d{4}-.*\.md$/.test(name));
    const list = text('docs/decisions/README.md');
    for (const record of records) {
      const headings = [...text(join('docs/decisions', record)).matchAll(/^## (.+)$/gm)].map(
        (match) => match[1],
      );
      expect([record, headings]).toEqual([record, ['Context', 'Decision', 'Consequences']]);
      expect(list).toContain(`(${record})`);
    }
    expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_name, index) => index + 1));
  });

  test('every page of docs can be reached from the README', () => {
    const reached = new Set<string>();
    const walk = (document: string): void => {
      if (reached.has(document) || !document.endsWith('.md') || !existsSync(join(ROOT, document))) return;
      reached.add(document);
      for (const link of linksIn(partsOf(text(document)).prose)) {
        const [path = ''] = link.split('#');
        if (path !== '') walk(relative(ROOT, join(ROOT, dirname(document), path)));
      }
    };
    walk('README.md');
    expect(DOCUMENTS.filter((document) => !reached.has(document))).toEqual([]);
  });
});
