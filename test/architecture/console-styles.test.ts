import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/program.ts';
import { readSources } from './source.ts';

const styleOf = (component: string): string => `@mantine/core/styles/${component}.css`;

/** Components of Mantine that a file of the console names. */
function named(path: string): readonly string[] {
  const [, list = ''] =
    /import \{([^}]*)\} from '@mantine\/core'/.exec(readFileSync(join(root, path), 'utf8')) ?? [];
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => existsSync(join(root, 'node_modules', styleOf(name))));
}

test('every component of Mantine that the console uses brings its styles, as only those are read', () => {
  const imported = readFileSync(join(root, 'src/console/styles/mantine.css'), 'utf8');
  const files = readSources().filter(({ path }) => /^src\/console\/.*\.tsx$/.test(path));
  const used = [...new Set(files.flatMap(({ path }) => named(path)))];
  expect(used).toContain('Button');
  expect(used.filter((name) => !imported.includes(styleOf(name)))).toEqual([]);
});
