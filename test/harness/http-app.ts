import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { type Express, Router } from 'express';
import request from 'supertest';
import { z } from 'zod';
import { type FreshDatabase, freshDatabase } from './fresh-database.ts';
import { employ, handClock, keptLog } from './staff.ts';
import { refuse } from '../../src/kernel/decision.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import { createHttp } from '../../src/http/create-http.ts';
import type { HealthCheck } from '../../src/http/health.ts';
import { refusalOf, route } from '../../src/http/route.ts';
import { sessionRoutes } from '../../src/http/session-routes.ts';
import { createApiKeys } from '../../src/http/api-keys.ts';
import { apiKeyRoutes } from '../../src/http/api-key-routes.ts';
import { createSessions } from '../../src/http/sessions.ts';
import type { Database } from '../../src/store/database.ts';

/** The HTTP side with routes such as nouns have, for the tests of what all routes share. */

export const PASSWORD = 'correct horse';
const person = (id: string, works: Record<string, 'receptionist' | 'manager' | 'admin'>) => ({
  id,
  name: id,
  email: `${id}@shop.example`,
  password: PASSWORD,
  works,
});

const businessOf: Record<string, string> = { 'call-1': 'shop', 'call-2': 'dentist' };
const CallParams = z.object({ id: z.string() });

/** Routes as the nouns write them. */
function callRoutes(): Router {
  const router = Router();
  const business = ({ params }: { params: { id: string } }) => businessOf[params.id] ?? null;
  router.get(
    '/calls/:id',
    route({
      permission: 'call.see',
      says: 'Tells of a call.',
      params: CallParams,
      answers: z.object({ id: z.string() }),
      business,
      do: ({ params }) => ({ id: params.id }),
    }),
  );
  router.post(
    '/calls/:id/notes',
    route({
      permission: 'call.handle',
      says: 'Does something on a call.',
      params: CallParams,
      body: z.object({ text: z.string().min(1), to: z.object({ people: z.array(z.string()) }).optional() }),
      business,
      do: ({ body, identity }) => ({ text: body.text, by: identity.personId }),
    }),
  );
  router.post(
    '/calls/:id/hold',
    route({
      permission: 'call.handle',
      says: 'Does something on a call.',
      params: CallParams,
      business,
      do: () => refusalOf({ done: false, refusal: refuse('already-held', 'The caller is on hold already.') }),
    }),
  );
  router.post(
    '/calls/:id/read',
    route({
      permission: 'call.see',
      says: 'Marks a call as read.',
      params: CallParams,
      business,
      do: () => undefined,
    }),
  );
  let count = 0;
  router.post(
    '/calls/:id/counted',
    route({
      permission: 'call.handle',
      says: 'Does something on a call.',
      params: CallParams,
      body: z.object({ text: z.string() }),
      business,
      do: () => ({ count: (count += 1) }),
    }),
  );
  router.post(
    '/calls/:id/resume',
    route({
      permission: 'call.handle',
      says: 'Does something on a call.',
      params: CallParams,
      business,
      do: () => refusalOf({ done: true }),
    }),
  );
  router.get(
    '/recordings',
    route({
      permission: 'recording.list',
      says: 'Lists recordings.',
      do: ({ businessIds }) => ({ businessIds }),
    }),
  );
  router.get(
    '/broken',
    route({
      permission: 'board.see',
      says: 'Breaks.',
      do: () => {
        throw new Error('the row +441632960123 makes no sense');
      },
    }),
  );
  router.get(
    '/odd-row',
    route({
      permission: 'board.see',
      says: 'Finds an odd row.',
      do: () => z.object({ name: z.string() }).parse({}),
    }),
  );
  return router;
}

export interface HttpApp {
  readonly lines: Record<string, unknown>[];
  /** What the app built next asks for its health. */
  readonly health: HealthCheck[];
  /** What all the apps of this test file stand on. */
  database(): Database;
  build(options?: AppOptions): Express;
}

interface AppOptions {
  readonly publicUrl?: string;
  readonly metricsToken?: string;
  /** Two failed sign-ins for one address, four from one place. */
  readonly tightLimits?: boolean;
  readonly publicDir?: string;
  /** Routes under test, besides those of signing in and of the toy calls. */
  readonly routers?: readonly Router[];
}

/** Rita is a receptionist of the shop, Ada its admin; Mona is its manager, and a receptionist of the dentist. */
export function httpApp(): HttpApp {
  let fresh: FreshDatabase;
  let publicDir: string;
  const { logger, lines } = keptLog('debug');
  const health: HealthCheck[] = [];

  beforeAll(async () => {
    fresh = await freshDatabase('sqlite');
    await employ(
      fresh.database,
      person('rita', { shop: 'receptionist' }),
      person('mona', { shop: 'manager', dentist: 'receptionist' }),
      person('ada', { shop: 'admin' }),
    );
    publicDir = await builtConsole();
  });
  afterAll(async () => {
    await fresh.close();
    await rm(publicDir, { recursive: true });
  });
  beforeEach(() => {
    lines.length = 0;
    health.length = 0;
  });

  return {
    lines,
    health,
    database: () => fresh.database,
    build(options = {}) {
      const publicUrl = options.publicUrl ?? 'http://localhost:3000';
      const sessions = createSessions({ database: fresh.database, clock: handClock(), publicUrl });
      const keys = createApiKeys({ database: fresh.database, clock: handClock() });
      const { metricsToken } = options;
      return createHttp({
        config: { publicUrl, ...(metricsToken === undefined ? {} : { metricsToken }) },
        logger,
        sessions,
        keys,
        database: fresh.database,
        clock: handClock(),
        routers: [
          apiKeyRoutes({ keys, clock: handClock() }),
          sessionRoutes({
            sessions,
            describe: async ({ personId, name }) => ({
              personId,
              name,
              phone: '+441632960000',
              memberships: [],
              device: 'telephone',
              softphone: { state: 'off', reason: null, since: null },
              handsetsUrl: null,
            }),
            demo: { password: null, people: [] },
            ...(options.tightLimits === true ? { limits: { perAddress: 2, perPlace: 4 } } : {}),
          }),
          callRoutes(),
          ...(options.routers ?? []),
        ],
        health,
        metrics: createMetrics({ processFigures: false }),
        publicDir: options.publicDir ?? publicDir,
      });
    },
  };
}

export async function signedIn(app: Express, id: string) {
  const agent = request.agent(app);
  await agent
    .post('/api/session')
    .send({ email: `${id}@shop.example`, password: PASSWORD })
    .expect(200);
  return agent;
}

async function builtConsole(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-public-'));
  await mkdir(join(folder, 'console', 'assets'), { recursive: true });
  await mkdir(join(folder, 'audio'));
  await writeFile(join(folder, 'console', 'index.html'), '<!doctype html><title>Deskbell</title>');
  await writeFile(join(folder, 'console', 'assets', 'main-4f2a.js'), 'export {};');
  await writeFile(join(folder, 'audio', 'hold.wav'), 'RIFF');
  return folder;
}
