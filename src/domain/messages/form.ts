import { refuse, type Refusal } from '../../kernel/decision.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { Business } from '../businesses/business.ts';
import type { MessageField, MessageForm } from '../businesses/message-forms-words.ts';

/** Which form is used, and whether it is filled in. */

/** Used where a business has written no form that fits: its first queue hears of it. */
export function builtInForm(business: Pick<Business, 'queues'>): MessageForm {
  return {
    key: 'built-in',
    name: 'Message',
    topic: null,
    when: 'always',
    fields: [
      { key: 'name', label: 'Name', type: 'text', required: true, options: [] },
      { key: 'number', label: 'Number', type: 'phone', required: false, options: [] },
      { key: 'about', label: 'What it is about', type: 'long', required: true, options: [] },
    ],
    for: { kind: 'queue', id: business.queues[0]?.key ?? '' },
    ways: ['desk', 'email'],
    chaseMinutes: 30,
    escalateMinutes: 120,
    tellSender: false,
  };
}

/** A form for this topic is used before one for any, and the order in the file decides the rest. */
export function formFor(
  business: Pick<Business, 'messageForms' | 'queues'>,
  topic: string | null,
  open: boolean,
): MessageForm {
  const now = business.messageForms.filter(
    ({ when }) => when === 'always' || when === (open ? 'hours' : 'closed'),
  );
  const fits = topic === null ? undefined : now.find((form) => form.topic === topic);
  return fits ?? now.find((form) => form.topic === null) ?? builtInForm(business);
}

/** What was written, in the order of the form; or what is missing or not as it should be. */
export function filledIn(
  form: MessageForm,
  written: Readonly<Record<string, string>>,
): readonly { readonly key: string; readonly label: string; readonly value: string }[] | Refusal {
  const unknown = Object.keys(written).find((key) => !form.fields.some((field) => field.key === key));
  if (unknown !== undefined) {
    return refuse('field-unknown', `The form "${form.name}" has no field "${unknown}".`);
  }
  const fields: { key: string; label: string; value: string }[] = [];
  for (const field of form.fields) {
    const value = (written[field.key] ?? '').trim();
    if (value === '') {
      if (field.required)
        return refuse('field-missing', `"${field.label}" is needed. Ask the caller for it.`);
      continue;
    }
    const wrong = wrongWith(field, value);
    if (wrong !== null) return refuse('field-wrong', `"${field.label}": ${wrong}`);
    fields.push({ key: field.key, label: field.label, value });
  }
  return fields;
}

function wrongWith({ type, options }: MessageField, value: string): string | null {
  switch (type) {
    case 'text':
    case 'long':
      return null;
    case 'phone':
      return /^\+?[\d\s().-]{5,20}$/.test(value) ? null : 'this is not a telephone number.';
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'this is not an e-mail address.';
    case 'choice':
      return options.includes(value) ? null : `choose one of ${options.join(', ')}.`;
    default:
      return assertNever(type);
  }
}
