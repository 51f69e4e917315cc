import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { ZodError } from 'zod';
import type { Problem } from '../contract/api.ts';
import type { Refusal } from '../kernel/decision.ts';
import type { Logger } from '../observability/logger.ts';

/** A request that cannot be served as asked, in words for the person who asked. Thrown by routes, answered as RFC 9457. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: Problem['errors'];

  constructor(status: number, code: string, detail: string, errors?: Problem['errors']) {
    super(detail);
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** A rule said no: nothing is broken, but it cannot be done now. */
export function refusalProblem(refusal: Refusal): HttpProblem {
  return new HttpProblem(409, refusal.refused, refusal.reason);
}

/** Also for what exists and may not be seen, so that nobody can find out which ids exist. */
export function notFound(what: string): HttpProblem {
  return new HttpProblem(404, 'not-found', `There is no such ${what}, or it is not yours to see.`);
}

/** What was sent does not fit its shape; every place that is wrong is named. */
export function shapeProblem(error: ZodError): HttpProblem {
  const errors = error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  return new HttpProblem(400, 'wrong-shape', 'Some of what was sent is missing or not as expected.', errors);
}

/** Answers with a problem as RFC 9457 has it. */
export function sendProblem(response: Response, problem: HttpProblem): void {
  const { status, code, message: detail, errors } = problem;
  const body: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    ...(errors === undefined ? {} : { errors }),
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** Ends every road that nothing answered. */
export const unknownRoad: RequestHandler = (request) => {
  throw new HttpProblem(404, 'not-found', `Nothing answers to ${request.method} ${request.path}.`);
};

/** Turns whatever a route threw into a problem. What nobody foresaw is logged whole and answered with a reference only. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      logger.error(
        { err: error, requestId: requestIdOf(response) },
        'a request failed after its answer had begun',
      );
      next(error);
      return;
    }
    const problem = foreseen(error);
    if (problem !== null) {
      sendProblem(response, problem);
      return;
    }
    const reference = requestIdOf(response);
    logger.error(
      { err: error, requestId: reference, method: request.method, path: request.path },
      'a request failed',
    );
    sendProblem(
      response,
      new HttpProblem(
        500,
        'unexpected',
        `Something went wrong on our side and was written down under ${reference}. Try again; calls are not affected.`,
      ),
    );
  };
}

/** Set by the request log on every response. */
export function requestIdOf(response: Response): string {
  return String(response.getHeader('x-request-id') ?? 'no reference');
}

function foreseen(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error;
  if (!(error instanceof Error)) return null;
  // A shape that fails anywhere but at the door of a route is our own fault, so ZodError is not among these.
  // Errors of express's own parsers say by `expose` that the sender is at fault.
  const { status, expose, type } = error as Error & Partial<Record<'status' | 'expose' | 'type', unknown>>;
  if (typeof status !== 'number' || expose !== true) return null;
  switch (type) {
    case 'entity.too.large':
      return new HttpProblem(
        413,
        'too-large',
        'What was sent is larger than the 100 KB that one request may have.',
      );
    case 'entity.parse.failed':
      return new HttpProblem(400, 'not-json', 'What was sent is not valid JSON.');
    default:
      return new HttpProblem(status, 'not-understood', error.message);
  }
}

/** For middleware that answers by itself, such as rate limits. */
export function answerWith(problem: HttpProblem): (request: Request, response: Response) => void {
  return (_request, response) => sendProblem(response, problem);
}
