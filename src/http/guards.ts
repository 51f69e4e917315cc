import express from 'express';
import type { RequestHandler } from 'express';
import { rateLimit, ipKeyGenerator } from 'express-rate-limit';
import type { OriginHeaders } from '../config/own-origin.ts';
import { MINUTE } from '../kernel/duration.ts';
import { bringsKey } from './api-keys.ts';
import { HttpProblem, answerWith } from './problems.ts';
import { normaliseEmail } from '../kernel/email.ts';
import { identityOf } from './sign-in-check.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** express.json takes 50,000 nested arrays within its 100 KB; nothing of ours is nested deeper than this. */
const MAX_DEPTH = 24;

/** Refuses a change that another website asked the browser for. */
export function ownPagesOnly(isOwnOrigin: (headers: OriginHeaders) => boolean): RequestHandler {
  return (request, _response, next) => {
    // A key is brought by a program: no page makes a browser send one by itself.
    const safe = SAFE_METHODS.has(request.method) || bringsKey(request.headers.authorization);
    if (safe || isOwnOrigin(request.headers)) {
      next();
      return;
    }
    throw new HttpProblem(
      403,
      'foreign-origin',
      'This came from another website. Open Deskbell at its own address (PUBLIC_URL) and try again.',
    );
  };
}

/** JSON only: what a plain HTML form can send is refused, whoever sent it. */
export const jsonBodies: readonly RequestHandler[] = [
  (request, _response, next) => {
    const hasBody =
      request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
    if (hasBody && !request.is('application/json')) {
      throw new HttpProblem(
        415,
        'not-json',
        'Send the body as JSON, with the content type application/json.',
      );
    }
    next();
  },
  express.json({ limit: '100kb', type: 'application/json', strict: true }),
  (request, _response, next) => {
    if (deeperThan(request.body, MAX_DEPTH)) {
      throw new HttpProblem(400, 'too-deep', `What was sent is nested deeper than ${MAX_DEPTH} levels.`);
    }
    next();
  },
];

/** Level by level, without recursion: the depth being measured must not be able to end us. */
function deeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const containers = level.filter((item): item is object => typeof item === 'object' && item !== null);
    if (containers.length > 0 && depth >= limit) return true;
    level = containers.flatMap((container): unknown[] => Object.values(container));
  }
  return false;
}

export interface SignInLimits {
  /** Failed attempts for one e-mail address from one place, per 15 minutes. */
  readonly perAddress: number;
  /** Failed attempts from one place, per 15 minutes: an office shares one address. */
  readonly perPlace: number;
}

/** Slows down guessing; attempts that succeed are not counted. */
export function signInLimit({ perAddress, perPlace }: SignInLimits): readonly RequestHandler[] {
  const shared = {
    windowMs: 15 * MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    handler: answerWith(
      new HttpProblem(
        429,
        'too-many-attempts',
        'Too many failed sign-ins. Wait a quarter of an hour, then try again.',
      ),
    ),
  } as const;
  return [
    rateLimit({ ...shared, limit: perPlace, keyGenerator: (request) => ipKeyGenerator(request.ip ?? '') }),
    rateLimit({
      ...shared,
      limit: perAddress,
      keyGenerator: (request) => {
        const body = request.body as { email?: unknown } | undefined;
        const email = typeof body?.email === 'string' ? normaliseEmail(body.email).slice(0, 200) : '';
        return `${ipKeyGenerator(request.ip ?? '')} ${email}`;
      },
    }),
  ];
}

/** Keeps one program from taking the server for itself; people at their desks are not counted. */
export function perKey(perMinute: number): readonly RequestHandler[] {
  return [
    rateLimit({
      windowMs: MINUTE,
      limit: perMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      skip: (request) => identityOf(request)?.key === undefined,
      keyGenerator: (request) => identityOf(request)?.key?.id ?? '',
      handler: answerWith(
        new HttpProblem(
          429,
          'too-many-requests',
          `This key makes more than ${perMinute} requests a minute. Wait as long as Retry-After says.`,
        ),
      ),
    }),
  ];
}
