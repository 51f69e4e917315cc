import { expect, test } from '@jest/globals';
import {
  ana,
  began,
  begin,
  chosen,
  knowing,
  over,
  person,
  rung,
  tom,
  when,
  why,
} from './search-for-tests.ts';

const owner = person('tom', 1, { openCase: 'BRI-1042' });

test('whoever has the caller’s open case is rung first, though somebody else has been free longer', () => {
  const { answer } = when([], begin(), knowing(ana, owner));
  expect(rung(answer)).toEqual(['tom']);
  expect(why(answer)).toBe("Tom has this caller's open case BRI-1042, and is free.");
  expect(rung(when([], begin(), knowing(ana, tom)).answer)).toEqual(['ana']);
});

test('alone, also where otherwise all are rung at once', () => {
  expect(rung(when([], begin({ strategy: 'ring-all' }), knowing(ana, owner)).answer)).toEqual(['tom']);
});

test('only if they are free, and once: then the others are rung', () => {
  expect(rung(when([], begin(), knowing(ana, { ...owner, presence: 'on-a-call' })).answer)).toEqual(['ana']);
  expect(rung(when([began(), chosen('tom', 1)], over('tom', 1), knowing(ana, owner)).answer)).toEqual([
    'ana',
  ]);
});

test('not where particular people were asked for', () => {
  expect(rung(when([], begin({ only: ['ana'] }), knowing(ana, owner)).answer)).toEqual(['ana']);
});
