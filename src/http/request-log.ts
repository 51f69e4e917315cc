import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from '../observability/logger.ts';
import { identityOf } from './sign-in-check.ts';

/** Asked so often, and by machines, that they would bury what people do. */
const ROUTINE = /^\/(healthz|readyz|metrics|assets\/)/;

/** Names each request, and logs one line when it is over. The query stays out: people put numbers and names into searches. */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const began = performance.now();
    // Read now: routers rewrite `url` while they work.
    const path = request.path;
    response.setHeader('x-request-id', requestId);
    response.on('close', () => {
      const line = {
        requestId,
        method: request.method,
        path,
        status: response.statusCode,
        durationMs: Math.round((performance.now() - began) * 10) / 10,
        ...personField(identityOf(request)?.personId),
        ...(response.writableFinished ? {} : { cutShort: true }),
      };
      if (ROUTINE.test(path)) logger.debug(line, 'request');
      else logger.info(line, 'request');
    });
    next();
  };
}

function personField(personId: string | undefined): { personId?: string } {
  return personId === undefined ? {} : { personId };
}
