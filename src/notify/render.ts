import type { TemplatePreview } from '../contract/templates.ts';
import { faultsOf, filledIn, hintsOf, liquid, renderText } from '../domain/templates/liquid.ts';
import {
  sampleFields,
  type TemplateFields,
  type TemplateKind,
  type TemplatePart,
  type TemplateParts,
} from '../domain/templates/template-words.ts';

/** Turns templates into the words that somebody reads. */

const html = liquid({ outputEscape: 'escape' });

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** @throws as `renderText` */
export function renderMail(parts: TemplateParts, fields: TemplateFields): RenderedMail {
  const subject = renderText(parts.subject, fields).replace(/\s+/g, ' ');
  const text = renderText(parts.text, fields);
  const lines = text.split(/\n{2,}/).map((paragraph) => paragraph.split('\n'));
  return { subject, text, html: filledIn(html, PAGE, { ...fields, title: subject, lines }) };
}

/** How words would look. A part that is wrong is empty, and the fault says why. */
export function previewOf(kind: TemplateKind, parts: TemplateParts, business: string): TemplatePreview {
  const faults = faultsOf(kind, parts);
  const wrong = (part: TemplatePart) => faults.some((fault) => fault.part === part);
  const shown = (part: TemplatePart): string =>
    wrong(part) ? '' : renderText(parts[part], sampleFields(kind, part, business));
  const [subject, text, sms] = [shown('subject'), shown('text'), shown('sms')];
  const page =
    wrong('subject') || wrong('text') ? '' : renderMail(parts, sampleFields(kind, 'text', business)).html;
  return { subject, text, html: page, sms, faults: [...faults], hints: [...hintsOf(parts)] };
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
