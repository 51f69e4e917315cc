import { TwilioError } from '../../world/world.ts';
import type { Fields } from './fields.ts';
import { lastOf } from './fields.ts';
import type { RestReply, RestRequest } from './route.ts';
import { ok } from './route.ts';

const defaultPageSize = 50;
const largestPageSize = 1000;

interface Page<Item> {
  readonly items: readonly Item[];
  readonly number: number;
  readonly size: number;
  readonly start: number;
  readonly isLast: boolean;
}

/**
 * One page of a list in Twilio's words. `key` names the array; `sidOf` names each item, for the page token that keeps the
 * following pages in place while newer items arrive in front.
 */
export function listReply<Item>(
  request: RestRequest,
  key: string,
  items: readonly Item[],
  sidOf: (item: Item) => string,
  present: (item: Item) => Readonly<Record<string, unknown>>,
): RestReply {
  const page = pageOf(items, request.query, sidOf);
  const link = (number: number, token?: string): string => pageUri(request, page.size, number, token);
  const first = page.items[0];
  const last = page.items.at(-1);
  return ok({
    [key]: page.items.map(present),
    page: page.number,
    page_size: page.size,
    start: page.start,
    end: page.start + Math.max(page.items.length - 1, 0),
    uri: link(page.number, lastOf(request.query, 'PageToken')),
    first_page_uri: link(0),
    next_page_uri: page.isLast || last === undefined ? null : link(page.number + 1, `PA${sidOf(last)}`),
    previous_page_uri:
      page.number === 0 ? null : link(page.number - 1, first === undefined ? undefined : `PB${sidOf(first)}`),
  });
}

function pageOf<Item>(items: readonly Item[], query: Fields, sidOf: (item: Item) => string): Page<Item> {
  const size = wholeNumber(query, 'PageSize', defaultPageSize);
  const number = wholeNumber(query, 'Page', 0);
  if (size < 1 || size > largestPageSize) {
    throw new TwilioError(400, 20007, `Page size must be from 1 to ${largestPageSize}`);
  }
  const begin = beginOf(items, size, number, lastOf(query, 'PageToken'), sidOf);
  return {
    items: items.slice(begin, begin + size),
    number,
    size,
    start: number * size,
    isLast: begin + size >= items.length,
  };
}

/** `PA` + sid: after that item. `PB` + sid: the page that ends before it. A token of a removed item falls back to counting. */
function beginOf<Item>(
  items: readonly Item[],
  size: number,
  number: number,
  token: string | undefined,
  sidOf: (item: Item) => string,
): number {
  const place = token === undefined ? -1 : items.findIndex((item) => sidOf(item) === token.slice(2));
  if (place === -1) return number * size;
  return token?.startsWith('PB') ? Math.max(place - size, 0) : place + 1;
}

function wholeNumber(query: Fields, name: 'Page' | 'PageSize', fallback: number): number {
  const value = lastOf(query, name);
  if (value === undefined || value === '') return fallback;
  if (!/^\d{1,9}$/.test(value)) throw new TwilioError(400, 20007, `${name} must be a whole number`);
  return Number(value);
}

function pageUri(request: RestRequest, size: number, number: number, token: string | undefined): string {
  const query = new URLSearchParams();
  for (const [name, values] of request.query) {
    if (name === 'PageSize' || name === 'Page' || name === 'PageToken') continue;
    for (const value of values) query.append(name, value);
  }
  query.append('PageSize', String(size));
  query.append('Page', String(number));
  if (token !== undefined) query.append('PageToken', token);
  return `${request.path}.json?${query.toString()}`;
}
