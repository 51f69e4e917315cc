import type { Event } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import type { Reader } from '../../store/database.ts';
import type { Business } from '../businesses/business.ts';
import type { KnownCase } from '../cases/case.ts';
import type { Names, Rule, Trigger } from '../rules/rule.ts';
import { namesOf, rulesOf } from '../rules/rules-store.ts';
import { applyRules, isApplied } from './apply.ts';
import { eventsSince, type LoggedEvent } from './history-store.ts';
import { occasionFacts, toldBy, wantedBy } from './occasion-facts.ts';
import { occasionOf, OCCASION_TYPES } from './occasions.ts';
import type { AppliedRule, Occasion, OccasionFacts } from './rule-run.ts';
import { escalationsByRules, runsSince } from './rule-runs-store.ts';

/**
 * A look back: what a draft of the rules would have done in the last days, and what the rules in force do. It only
 * ever reads; nothing is written, nobody is told.
 */

const DAY_MS = 86_400 * SECOND;
export const MOST_EVENTS = 50_000;
/** Longer than this nobody waits for an answer on a page. */
const MOST_MS = 10_000;
/** Calls are answered in between. */
const PAUSE_EVERY_MS = 8;

export interface TriedHit {
  readonly at: number;
  readonly ruleId: string;
  readonly rule: string;
  readonly trigger: Trigger;
  readonly subject: string;
  readonly callId: string | null;
  readonly caseId: string | null;
  readonly actions: readonly string[];
  /** Beside the rules in force: only the draft does it, both do, or only they do. */
  readonly difference: 'new' | 'same' | 'gone';
  /** Whether it was done at the time. */
  readonly happened: boolean;
}

export interface Tried {
  readonly from: number;
  readonly to: number;
  readonly occasions: number;
  readonly cutOff: string | null;
  /** The newest first. */
  readonly hits: readonly TriedHit[];
}

export interface Trying {
  readonly business: Business;
  readonly draft: readonly Rule[];
  readonly days: number;
  /** Epoch ms. */
  readonly now: number;
  /** A case as it was when the log had come to this place; null: there was none yet. */
  readonly caseAsOf: (reader: Reader, id: string, seq: number) => Promise<KnownCase | null>;
  /** For tests; otherwise `MOST_EVENTS`. */
  readonly mostEvents?: number;
}

/** What would have happened, the newest first. */
export async function tryRules(
  reader: Reader,
  { business, draft, days, now, caseAsOf, mostEvents = MOST_EVENTS }: Trying,
): Promise<Tried> {
  const from = now - days * DAY_MS;
  const current = await rulesOf(reader, business.id);
  const names = await namesOf(reader, business);
  const both = [...draft, ...current.rules].filter(({ on }) => on);
  const asked = new Set(both.map(({ trigger }) => trigger));
  const wants = wantedBy(both);
  const events = await eventsSince(reader, { types: OCCASION_TYPES, since: from, limit: mostEvents + 1 });
  const did = new Map(
    (await runsSince(reader, business.id, from, MOST_EVENTS)).map(({ id, run }) => [id, run.applied]),
  );

  const hits: TriedHit[] = [];
  const began = performance.now();
  let pausedAt = began;
  let occasions = 0;
  let cutOff =
    events.length > mostEvents ? cutOffWords(events[mostEvents - 1], `more than ${mostEvents} events`) : null;
  for (const logged of events.slice(0, mostEvents)) {
    const occasion = occasionOf(JSON.parse(logged.data) as Event);
    if (occasion === null || occasion.businessId !== business.id) continue;
    occasions += 1;
    if (!asked.has(occasion.trigger)) continue;
    const elapsed = performance.now();
    if (elapsed - began > MOST_MS) {
      cutOff = cutOffWords(logged, 'more than can be looked at in ten seconds');
      break;
    }
    if (elapsed - pausedAt > PAUSE_EVERY_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      pausedAt = performance.now();
    }
    const facts = await occasionFacts(reader, occasion, {
      business,
      rules: [],
      wants,
      caseThen: (id) => caseAsOf(reader, id, logged.seq),
    });
    if (await broughtAboutByRule(reader, occasion, facts)) continue;
    const would = await applied(
      reader,
      { rules: draft, version: current.version + 1, names },
      occasion,
      facts,
    );
    const does = await applied(reader, { ...current, names }, occasion, facts);
    const done = did.get(occasion.runId) ?? [];
    const hit = (result: AppliedRule, difference: TriedHit['difference']): TriedHit => ({
      at: occasion.at,
      ruleId: result.ruleId,
      rule: result.rule,
      trigger: occasion.trigger,
      subject: facts.subject,
      callId: occasion.callId,
      caseId: occasion.caseId ?? facts.matter?.caseId ?? null,
      actions: result.done,
      difference,
      happened: done.some(({ ruleId }) => ruleId === result.ruleId),
    });
    const same = (one: AppliedRule) => (other: AppliedRule) =>
      one.ruleId === other.ruleId && one.done.join() === other.done.join();
    hits.push(
      ...would.map((result) => hit(result, does.some(same(result)) ? 'same' : 'new')),
      ...does.filter((result) => !would.some(same(result))).map((result) => hit(result, 'gone')),
    );
  }
  return { from, to: now, occasions, cutOff, hits };
}

async function applied(
  reader: Reader,
  set: { readonly version: number; readonly rules: readonly Rule[]; readonly names: Names },
  occasion: Occasion,
  facts: OccasionFacts,
): Promise<readonly AppliedRule[]> {
  const rules = set.rules.filter(({ on, trigger }) => on && trigger === occasion.trigger);
  if (rules.length === 0) return [];
  const told = await toldBy(reader, occasion, rules);
  return applyRules({ ...set, rules }, occasion, { ...facts, told }).filter(isApplied);
}

async function broughtAboutByRule(
  reader: Reader,
  { byRule, reason, callId }: Occasion,
  { madeBy }: OccasionFacts,
): Promise<boolean> {
  if (byRule !== null || madeBy !== null) return true;
  if (reason === null || callId === null) return false;
  return (await escalationsByRules(reader, callId)).includes(reason);
}

function cutOffWords(last: LoggedEvent | undefined, because: string): string {
  const from = last === undefined ? '' : ` Nothing before ${new Date(last.at).toISOString()} was looked at.`;
  return `There is ${because} in this time.${from} Try fewer days.`;
}
