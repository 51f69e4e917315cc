import type { Request, RequestHandler } from 'express';
import type { EmulatorClock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { CountryPermission } from '../world/account-settings.ts';
import type { World } from '../world/world.ts';
import { TwilioError } from '../world/world.ts';
import type { Answer } from './core/answer.ts';
import { journalled, refusal, sendAnswer } from './core/answer.ts';
import type { Credentials } from './core/credentials.ts';
import { authenticate } from './core/credentials.ts';
import type { Fields } from './core/fields.ts';
import { fieldsFromUrlEncoded, lastOf } from './core/fields.ts';
import { ok } from './core/route.ts';
import { journalParams, restEntry } from './core/witness.ts';

/**
 * `https://voice.twilio.com/v1/DialingPermissions/Countries`: which countries the account may ring. Another host at
 * Twilio, and newer manners than the API of 2010: no account in the path, no `.json`, and `meta` around lists.
 */
const below = '/v1/DialingPermissions/Countries';
const defaultPageSize = 50;
const largestPageSize = 1000;

export interface DialingPermissionsParts {
  readonly world: Pick<World, 'account'>;
  readonly clock: Pick<EmulatorClock, 'touch'>;
  readonly journal: Pick<Journal, 'append'>;
  readonly faults: Pick<Faults, 'nextRestFault'>;
  readonly credentials: Credentials;
}

/** Expects to be mounted at `/v1`; whatever else is asked there is not found. */
export function dialingPermissions(parts: DialingPermissionsParts): RequestHandler {
  return (request, response) => {
    parts.clock.touch();
    const { pathname, search } = new URL(request.originalUrl, 'http://localhost');
    const query = fieldsFromUrlEncoded(search);
    const fault = parts.faults.nextRestFault(request.method, pathname);
    const answer = fault === 'timeout' ? null : answerRequest(request, pathname, query, fault, parts);
    parts.journal.append(
      restEntry({
        method: request.method,
        path: pathname,
        params: journalParams(query),
        status: answer?.status ?? null,
        answer: answer === null ? null : journalled(answer),
        ...(fault === 'none' ? {} : { fault }),
      }),
    );
    if (fault === 'lost-response') response.destroy();
    else if (answer !== null) sendAnswer(response, answer);
    parts.clock.touch();
  };
}

function answerRequest(
  request: Request,
  pathname: string,
  query: Fields,
  fault: ReturnType<Faults['nextRestFault']>,
  { world, credentials }: DialingPermissionsParts,
): Answer {
  try {
    authenticate(request.headers.authorization, credentials);
    if (fault === '429') throw new TwilioError(429, 20429, 'Too Many Requests');
    if (fault === '500') throw new TwilioError(500, 20500, 'An internal server error has occurred');
    const path = pathname.replace(/\/+$/, '');
    const base = `http://${request.headers.host ?? 'localhost'}${below}`;
    if (path !== below && !path.startsWith(`${below}/`)) throw notFound(path);
    if (request.method !== 'GET') throw new TwilioError(405, 20004, `Method not allowed: ${request.method}`);
    if (path === below) return list(world.account.countries(), query, base);
    const country = world.account.country(path.slice(below.length + 1));
    if (country === undefined) throw notFound(path);
    return ok(present(country, base));
  } catch (error) {
    if (error instanceof TwilioError) return refusal(error);
    throw error;
  }
}

function list(countries: readonly CountryPermission[], query: Fields, base: string): Answer {
  const flag = (name: string, value: boolean): boolean =>
    lastOf(query, name) === undefined || lastOf(query, name) === String(value);
  const found = countries.filter(
    (country) =>
      (lastOf(query, 'IsoCode') ?? country.isoCode) === country.isoCode &&
      (lastOf(query, 'CountryCode') ?? country.countryCode).replace('+', '') ===
        country.countryCode.replace('+', '') &&
      flag('LowRiskNumbersEnabled', country.lowRiskNumbersEnabled) &&
      flag('HighRiskSpecialNumbersEnabled', country.highRiskSpecialNumbersEnabled) &&
      flag('HighRiskTollfraudNumbersEnabled', country.highRiskTollfraudNumbersEnabled),
  );
  const size = whole(query, 'PageSize', defaultPageSize);
  const page = whole(query, 'Page', 0);
  if (size < 1 || size > largestPageSize)
    throw new TwilioError(400, 20007, `Page size must be from 1 to ${largestPageSize}`);
  const link = (number: number): string => {
    const params = new URLSearchParams();
    for (const [name, values] of query)
      if (!name.startsWith('Page')) for (const value of values) params.append(name, value);
    params.set('PageSize', String(size));
    params.set('Page', String(number));
    return `${base}?${params.toString()}`;
  };
  return ok({
    content: found.slice(page * size, (page + 1) * size).map((country) => present(country, base)),
    meta: {
      key: 'content',
      page,
      page_size: size,
      first_page_url: link(0),
      previous_page_url: page === 0 ? null : link(page - 1),
      url: link(page),
      next_page_url: (page + 1) * size < found.length ? link(page + 1) : null,
    },
  });
}

function present(country: CountryPermission, base: string): Readonly<Record<string, unknown>> {
  const url = `${base}/${country.isoCode}`;
  return {
    iso_code: country.isoCode,
    name: country.name,
    continent: null,
    country_codes: [country.countryCode],
    low_risk_numbers_enabled: country.lowRiskNumbersEnabled,
    high_risk_special_numbers_enabled: country.highRiskSpecialNumbersEnabled,
    high_risk_tollfraud_numbers_enabled: country.highRiskTollfraudNumbersEnabled,
    url,
    links: { highrisk_special_prefixes: `${url}/HighRiskSpecialPrefixes` },
  };
}

function whole(query: Fields, name: 'Page' | 'PageSize', fallback: number): number {
  const value = lastOf(query, name);
  if (value === undefined || value === '') return fallback;
  if (!/^\d{1,9}$/.test(value)) throw new TwilioError(400, 20007, `${name} must be a whole number`);
  return Number(value);
}

function notFound(path: string): TwilioError {
  return new TwilioError(404, 20404, `The requested resource ${path} was not found`);
}
