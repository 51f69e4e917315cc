import { describe, expect, test } from '@jest/globals';
import { remembering } from './remembering.ts';

describe('a stored text', () => {
  test('is checked once, however often it is read, and another text is another state', () => {
    let checked = 0;
    const read = remembering((json) => {
      checked += 1;
      return json;
    });
    expect([read('{"a":1}'), read('{"a":1}'), read('{"a":2}')]).toEqual([{ a: 1 }, { a: 1 }, { a: 2 }]);
    expect(checked).toBe(2);
  });

  test('gives what nobody can change for the others', () => {
    const read = remembering((json) => json as { inside: string[] });
    expect(() => read('{"inside":["a"]}').inside.push('b')).toThrow(TypeError);
    expect(read('{"inside":["a"]}')).toEqual({ inside: ['a'] });
  });

  test('that cannot be read fails each time', () => {
    const read = remembering((json) => json);
    expect(() => read('{')).toThrow(SyntaxError);
    expect(() => read('{')).toThrow(SyntaxError);
  });

  test('is read rightly after more texts than are remembered', () => {
    const read = remembering((json) => json);
    for (let number = 0; number < 1_000; number += 1) expect(read(String(number))).toBe(number);
    expect(read('0')).toBe(0);
  });
});
