import type { Request, RequestHandler } from 'express';
import { bringsKey, type ApiKeys } from './api-keys.ts';
import type { Identity } from './identity.ts';
import { HttpProblem } from './problems.ts';
import type { Sessions } from './sessions.ts';

const identities = new WeakMap<Request, Identity>();

/** Finds out who asks, once per request; that nobody is signed in is not a fault yet. A key that is no good is one. */
export function identifyVisitor(sessions: Sessions, keys: Pick<ApiKeys, 'identify'>): RequestHandler {
  return async (request, _response, next) => {
    const { authorization, cookie } = request.headers;
    const identity = bringsKey(authorization)
      ? ((await keys.identify(authorization)) ?? notThisKey())
      : await sessions.identify(sessions.cookie.read(cookie));
    if (identity !== null) identities.set(request, identity);
    next();
  };
}

function notThisKey(): never {
  throw new HttpProblem(
    401,
    'key-unknown',
    'This API key is not known, was taken back, or its time is over. Ask an admin for another.',
  );
}

/** Who sent this request; null when nobody is signed in. */
export function identityOf(request: Request): Identity | null {
  return identities.get(request) ?? null;
}

/** @throws HttpProblem 401 when nobody is signed in. */
export function requireSignIn(request: Request): Identity {
  const identity = identityOf(request);
  if (identity === null)
    throw new HttpProblem(401, 'signed-out', 'You are not signed in. Sign in and try again.');
  return identity;
}
