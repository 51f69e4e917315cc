import type { By } from '../../kernel/by.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { MINUTE } from '../../kernel/duration.ts';
import type { Action, Names, Rule } from '../rules/rule.ts';
import { actionWords, sentenceOf } from '../rules/sentence.ts';
import { notify, ruleWords } from './deeds-tell.ts';
import type { AppliedRule, Deed, Occasion, OccasionFacts } from './rule-run.ts';

/** From the actions of a rule that applies to commands for those who do them. */

export interface Matter {
  readonly caseId: string;
  /** Null: opened by a rule on this very occasion. */
  readonly number: string | null;
  readonly topic: string | null;
  readonly owner: OccasionFacts['queue'];
}

export interface Doing {
  readonly rule: Rule;
  readonly by: By & { kind: 'rule' };
  readonly why: string;
  readonly names: Names;
  readonly occasion: Occasion;
  readonly facts: OccasionFacts;
}

/** What an action comes to: deeds, the sentence of what is done, and the case that later actions are about. */
export interface Outcome {
  readonly deeds: readonly Deed[];
  readonly done: string;
  readonly matter: Matter | null;
}

/** What a rule comes to, and the case that later rules are about. */
export function applyRule(
  rule: Rule,
  version: number,
  names: Names,
  occasion: Occasion,
  facts: OccasionFacts,
  before: Matter | null,
): { readonly applied: AppliedRule; readonly matter: Matter | null } {
  const by = { kind: 'rule', rule: rule.name, version } as const;
  const why = sentenceOf(rule, names);
  const doing: Doing = { rule, by, why, names, occasion, facts };
  let matter = before;
  const outcomes = rule.actions.map((action, index) => {
    const outcome = act(action, index, doing, matter);
    matter = outcome.matter;
    return { kind: action.do, ...outcome };
  });
  return {
    matter,
    applied: {
      ruleId: rule.id,
      rule: rule.name,
      version,
      deeds: outcomes.flatMap(({ deeds }) => deeds),
      done: outcomes.map(({ done }) => done),
      kinds: outcomes.filter(({ deeds }) => deeds.length > 0).map(({ kind }) => kind),
      caseId: matter?.caseId ?? occasion.caseId,
      why,
    },
  };
}

function act(action: Action, index: number, doing: Doing, matter: Matter | null): Outcome {
  const { by, why, names, occasion, facts } = doing;
  const words = sentence(actionWords(action, names));
  const only = (deed: Deed): Outcome => ({ deeds: [deed], done: words, matter });
  const not = (because: string): Outcome => ({
    deeds: [],
    done: `Not done: ${actionWords(action, names)}. ${because}`,
    matter,
  });
  const noCase = 'There is no open case about it.';
  switch (action.do) {
    case 'open-case':
      return openCase(action, doing, matter, words);
    case 'set-severity': {
      if (matter === null) return not(noCase);
      const { severity, tier } = action;
      return only({
        do: 'set-severity',
        caseId: matter.caseId,
        command: { type: 'SetSeverity', by, asOf: null, severity, tier, why },
      });
    }
    case 'tag':
      if (matter === null) return not(noCase);
      return only({
        do: 'tag',
        caseId: matter.caseId,
        command: { type: 'TagCase', by, add: action.tags, remove: [] },
      });
    case 'escalate-case': {
      if (matter === null) return not(noCase);
      const { pathway } = action;
      return only({
        do: 'escalate-case',
        caseId: matter.caseId,
        command: { type: 'EscalateCase', by, asOf: null, pathway, reason: ruleWords(doing), formal: false },
      });
    }
    case 'raise-priority':
      if (occasion.entryId === null) return not('Nobody waits.');
      return only({
        do: 'raise-priority',
        entryId: occasion.entryId,
        seconds: action.seconds,
        why: ruleWords(doing),
      });
    case 'also-ring':
      if (occasion.entryId === null) return not('Nobody waits.');
      return only({
        do: 'also-ring',
        entryId: occasion.entryId,
        queue: action.queue,
        why: ruleWords(doing),
      });
    case 'escalate-call':
      if (occasion.callId === null) return not('There is no call.');
      return only({ do: 'escalate-call', callId: occasion.callId, why: ruleWords(doing) });
    case 'notify':
      return notify(action, index, doing, matter, words, not);
    case 'promise': {
      const { what, words: said, dueMinutes } = action;
      const { number } = facts.customer;
      if (number === null && what !== 'action') return not('The customer’s number is not known.');
      const dueAt = occasion.at + dueMinutes * MINUTE;
      return only({
        do: 'promise',
        promiseId: `${occasion.runId}.${doing.rule.id}.p${index + 1}`,
        command: {
          type: 'MakePromise',
          businessId: occasion.businessId,
          caseId: matter?.caseId ?? null,
          callId: occasion.callId,
          what,
          words: said,
          dueAt,
          to: facts.customer,
          by,
          owner: matter?.owner ?? facts.queue,
          warnBeforeMs: Math.min(15 * MINUTE, Math.floor((dueMinutes * MINUTE) / 4)),
          why,
        },
      });
    }
    default:
      return assertNever(action);
  }
}

function openCase(
  action: Extract<Action, { do: 'open-case' }>,
  doing: Doing,
  matter: Matter | null,
  words: string,
): Outcome {
  const { by, why, names, occasion, facts } = doing;
  const { topic, reason, severity, tier, tags } = action;
  const sameTopic = topic === null || matter?.topic === null || matter?.topic === topic;
  // An open case about the same matter is not opened twice: it takes over what the rule says of it.
  if (matter !== null && sameTopic) {
    const { caseId, number } = matter;
    const deeds: readonly Deed[] = [
      ...(severity === null && tier === null
        ? []
        : [
            {
              do: 'set-severity' as const,
              caseId,
              command: { type: 'SetSeverity' as const, by, asOf: null, severity, tier, why },
            },
          ]),
      ...(tags.length === 0 ? [] : [tagged(caseId, tags, by)]),
    ];
    return {
      deeds,
      done: `${number === null ? 'The case was opened already' : `Case ${number} is open already`}: what the rule says of it holds for that one.`,
      matter,
    };
  }
  const caseId = facts.newCaseId;
  const command: Extract<Deed, { do: 'open-case' }>['command'] = {
    type: 'OpenCase',
    businessId: occasion.businessId,
    by,
    callId: occasion.callId,
    customer: facts.customer,
    topic,
    reason,
    severity,
    tier,
    summary: '',
    why: ruleWords(doing),
    owner: null,
    firstRingAt: null,
  };
  const queue = topic === null ? undefined : names.queues[topic];
  const owner =
    topic === null || queue === undefined ? facts.queue : { kind: 'queue' as const, id: topic, name: queue };
  return {
    deeds: [{ do: 'open-case', caseId, command }, ...(tags.length === 0 ? [] : [tagged(caseId, tags, by)])],
    done: words,
    matter: { caseId, number: null, topic, owner },
  };
}

function tagged(caseId: string, tags: readonly string[], by: By): Deed {
  return { do: 'tag', caseId, command: { type: 'TagCase', by, add: tags, remove: [] } };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
