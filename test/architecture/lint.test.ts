import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ROOT } from './source.ts';

/** A folder with our settings and one faulty file. */
const folder = mkdtempSync(join(tmpdir(), 'deskbell-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

function lint(text: string): string {
  cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { strict: true, target: 'es2023', module: 'nodenext', types: [] } }),
  );
  writeFileSync(join(folder, 'fault.ts'), text);
  const run = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['--type-aware', '-f', 'unix'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return run.stdout;
}

symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));

test('the linter finds a promise that nobody awaits, any, == and what is never used', () => {
  const output = lint(
    [
      'async function ring(): Promise<void> {}',
      'export function call(phone: any): boolean {',
      '  const unused = 1;',
      '  ring();',
      '  return phone == 2;',
      '}',
      'export function each(list: number[]): void {',
      '  list.forEach(async () => ring());',
      '}',
      '',
    ].join('\n'),
  );
  for (const rule of [
    'no-floating-promises',
    'no-explicit-any',
    'no-unused-vars',
    'eqeqeq',
    'no-misused-promises',
  ]) {
    expect(output).toContain(rule);
  }
});

test('the linter lets clean code through', () => {
  expect(lint('export const double = (number: number): number => number * 2;\n')).toBe('');
});
