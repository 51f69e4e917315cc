import type { LadderCommand, LadderEvent } from '../domain/ladders/ladder.ts';
import type { NoticeCommand } from '../domain/notices/notice.ts';
import type { CallCommand } from '../domain/calls/commands.ts';
import type { CaseCommand } from '../domain/cases/case-words.ts';
import type { PromiseCommand } from '../domain/promises/promise.ts';
import type { QueueCommand } from '../domain/queues/queue-entry.ts';
import type { RoutingCommand } from '../domain/routing/routing.ts';
import { occasionOf, OCCASION_TYPES } from '../domain/rule-runs/occasions.ts';
import type { Deed, RuleRunCommand, RuleRunEvent } from '../domain/rule-runs/rule-run.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Event, Message } from '../kernel/decision.ts';

/** If/then rules: what happens is told to them, and what they decide is told to those who do it. */

const cases = (id: string, command: CaseCommand): Message => ({ noun: 'cases', id, command });

const ruleRuns = (id: string, command: RuleRunCommand): Message => ({ noun: 'rule-runs', id, command });

const considered = (event: Event): readonly Message[] => {
  const occasion = occasionOf(event);
  if (occasion === null) return [];
  return [ruleRuns(occasion.runId, { type: 'ConsiderRules', occasion })];
};

const applied = (event: Extract<RuleRunEvent, { type: 'RuleApplied' }>): readonly Message[] => {
  const { caseId, rule, version, done, deeds, why, runId } = event;
  const told = cases(caseId ?? '', {
    type: 'TellCase',
    kind: 'rule',
    text: `The rule “${rule}” (version ${version}): ${done.join(' ')}`,
    why,
    ref: { noun: 'rule-runs', id: runId },
  });
  return [...deeds.map(messageOf), ...(caseId === null ? [] : [told])];
};

function messageOf(deed: Deed): Message {
  switch (deed.do) {
    case 'open-case':
    case 'set-severity':
    case 'escalate-case':
    case 'tag':
      return cases(deed.caseId, deed.command);
    case 'raise-priority': {
      const { seconds, why } = deed;
      const command: QueueCommand = { type: 'RaisePriority', seconds, why };
      return { noun: 'queues', id: deed.entryId, command };
    }
    case 'also-ring': {
      const command: RoutingCommand = { type: 'WidenSearch', into: deed.queue };
      return { noun: 'routing', id: deed.entryId, command };
    }
    case 'escalate-call': {
      const command: CallCommand = { type: 'EscalateWait', pathway: 'hierarchical', reason: deed.why };
      return { noun: 'calls', id: deed.callId, command };
    }
    case 'climb': {
      const command: LadderCommand = { type: 'BeginClimb', ...deed.wanted };
      return { noun: 'ladders', id: deed.wanted.climbId, command };
    }
    case 'notice': {
      const command: NoticeCommand = { type: 'SendNotice', ...deed.wanted };
      return { noun: 'notices', id: deed.id, command };
    }
    case 'promise':
      return { noun: 'promises', id: deed.promiseId, command: deed.command satisfies PromiseCommand };
    default:
      return assertNever(deed);
  }
}

/** Who says "I have it" to a rule's news of a case takes the case, before the case hears that its own ladder did not ask. */
export const RULE_LADDERS: Readonly<Record<string, (event: Event) => readonly Message[]>> = {
  ClimbAcknowledged: (event) => {
    const { climbId, about, personId, name, late } = event as Extract<
      LadderEvent,
      { type: 'ClimbAcknowledged' }
    >;
    if (!climbId.includes('.rules-') || about.noun !== 'cases' || late) return [];
    return [cases(about.id, { type: 'TakeCase', by: { kind: 'person', personId, name }, asOf: null })];
  },
};

export const RULES: Readonly<Record<string, (event: Event) => readonly Message[]>> = {
  ...Object.fromEntries(OCCASION_TYPES.map((type) => [type, considered])),
  RuleApplied: (event) => applied(event as Extract<RuleRunEvent, { type: 'RuleApplied' }>),
};
