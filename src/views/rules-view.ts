import type {
  RuleHit,
  RuleRow,
  RulesTried,
  RulesVersion as VersionView,
  RulesView,
  RuleTriggerView,
} from '../contract/rules.ts';
import type { Business } from '../domain/businesses/business.ts';
import type { Tried } from '../domain/rule-runs/try-rules.ts';
import { runsSince } from '../domain/rule-runs/rule-runs-store.ts';
import { choicesOf, OPERATORS, TRIGGERS, type Field } from '../domain/rules/fields.ts';
import { ACTIONS, faultsOf, LIMITS } from '../domain/rules/faults.ts';
import { Trigger, type Names, type Rule, type RulesState } from '../domain/rules/rule.ts';
import { firstRules, namesOf, rulesStore } from '../domain/rules/rules-store.ts';
import { sentenceOf, span } from '../domain/rules/sentence.ts';
import { wordsOfBy } from '../kernel/by.ts';
import type { Reader } from '../store/database.ts';

/** The if/then rules of a business as the console and programs read them. */

const MOST_APPLIED = 20;
const MOST_VERSIONS = 50;
const MOST_HITS = 300;

export function ruleRow(rule: Rule, names: Names): RuleRow {
  return { ...rule, sentence: sentenceOf(rule, names), faults: [...faultsOf(rule, names)] };
}

async function stateOf(reader: Reader, businessId: string): Promise<RulesState> {
  return (await rulesStore.load(reader, businessId))?.state ?? { status: 'none' };
}

function versionsOf(state: RulesState, business: Business, names: Names): VersionView[] {
  const first: VersionView = {
    version: 0,
    at: 0,
    by: 'The business came with it',
    rules: firstRules(business).map((rule) => ruleRow(rule, names)),
  };
  const saved = state.status === 'none' ? [] : state.versions;
  const later = saved
    .map(({ version, at, by, rules }): VersionView => ({
      version,
      at,
      by: wordsOfBy(by),
      rules: rules.map((rule) => ruleRow(rule, names)),
    }))
    .toReversed();
  return [...later, first].slice(0, MOST_VERSIONS);
}

/** Everything that the editor needs. */
export async function rulesView(reader: Reader, business: Business): Promise<RulesView> {
  const names = await namesOf(reader, business);
  const [current] = versionsOf(await stateOf(reader, business.id), business, names);
  const runs = await runsSince(reader, business.id, 0, MOST_APPLIED);
  return {
    businessId: business.id,
    businessName: business.name,
    timezone: business.timezone,
    current: current as VersionView,
    triggers: Trigger.options.map((trigger) => triggerView(trigger, names)),
    queues: choices(names.queues),
    topics: choices(names.topics),
    reasons: choices(names.reasons),
    people: choices(names.people),
    teams: choices(names.teams),
    rotas: choices(names.rotas),
    limits: [...LIMITS],
    applied: runs.flatMap(({ run }) =>
      run.applied.map(({ ruleId, rule, version, done }) => ({
        at: run.at,
        ruleId,
        rule,
        version,
        subject: run.subject,
        done: [...done],
        callId: run.callId,
        caseId: run.caseId,
      })),
    ),
  };
}

/** All versions, the newest first. */
export async function rulesHistory(reader: Reader, business: Business): Promise<VersionView[]> {
  const names = await namesOf(reader, business);
  return versionsOf(await stateOf(reader, business.id), business, names);
}

function triggerView(trigger: Trigger, names: Names): RuleTriggerView {
  const { words, fields } = TRIGGERS[trigger];
  return {
    trigger,
    words,
    fields: fields.map((field) => ({
      field: field.field,
      name: field.name,
      says: field.says,
      type: field.type === 'time' ? 'text' : field.type,
      operators: [...OPERATORS[field.type]],
      choices: fieldChoices(field, names),
    })),
    actions: [...ACTIONS[trigger]],
  };
}

function fieldChoices(field: Field, names: Names) {
  const known = choicesOf(field, names);
  return known === null ? null : choices(known);
}

function choices(known: Readonly<Record<string, string>>) {
  return Object.entries(known).map(([value, name]) => ({ value, name }));
}

const CAVEATS = [
  'Cases that the draft would have opened were not opened for this: a later condition on open cases does not see them.',
  'What people would have done differently because of it is not known.',
];

/** What trying a draft came to, in words and rows. */
export function triedView(tried: Tried, draft: readonly Rule[], names: Names, days: number): RulesTried {
  const { from, to, occasions, cutOff, hits } = tried;
  const of = (ruleId: string) => hits.filter((hit) => hit.ruleId === ruleId && hit.difference !== 'gone');
  const count = (difference: RuleHit['difference']) =>
    hits.filter((hit) => hit.difference === difference).length;
  return {
    from,
    to,
    occasions,
    cutOff,
    rules: draft.map((rule) => ({
      ruleId: rule.id,
      rule: rule.name,
      sentence: sentenceOf(rule, names),
      hits: of(rule.id).length,
      new: of(rule.id).filter(({ difference }) => difference === 'new').length,
    })),
    hits: hits.slice(0, MOST_HITS).map((hit) => ({ ...hit, actions: [...hit.actions] })),
    more: Math.max(0, hits.length - MOST_HITS),
    summary: summaryWords({ days, occasions, fresh: count('new'), same: count('same'), gone: count('gone') }),
    caveats: CAVEATS,
  };
}

function summaryWords(of: {
  readonly days: number;
  readonly occasions: number;
  readonly fresh: number;
  readonly same: number;
  readonly gone: number;
}): string {
  const { days, occasions, fresh, same, gone } = of;
  const within = `In the last ${days === 1 ? '24 hours' : span(days * 86_400)}`;
  if (occasions === 0) return `${within} nothing happened that a rule could act on.`;
  if (fresh + same + gone === 0)
    return `${within} there were ${times(occasions, 'occasion')}; no rule would have acted on any of them.`;
  const changed = [
    ...(fresh === 0 ? [] : [`${times(fresh, 'time')} where the rules in force do not`]),
    ...(same === 0
      ? []
      : [`${times(same, 'time')} just as ${fresh === 0 ? 'the rules in force' : 'they'} do`]),
  ];
  const acts =
    changed.length === 0
      ? 'the draft would not have acted'
      : `the draft would have acted ${changed.join(' and ')}`;
  const lost =
    gone === 0 ? '' : ` ${times(gone, 'time')} the rules in force act and the draft would not have.`;
  return `${within} there were ${times(occasions, 'occasion')}; ${acts}.${lost} Nothing was changed by looking.`;
}

function times(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
