import { Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import {
  PracticeCall,
  SetupChecks,
  SetupConnected,
  SetupHere,
  SetupView,
  StartPracticeCall,
  StartTestCall,
  type SetupCheck,
  TestCall,
} from '../contract/setup.ts';
import type { Identity } from '../http/identity.ts';
import { HttpProblem, answerWith, notFound } from '../http/problems.ts';
import { described, route } from '../http/route.ts';
import { requireSignIn } from '../http/sign-in-check.ts';
import type { Clock } from '../kernel/clock.ts';
import { MINUTE } from '../kernel/duration.ts';
import type { Refusal } from '../kernel/decision.ts';
import type { Here } from './here.ts';
import type { PracticeCalls } from './practice-calls.ts';

/** The account, as the set-up screen asks about it. */
export interface AccountDesk {
  /** Never throws: what cannot be found out is a finding of its own. */
  check(): Promise<readonly SetupCheck[]>;
  /** Gives the businesses' numbers our addresses. @throws HttpProblem or Error in plain words */
  connect(): Promise<SetupConnected | Refusal>;
}

export interface TestCalls {
  start(
    businessIds: readonly string[],
    wish: { readonly to: string; readonly from: string },
  ): Promise<TestCall | Refusal>;
  /** Null: there is no such call. */
  look(id: string): Promise<TestCall | null>;
}

export interface SetupRouteParts {
  readonly view: (identity: Identity) => Promise<SetupView>;
  readonly emulated: boolean;
  readonly practice: PracticeCalls;
  readonly account: AccountDesk;
  readonly testCalls: TestCalls;
  readonly here: Here;
  readonly clock: Clock;
}

const Id = z.object({ id: z.string().min(1).max(200) });
const Nonce = z.object({ nonce: z.string().regex(/^[0-9a-f]{32}$/) });

/** Mounted at `/api`: the first call on the emulator, the checks of the account, the test call. */
export function setupRoutes(parts: SetupRouteParts): Router {
  const { practice, account, testCalls, here, clock } = parts;
  const router = Router();

  router.get(
    '/setup',
    route({
      permission: 'setup.see',
      says: 'Tells what is set up, and what can be tried.',
      answers: SetupView,
      do: ({ identity }) => parts.view(identity),
    }),
  );

  router.post(
    '/setup/practice-call',
    perPerson(10),
    route({
      permission: 'setup.practise',
      says: 'Has a practice caller ring, on the emulator.',
      body: StartPracticeCall,
      answers: PracticeCall,
      do: ({ identity, body }) => {
        onEmulatorOnly(parts.emulated);
        return practice.start(identity.personId, body.businessId ?? null);
      },
    }),
  );
  router.get(
    '/setup/practice-call/:id',
    route({
      permission: 'setup.practise',
      says: 'Tells how far a practice call is.',
      params: Id,
      answers: PracticeCall,
      do: async ({ identity, params }) => {
        onEmulatorOnly(parts.emulated);
        return there(await practice.look(identity.personId, params.id), 'practice call');
      },
    }),
  );
  router.delete(
    '/setup/practice-call/:id',
    route({
      permission: 'setup.practise',
      says: 'Has the practice caller hang up.',
      params: Id,
      answers: PracticeCall,
      do: async ({ identity, params }) => {
        onEmulatorOnly(parts.emulated);
        return there(await practice.end(identity.personId, params.id), 'practice call');
      },
    }),
  );

  router.post(
    '/setup/checks',
    perPerson(10),
    route({
      permission: 'setup.connect',
      says: 'Checks the account of the telephone company.',
      answers: SetupChecks,
      do: async (): Promise<SetupChecks> => ({ at: clock.now(), checks: [...(await account.check())] }),
    }),
  );
  router.post(
    '/setup/connect',
    perPerson(5),
    route({
      permission: 'setup.connect',
      says: "Gives the businesses' numbers our addresses.",
      answers: SetupConnected,
      do: () => account.connect(),
    }),
  );

  router.post(
    '/setup/test-call',
    perPerson(5),
    route({
      permission: 'setup.connect',
      says: 'Rings one of our telephones from one of our numbers.',
      body: StartTestCall,
      answers: TestCall,
      do: ({ businessIds, body }) => testCalls.start(businessIds, body),
    }),
  );
  router.get(
    '/setup/test-call/:id',
    route({
      permission: 'setup.connect',
      says: 'Tells how far a test call is.',
      params: Id,
      answers: TestCall,
      do: async ({ params }) => there(await testCalls.look(params.id), 'test call'),
    }),
  );

  // Asked by this server itself, from outside: it tells nothing but that it is the one that asks.
  router.get(
    '/setup/here/:nonce',
    described(
      {
        permission: null,
        open: true,
        says: 'Answers a question that this server asked itself a moment ago.',
        params: Nonce,
        answers: SetupHere,
      },
      (request, response) => {
        const nonce = Nonce.safeParse(request.params);
        const answer = nonce.success ? here.answer(nonce.data.nonce) : null;
        if (answer === null)
          throw new HttpProblem(
            404,
            'not-asked-here',
            'This server has not asked for this, or too long ago.',
          );
        response.json({ answer });
      },
    ),
  );

  return router;
}

/** Each of these makes the telephone company work, and may cost money. */
function perPerson(perMinute: number) {
  return rateLimit({
    windowMs: MINUTE,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => requireSignIn(request).personId,
    handler: answerWith(
      new HttpProblem(429, 'too-often', 'This was asked for many times. Wait a minute, then try again.'),
    ),
  });
}

function onEmulatorOnly(emulated: boolean): void {
  if (emulated) return;
  throw new HttpProblem(
    404,
    'no-practice-callers',
    'There are no practice callers on a real line. Ring a number of yours, or let the test call ring you.',
  );
}

function there<T>(thing: T | null, what: string): T {
  if (thing === null) throw notFound(what);
  return thing;
}
