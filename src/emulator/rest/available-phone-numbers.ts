import { formattedNumber } from './core/present.ts';
import { lastOf } from './core/fields.ts';
import type { RestContext, RestRequest, RestRoute } from './core/route.ts';
import { notFound, ok } from './core/route.ts';

type Kind = 'Local' | 'Mobile' | 'TollFree';

interface Range {
  readonly kind: Kind;
  /** Number without the last digits, which run from 0 (filled to `digits` places). */
  readonly prefix: string;
  readonly digits: number;
  readonly areaCode: string;
  readonly locality: string;
}

interface Country {
  readonly code: string;
  readonly name: string;
  readonly ranges: readonly Range[];
}

const northAmerica = (areaCode: string, locality: string, kind: Kind = 'Local'): Range => ({
  kind,
  prefix: `+1${areaCode}55501`,
  digits: 2,
  areaCode,
  locality,
});

/** Number ranges that their countries' regulators keep for drama and tests: nobody can be rung there. */
const countries: readonly Country[] = [
  {
    code: 'US',
    name: 'United States',
    ranges: [
      northAmerica('212', 'New York'),
      northAmerica('312', 'Chicago'),
      northAmerica('415', 'San Francisco'),
      northAmerica('800', 'Toll free', 'TollFree'),
    ],
  },
  { code: 'CA', name: 'Canada', ranges: [northAmerica('416', 'Toronto'), northAmerica('604', 'Vancouver')] },
  {
    code: 'GB',
    name: 'United Kingdom',
    ranges: [
      { kind: 'Local', prefix: '+4420794600', digits: 2, areaCode: '20', locality: 'London' },
      { kind: 'Local', prefix: '+4416149600', digits: 2, areaCode: '161', locality: 'Manchester' },
      { kind: 'Mobile', prefix: '+4477009000', digits: 2, areaCode: '7700', locality: 'Mobile' },
      { kind: 'TollFree', prefix: '+4480815705', digits: 2, areaCode: '808', locality: 'Freephone' },
    ],
  },
  {
    code: 'DE',
    name: 'Germany',
    ranges: [
      { kind: 'Local', prefix: '+4930231250', digits: 2, areaCode: '30', locality: 'Berlin' },
      { kind: 'Local', prefix: '+4989999980', digits: 2, areaCode: '89', locality: 'Munich' },
    ],
  },
];

/**
 * Every fictional number of one kind in a country; in North America any three-digit area code has some.
 * @param areaCode only those of this area
 */
export function fictionalNumbers(countryCode: string, kind: Kind, areaCode?: string): readonly string[] {
  const country = countries.find(({ code }) => code === countryCode);
  return rangesOf(country, kind, areaCode).flatMap(numbersIn);
}

function rangesOf(country: Country | undefined, kind: Kind, areaCode?: string): readonly Range[] {
  const ranges =
    country?.ranges.filter((range) => range.kind === kind && (!areaCode || range.areaCode === areaCode)) ??
    [];
  const isNorthAmerican = country?.code === 'US' || country?.code === 'CA';
  if (ranges.length > 0 || kind !== 'Local' || !isNorthAmerican || !/^[2-9]\d{2}$/.test(areaCode ?? ''))
    return ranges;
  return [northAmerica(areaCode ?? '', `Area ${areaCode}`)];
}

function numbersIn(range: Range): string[] {
  return Array.from(
    { length: 10 ** range.digits },
    (_, n) => range.prefix + String(n).padStart(range.digits, '0'),
  );
}

function presentAvailable(
  phoneNumber: string,
  range: Range,
  countryCode: string,
): Readonly<Record<string, unknown>> {
  return {
    friendly_name: formattedNumber(phoneNumber),
    phone_number: phoneNumber,
    lata: null,
    locality: range.locality,
    rate_center: null,
    latitude: null,
    longitude: null,
    region: null,
    postal_code: null,
    iso_country: countryCode,
    address_requirements: 'none',
    beta: false,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
  };
}

const kindNames: Readonly<Record<Kind, string>> = { Local: 'local', Mobile: 'mobile', TollFree: 'toll_free' };
const kinds = ['Local', 'Mobile', 'TollFree'] as const;

function presentCountry(country: Country, { accountPath }: RestContext): Readonly<Record<string, unknown>> {
  const uri = `${accountPath}/AvailablePhoneNumbers/${country.code}`;
  const offered = kinds.filter((kind) => country.ranges.some((range) => range.kind === kind));
  return {
    country_code: country.code,
    country: country.name,
    uri: `${uri}.json`,
    beta: false,
    subresource_uris: Object.fromEntries(offered.map((kind) => [kindNames[kind], `${uri}/${kind}.json`])),
  };
}

function countryOf(request: RestRequest): Country {
  const country = countries.find(({ code }) => code === request.part('CountryCode'));
  if (!country) throw notFound(request.path);
  return country;
}

export const availablePhoneNumberRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: '/AvailablePhoneNumbers',
    handle: (request, context) =>
      ok({
        countries: countries.map((country) => presentCountry(country, context)),
        uri: `${request.path}.json`,
      }),
  },
  {
    method: 'GET',
    path: '/AvailablePhoneNumbers/:CountryCode',
    handle: (request, context) => ok(presentCountry(countryOf(request), context)),
  },
  ...kinds.map((kind): RestRoute => ({
    method: 'GET',
    path: `/AvailablePhoneNumbers/:CountryCode/${kind}`,
    handle(request, { world }) {
      const country = countryOf(request);
      const taken = new Set(world.numbers.list().map((number) => number.phoneNumber));
      const contains = (lastOf(request.query, 'Contains') ?? '')
        .replace(/[^\d*]/g, '')
        .replaceAll('*', '\\d');
      const pattern = new RegExp(contains);
      const offers = rangesOf(country, kind, lastOf(request.query, 'AreaCode'))
        .flatMap((range) => numbersIn(range).map((number) => ({ number, range })))
        .filter(({ number }) => !taken.has(number) && pattern.test(number))
        .slice(0, pageSize(lastOf(request.query, 'PageSize')));
      return ok({
        available_phone_numbers: offers.map(({ number, range }) =>
          presentAvailable(number, range, country.code),
        ),
        uri: `${request.path}.json`,
      });
    },
  })),
];

/** Twilio offers thirty at a time unless fewer are asked for. */
function pageSize(asked: string | undefined): number {
  return asked !== undefined && /^\d{1,3}$/.test(asked) ? Math.max(1, Number(asked)) : 30;
}
