import { assertNever } from '../../kernel/assert-never.ts';
import { choicesOf, fieldOf, TRIGGERS } from './fields.ts';
import type { Action, FormPart, Names, Rule, Trigger } from './rule.ts';

/** A rule as people read it. */

/** `When a caller joins the queue Billing and it is their third call today, open a case with severity 2.` */
export function sentenceOf(
  rule: Pick<Rule, 'trigger' | 'when' | 'form'> & { readonly actions: readonly Action[] },
  names: Names,
): string {
  const done = rule.actions.map((action) => actionWords(action, names));
  return `When ${beginning(rule, names)}, ${done.length === 0 ? 'do nothing' : list(done, 'and')}.`;
}

function beginning(rule: Pick<Rule, 'trigger' | 'when' | 'form'>, names: Names): string {
  const { words } = TRIGGERS[rule.trigger];
  if (rule.form === null)
    return rule.when.trim() === '' ? words : `${words} and this holds: ${rule.when.trim()}`;
  const { join, parts } = rule.form;
  if (parts.length === 0) return words;
  if (join === 'any' && parts.length > 1)
    return `${words} and ${list(
      parts.map((part) => clauseOf(rule.trigger, part, names)),
      'or',
    )}`;
  const named = parts.find(({ field, operator }) => field === 'wait.queue' && operator === 'is');
  const rest = parts.filter((part) => part !== named);
  const began =
    named === undefined
      ? words
      : inQueue(rule.trigger, names.queues[String(named.value)] ?? String(named.value));
  return [began, ...rest.map((part) => clauseOf(rule.trigger, part, names))].join(' and ');
}

function inQueue(trigger: Trigger, queue: string): string {
  switch (trigger) {
    case 'joined-queue':
      return `a caller joins the queue ${queue}`;
    case 'wait-breached':
      return `a wait in the queue ${queue} passes its target`;
    default:
      return `${TRIGGERS[trigger].words} in the queue ${queue}`;
  }
}

function clauseOf(trigger: Trigger, part: FormPart, names: Names): string {
  const field = fieldOf(trigger, part.field);
  if (field === null) return `${part.field} is “${String(part.value)}”`;
  const special = field.clause?.(part);
  if (special !== undefined && special !== null) return special;
  const value = choicesOf(field, names)?.[String(part.value)] ?? String(part.value);
  const shown = typeof part.value === 'string' && choicesOf(field, names) === null ? `“${value}”` : value;
  switch (part.operator) {
    case 'is':
      return `${field.name} is ${shown}`;
    case 'is-not':
      return `${field.name} is not ${shown}`;
    case 'at-least':
      return `${field.name} is ${shown} or more`;
    case 'at-most':
      return `${field.name} is ${shown} or less`;
    case 'contains':
      return `${field.name} contains ${shown}`;
  }
}

const TIERS = { common: 'common', individual: 'individual', 'high-priority': 'high priority' } as const;
const WAYS = { desk: 'on the desk', phone: 'by telephone', sms: 'by SMS', email: 'by e-mail' } as const;

const named = (reason: string, { reasons }: Names) => `“${reasons[reason] ?? reason}”`;

/** What an action does, in the imperative: `open a case with severity 2`. */
export function actionWords(action: Action, names: Names): string {
  switch (action.do) {
    case 'open-case': {
      const { topic, reason, severity, tier, tags } = action;
      const details = [
        ...(severity === null ? [] : [`severity ${severity}`]),
        ...(tier === null ? [] : [`the tier ${TIERS[tier]}`]),
        ...(reason === null ? [] : [`the reason ${named(reason, names)}`]),
        ...(tags.length === 0 ? [] : [`the tag${tags.length === 1 ? '' : 's'} ${list(tags, 'and')}`]),
      ];
      const about = topic === null ? '' : ` about ${names.topics[topic] ?? topic}`;
      return `open a case${about}${details.length === 0 ? '' : ` with ${list(details, 'and')}`}`;
    }
    case 'set-severity': {
      const { severity, tier } = action;
      return `set ${list(
        [
          ...(severity === null ? [] : [`the severity of the case to ${severity}`]),
          ...(tier === null ? [] : [`the tier of the case to ${TIERS[tier]}`]),
        ],
        'and',
      )}`;
    }
    case 'raise-priority':
      return `serve the caller as if they had waited ${span(action.seconds)} longer`;
    case 'also-ring':
      return `let the people of ${names.queues[action.queue] ?? action.queue} be rung as well`;
    case 'escalate-call':
      return 'ring a manager for the caller';
    case 'escalate-case':
      return action.pathway === 'functional'
        ? 'escalate the case to somebody who knows'
        : 'escalate the case to somebody who may decide';
    case 'notify': {
      const whom = list(whoNames(action.who, names), 'and');
      const ways = list(
        action.ways.map((way) => WAYS[way]),
        'and',
      );
      return `tell ${whom} ${ways}${action.acknowledge ? ' until somebody says “I have it”' : ''}`;
    }
    case 'promise': {
      const what = {
        'call-back': 'a call-back',
        update: 'an update',
        answer: 'an answer',
        action: 'an action',
      };
      return `promise ${what[action.what]} within ${span(action.dueMinutes * 60)}`;
    }
    case 'tag':
      return `tag the case ${list(
        action.tags.map((tag) => `“${tag}”`),
        'and',
      )}`;
    default:
      return assertNever(action);
  }
}

/** `the managers`, `Grace Okafor`, `whoever is on call (Nights)` */
export function whoNames(who: Extract<Action, { do: 'notify' }>['who'], names: Names): readonly string[] {
  return who.map((member) => {
    switch (member.kind) {
      case 'person':
        return names.people[member.id] ?? member.id;
      case 'team':
        return names.teams[member.key] ?? member.key;
      case 'rota':
        return `whoever is on call (${names.rotas[member.id] ?? member.id})`;
    }
  });
}

/** `a`, `a and b`, `a, b and c` */
export function list(items: readonly string[], last: 'and' | 'or'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`;
}

/** `90 seconds`, `5 minutes`, `2 hours`, `3 days` */
export function span(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const;
  const [size, unit] = units.find(([each]) => seconds >= each && seconds % each === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
