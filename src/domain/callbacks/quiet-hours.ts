import { DateTime } from 'luxon';

/** When a customer's telephone may ring: between two times of their own day. */

/** Where a country has several times, its first and its last one: whoever it is, it is day for them. */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  AU: ['Australia/Sydney', 'Australia/Perth'],
  BR: ['America/Sao_Paulo', 'America/Rio_Branco'],
  CA: ['America/St_Johns', 'America/Vancouver'],
  CL: ['America/Santiago', 'Pacific/Easter'],
  ES: ['Europe/Madrid', 'Atlantic/Canary'],
  MX: ['America/Cancun', 'America/Tijuana'],
  PT: ['Europe/Lisbon', 'Atlantic/Azores'],
  RU: ['Europe/Kaliningrad', 'Asia/Kamchatka'],
  US: ['America/New_York', 'Pacific/Honolulu'],
  AT: ['Europe/Vienna'],
  BE: ['Europe/Brussels'],
  CH: ['Europe/Zurich'],
  CZ: ['Europe/Prague'],
  DE: ['Europe/Berlin'],
  DK: ['Europe/Copenhagen'],
  FI: ['Europe/Helsinki'],
  FR: ['Europe/Paris'],
  GB: ['Europe/London'],
  GG: ['Europe/London'],
  GR: ['Europe/Athens'],
  IE: ['Europe/Dublin'],
  IM: ['Europe/London'],
  IN: ['Asia/Kolkata'],
  IT: ['Europe/Rome'],
  JE: ['Europe/London'],
  JP: ['Asia/Tokyo'],
  LU: ['Europe/Luxembourg'],
  NL: ['Europe/Amsterdam'],
  NO: ['Europe/Oslo'],
  NZ: ['Pacific/Auckland'],
  PL: ['Europe/Warsaw'],
  SE: ['Europe/Stockholm'],
  SG: ['Asia/Singapore'],
  ZA: ['Africa/Johannesburg'],
};
/** Two zones that lie half a world apart may have no hour in common; then the first one's day counts. */
const LOOK_AHEAD_DAYS = 3;

/** The zones in which the owner of a number of this country may live; the business's own when nothing better is known. */
export function zonesOf(country: string | null, businessZone: string): readonly string[] {
  return (country === null ? undefined : ZONES[country]) ?? [businessZone];
}

/**
 * The first moment from `at` on (epoch ms) at which it is between the two times (`HH:MM`) in every zone.
 * A change to or from summer time between is kept to: they are times of the wall.
 */
export function nextAllowed(at: number, zones: readonly string[], hours: readonly [string, string]): number {
  let moment = at;
  for (let rounds = 0; rounds < LOOK_AHEAD_DAYS * zones.length * 2; rounds += 1) {
    const later = Math.max(...zones.map((zone) => allowedIn(zone, moment, hours)));
    if (later === moment) return moment;
    moment = later;
  }
  return allowedIn(zones[0] ?? 'UTC', at, hours);
}

/** The moment after `at` at which it is quiet in one of the zones, as long as it is not quiet now. */
export function quietAfter(
  at: number,
  zones: readonly string[],
  [, until]: readonly [string, string],
): number {
  return Math.min(
    ...zones.map((zone) => {
      const today = DateTime.fromMillis(at, { zone });
      const end = atTime(today, until);
      return (end.toMillis() > at ? end : atTime(today.plus({ days: 1 }), until)).toMillis();
    }),
  );
}

function allowedIn(zone: string, at: number, [from, until]: readonly [string, string]): number {
  const today = DateTime.fromMillis(at, { zone });
  const begins = atTime(today, from).toMillis();
  if (at < begins) return begins;
  return at < atTime(today, until).toMillis() ? at : atTime(today.plus({ days: 1 }), from).toMillis();
}

function atTime(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour === 24
    ? day.plus({ days: 1 }).startOf('day')
    : day.set({ hour, minute, second: 0, millisecond: 0 });
}
