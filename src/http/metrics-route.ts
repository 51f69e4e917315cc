import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { isLoopbackAddress } from '../config/loopback.ts';
import type { Metrics } from '../observability/metrics.ts';
import { HttpProblem } from './problems.ts';

/** `/metrics` for Prometheus: for who brings the token, or for this computer when there is none. */
export function metricsRoute(metrics: Metrics, token: string | undefined): RequestHandler {
  return async (request, response) => {
    if (!(token === undefined ? comesFromHere(request) : brings(request, token))) {
      throw new HttpProblem(
        403,
        'not-permitted',
        'The figures are for this computer only. Set METRICS_TOKEN and send it as a bearer token to read them from elsewhere.',
      );
    }
    response
      .set('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text());
  };
}

/** A proxy on this computer speaks for somebody else. */
function comesFromHere(request: Request): boolean {
  const { 'x-forwarded-for': forwardedFor, forwarded } = request.headers;
  return (
    forwardedFor === undefined && forwarded === undefined && isLoopbackAddress(request.socket.remoteAddress)
  );
}

function brings(request: Request, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}
