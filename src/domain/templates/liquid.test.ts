import { describe, expect, test } from '@jest/globals';
import { faultsOf, faultWords, renderText } from './liquid.ts';
import { sampleFields, TemplateKind, USUAL_WORDS } from './template-words.ts';

const inText = (text: string) => faultsOf('notice', { text }).map(({ line, message }) => ({ line, message }));

describe('what is wrong in a template', () => {
  test.each(TemplateKind.options)('is nothing in the usual words: %s', (kind) => {
    expect(faultsOf(kind, USUAL_WORDS[kind])).toEqual([]);
  });

  test.each([
    ['a field', 'One\n\n{{ nmae }}', 3, /^there is no field "nmae"; there are business, name, subject/],
    ['one in a branch never taken', '{% if link == "x" %}\n{{ lnk }}{% endif %}', 2, /no field "lnk"/],
    ['a filter', '{{ text | loud }}', 1, /^there is no filter "loud"$/],
    ['a tag', 'One\n{% shout %}', 2, /^there is no tag "shout"$/],
    ['an end', 'One\n{% if link %}', 2, /^\{% if link %\} is not closed$/],
    ['a brace', '{{ text }', 1, /is not closed$/],
    ['anything to say', '{% if false %}Hello{% endif %}', null, /^nothing is left of it/],
  ])('is named with its line where there is no %s', (_what, text, line, words) => {
    expect(inText(text)).toEqual([{ line, message: expect.stringMatching(words) }]);
  });

  test('is everything that is wrong, each once', () => {
    expect(inText('{{ a }}{{ b }}\n{{ a }}').map(({ message }) => message.slice(0, 20))).toEqual([
      'there is no field "a',
      'there is no field "b',
    ]);
  });

  test('is that it would never end', () => {
    expect(inText('{% for i in (1..9000000) %}{{ i }}{% endfor %}')).toEqual([
      { line: expect.any(Number), message: 'it would grow too long' },
    ]);
  });

  test.each(['include', 'render', 'layout'])('is that it takes in a file of the server: %s', (tag) => {
    const text = `{% ${tag} 'package.json' %}`;
    expect(inText(text)).toEqual([{ line: 1, message: `there is no tag "${tag}"` }]);
    expect(() => renderText(text, sampleFields('notice', 'text', 'B'))).toThrow(/not found/);
  });

  test('is told with the part that it is in', () => {
    const [fault] = faultsOf('message', { sms: 'Hello\n{{ who }}' });
    expect(fault && faultWords(fault)).toMatch(/^the text message, line 2: there is no field "who"/);
  });
});
