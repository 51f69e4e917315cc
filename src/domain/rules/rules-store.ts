import { z } from 'zod';
import type { Reader } from '../../store/database.ts';
import { nounTable } from '../../store/noun-table.ts';
import type { Business } from '../businesses/business.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { reasonsOf } from '../businesses/reasons-words.ts';
import { peopleOf } from '../people/people-store.ts';
import { rotasOf } from '../rotas/rotas-store.ts';
import { withCondition } from './form.ts';
import { inForce, Rule, RulesState, type Names } from './rule.ts';

const Current = z.object({ version: z.number().int(), rules: z.array(Rule) });
type Current = z.infer<typeof Current>;

export const rulesStore = nounTable<RulesState, 'rules'>({
  table: 'rules',
  parse: (json) => RulesState.parse(json),
  // Every call asks for the rules in force; it need not read all versions that there ever were.
  columns: (state) => ({ current: JSON.stringify(inForce(state, []) satisfies object) }),
});

/** The rules in force; before anybody saved any, those that the business came with. */
export async function rulesOf(reader: Reader, businessId: string): Promise<Current> {
  const row = await reader
    .selectFrom('rules')
    .where('id', '=', businessId)
    .select('current')
    .executeTakeFirst();
  if (row !== undefined) return Current.parse(JSON.parse(row.current));
  return { version: 0, rules: firstRules(await businessOf(reader, businessId)) };
}

/** The rules that the business came with. */
export function firstRules(business: Business): Rule[] {
  return business.rules.map(withCondition);
}

/** What everything of this business is called. */
export async function namesOf(reader: Reader, business: Business): Promise<Names> {
  const people = await peopleOf(reader, business.id);
  const rotas = await rotasOf(reader, [business.id]);
  const queues = Object.fromEntries(business.queues.map(({ key, name }) => [key, name]));
  const topics = Object.fromEntries(business.topics.map(({ key, name }) => [key, name]));
  const roles = new Set(business.staff.map(({ role }) => role));
  return {
    queues,
    topics,
    reasons: Object.fromEntries(reasonsOf(business).map(({ key, name }) => [key, name])),
    people: Object.fromEntries(people.map(({ record }) => [record.id, record.name])),
    // The same key means a role before a queue, and a queue before a topic: as where a ladder's rung names it.
    teams: {
      ...Object.fromEntries(business.topics.map(({ key, name }) => [key, `the experts on ${name}`])),
      ...Object.fromEntries(business.queues.map(({ key, name }) => [key, `the people of ${name}`])),
      ...Object.fromEntries([...roles].map((role) => [role, `the ${role}s`])),
    },
    rotas: Object.fromEntries(rotas.map(({ id, rota }) => [id, rota.plan.name])),
  };
}
