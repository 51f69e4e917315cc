import { rfc2822 } from './core/present.ts';
import type { RestContext, RestRoute } from './core/route.ts';
import { ok } from './core/route.ts';

const subresources = {
  available_phone_numbers: 'AvailablePhoneNumbers',
  calls: 'Calls',
  conferences: 'Conferences',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  recordings: 'Recordings',
  applications: 'Applications',
  queues: 'Queues',
  messages: 'Messages',
  balance: 'Balance',
} as const;

// The account is as old as the emulator's documentation; only its shape matters to clients.
const openedAt = Date.UTC(2026, 0, 1);

export function presentAccount({
  world,
  authToken,
  accountPath,
}: RestContext): Readonly<Record<string, unknown>> {
  return {
    auth_token: authToken,
    date_created: rfc2822(openedAt),
    date_updated: rfc2822(openedAt),
    friendly_name: 'Emulated account',
    owner_account_sid: world.accountSid,
    sid: world.accountSid,
    status: world.account.state.status,
    subresource_uris: Object.fromEntries(
      Object.entries(subresources).map(([name, path]) => [name, `${accountPath}/${path}.json`]),
    ),
    type: world.account.state.type,
    uri: `${accountPath}.json`,
  };
}

export const accountRoutes: readonly RestRoute[] = [
  { method: 'GET', path: '/', handle: (_request, context) => ok(presentAccount(context)) },
  {
    method: 'GET',
    path: '/Balance',
    handle: (_request, { world }) =>
      ok({ account_sid: world.accountSid, balance: '100.00', currency: 'USD' }),
  },
];
