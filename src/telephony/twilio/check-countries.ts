import type { CheckFacts, Finding } from './check-finding.ts';
import { judge } from './errors.ts';

const HOW =
  'In the Twilio console, under Voice, Settings, Geo permissions: tick the country, and leave its high-risk numbers alone.';

type Country =
  | { readonly iso: string; readonly is: 'allowed' | 'forbidden'; readonly name: string }
  | { readonly iso: string; readonly is: 'not-known'; readonly why: string };

/** Whether the account may ring the countries in which the businesses' people and callers may be rung. */
export async function checkCountries({ client, businesses }: CheckFacts): Promise<Finding> {
  const wanted = [...new Set(businesses.flatMap(({ countries }) => countries))].sort();
  if (wanted.length === 0)
    return {
      verdict: 'unknown',
      words: 'No business names a country whose numbers may be rung.',
      remedy: 'Name them under dialling.countries in the file of the business.',
    };
  const { countries } = client.voice.v1.dialingPermissions;
  const looked = await Promise.all(
    wanted.map(async (iso): Promise<Country> => {
      try {
        const { lowRiskNumbersEnabled, name } = await countries(iso).fetch();
        return { iso, is: lowRiskNumbersEnabled ? 'allowed' : 'forbidden', name };
      } catch (error) {
        const { verdict, reason } = judge(error);
        return {
          iso,
          is: 'not-known',
          why: verdict === 'gone' ? 'Twilio’s list does not have this country by itself' : reason,
        };
      }
    }),
  );
  const forbidden = looked.filter(({ is }) => is === 'forbidden');
  const unknown = looked.filter(({ is }) => is === 'not-known');
  const details = looked.flatMap((country) => {
    switch (country.is) {
      case 'allowed':
        return [];
      case 'forbidden':
        return [`${country.name} (${country.iso}) may not be rung from this account.`];
      case 'not-known':
        return [`${country.iso} was not found out: ${country.why}.`];
      default:
        return country satisfies never;
    }
  });
  if (forbidden.length > 0)
    return {
      verdict: 'wrong',
      words:
        forbidden.length === 1
          ? 'One country in which telephones may be rung is forbidden to the account.'
          : `${forbidden.length} countries in which telephones may be rung are forbidden to the account.`,
      remedy: HOW,
      details,
    };
  if (unknown.length > 0)
    return { verdict: 'unknown', words: 'Not every country could be looked up.', remedy: HOW, details };
  return { verdict: 'right', words: `The account may ring ordinary numbers in ${wanted.join(', ')}.` };
}
