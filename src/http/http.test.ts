import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Express, Router } from 'express';
import request from 'supertest';
import { z } from 'zod';
import { type FreshDatabase, freshDatabase } from '../../test/harness/fresh-database.ts';
import { employ, handClock, keptLog } from '../../test/harness/staff.ts';
import { refuse } from '../kernel/decision.ts';
import { createMetrics } from '../observability/metrics.ts';
import { createHttp } from './create-http.ts';
import type { HealthCheck } from './health.ts';
import { refusalOf, route } from './route.ts';
import { sessionRoutes } from './session-routes.ts';
import { createSessions } from './sessions.ts';

const PASSWORD = 'correct horse';
const person = (id: string, works: Record<string, 'receptionist' | 'manager'>) => ({
  id,
  name: id,
  email: `${id}@shop.example`,
  password: PASSWORD,
  works,
});

let fresh: FreshDatabase;
let publicDir: string;
const { logger, lines } = keptLog('debug');
let health: HealthCheck[] = [];

const businessOf: Record<string, string> = { 'call-1': 'shop', 'call-2': 'dentist' };
const CallParams = z.object({ id: z.string() });

/** Routes as the nouns write them. */
function callRoutes(): Router {
  const router = Router();
  const business = ({ params }: { params: { id: string } }) => businessOf[params.id] ?? null;
  router.get(
    '/calls/:id',
    route({ permission: 'call.see', params: CallParams, business, do: ({ params }) => ({ id: params.id }) }),
  );
  router.post(
    '/calls/:id/notes',
    route({
      permission: 'call.handle',
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
      params: CallParams,
      business,
      do: () => refusalOf({ done: false, refusal: refuse('already-held', 'The caller is on hold already.') }),
    }),
  );
  router.post(
    '/calls/:id/resume',
    route({ permission: 'call.handle', params: CallParams, business, do: () => refusalOf({ done: true }) }),
  );
  router.get(
    '/recordings',
    route({ permission: 'recording.list', do: ({ businessIds }) => ({ businessIds }) }),
  );
  router.get(
    '/broken',
    route({
      permission: 'board.see',
      do: () => {
        throw new Error('the row +441632960123 makes no sense');
      },
    }),
  );
  router.get(
    '/odd-row',
    route({ permission: 'board.see', do: () => z.object({ name: z.string() }).parse({}) }),
  );
  return router;
}

function makeApp(options: { publicUrl?: string; metricsToken?: string; limits?: boolean } = {}): Express {
  const publicUrl = options.publicUrl ?? 'http://localhost:3000';
  const sessions = createSessions({ database: fresh.database, clock: handClock(), publicUrl });
  const describeMe = async (identity: { personId: string; name: string }) => ({
    personId: identity.personId,
    name: identity.name,
    phone: '+441632960000',
    memberships: [],
    handsetsUrl: null,
  });
  const demo = { password: null, people: [] };
  return createHttp({
    config: {
      publicUrl,
      ...(options.metricsToken === undefined ? {} : { metricsToken: options.metricsToken }),
    },
    logger,
    sessions,
    routers: [
      sessionRoutes({
        sessions,
        describe: describeMe,
        demo,
        ...(options.limits === true ? { limits: { perAddress: 2, perPlace: 4 } } : {}),
      }),
      callRoutes(),
    ],
    health,
    metrics: createMetrics({ processFigures: false }),
    publicDir,
  });
}

async function signedIn(app: Express, id: string) {
  const agent = request.agent(app);
  await agent
    .post('/api/session')
    .send({ email: `${id}@shop.example`, password: PASSWORD })
    .expect(200);
  return agent;
}

beforeAll(async () => {
  fresh = await freshDatabase('sqlite');
  await employ(
    fresh.database,
    person('rita', { shop: 'receptionist' }),
    person('mona', { shop: 'manager', dentist: 'receptionist' }),
  );
  publicDir = await mkdtemp(join(tmpdir(), 'deskbell-public-'));
  await mkdir(join(publicDir, 'console', 'assets'), { recursive: true });
  await mkdir(join(publicDir, 'audio'));
  await writeFile(join(publicDir, 'console', 'index.html'), '<!doctype html><title>Deskbell</title>');
  await writeFile(join(publicDir, 'console', 'assets', 'main-4f2a.js'), 'export {};');
  await writeFile(join(publicDir, 'audio', 'hold.wav'), 'RIFF');
});
afterAll(async () => {
  await fresh.close();
  await rm(publicDir, { recursive: true });
});
beforeEach(() => {
  lines.length = 0;
  health = [];
});

describe('signing in', () => {
  test('gives a cookie that scripts cannot read, and tells who it is', async () => {
    const answer = await request(makeApp())
      .post('/api/session')
      .send({ email: 'rita@shop.example', password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ personId: 'rita' });
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^deskbell=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('with a wrong password is refused without a cookie', async () => {
    const answer = await request(makeApp())
      .post('/api/session')
      .send({ email: 'rita@shop.example', password: 'x' });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: 401, code: 'wrong-sign-in', title: 'Unauthorized' });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('lasts until signing out', async () => {
    const app = makeApp();
    const agent = await signedIn(app, 'rita');
    await agent.get('/api/session').expect(200);
    await agent.delete('/api/session').expect(204);
    const answer = await agent.get('/api/session');
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('signed-out');
  });

  test('anew ends the session that the browser had before', async () => {
    const app = makeApp();
    const first = await request(app)
      .post('/api/session')
      .send({ email: 'rita@shop.example', password: PASSWORD });
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    await request(app)
      .post('/api/session')
      .set('cookie', cookie)
      .send({ email: 'mona@shop.example', password: PASSWORD })
      .expect(200);
    await request(app).get('/api/session').set('cookie', cookie).expect(401);
  });

  test('by guessing is stopped for the address first, then for the place; a good sign-in is not counted', async () => {
    const app = makeApp({ limits: true });
    const attempt = (id: string, password: string) =>
      request(app)
        .post('/api/session')
        .send({ email: `${id}@shop.example`, password });
    for (let times = 0; times < 3; times += 1) await attempt('mona', PASSWORD).expect(200);
    await attempt('rita', 'guess-1').expect(401);
    await attempt('rita', 'guess-2').expect(401);
    const stopped = await attempt('rita', 'guess-3');
    expect(stopped.status).toBe(429);
    expect(stopped.body.code).toBe('too-many-attempts');
    expect(stopped.headers['retry-after']).toMatch(/^\d+$/);
    await attempt('mona', PASSWORD).expect(200);
    await attempt('other', 'guess-4').expect(401);
    await attempt('another', 'guess-5').expect(429);
  });
});

describe('a route', () => {
  test('is closed to who is not signed in', async () => {
    const answer = await request(makeApp()).get('/api/calls/call-1');
    expect(answer.status).toBe(401);
  });

  test('answers a member of the business', async () => {
    const agent = await signedIn(makeApp(), 'rita');
    const answer = await agent.get('/api/calls/call-1').expect(200);
    expect(answer.body).toEqual({ id: 'call-1' });
  });

  test('tells an outsider the same as when there is nothing', async () => {
    const agent = await signedIn(makeApp(), 'rita');
    const foreign = await agent.get('/api/calls/call-2').expect(404);
    const missing = await agent.get('/api/calls/call-3').expect(404);
    expect(foreign.body).toEqual(missing.body);
  });

  test('that the role does not allow is refused with whom to ask', async () => {
    const agent = await signedIn(makeApp(), 'rita');
    const answer = await agent.get('/api/recordings').expect(403);
    expect(answer.body).toMatchObject({
      code: 'not-permitted',
      detail: expect.stringContaining('managers and admins'),
    });
  });

  test('keeps to the businesses in which the role allows it', async () => {
    const agent = await signedIn(makeApp(), 'mona');
    const answer = await agent.get('/api/recordings').expect(200);
    expect(answer.body).toEqual({ businessIds: ['shop'] });
  });

  test('names every place of a body that is not as expected', async () => {
    const agent = await signedIn(makeApp(), 'rita');
    const answer = await agent.post('/api/calls/call-1/notes').send({ text: '', to: { people: ['a', 7] } });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'wrong-shape' });
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual(['text', 'to.people.1']);
  });

  test('passes a refusal on in the words of the rule', async () => {
    const agent = await signedIn(makeApp(), 'rita');
    const answer = await agent.post('/api/calls/call-1/hold').expect(409);
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      code: 'already-held',
      detail: 'The caller is on hold already.',
    });
  });

  test('with nothing to say answers 204', async () => {
    const agent = await signedIn(makeApp(), 'rita');
    await agent.post('/api/calls/call-1/resume').expect(204);
  });

  test.each(['/api/broken', '/api/odd-row'])(
    'that breaks (%s) shows a reference only, and logs the whole',
    async (path) => {
      const agent = await signedIn(makeApp(), 'rita');
      const answer = await agent.get(path).expect(500);
      expect(answer.body.code).toBe('unexpected');
      expect(JSON.stringify(answer.body)).not.toMatch(/441632|name/);
      const logged = lines.find((line) => line['level'] === 'error');
      expect(answer.body.detail).toContain(String(logged?.['requestId']));
      expect(logged).toMatchObject({ err: { stack: expect.any(String) } });
    },
  );

  test('that does not exist is a problem, not a page', async () => {
    const answer = await request(makeApp()).get('/api/nothing').set('accept', 'text/html');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

describe('a change', () => {
  test.each([
    ['another website', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['another website in an old browser', { origin: 'https://evil.example' }],
  ])('asked for by %s is refused although the cookie is right', async (_what, headers) => {
    const agent = await signedIn(makeApp(), 'rita');
    const answer = await agent.post('/api/calls/call-1/resume').set(headers);
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('foreign-origin');
  });

  test('asked for by our own page goes through', async () => {
    const agent = await signedIn(makeApp(), 'rita');
    const headers = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' };
    await agent.post('/api/calls/call-1/resume').set(headers).expect(204);
  });

  test.each([
    ['a form', 'application/x-www-form-urlencoded', 'text=hello', 415],
    ['plain text', 'text/plain', '{"text":"hello"}', 415],
    ['broken JSON', 'application/json', '{"text":', 400],
    ['a bare word', 'application/json', '"text"', 400],
    ['more than 100 KB', 'application/json', JSON.stringify({ text: 'x'.repeat(102_400) }), 413],
    [
      'nesting deeper than anything of ours',
      'application/json',
      `{"text":${'['.repeat(50)}${']'.repeat(50)}}`,
      400,
    ],
    ['50,000 levels', 'application/json', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 400],
  ])('sent as %s is refused', async (_what, type, body, status) => {
    const agent = await signedIn(makeApp(), 'rita');
    const answer = await agent.post('/api/calls/call-1/notes').set('content-type', type).send(body);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

describe('health', () => {
  test('is alive without asking anybody', async () => {
    health = [
      {
        name: 'database',
        check: () => {
          throw new Error('gone');
        },
      },
    ];
    await request(makeApp()).get('/healthz').expect(200, { status: 'ok' });
  });

  test('is ready when everything that a call needs answers', async () => {
    health = [{ name: 'database', check: async () => {} }];
    const answer = await request(makeApp()).get('/readyz').expect(200);
    expect(answer.body).toEqual({ status: 'ready', checks: [{ name: 'database', problem: null }] });
  });

  test('names what does not answer', async () => {
    health = [
      { name: 'database', check: async () => {} },
      { name: 'engine', check: () => Promise.reject(new Error('the engine is 9 s behind')) },
    ];
    const answer = await request(makeApp()).get('/readyz').expect(503);
    expect(answer.body.checks[1]).toEqual({ name: 'engine', problem: 'the engine is 9 s behind' });
  });

  test('does not wait for ever', async () => {
    health = [{ name: 'database', check: () => new Promise(() => {}) }];
    const answer = await request(makeApp()).get('/readyz').expect(503);
    expect(answer.body.checks[0].problem).toMatch(/not answered within 2 s/);
  });
});

describe('the figures', () => {
  test('are for this computer', async () => {
    const answer = await request(makeApp()).get('/metrics').expect(200);
    expect(answer.text).toContain('deskbell_webhook_seconds');
  });

  test('are not for whom a proxy on this computer speaks', async () => {
    await request(makeApp()).get('/metrics').set('x-forwarded-for', '203.0.113.9').expect(403);
  });

  test('are for who brings the token, once there is one', async () => {
    const app = makeApp({ metricsToken: 'sixteen-or-more-letters' });
    await request(app).get('/metrics').expect(403);
    await request(app).get('/metrics').set('authorization', 'Bearer wrong').expect(403);
    await request(app).get('/metrics').set('authorization', 'Bearer sixteen-or-more-letters').expect(200);
  });
});

describe('the console', () => {
  test('is the same page at every address of a screen, asked for anew each time', async () => {
    for (const path of ['/', '/board', '/recordings/0190-abc']) {
      const answer = await request(makeApp()).get(path).set('accept', 'text/html').expect(200);
      expect(answer.text).toContain('<title>Deskbell</title>');
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
  });

  test('keeps its hashed files for ever', async () => {
    const answer = await request(makeApp()).get('/assets/main-4f2a.js').expect(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('does not answer with the page for a file that is missing', async () => {
    await request(makeApp()).get('/assets/main-old.js').set('accept', '*/*').expect(404);
  });

  test('that was not built says so', async () => {
    const built = publicDir;
    publicDir = join(built, 'nowhere');
    const app = makeApp();
    publicDir = built;
    const answer = await request(app).get('/').set('accept', 'text/html').expect(503);
    expect(answer.body.detail).toContain('npm run build');
  });

  test('may run no script but its own, and in no frame', async () => {
    const answer = await request(makeApp()).get('/').set('accept', 'text/html');
    const policy = answer.headers['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' ws://localhost:3000");
    expect(policy).toContain("media-src 'self' blob:");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(answer.headers['strict-transport-security']).toBeUndefined();
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  test('is held to https where it is served by https', async () => {
    const answer = await request(makeApp({ publicUrl: 'https://calls.example.com' }))
      .get('/')
      .set('accept', 'text/html');
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
    expect(answer.headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });
});

describe('announcements', () => {
  test('are served under /audio/, in parts when asked', async () => {
    const answer = await request(makeApp()).get('/audio/hold.wav').set('range', 'bytes=0-1').expect(206);
    expect(answer.headers['content-type']).toMatch(/^audio\//);
  });

  test('that are missing are a plain 404', async () => {
    await request(makeApp()).get('/audio/none.wav').expect(404);
    await request(makeApp()).get('/audio/..%2fconsole%2findex.html').expect(404);
  });
});

describe('the request log', () => {
  test('names each request and leaves searches out', async () => {
    const agent = await signedIn(makeApp(), 'rita');
    lines.length = 0;
    const answer = await agent.get('/api/calls/call-1?number=%2B441632960123').expect(200);
    const line = lines.find((entry) => entry['msg'] === 'request');
    expect(line).toMatchObject({
      level: 'info',
      requestId: answer.headers['x-request-id'],
      method: 'GET',
      path: '/api/calls/call-1',
      status: 200,
      personId: 'rita',
    });
    expect(JSON.stringify(line)).not.toContain('441632');
  });

  test('keeps routine questions low', async () => {
    await request(makeApp()).get('/healthz').expect(200);
    expect(lines.find((entry) => entry['msg'] === 'request')).toMatchObject({
      level: 'debug',
      path: '/healthz',
    });
  });
});
