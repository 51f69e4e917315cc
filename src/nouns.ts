import { businessOf } from './domain/businesses/businesses-store.ts';
import { createHolidayLookup } from './domain/businesses/holidays.ts';
import { businessesNoun } from './domain/businesses/noun.ts';
import { callsFrom } from './domain/calls/calls-store.ts';
import { callsNoun } from './domain/calls/noun.ts';
import { escalationsNoun } from './domain/escalations/noun.ts';
import { createFlowsNoun, type FlowSource } from './domain/flows/noun.ts';
import { offersNoun } from './domain/offers/noun.ts';
import { peopleNoun } from './domain/people/noun.ts';
import { queueFacts } from './domain/queues/queues-store.ts';
import { queuesNoun } from './domain/queues/noun.ts';
import { recordingsNoun } from './domain/recordings/noun.ts';
import { routingNoun } from './domain/routing/noun.ts';
import type { AnyNoun } from './engine/chain.ts';
import type { Clock } from './kernel/clock.ts';
import type { Instruction } from './telephony/line.ts';
import { startOfDay } from './views/caller.ts';

const A_MONTH_MS = 30 * 24 * 3_600_000;

/** Every noun of the house. Each decides its own commands; the engine carries them without looking inside. */
export function nouns(flows: FlowSource, clock: Clock): readonly AnyNoun<Instruction>[] {
  const flowsNoun = createFlowsNoun({
    library: flows,
    business: businessOf,
    queueFacts: (reader, businessId, queue) => queueFacts(reader, businessId, queue, clock.now()),
    callerHistory: async (reader, businessId, number) => {
      const { timezone } = await businessOf(reader, businessId);
      const calls = await callsFrom(reader, businessId, number, clock.now() - A_MONTH_MS);
      const midnight = startOfDay(clock.now(), timezone);
      const today = calls.filter(({ call }) => call.startedAt >= midnight);
      return { callsToday: today.length, callsLast30Days: calls.length };
    },
    holidays: createHolidayLookup(),
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
  ];
}
