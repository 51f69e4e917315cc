import { TwilioError } from '../../world/world.ts';
import type { Fields } from './fields.ts';
import { lastOf } from './fields.ts';
import { dialable } from './parameters.ts';

const dayMs = 86_400_000;

/** True when the query does not name the field, or names this very value (case sensitive, as Twilio). */
export function matches(query: Fields, name: string, value: string | null): boolean {
  const wanted = lastOf(query, name);
  return wanted === undefined || wanted === '' || wanted === value;
}

/** The same for phone numbers, which clients write with a bare plus, a decoded blank or none at all. */
export function matchesAddress(query: Fields, name: string, value: string): boolean {
  const wanted = lastOf(query, name);
  return wanted === undefined || wanted === '' || dialable(wanted) === value;
}

/**
 * `Name=`, `Name<=` and `Name>=` with `YYYY-MM-DD` in UTC or a full ISO 8601 time. A bare date means that day for `=`,
 * and its midnight for the other two.
 * @throws TwilioError 400 / 20001 on a date that cannot be read.
 */
export function withinTimes(query: Fields, name: string, at: number | null): boolean {
  const exactly = moment(query, name);
  const before = moment(query, `${name}<`);
  const after = moment(query, `${name}>`);
  if (exactly === null && before === null && after === null) return true;
  if (at === null) return false;
  if (exactly && (at < exactly.at || at >= exactly.at + (exactly.wholeDay ? dayMs : 1000))) return false;
  if (before && at > before.at) return false;
  return !(after && at < after.at);
}

function moment(query: Fields, name: string): { readonly at: number; readonly wholeDay: boolean } | null {
  const value = lastOf(query, name);
  if (value === undefined || value === '') return null;
  const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const at = wholeDay || /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at))
    throw new TwilioError(400, 20001, `${name} must be a date (YYYY-MM-DD) or an ISO 8601 time`);
  return { at, wholeDay };
}

/** Newest first, the order of Twilio's lists; items made in the same millisecond keep the later one in front. */
export function newestFirst<Item extends { readonly dateCreated: number }>(items: readonly Item[]): Item[] {
  return items.toReversed().toSorted((one, other) => other.dateCreated - one.dateCreated);
}
