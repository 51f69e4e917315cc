import { Router } from 'express';
import { z } from 'zod';
import * as contract from '../../contract/rules.ts';
import type { Engine } from '../../engine/engine.ts';
import { byOf } from '../../http/by.ts';
import { HttpProblem } from '../../http/problems.ts';
import { route } from '../../http/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../store/database.ts';
import { caseAsOf } from '../../views/case-as-of.ts';
import { rulesHistory, rulesView, triedView } from '../../views/rules-view.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { tryRules } from '../rule-runs/try-rules.ts';
import { faultsOf, faultWords } from './faults.ts';
import { withCondition } from './form.ts';
import type { Fault, Names, Rule, RulesCommand } from './rule.ts';
import { namesOf } from './rules-store.ts';
import { sentenceOf } from './sentence.ts';

const OfBusiness = z.object({ business: z.string() });
const business = ({ params }: { readonly params: { readonly business: string } }) => params.business;

/** Reading, checking, trying out and saving the if/then rules of a business, for those who lead it. */
export function ruleRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
}): Router {
  const { engine, database, clock } = parts;
  const { reader } = database;
  const router = Router();

  router.get(
    '/rules/:business',
    route({
      permission: 'rule.see',
      says: 'The if/then rules in force, what they may look at and do, and what they did last.',
      answers: contract.RulesView,
      params: OfBusiness,
      business,
      do: async ({ params }) => rulesView(reader, await businessOf(reader, params.business)),
    }),
  );

  router.get(
    '/rules/:business/history',
    route({
      permission: 'rule.see',
      says: 'Every version of the rules that was saved, the newest first.',
      answers: contract.RulesHistory,
      params: OfBusiness,
      business,
      do: async ({ params }) => ({
        versions: await rulesHistory(reader, await businessOf(reader, params.business)),
      }),
    }),
  );

  router.put(
    '/rules/:business',
    route({
      permission: 'rule.edit',
      says: 'Saves the whole list of rules as a new version, which is in force at once.',
      answers: contract.RulesSaved,
      params: OfBusiness,
      body: contract.SaveRules,
      business,
      do: async ({ params, body, identity }) => {
        const rules = body.rules.map(withCondition);
        refuseWrong(rules, await namesOf(reader, await businessOf(reader, params.business)));
        const command: RulesCommand = { type: 'SaveRules', by: byOf(identity), asOf: body.asOf, rules };
        const outcome = await engine.submit({ noun: 'rules', id: params.business, command });
        return outcome.done ? { version: body.asOf + 1 } : outcome.refusal;
      },
    }),
  );

  router.post(
    '/rules/:business/check',
    route({
      permission: 'rule.edit',
      says: 'Reads one rule as far as it is written: its condition, its sentence, and what is wrong in it. Saves nothing.',
      answers: contract.RuleChecked,
      params: OfBusiness,
      body: contract.CheckRule,
      business,
      do: async ({ params, body }) => {
        const names = await namesOf(reader, await businessOf(reader, params.business));
        const rule = withCondition(body);
        return { when: rule.when, sentence: sentenceOf(rule, names), faults: faultsOf(rule, names) };
      },
    }),
  );

  router.post(
    '/rules/:business/try',
    route({
      permission: 'rule.edit',
      says: 'What a draft of the rules would have done in the last days, beside the rules in force. Changes nothing.',
      answers: contract.RulesTried,
      params: OfBusiness,
      body: contract.TryRules,
      business,
      do: async ({ params, body }) => {
        const of = await businessOf(reader, params.business);
        const names = await namesOf(reader, of);
        const draft = body.rules.map(withCondition);
        refuseWrong(draft, names);
        const { days } = body;
        const tried = await tryRules(reader, { business: of, draft, days, now: clock.now(), caseAsOf });
        return triedView(tried, draft, names, days);
      },
    }),
  );

  return router;
}

/** @throws HttpProblem that names each rule that is on and wrong, the place in it, and what to do */
function refuseWrong(rules: readonly Rule[], names: Names): void {
  const faults: readonly Fault[] = rules.filter(({ on }) => on).flatMap((rule) => faultsOf(rule, names));
  if (faults.length === 0) return;
  throw new HttpProblem(
    422,
    'rule-wrong',
    faults.map((fault) => faultWords(fault, rules)).join(' '),
    faults.map((fault) => ({
      path: `${fault.ruleId}.${fault.place}`,
      message: `${fault.message}: ${fault.remedy}`,
    })),
  );
}
