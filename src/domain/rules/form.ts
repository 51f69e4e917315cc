import { choicesOf, fieldOf, OPERATORS, type Field } from './fields.ts';
import type { Fault, Form, FormPart, Names, Rule, Trigger } from './rule.ts';

/** From the sentence-like form to the condition in CEL. */

/** The condition that this form means; empty when it has no parts. */
export function celOf(form: Form): string {
  const parts = form.parts.map(celOfPart);
  return parts.join(form.join === 'all' ? ' && ' : ' || ');
}

function celOfPart({ field, operator, value }: FormPart): string {
  const written = typeof value === 'string' ? JSON.stringify(value) : String(value);
  switch (operator) {
    case 'is':
      return `${field} == ${written}`;
    case 'is-not':
      return `${field} != ${written}`;
    case 'at-least':
      return `${field} >= ${written}`;
    case 'at-most':
      return `${field} <= ${written}`;
    case 'contains':
      // Of a list: whether it holds the word; of a text: whether it is somewhere in it.
      return field === 'case.tags' ? `${written} in ${field}` : `${field}.contains(${written})`;
  }
}

/** The rule with its condition made from its form, where it has one. */
export function withCondition<R extends Pick<Rule, 'form' | 'when'>>(rule: R): R {
  return rule.form === null ? rule : { ...rule, when: celOf(rule.form) };
}

const JS_TYPES = {
  number: 'number',
  text: 'string',
  time: 'string',
  'yes-no': 'boolean',
  list: 'string',
} as const;
const EXPECTED = {
  number: 'a whole number',
  text: 'words',
  time: 'a time such as 18:30',
  'yes-no': 'yes or no',
  list: 'a word',
} as const;

/** What is wrong in a form, part by part. */
export function formFaults(
  rule: { readonly id: string; readonly trigger: Trigger; readonly form: Form | null },
  names: Names,
): readonly Fault[] {
  return (rule.form?.parts ?? []).flatMap((part, index) => {
    const fault = partFault(rule.trigger, part, names);
    return fault === null ? [] : [{ ruleId: rule.id, place: `form.${index}`, offset: null, ...fault }];
  });
}

function partFault(
  trigger: Trigger,
  part: FormPart,
  names: Names,
): { readonly message: string; readonly remedy: string } | null {
  const field = fieldOf(trigger, part.field);
  if (field === null)
    return {
      message: `“${part.field}” is not known when this happens`,
      remedy: 'choose another field, or another beginning of the rule',
    };
  if (!OPERATORS[field.type].includes(part.operator))
    return {
      message: `${field.name} cannot be compared with “${part.operator}”`,
      remedy: `choose one of: ${OPERATORS[field.type].join(', ')}`,
    };
  return valueFault(field, part.value, names);
}

function valueFault(field: Field, value: FormPart['value'], names: Names) {
  const fits =
    typeof value === JS_TYPES[field.type] &&
    (field.type !== 'time' || /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value)));
  if (!fits)
    return {
      message: `${field.name} is compared with ${value === '' ? 'nothing' : `“${String(value)}”`}`,
      remedy: `give ${EXPECTED[field.type]}`,
    };
  const choices = choicesOf(field, names);
  if (choices === null || Object.hasOwn(choices, String(value))) return null;
  return {
    message: `there is no “${String(value)}” that ${field.name} could be`,
    remedy: `choose one of: ${Object.values(choices).join(', ')}`,
  };
}
