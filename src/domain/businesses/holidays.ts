import Holidays from 'date-holidays';
import type { HolidayLookup } from './hours.ts';

/**
 * Public holidays from the `date-holidays` tables. A year of a place is worked out once and kept.
 * A substitute day ("bank holiday in lieu") counts; observances that shops work through do not.
 */
export function createHolidayLookup(): HolidayLookup {
  const years = new Map<string, ReadonlyMap<string, string>>();
  return (place, date) => {
    const year = date.slice(0, 4);
    const key = `${place.country}/${place.region ?? ''}/${year}`;
    let days = years.get(key);
    if (!days) {
      days = publicDays(place, Number(year));
      years.set(key, days);
    }
    return days.get(date) ?? null;
  };
}

/** True when the tables know this country, and its region if one is given. */
export function knowsHolidaysOf(place: {
  readonly country: string;
  readonly region?: string | undefined;
}): boolean {
  const tables = new Holidays();
  const states: Record<string, unknown> | undefined = tables.getStates(place.country.toUpperCase());
  const known = Object.hasOwn(tables.getCountries(), place.country.toUpperCase());
  return known && (place.region === undefined || Object.hasOwn(states ?? {}, place.region.toUpperCase()));
}

function publicDays(
  place: { country: string; region?: string | undefined },
  year: number,
): ReadonlyMap<string, string> {
  const country = place.country.toUpperCase();
  const tables = place.region ? new Holidays(country, place.region.toUpperCase()) : new Holidays(country);
  const found = new Map<string, string>();
  for (const holiday of tables.getHolidays(year)) {
    if (holiday.type === 'public') found.set(holiday.date.slice(0, 10), holiday.name);
  }
  return found;
}
