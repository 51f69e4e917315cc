import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { loadConfig } from '../../src/config/config.ts';
import { SETTINGS } from '../../src/config/settings.ts';
import { ROOT } from './source.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const Package = z.looseObject({
  scripts: z.record(z.string(), z.string()),
  engines: z.looseObject({ node: z.string() }),
});
const { scripts, engines } = Package.parse(JSON.parse(read('package.json')));

/** Scripts that a text tells its reader to run. */
function commandsIn(text: string): readonly string[] {
  const found = [...text.matchAll(/\bnpm (?:run ([a-z][a-z:-]*)|(start|test)\b)/g)];
  return [...new Set(found.map((match) => match[1] ?? match[2] ?? ''))];
}

describe('README.md', () => {
  test('tells the two commands with which a stranger begins', () => {
    const readme = read('README.md');
    expect(readme).toContain('npm ci');
    expect(readme).toContain('npm start');
    expect(readme).toContain('npm test');
  });
});

describe('.env.example', () => {
  const example = read('.env.example');
  const entries = [...example.matchAll(/^(# )?([A-Z][A-Z_]+)=.*$/gm)].map((match) => match[2] ?? '');

  test('has every setting, once, and no other', () => {
    expect(entries.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
  });

  test('explains each setting in a sentence above it', () => {
    const lines = example.split('\n');
    const unexplained = entries.filter((name) => {
      const at = lines.findIndex((line) => line.replace(/^# /, '').startsWith(`${name}=`));
      return !/^# .{20,}[.)]$/.test(lines[at - 1] ?? '');
    });
    expect(unexplained).toEqual([]);
  });

  test('changes nothing when it is copied as it is', () => {
    expect(loadConfig(parseEnv(example))).toEqual(loadConfig({}));
  });
});

describe('package.json', () => {
  test('asks for the Node that the start-up check asks for', () => {
    expect(engines.node).toBe('>=20.19');
  });

  test('has every script that .ci/run uses', () => {
    expect(commandsIn(read('.ci/run')).filter((name) => !(name in scripts))).toEqual([]);
  });
});
