import { fromLocalInput, localInput } from '../../components/when.ts';

/** Dates are `YYYY-MM-DD` of a zone's calendar; a day has 23 or 25 hours where clocks change. */

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The Monday of the week in which a moment lies. */
export function mondayOf(at: number, zone: string): string {
  const date = localInput(at, zone).slice(0, 10);
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
}

/** The moment (epoch ms) at which a day begins. */
export function dayStart(date: string, zone: string): number {
  return fromLocalInput(`${date}T00:00`, zone) ?? Date.parse(`${date}T00:00:00Z`);
}
