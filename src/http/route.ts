import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Refusal } from '../kernel/decision.ts';
import { isRefusal } from '../kernel/decision.ts';
import type { Identity } from './identity.ts';
import { businessesWhere, mayIn } from './identity.ts';
import { keepAnswer, keepThatItWasDone } from './idempotency.ts';
import type { Permission } from './permissions.ts';
import { PERMISSIONS } from './permissions.ts';
import { HttpProblem, notFound, refusalProblem, shapeProblem } from './problems.ts';
import { requireSignIn } from './sign-in-check.ts';

interface Asked<P, Q, B> {
  readonly identity: Identity;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

interface Granted<P, Q, B> extends Asked<P, Q, B> {
  /** The business that was found, or all in which the person has this permission; never empty. */
  readonly businessIds: readonly string[];
  readonly request: Request;
  readonly response: Response;
}

interface RouteWords<P, Q, B> {
  readonly permission: Permission;
  /** What it does, as a sentence of the API's document. */
  readonly says?: string;
  /** The shape of its answer; left out when it answers nothing (204) or something other than JSON. */
  readonly answers?: z.ZodType;
  /** Its answer holds a secret: it is given once and never kept, not even for a request that comes again. */
  readonly secret?: true;
  /** The media type of its answer, when that is a file and `do` writes it. */
  readonly file?: string;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /**
   * The business to which the thing asked for belongs; null: there is no such thing.
   * Left out: the route is about whatever the person may see, and `do` keeps to `businessIds`.
   */
  readonly business?: (asked: Asked<P, Q, B>) => string | null | Promise<string | null>;
  /** What it does: gives the answer, nothing (204), or a refusal (409). May also write to `response` itself. */
  readonly do: (granted: Granted<P, Q, B>) => unknown;
}

/** A route that reads as a sentence: sign-in, shape, permission, do. */
export function route<P = unknown, Q = unknown, B = unknown>(words: RouteWords<P, Q, B>): RequestHandler {
  return described({ ...words, open: false }, async (request, response) => {
    const identity = requireSignIn(request);
    mayAnywhere(identity, words.permission);
    const asked: Asked<P, Q, B> = {
      identity,
      params: shaped(words.params, request.params),
      query: shaped(words.query, request.query),
      body: shaped(words.body, request.body),
    };
    const businessIds = await permitted(words, asked);
    const result = await words.do({ ...asked, businessIds, request, response });
    await answer(request, response, result, words.secret === true);
  });
}

/** What the API's document and the table of permissions say of a route. */
export interface RouteDescription {
  /** Null: it asks for no permission beyond being signed in. */
  readonly permission: Permission | null;
  /** Answers whoever asks, signed in or not. */
  readonly open: boolean;
  readonly says?: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answers?: z.ZodType;
  readonly file?: string;
}

const descriptions = new WeakMap<object, RouteDescription>();

/** For the few handlers that `route` cannot say: tells the document what they are. */
export function described(words: RouteDescription, handler: RequestHandler): RequestHandler {
  descriptions.set(handler, words);
  return handler;
}

/** Null: the handler is no route of its own, such as a limit before one. */
export function descriptionOf(handler: object): RouteDescription | null {
  return descriptions.get(handler) ?? null;
}

/** Who may do it nowhere is told so before anything that they sent is looked at. */
function mayAnywhere(identity: Identity, permission: Permission): void {
  const { key } = identity;
  if (key !== undefined && !key.scopes.includes(permission)) throw outOfScope(permission);
  if (businessesWhere(identity, PERMISSIONS[permission]).length === 0) throw notPermitted(permission);
}

async function permitted<P, Q, B>(
  words: RouteWords<P, Q, B>,
  asked: Asked<P, Q, B>,
): Promise<readonly string[]> {
  const roles = PERMISSIONS[words.permission];
  if (words.business === undefined) return businessesWhere(asked.identity, roles);
  const businessId = await words.business(asked);
  // Whoever is not part of the business learns nothing, not even that the thing exists.
  if (businessId === null || !mayIn(asked.identity, businessId)) throw notFound('thing');
  if (!mayIn(asked.identity, businessId, roles)) throw notPermitted(words.permission);
  return [businessId];
}

function notPermitted(permission: Permission): HttpProblem {
  const roles = PERMISSIONS[permission].map((role) => `${role}s`).join(' and ');
  return new HttpProblem(
    403,
    'not-permitted',
    `This is for ${roles} of the business. Ask one of them to do it.`,
  );
}

function outOfScope(permission: Permission): HttpProblem {
  return new HttpProblem(
    403,
    'out-of-scope',
    `This API key was not given "${permission}". Make a key that has it, or sign in as a person.`,
  );
}

async function answer(request: Request, response: Response, result: unknown, secret: boolean): Promise<void> {
  if (response.headersSent || response.writableEnded) return;
  if (isRefusalValue(result)) throw refusalProblem(result);
  const body = result === undefined ? null : JSON.stringify(result);
  const status = body === null ? 204 : 200;
  await (secret ? keepThatItWasDone(request) : keepAnswer(request, status, body));
  if (body === null) response.status(status).end();
  else response.status(status).type('application/json').send(body);
}

function isRefusalValue(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && isRefusal(result);
}

/** Without a schema nothing is taken over: what nobody described cannot be used by mistake. */
function shaped<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  if (schema === undefined) return undefined as T;
  const parsed = schema.safeParse(value ?? {});
  if (!parsed.success) throw shapeProblem(parsed.error);
  return parsed.data;
}

/** What a command came to, as an answer: nothing to say when it was done, the refusal when it was not. */
export function refusalOf(
  outcome: { readonly done: true } | { readonly done: false; readonly refusal: Refusal },
): Refusal | undefined {
  return outcome.done ? undefined : outcome.refusal;
}
