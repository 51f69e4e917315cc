import { Router } from 'express';
import { DemoSignIns, Me, SignIn } from '../contract/api.ts';
import type { SignInLimits } from './guards.ts';
import { signInLimit } from './guards.ts';
import type { Identity } from './identity.ts';
import { HttpProblem, shapeProblem } from './problems.ts';
import { described } from './route.ts';
import type { Sessions } from './sessions.ts';
import { requireSignIn } from './sign-in-check.ts';

export interface SessionRouteParts {
  readonly sessions: Sessions;
  /** What the console shows of the person who signed in. */
  readonly describe: (identity: Identity) => Promise<Me>;
  /** Sign-ins of the demo seed; an empty list outside the demo. */
  readonly demo: DemoSignIns;
  readonly limits?: SignInLimits;
  /** The person is at their desk now. */
  readonly onSignIn?: (identity: Identity) => Promise<void>;
  /** The person has left their desk. */
  readonly onSignOut?: (identity: Identity) => Promise<void>;
}

const OPEN = { permission: null, open: true } as const;

/** Mounted at `/api`: signing in, who is signed in, signing out, and the demo's sign-ins. */
export function sessionRoutes(parts: SessionRouteParts): Router {
  const { sessions, describe, demo, limits } = parts;
  const router = Router();

  router.post(
    '/session',
    ...signInLimit(limits ?? { perAddress: 10, perPlace: 50 }),
    described(
      { ...OPEN, says: 'Signs a person in; the session is a cookie.', body: SignIn, answers: Me },
      async (request, response) => {
        const asked = SignIn.safeParse(request.body);
        if (!asked.success) throw shapeProblem(asked.error);
        const signedIn = await sessions.signIn(asked.data.email, asked.data.password);
        if (signedIn === null) {
          throw new HttpProblem(
            401,
            'wrong-sign-in',
            'E-mail address and password do not fit together. Check both.',
          );
        }
        const before = sessions.cookie.read(request.headers.cookie);
        if (before !== null) await sessions.signOut(before);
        await parts.onSignIn?.(signedIn.identity);
        response.setHeader('set-cookie', sessions.cookie.give(signedIn.token));
        response.json(await describe(signedIn.identity));
      },
    ),
  );

  router.get(
    '/session',
    described(
      { permission: null, open: false, says: 'Tells who is signed in.', answers: Me },
      async (request, response) => {
        response.json(await describe(requireSignIn(request)));
      },
    ),
  );

  router.delete(
    '/session',
    described({ ...OPEN, says: 'Signs out.' }, async (request, response) => {
      const token = sessions.cookie.read(request.headers.cookie);
      const identity = await sessions.identify(token);
      if (token !== null) await sessions.signOut(token);
      if (identity !== null) await parts.onSignOut?.(identity);
      response.setHeader('set-cookie', sessions.cookie.takeBack());
      response.status(204).end();
    }),
  );

  router.get(
    '/demo',
    described(
      { ...OPEN, says: 'Lists the sign-ins of the demo; none outside it.', answers: DemoSignIns },
      (_request, response) => {
        response.json(demo);
      },
    ),
  );

  return router;
}
