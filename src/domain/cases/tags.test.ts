import { describe, expect, test } from '@jest/globals';
import { changedTags, LONGEST_TAG, MOST_TAGS } from './tags.ts';

const many = Array.from({ length: MOST_TAGS - 1 }, (_, index) => `tag ${index}`);
const changed = (now: readonly string[], add: readonly string[], remove: readonly string[] = []) =>
  changedTags(now, { add, remove }, true);

describe('tags of a case', () => {
  test('are tidied, and none is there twice, whatever its capitals', () => {
    expect(changed(['VIP'], [' #Rang  again ', 'rang again', 'vip', '', '#'])).toEqual({
      added: ['Rang again'],
      removed: [],
    });
    expect(changed([], ['x'.repeat(LONGEST_TAG + 5)])).toMatchObject({ added: ['x'.repeat(LONGEST_TAG)] });
  });

  test('are taken away whatever their capitals; one that is added at the same time stays', () => {
    expect(changed(['VIP', 'Legal'], ['legal'], ['vip', '#LEGAL', 'unknown'])).toEqual({
      added: [],
      removed: ['VIP'],
    });
  });

  test('are so many and no more: a person is told, a rule adds what there is room for', () => {
    expect(changed(many, ['one more'])).toMatchObject({ added: ['one more'] });
    expect(changed(many, ['one more', 'and another'])).toMatchObject({ refused: 'too-many-tags' });
    expect(changed(many, ['one more', 'and another'], ['tag 0'])).toMatchObject({ removed: ['tag 0'] });
    expect(changedTags(many, { add: ['one more', 'and another'], remove: [] }, false)).toMatchObject({
      added: ['one more'],
    });
    // One that was there before the number was bounded is not pushed out.
    expect(changedTags([...many, 'a', 'b'], { add: ['c'], remove: [] }, false)).toEqual({
      added: [],
      removed: [],
    });
  });
});
