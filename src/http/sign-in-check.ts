import type { Request, RequestHandler } from 'express';
import type { Identity } from './identity.ts';
import { HttpProblem } from './problems.ts';
import type { Sessions } from './sessions.ts';

const identities = new WeakMap<Request, Identity>();

/** Finds out who asks, once per request; that nobody is signed in is not a fault yet. */
export function identifyVisitor(sessions: Sessions): RequestHandler {
  return async (request, _response, next) => {
    const identity = await sessions.identify(sessions.cookie.read(request.headers.cookie));
    if (identity !== null) identities.set(request, identity);
    next();
  };
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
