import { expect, test } from '@jest/globals';
import { Faults } from './faults.ts';

test('nothing is wrong until something is set', () => {
  const faults = new Faults();
  expect(faults.nextRestFault('POST', '/Calls.json')).toBe('none');
  expect(faults.hitsCallback('drop')).toBe(false);
});

test('a count hits exactly the next requests, then no more', () => {
  const faults = new Faults();
  faults.set({ rest: { status429: 1, lostResponse: 1 } });
  const row = [1, 2, 3].map(() => faults.nextRestFault('POST', '/Calls.json'));
  expect(row).toEqual(['429', 'lost-response', 'none']);
});

test('a pattern hits only requests whose method and path match', () => {
  const faults = new Faults();
  faults.set({ rest: { status500: { match: '^POST .*/Participants', count: 1 } } });
  expect(faults.nextRestFault('GET', '/Conferences/CF1/Participants.json')).toBe('none');
  expect(faults.nextRestFault('POST', '/Calls.json')).toBe('none');
  expect(faults.nextRestFault('POST', '/Conferences/CF1/Participants.json')).toBe('500');
  expect(faults.nextRestFault('POST', '/Conferences/CF1/Participants.json')).toBe('none');
});

test('a share hits about that many, the same ones for the same seed', () => {
  const row = (seed: number): boolean[] => {
    const faults = new Faults();
    faults.set({ callbacks: { duplicate: 0.5 }, seed });
    return Array.from({ length: 200 }, () => faults.hitsCallback('duplicate'));
  };
  expect(row(3)).toEqual(row(3));
  expect(row(3)).not.toEqual(row(4));
  const hits = row(3).filter(Boolean).length;
  expect(hits).toBeGreaterThan(60);
  expect(hits).toBeLessThan(140);
});

test.each([
  [{ callbacks: { drop: 2 } }],
  [{ rest: { timeout: -1 } }],
  [{ rest: { status429: { match: '(', count: 1 } } }],
  [{ colour: 'red' }],
])('%j is refused', (settings) => {
  expect(() => new Faults().set(settings as never)).toThrow();
});
