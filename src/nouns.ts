import { approvalsNoun } from './domain/approvals/noun.ts';
import { businessOf } from './domain/businesses/businesses-store.ts';
import { createHolidayLookup } from './domain/businesses/holidays.ts';
import { businessesNoun } from './domain/businesses/noun.ts';
import { callbackOfCall } from './domain/callbacks/callback.ts';
import { callbackForCaller } from './domain/callbacks/for-caller.ts';
import { callbacksNoun } from './domain/callbacks/noun.ts';
import { callsFrom } from './domain/calls/calls-store.ts';
import { callsNoun } from './domain/calls/noun.ts';
import { escalationsNoun } from './domain/escalations/noun.ts';
import { callersCases } from './domain/case-calls/callers-cases.ts';
import { caseCallsNoun } from './domain/case-calls/noun.ts';
import { createCasesNoun } from './domain/cases/noun.ts';
import { digestsNoun } from './domain/digests/noun.ts';
import { createFlowsNoun, type FlowSource } from './domain/flows/noun.ts';
import { matricesNoun } from './domain/matrices/noun.ts';
import { createMessagesNoun } from './domain/messages/noun.ts';
import { hooksNoun } from './domain/hooks/noun.ts';
import { createLaddersNoun, type BarredWays } from './domain/ladders/noun.ts';
import { createNoticesNoun, type NoticeParts } from './domain/notices/noun.ts';
import { offersNoun } from './domain/offers/noun.ts';
import { peopleNoun } from './domain/people/noun.ts';
import { promisesNoun } from './domain/promises/noun.ts';
import { queueFacts } from './domain/queues/queues-store.ts';
import { queuesNoun } from './domain/queues/noun.ts';
import { recordingsNoun } from './domain/recordings/noun.ts';
import { rotasNoun } from './domain/rotas/noun.ts';
import { routingNoun } from './domain/routing/noun.ts';
import type { AnyNoun } from './engine/chain.ts';
import type { Clock } from './kernel/clock.ts';
import type { Instruction } from './telephony/line.ts';
import { ruleRunsNoun } from './domain/rule-runs/noun.ts';
import { rulesNoun } from './domain/rules/noun.ts';
import { templatesNoun } from './domain/templates/noun.ts';
import { startOfDay } from './views/caller.ts';

const A_MONTH_MS = 30 * 24 * 3_600_000;

/** Every noun of the house. Each decides its own commands; the engine carries them without looking inside. */
export function nouns(
  flows: FlowSource,
  clock: Clock,
  telling: NoticeParts & { readonly barred: BarredWays },
): readonly AnyNoun<Instruction>[] {
  const holidays = createHolidayLookup();
  const flowsNoun = createFlowsNoun({
    library: flows,
    business: businessOf,
    queueFacts: (reader, businessId, queue) => queueFacts(reader, businessId, queue, clock.now()),
    callerHistory: async (reader, businessId, number, callId) => {
      const { timezone } = await businessOf(reader, businessId);
      const all = await callsFrom(reader, businessId, number, clock.now() - A_MONTH_MS);
      // Calls that we made to ring them back are not theirs.
      const calls = all.filter(({ id }) => id !== callId && callbackOfCall(id) === null);
      const midnight = startOfDay(clock.now(), timezone);
      const today = calls.filter(({ call }) => call.startedAt >= midnight);
      return { callsToday: today.length, callsLast30Days: calls.length };
    },
    holidays,
    casesOf: callersCases,
    callback: callbackForCaller,
  });
  return [
    businessesNoun,
    peopleNoun,
    callsNoun,
    flowsNoun,
    queuesNoun,
    routingNoun,
    offersNoun,
    escalationsNoun,
    recordingsNoun,
    callbacksNoun,
    createCasesNoun({ holidays, now: () => clock.now() }),
    caseCallsNoun,
    matricesNoun,
    promisesNoun,
    approvalsNoun,
    createMessagesNoun({ clock, holidays }),
    digestsNoun,
    createLaddersNoun({ clock, barred: telling.barred }),
    createNoticesNoun(telling),
    rotasNoun,
    hooksNoun,
    templatesNoun,
    rulesNoun,
    ruleRunsNoun,
  ];
}
