import type { TemplatePart } from '../../../contract/templates.ts';

/** What each part of a template is called. */
export const partNames: Readonly<Record<TemplatePart, string>> = {
  subject: 'Subject of the e-mail',
  text: 'Text of the e-mail',
  sms: 'Text message',
};
