import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING } from '../../../test/harness/given.ts';
import { decideTemplates } from './decide.ts';
import { evolveTemplates } from './evolve.ts';
import type { TemplatesCommand, TemplatesEvent } from './template.ts';

const rules = {
  name: 'templates',
  initial: { status: 'none' as const },
  decide: decideTemplates,
  evolve: evolveTemplates,
};
const by = { kind: 'person', personId: 'grace', name: 'Grace Okafor' } as const;
const words = { notice: { subject: 'Urgent: {{ subject }}' } };
const save = (more: Partial<TemplatesCommand> = {}): TemplatesCommand => ({
  ...{ type: 'SaveTemplates', by, asOf: 0, words },
  ...more,
});
const saved = (version: number): TemplatesEvent => ({
  type: 'TemplatesSaved',
  businessId: 'it',
  saved: { version, at: MONDAY_MORNING, by, words },
});

describe('saving the words of a business', () => {
  test('adds a version; the ones before stay', () => {
    given(rules)
      .when(save(), { facts: null })
      .then({ events: [saved(1)] });
    const after = given(rules, saved(1)).when(save({ asOf: 1, words: {} }), { facts: null });
    expect(after.thenState()).toMatchObject({
      versions: [
        { version: 1, words },
        { version: 2, words: {} },
      ],
    });
  });

  test('is refused when somebody saved meanwhile, and says who and that nothing is lost', () => {
    const { answer } = given(rules, saved(1)).when(save(), { facts: null });
    expect(answer).toMatchObject({
      refused: 'templates-changed',
      reason: expect.stringMatching(/^Grace Okafor saved version 1 while you .* still here/),
    });
    given(rules)
      .when(save({ asOf: 3 }), { facts: null })
      .thenRefused('version-unknown');
  });

  test('is refused for words that cannot be sent, with their kind, part and line', () => {
    const wrong = { message: { text: 'Hello\n{{ nmae }}' }, notice: { sms: '{{ code | loud }}' } };
    const { answer } = given(rules).when(save({ words: wrong }), { facts: null });
    expect(answer).toMatchObject({
      refused: 'template-wrong',
      reason: expect.stringMatching(
        /^“Case or call”, the text message, line 1: .*\. “Message”, the text of the e-mail, line 2: there is no field "nmae"/,
      ),
    });
  });
});
