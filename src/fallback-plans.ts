import type { Business, PersonRecord } from './domain/businesses/business.ts';
import { openingSentence } from './domain/businesses/opening-words.ts';
import type { FallbackPlan } from './telephony/twilio/index.ts';

/** What callers of each number hear when nothing of ours answers: written in advance, needing no database. */
export function fallbackPlans(
  businesses: readonly Business[],
  people: readonly PersonRecord[],
): readonly FallbackPlan[] {
  const phones = new Map(people.map(({ id, phone }) => [id, phone]));
  return businesses.flatMap((business) =>
    business.numbers.map(({ number }) => ({
      number,
      business: business.name,
      onDutyNumber: phones.get(business.managers[0]?.people[0] ?? '') ?? null,
      languages: business.languages.map((language) => ({
        language,
        hoursText: openingSentence(business, language),
      })),
    })),
  );
}
