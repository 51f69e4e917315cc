import { rfc2822 } from './core/present.ts';
import { listReply } from './core/paging.ts';
import type { RestRoute } from './core/route.ts';
import { found, ok } from './core/route.ts';

// The keys are given at the start and are as old as the emulator's documentation.
const madeAt = Date.UTC(2026, 0, 1);

function presentKey(sid: string): Readonly<Record<string, unknown>> {
  return {
    sid,
    friendly_name: 'Emulated key',
    date_created: rfc2822(madeAt),
    date_updated: rfc2822(madeAt),
  };
}

/** API keys: which there are, never their secrets. */
export const keyRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: '/Keys',
    handle: (request, { apiKeySids }) => listReply(request, 'keys', apiKeySids, (sid) => sid, presentKey),
  },
  {
    method: 'GET',
    path: '/Keys/:KeySid',
    handle: (request, { apiKeySids }) =>
      ok(
        presentKey(
          found(
            apiKeySids.find((sid) => sid === request.part('KeySid')),
            request,
          ),
        ),
      ),
  },
];
