import type { RuleAction, RuleDo, RulesView } from '../../../contract/rules.ts';

/** Actions as they are chosen from. */
export const actionNames: Readonly<Record<RuleDo, string>> = {
  'open-case': 'open a case',
  'set-severity': 'set the severity or tier of the case',
  'raise-priority': 'serve the caller sooner',
  'also-ring': 'let the people of another queue be rung as well',
  'escalate-call': 'ring a manager for the caller',
  'escalate-case': 'escalate the case',
  notify: 'tell somebody',
  promise: 'promise the customer something',
  tag: 'tag the case',
};

/** An action as it begins when it is added. */
export function newAction(what: RuleDo, view: RulesView): RuleAction {
  switch (what) {
    case 'open-case':
      return { do: what, topic: null, reason: null, severity: null, tier: null, tags: [] };
    case 'set-severity':
      return { do: what, severity: 2, tier: null };
    case 'raise-priority':
      return { do: what, seconds: 120 };
    case 'also-ring':
      return { do: what, queue: view.queues[0]?.value ?? '' };
    case 'escalate-call':
      return { do: what };
    case 'escalate-case':
      return { do: what, pathway: 'hierarchical' };
    case 'notify':
      return {
        do: what,
        who: [{ kind: 'team', key: 'manager' }],
        ways: ['desk'],
        acknowledge: false,
        patienceSeconds: 300,
        text: 'Please look at this.',
      };
    case 'promise':
      return { do: what, what: 'call-back', words: 'We ring you back within two hours.', dueMinutes: 120 };
    case 'tag':
      return { do: what, tags: ['watched'] };
  }
}
