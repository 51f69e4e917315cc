import { compileRule } from './conditions.ts';
import { formFaults, withCondition } from './form.ts';
import type { Action, ActionKind, Fault, Names, Rule, Trigger } from './rule.ts';
import { actionWords } from './sentence.ts';

/** Which actions go with which beginning, and what is wrong in a rule. */

const ON_CALL: readonly ActionKind[] = [
  'open-case',
  'set-severity',
  'escalate-case',
  'notify',
  'promise',
  'tag',
];
const ON_WAIT: readonly ActionKind[] = ['raise-priority', 'also-ring', 'escalate-call', ...ON_CALL];
const ON_CASE: readonly ActionKind[] = ['set-severity', 'escalate-case', 'notify', 'promise', 'tag'];

/**
 * A case cannot open another, nor a promise make another: what the clock brings about for ever must not
 * multiply. Nobody waits any more who has hung up, so there is nobody to be rung for.
 */
export const ACTIONS: Readonly<Record<Trigger, readonly ActionKind[]>> = {
  'call-arrived': ON_CALL,
  'joined-queue': ON_WAIT,
  'wait-breached': ON_WAIT,
  'hung-up-waiting': ON_CALL,
  'call-ended': ON_CALL,
  'escalation-began': ON_CALL,
  'case-opened': ON_CASE,
  'case-level': ON_CASE,
  'case-late': ON_CASE,
  'promise-broken': ['open-case', 'set-severity', 'escalate-case', 'notify', 'tag'],
  'message-came': ON_CALL,
};

/** What rules do not do, and where that is done instead. */
export const LIMITS: readonly string[] = [
  'What a rule does never sets off another rule.',
  'A rule acts once on each occasion: once per call that arrives, per wait, per broken promise.',
  'Which queue a caller goes to is decided by the flow: let it branch on who calls. A rule can serve them sooner, or let the people of another queue be rung as well.',
];

/** What is wrong in a rule: each with its place and what to do. */
export function faultsOf(
  rule: Omit<Rule, 'actions'> & { readonly actions: readonly Action[] },
  names: Names,
): readonly Fault[] {
  const inForm = formFaults(rule, names);
  const at = { ruleId: rule.id, offset: null };
  const condition = compileRule(rule.trigger, withCondition(rule).when);
  const inCondition: readonly Fault[] =
    'wrong' in condition && inForm.length === 0
      ? [{ ruleId: rule.id, place: 'when', ...condition.wrong }]
      : [];
  const inActions = rule.actions.flatMap((_action, index): readonly Fault[] =>
    actionFaults(rule.trigger, rule.actions, index, names).map((fault) => ({
      ...at,
      place: `actions.${index}`,
      ...fault,
    })),
  );
  return [...inForm, ...inCondition, ...inActions];
}

interface Wrong {
  readonly message: string;
  readonly remedy: string;
}

function actionFaults(
  trigger: Trigger,
  actions: readonly Action[],
  index: number,
  names: Names,
): readonly Wrong[] {
  const action = actions[index] as Action;
  const does = `“${actionWords(action, names)}”`;
  if (!ACTIONS[trigger].includes(action.do))
    return [
      {
        message: `${does} cannot be done when this happens`,
        remedy: 'take the action out, or choose another beginning of the rule',
      },
    ];
  switch (action.do) {
    case 'open-case':
      return [
        ...unknown(action.topic, names.topics, 'topic'),
        ...unknown(action.reason, names.reasons, 'reason'),
      ];
    case 'also-ring':
      return unknown(action.queue, names.queues, 'queue');
    case 'set-severity':
      return action.severity === null && action.tier === null
        ? [{ message: 'neither a severity nor a tier is given', remedy: 'choose one of them, or both' }]
        : [];
    case 'notify': {
      const whom = action.who.flatMap((member) =>
        member.kind === 'person'
          ? unknown(member.id, names.people, 'person')
          : member.kind === 'team'
            ? unknown(member.key, names.teams, 'team')
            : unknown(member.id, names.rotas, 'rota'),
      );
      const hasCase =
        trigger.startsWith('case-') || actions.slice(0, index).some((before) => before.do === 'open-case');
      return action.acknowledge && !hasCase
        ? [
            ...whom,
            {
              message: `${does} needs a case that somebody can have`,
              remedy: 'put “open a case” before it, or only tell them',
            },
          ]
        : whom;
    }
    default:
      return [];
  }
}

function unknown(
  key: string | null,
  known: Readonly<Record<string, string>>,
  what: string,
): readonly Wrong[] {
  if (key === null || Object.hasOwn(known, key)) return [];
  const choices = Object.keys(known);
  return [
    {
      message: `there is no ${what} “${key}”`,
      remedy:
        choices.length === 0
          ? `choose something else: the business has none`
          : `choose one of: ${choices.join(', ')}`,
    },
  ];
}

/** One fault in words: the rule, the place, what is wrong, and what to do. */
export function faultWords(fault: Fault, rules: readonly Pick<Rule, 'id' | 'name'>[]): string {
  const name = rules.find(({ id }) => id === fault.ruleId)?.name ?? fault.ruleId;
  const [part, index] = fault.place.split('.');
  const place =
    part === 'form'
      ? `part ${Number(index) + 1} of the condition`
      : part === 'actions'
        ? `action ${Number(index) + 1}`
        : `the condition${fault.offset === null ? '' : `, at character ${fault.offset + 1}`}`;
  return `The rule “${name}”, ${place}: ${fault.message}. To put it right: ${fault.remedy}.`;
}
