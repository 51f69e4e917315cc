import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import express, { Router } from 'express';
import { openApiDocument } from '../openapi.ts';
import { TwilioError } from '../world/world.ts';
import { accountOperations } from './account.ts';
import { callOperations } from './calls.ts';
import { clientOperations } from './clients.ts';
import { eventStream } from './events.ts';
import { handsetOperations } from './handsets.ts';
import { messageOperations } from './messages.ts';
import { numbersRouter } from './numbers.ts';
import type { Operation } from './operation.ts';
import { HandsetApiError } from './operation.ts';
import { workingsOperations } from './workings.ts';

type Parts = Parameters<typeof workingsOperations>[0];

/** Everything under `/emulator`: handsets, calls, clock, faults, journal, debugger, news, and their description. */
export function handsetApi(parts: Parts & { readonly onInternalError: (error: unknown) => void }): Router {
  const operations = [
    ...callOperations(parts.world),
    ...handsetOperations(parts.world),
    ...clientOperations(parts.world),
    ...messageOperations(parts.world),
    ...accountOperations(parts.world),
    ...workingsOperations(parts),
  ];
  const router = Router({ caseSensitive: true });
  router.use(express.json({ limit: '1mb' }));
  for (const operation of operations) router[operation.verb](expressPath(operation.path), run(operation));
  router.use(numbersRouter(parts.world));
  router.get('/events', eventStream(parts.world, parts.journal));
  const document = openApiDocument(operations);
  router.get('/openapi.json', (_request, response) => void response.json(document));
  router.use((request) => {
    throw new HandsetApiError(
      404,
      `There is no ${request.method} ${request.originalUrl}.`,
      'GET /emulator/openapi.json lists what there is.',
    );
  });
  router.use(answerErrors(parts.onInternalError));
  return router;
}

function run(operation: Operation): RequestHandler {
  return async (request, response) => {
    const answer = await operation.run({
      part: (name) => partOf(request, name),
      query: request.query,
      body: request.body,
    });
    response.status(operation.status).json(answer);
  };
}

function partOf(request: Request, name: string): string {
  const part = request.params[name];
  return typeof part === 'string' ? part : '';
}

function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** What to do about the refusals that people at handsets meet. */
const remedies: Readonly<Record<number, string>> = {
  20404: 'GET /emulator/calls lists the calls.',
  21211: 'Ring a number that has a voice URL; IncomingPhoneNumbers sets one.',
  21212: 'Write the number with plus and country code, for example +442079460018.',
  21220: 'GET the call to see its status: only a live call can do this.',
};

function answerErrors(onInternalError: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, message, remedy } = explain(error);
    if (status === 500) onInternalError(error);
    response.status(status).json({ error: message, remedy });
  };
}

function explain(error: unknown): {
  readonly status: number;
  readonly message: string;
  readonly remedy: string;
} {
  if (error instanceof HandsetApiError) return error;
  if (error instanceof TwilioError) {
    const remedy = remedies[error.code] ?? 'GET /emulator/openapi.json describes what each operation takes.';
    return { status: handsetStatus(error), message: error.message, remedy };
  }
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500) {
    return {
      status: 400,
      message: `The body cannot be read: ${error.message}`,
      remedy: 'Send JSON, as application/json.',
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    status: 500,
    message: `The emulator itself failed: ${message}`,
    remedy: 'Please report this with the journal.',
  };
}

/** A call in the wrong state is a conflict here, though Twilio's REST answers it with 400. */
function handsetStatus({ status, code }: TwilioError): 400 | 404 | 409 {
  if (status === 404) return 404;
  return status === 409 || code === 21220 ? 409 : 400;
}
