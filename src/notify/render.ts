import { Liquid } from 'liquidjs';
import type { TemplatePreview } from '../contract/notices.ts';
import {
  SAMPLE_FIELDS,
  USUAL_WORDS,
  type TemplateFields,
  type TemplateKind,
  type TemplateParts,
  type TemplateWords,
} from '../domain/notices/template-words.ts';

/** Turns templates into the words that somebody reads. */

const limits = { memoryLimit: 1_000_000, renderLimit: 500, parseLimit: 20_000 };
const strict = { strictVariables: true, strictFilters: true, ownPropertyOnly: true, ...limits };
const plain = new Liquid(strict);
const html = new Liquid({ ...strict, outputEscape: 'escape' });

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function partsOf(kind: TemplateKind, own: TemplateWords): TemplateParts {
  return { ...USUAL_WORDS[kind], ...own[kind] };
}

/** @throws Error in words when the template names a field that there is not, or is no Liquid */
export function renderText(template: string, fields: TemplateFields): string {
  return rendered(plain, template, fields).trim();
}

/** @throws as `renderText` */
export function renderMail(parts: TemplateParts, fields: TemplateFields): RenderedMail {
  const subject = renderText(parts.subject, fields).replace(/\s+/g, ' ');
  const text = renderText(parts.text, fields);
  const lines = text.split(/\n{2,}/).map((paragraph) => paragraph.split('\n'));
  return { subject, text, html: rendered(html, PAGE, { ...fields, title: subject, lines }) };
}

/** The package calls its result anything; with these settings it is text. */
function rendered(engine: Liquid, template: string, fields: object): string {
  return String(engine.parseAndRenderSync(template, fields));
}

/** How words would look. A part that cannot be rendered is empty, and the fault says why. */
export function previewOf(parts: TemplateParts, business: string): TemplatePreview {
  const faults: string[] = [];
  const fields = { ...SAMPLE_FIELDS, business };
  const attempt = (part: keyof TemplateParts): string => {
    try {
      return renderText(parts[part], fields);
    } catch (error) {
      faults.push(`${part}: ${error instanceof Error ? error.message : String(error)}`);
      return '';
    }
  };
  const [subject, text, sms] = [attempt('subject'), attempt('text'), attempt('sms')];
  const page = faults.length > 0 ? '' : renderMail(parts, fields).html;
  return { subject, text, html: page, sms, faults };
}

/** Simple enough for every mail program; the link is a line of its own and a button. */
const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1c2230">
{% for paragraph in lines %}<p style="margin:0 0 16px">{% for line in paragraph %}{{ line }}{% unless forloop.last %}<br>{% endunless %}{% endfor %}</p>
{% endfor %}{% if link != "" %}<p style="margin:0 0 16px"><a href="{{ link }}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f4fd8;color:#ffffff;text-decoration:none">I have it</a></p>
{% endif %}</body>
</html>`;
