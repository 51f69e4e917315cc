import { fileURLToPath } from 'node:url';
import type { ErrorRequestHandler, Express } from 'express';
import express from 'express';
import type { EmulatorClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { handsetApi } from './handset-api/router.ts';
import type { Journal } from './journal.ts';
import type { Credentials } from './rest/core/credentials.ts';
import { dialingPermissions } from './rest/dialing-permissions.ts';
import { restDoor } from './rest/rest-door.ts';
import type { World } from './world/world.ts';

export interface EmulatorAppParts {
  readonly world: World;
  readonly clock: EmulatorClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly credentials: Credentials;
  /** Told of failures that are the emulator's own. */
  readonly onInternalError: (error: unknown) => void;
}

const pageFolder = fileURLToPath(new URL('./page', import.meta.url));

/** All doors of the emulator: Twilio's REST, the handset API, and the handsets page. */
export function createEmulatorApp(parts: EmulatorAppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/2010-04-01', express.raw({ type: () => true, limit: '1mb' }), restDoor(parts), unreadableBody);
  app.use('/v1', dialingPermissions(parts));
  app.use('/emulator', handsetApi(parts));
  app.use(express.static(pageFolder, { fallthrough: true, cacheControl: false }));
  return app;
}

/** A body that is too large or cut short never reaches the REST door; it still gets Twilio's error shape. */
const unreadableBody: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const message = `The request body cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  response
    .status(400)
    .json({ code: 20001, message, more_info: 'https://www.twilio.com/docs/errors/20001', status: 400 });
};
