import { describe, expect, test } from '@jest/globals';
import { renderText } from '../domain/templates/liquid.ts';
import { partsOf, sampleFields, TemplateKind, USUAL_WORDS } from '../domain/templates/template-words.ts';
import { previewOf, renderMail } from './render.ts';

const SAMPLE_FIELDS = sampleFields('notice', 'text', 'Brightwick');

describe('the words of a notice', () => {
  test.each(TemplateKind.options)(
    'of the kind %s can be rendered, with and without what may be empty',
    (kind) => {
      expect(previewOf(kind, USUAL_WORDS[kind], 'Brightwick')).toMatchObject({ faults: [], hints: [] });
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

  test('that name a field that there is not: the preview says so, and shows the parts that work', () => {
    const wrong = { subject: 'Hello {{ nmae }}', text: '{{ text }}', sms: 'To be\n{{ code | loud }}' };
    const preview = previewOf('notice', wrong, 'B');
    expect(preview.faults).toEqual([
      {
        part: 'subject',
        line: 1,
        message: expect.stringMatching(/^there is no field "nmae"; there are bus/),
      },
      { part: 'sms', line: 2, message: 'there is no filter "loud"' },
    ]);
    expect(preview).toMatchObject({ subject: '', text: SAMPLE_FIELDS.text, html: '', sms: '' });
  });

  test('are previewed as they are sent: a mail has no code, and a text message no link', () => {
    const all = '{{ link }}{{ code }}{{ name }}.';
    const preview = previewOf('notice', { subject: 's', text: all, sms: all }, 'B');
    expect(preview.text).toMatch(/^https:.*\/sampleGrace Okafor\.$/);
    expect(preview.sms).toBe('4821.');
    const { hints } = previewOf('notice', { subject: 's', text: 't', sms: 's' }, 'B');
    expect(hints).toEqual([
      expect.stringMatching(/plain text names no/),
      expect.stringMatching(/nobody can answer/),
    ]);
  });

  test('are the business’s own where it has some, and the usual ones for the rest', () => {
    const parts = partsOf('notice', { notice: { subject: 'Urgent: {{ subject }}' } });
    expect(parts).toEqual({ ...USUAL_WORDS.notice, subject: 'Urgent: {{ subject }}' });
  });
});
