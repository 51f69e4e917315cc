import { z } from 'zod';

/**
 * The words of e-mails and text messages, written in Liquid. A template may use the fields below and no others: a
 * field that there is not is a fault that is shown when it is written, never an empty place in somebody's mail.
 */

export const TemplateKind = z.enum(['notice', 'message', 'approval', 'promise', 'reach-test']);
export type TemplateKind = z.infer<typeof TemplateKind>;

const part = (most: number) => z.string().min(1).max(most);
export const TemplateParts = z.strictObject({ subject: part(300), text: part(10_000), sms: part(1_000) });
export type TemplateParts = z.infer<typeof TemplateParts>;

/** What a business words for itself. */
export const TemplateWords = z.partialRecord(TemplateKind, TemplateParts.partial());
export type TemplateWords = z.infer<typeof TemplateWords>;

export interface TemplateFields {
  readonly business: string;
  /** Of whom it is told; empty when it is not known. */
  readonly name: string;
  readonly subject: string;
  readonly text: string;
  /** Where one says "I have it" with a click; empty when nothing is asked. */
  readonly link: string;
  /** What an SMS reply names; empty when nothing is asked. */
  readonly code: string;
}

export const FIELD_WORDS: Readonly<Record<keyof TemplateFields, string>> = {
  business: 'The name of the business.',
  name: 'The name of whoever is told; empty when it is not known.',
  subject: 'One line that says what it is about.',
  text: 'Everything that is to be said, in plain text.',
  link: 'The address of the page on which one says "I have it"; empty when nothing is asked.',
  code: 'The four digits of a reply by SMS; empty when nothing is asked.',
};

/** What a preview shows. */
export const SAMPLE_FIELDS: TemplateFields = {
  business: 'Brightwick',
  name: 'Grace Okafor',
  subject: 'Case BRI-1042: refund of £80.00 for Mrs Byrne',
  text: 'Nobody has had this case for two hours. Mrs Byrne waits for an answer by 15:00.',
  link: 'https://calls.example.com/ack/sample',
  code: '4821',
};

const GREETING = '{% if name != "" %}Hello {{ name }},\n\n{% endif %}';
const CLICK = '{% if link != "" %}\n\nSay "I have it" here: {{ link }}{% endif %}';
const REPLY = '{% if code != "" %} Reply Y {{ code }} to take it, N {{ code }} if you cannot.{% endif %}';

/** What is said where a business has no words of its own. */
export const USUAL_WORDS: Readonly<Record<TemplateKind, TemplateParts>> = {
  notice: {
    subject: '{{ business }}: {{ subject }}',
    text: `${GREETING}{{ text }}${CLICK}`,
    sms: `{{ business }}: {{ subject }}.${REPLY}`,
  },
  message: {
    subject: 'Message for you: {{ subject }}',
    text: `${GREETING}{{ text }}${CLICK}`,
    sms: `{{ business }}: {{ text }}${REPLY}`,
  },
  approval: {
    subject: 'Please decide: {{ subject }}',
    text: `${GREETING}{{ text }}{% if link != "" %}\n\nSay that you are looking at it: {{ link }}\nThe decision itself is made in Deskbell, or by key when it rings you.{% endif %}`,
    sms: `{{ business }}: please decide: {{ subject }}.{% if code != "" %} Reply Y {{ code }} if you are looking at it, N {{ code }} if you cannot.{% endif %}`,
  },
  promise: {
    subject: 'Promise at risk: {{ subject }}',
    text: `${GREETING}{{ text }}${CLICK}`,
    sms: `{{ business }}: {{ subject }}.${REPLY}`,
  },
  'reach-test': {
    subject: '{{ business }}: can we reach you here?',
    text: `${GREETING}This is a test of whether Deskbell can reach you by e-mail. Nothing has happened.${CLICK}`,
    sms: '{{ business }}: a test of whether Deskbell can reach you by SMS.{% if code != "" %} Reply Y {{ code }} to confirm.{% endif %}',
  },
};

/** Which words a notice is told in. */
export function templateFor(about: string): TemplateKind {
  switch (about) {
    case 'messages':
      return 'message';
    case 'approvals':
      return 'approval';
    case 'promises':
      return 'promise';
    case 'reach-tests':
      return 'reach-test';
    default:
      return 'notice';
  }
}
