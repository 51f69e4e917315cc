import { z } from 'zod';
import type { World } from '../world/world.ts';
import type { Operation } from './operation.ts';
import { HandsetApiError, operation } from './operation.ts';

const accountSchema = z.object({
  status: z.enum(['active', 'suspended', 'closed']),
  type: z.enum(['Full', 'Trial']),
  mediaNeedsSignIn: z.boolean().describe('whether recordings are refused to whoever does not sign in'),
});
const flagsSchema = z.object({
  lowRiskNumbersEnabled: z.boolean(),
  highRiskSpecialNumbersEnabled: z.boolean(),
  highRiskTollfraudNumbersEnabled: z.boolean(),
});
const countrySchema = flagsSchema.extend({
  isoCode: z.string(),
  name: z.string(),
  countryCode: z.string(),
});

/** What the owner of an account sets in Twilio's console, and what Twilio sets: its standing, media, countries. */
export function accountOperations({ account }: Pick<World, 'account'>): readonly Operation[] {
  return [
    operation({
      verb: 'get',
      path: '/account',
      summary: 'How the account stands',
      answer: accountSchema,
      handle: () => account.state,
    }),
    operation({
      verb: 'put',
      path: '/account',
      summary: 'Changes how the account stands; what is not named stays',
      refusals: [400],
      body: accountSchema.partial(),
      answer: accountSchema,
      handle({ body: { status, type, mediaNeedsSignIn } }) {
        account.change({
          ...(status && { status }),
          ...(type && { type }),
          ...(mediaNeedsSignIn !== undefined && { mediaNeedsSignIn }),
        });
        return account.state;
      },
    }),
    operation({
      verb: 'put',
      path: '/dialing-permissions/{iso}',
      summary: 'Allows or forbids calls to a country, as under Geo permissions; what is not named stays',
      refusals: [400, 404],
      body: flagsSchema.partial(),
      answer: countrySchema,
      handle({ part, body }) {
        const iso = part('iso');
        const given = Object.entries(body).filter(([, value]) => value !== undefined);
        if (account.country(iso) !== undefined) account.permit(iso, Object.fromEntries(given));
        const country = account.country(iso);
        if (country !== undefined) return country;
        throw new HandsetApiError(404, `No country is called ${iso}.`, 'Write its ISO code, for example GB.');
      },
    }),
  ];
}
