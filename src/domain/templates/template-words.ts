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
export type TemplatePart = keyof TemplateParts;

/** What a business words for itself. */
export const TemplateWords = z.partialRecord(TemplateKind, TemplateParts.partial());
export type TemplateWords = z.infer<typeof TemplateWords>;

/** What each is called, and when it is sent. */
export const KIND_WORDS: Readonly<Record<TemplateKind, { readonly name: string; readonly says: string }>> = {
  notice: { name: 'Case or call', says: 'Somebody is told of a case, a call, or what a rule says.' },
  message: { name: 'Message', says: 'A message was taken for somebody.' },
  approval: { name: 'Approval', says: 'Somebody is asked to decide.' },
  promise: { name: 'Promise', says: 'A promise is about to be broken, or was.' },
  'reach-test': { name: 'Reach test', says: 'Somebody tests whether a person can be reached.' },
};

export const PART_WORDS: Readonly<Record<TemplatePart, string>> = {
  subject: 'the subject of the e-mail',
  text: 'the text of the e-mail',
  sms: 'the text message',
};

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

interface FieldWords {
  readonly says: string;
  /** The parts in which it is ever filled. */
  readonly parts: readonly TemplatePart[];
}

const MAIL = ['subject', 'text'] as const;
export const FIELD_WORDS: Readonly<Record<keyof TemplateFields, FieldWords>> = {
  business: { says: 'The name of the business.', parts: [...MAIL, 'sms'] },
  name: { says: 'The name of whoever is told; empty when it is not known.', parts: MAIL },
  subject: { says: 'One line that says what it is about.', parts: [...MAIL, 'sms'] },
  text: { says: 'Everything that is to be said, in plain text.', parts: [...MAIL, 'sms'] },
  link: {
    says: 'The address of the page on which one says "I have it"; empty when nothing is asked.',
    parts: MAIL,
  },
  code: { says: 'The four digits of a reply by SMS; empty when nothing is asked.', parts: ['sms'] },
};

const SAMPLE_WORDS: Readonly<Record<TemplateKind, Pick<TemplateFields, 'subject' | 'text'>>> = {
  notice: {
    subject: 'Case BRI-1042: refund of £80.00 for Mrs Byrne',
    text: 'Nobody has had this case for two hours. Mrs Byrne waits for an answer by 15:00.',
  },
  message: {
    subject: 'Mrs Byrne, about an order',
    text: 'From Mrs Byrne, +44 7700 900188.\nWhat it is about: the parcel of Monday came open.',
  },
  approval: {
    subject: 'a refund of £80.00 for Mrs Byrne',
    text: 'Ana Silva asks for a refund of £80.00. Mrs Byrne is on the telephone; decide within four minutes.',
  },
  promise: {
    subject: 'Mrs Byrne is to be rung back by 15:00',
    text: 'Mrs Byrne was told: "We ring you back by 15:00." Ten minutes are left.',
  },
  'reach-test': {
    subject: 'this is a test of whether you can be reached',
    text: 'Ana Silva tests whether Deskbell can reach you this way. Nothing has happened.',
  },
};

/** What a part is filled with in a preview: as it is when it is sent, so that what is never filled there is empty. */
export function sampleFields(kind: TemplateKind, part: TemplatePart, business: string): TemplateFields {
  const full: TemplateFields = {
    ...{ business, name: 'Grace Okafor', ...SAMPLE_WORDS[kind] },
    ...{ link: 'https://calls.example.com/ack/sample', code: '4821' },
  };
  const unfilled = Object.entries(FIELD_WORDS).filter(([, { parts }]) => !parts.includes(part));
  return { ...full, ...Object.fromEntries(unfilled.map(([name]) => [name, ''] as const)) };
}

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

/** The words of one kind: a business's own where it has some, the usual ones for the rest. */
export function partsOf(kind: TemplateKind, own: TemplateWords): TemplateParts {
  return { ...USUAL_WORDS[kind], ...own[kind] };
}

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
