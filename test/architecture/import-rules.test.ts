import { describe, expect, test } from '@jest/globals';
import { RULES } from './rules.ts';
import { parseSource, readSources } from './source.ts';

const house = readSources();
const plant = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([path, text]) => parseSource(path, text));

describe.each(RULES.map((rule) => [rule.says, rule] as const))('%s', (_says, rule) => {
  test('throughout the house', () => {
    const faults = rule.look(house);
    // Printed with its reason, so that whoever breaks it learns why it is there.
    expect(faults.length === 0 ? '' : `${rule.why}\n${faults.join('\n')}`).toBe('');
  });

  test.each(rule.broken.map((files, index) => [index + 1, files] as const))(
    'or it is noticed (example %i)',
    (_index, files) => {
      expect(rule.look(plant(files))).not.toEqual([]);
    },
  );

  test('and what only looks like a fault is let through', () => {
    expect(rule.look(plant(rule.fine ?? {}))).toEqual([]);
  });
});

test('the whole house was looked at', () => {
  expect(house.length).toBeGreaterThan(50);
  expect(house.filter(({ imports }) => imports.length > 0).length).toBeGreaterThan(50);
  expect(house.map(({ path }) => path)).toContain('src/config/env.ts');
});
