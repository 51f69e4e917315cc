import { describe, expect, test } from '@jest/globals';
import { SAMPLE_FIELDS, TemplateKind, USUAL_WORDS } from '../domain/notices/template-words.ts';
import { partsOf, previewOf, renderMail, renderText } from './render.ts';

describe('the words of a notice', () => {
  test.each(TemplateKind.options)(
    'of the kind %s can be rendered, with and without what may be empty',
    (kind) => {
      expect(previewOf(USUAL_WORDS[kind], 'Brightwick').faults).toEqual([]);
      const bare = { ...SAMPLE_FIELDS, name: '', link: '', code: '' };
      const { text, html } = renderMail(USUAL_WORDS[kind], bare);
      expect(text).not.toMatch(/here:|Hello/);
      expect(html).not.toMatch(/<a /);
      expect(renderText(USUAL_WORDS[kind].sms, bare)).not.toMatch(/Reply/);
    },
  );

  test('never lets what people wrote become markup', () => {
    const fields = { ...SAMPLE_FIELDS, text: '<script>alert("x")</script>\nsecond line', subject: 'A & B' };
    const { html, text } = renderMail(USUAL_WORDS.notice, fields);
    expect(text).toContain('<script>');
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('<br>');
  });

  test('name a field that there is not only once: the preview says so, and shows the parts that work', () => {
    const preview = previewOf(
      { subject: 'Hello {{ nmae }}', text: '{{ text }}', sms: '{{ code | loud }}' },
      'B',
    );
    expect(preview.faults).toEqual([
      expect.stringMatching(/^subject: .*nmae/),
      expect.stringMatching(/^sms: .*loud/),
    ]);
    expect(preview.text).toBe(SAMPLE_FIELDS.text);
  });

  test('are the business’s own where it has some, and the usual ones for the rest', () => {
    const parts = partsOf('notice', { notice: { subject: 'Urgent: {{ subject }}' } });
    expect(parts).toEqual({ ...USUAL_WORDS.notice, subject: 'Urgent: {{ subject }}' });
  });
});
