import compression from 'compression';
import express from 'express';
import type { Express, Router } from 'express';
import type { Config } from '../config/config.ts';
import { ownOrigin } from '../config/own-origin.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import { apiDocument, roadsOf } from './api-document.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Database } from '../store/database.ts';
import { audioFiles, consoleFiles } from './console-files.ts';
import { jsonBodies, ownPagesOnly, perKey } from './guards.ts';
import type { HealthCheck } from './health.ts';
import { healthz, readyz } from './health.ts';
import { onceOnly } from './idempotency.ts';
import { metricsRoute } from './metrics-route.ts';
import { problemHandler, unknownRoad } from './problems.ts';
import { requestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import type { Sessions } from './sessions.ts';
import { identifyVisitor } from './sign-in-check.ts';
import { voiceOrigins, type VoiceConfig } from './voice-origins.ts';

/** Of the API, which changes more seldom than the server: its paths and shapes. */
const VERSION = '1.0.0';
/** Requests that one key may make in a minute. */
const API_KEY_LIMIT = 600;

export interface HttpParts {
  readonly config: Pick<Config, 'publicUrl' | 'metricsToken'> & VoiceConfig;
  readonly logger: Logger;
  readonly sessions: Sessions;
  readonly keys: Pick<ApiKeys, 'identify'>;
  /** Where the answers are kept that are given again when the same request comes twice. */
  readonly database: Database;
  readonly clock: Clock;
  /** Each mounted at `/api`, in this order. */
  readonly routers: readonly Router[];
  /** Mounted at `/`: pages and files for whoever holds their address, without a sign-in. */
  readonly pages?: readonly Router[];
  readonly health: readonly HealthCheck[];
  readonly metrics: Metrics;
  /** The folder with `console/` (built) and `audio/`. */
  readonly publicDir: string;
}

/** Everything that is not a webhook of the telephone line: API, console, announcements, health and figures. */
export function createHttp(parts: HttpParts): Express {
  const { config, logger, sessions, metrics, publicDir } = parts;
  const app = express();
  app.disable('x-powered-by');
  // Only a proxy on this computer may say for whom it speaks.
  app.set('trust proxy', 'loopback');

  app.use(requestLog(logger));
  app.use(securityHeaders(config.publicUrl, voiceOrigins(config)));
  app.get('/healthz', healthz);
  app.get('/readyz', readyz(parts.health, logger));
  app.get('/metrics', metricsRoute(metrics, config.metricsToken));
  app.use('/audio', audioFiles(publicDir), unknownRoad);
  app.use(compression());

  app.use('/api', (_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  app.use(
    '/api',
    ownPagesOnly(ownOrigin(config.publicUrl)),
    ...jsonBodies,
    identifyVisitor(sessions, parts.keys),
    ...perKey(API_KEY_LIMIT),
    onceOnly({ database: parts.database, clock: parts.clock, logger }),
  );
  const roads = roadsOf(parts.routers);
  let document: ReturnType<typeof apiDocument> | null = null;
  app.get('/api/openapi.json', (_request, response) => {
    // It takes a fifth of a second, which a server that comes back to its callers has no time for.
    document ??= apiDocument(roads, { version: VERSION, publicUrl: config.publicUrl });
    response.json(document);
  });
  for (const router of parts.routers) app.use('/api', router);
  app.use(['/api', '/twilio'], unknownRoad);
  for (const router of parts.pages ?? []) app.use(router);

  app.use(...consoleFiles(publicDir));
  app.use(unknownRoad);
  app.use(problemHandler(logger));
  return app;
}
