import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { httpApp, signedIn } from '../../test/harness/http-app.ts';

const app = httpApp();

describe('health', () => {
  test('is alive without asking anybody', async () => {
    app.health.push({
      name: 'database',
      check: () => {
        throw new Error('gone');
      },
    });
    await request(app.build()).get('/healthz').expect(200, { status: 'ok' });
  });

  test('is ready when everything that a call needs answers', async () => {
    app.health.push({ name: 'database', check: async () => {} });
    const answer = await request(app.build()).get('/readyz').expect(200);
    expect(answer.body).toEqual({ status: 'ready', checks: [{ name: 'database', problem: null }] });
  });

  test('names what does not answer', async () => {
    app.health.push(
      { name: 'database', check: async () => {} },
      { name: 'engine', check: () => Promise.reject(new Error('the engine is 9 s behind')) },
    );
    const answer = await request(app.build()).get('/readyz').expect(503);
    expect(answer.body.checks[1]).toEqual({ name: 'engine', problem: 'the engine is 9 s behind' });
  });

  test('does not wait for ever', async () => {
    app.health.push({ name: 'database', check: () => new Promise(() => {}) });
    const answer = await request(app.build()).get('/readyz').expect(503);
    expect(answer.body.checks[0].problem).toMatch(/not answered within 2 s/);
  });
});

describe('the figures', () => {
  test('are for this computer', async () => {
    const answer = await request(app.build()).get('/metrics').expect(200);
    expect(answer.text).toContain('deskbell_webhook_seconds');
  });

  test('are not for whom a proxy on this computer speaks', async () => {
    await request(app.build()).get('/metrics').set('x-forwarded-for', '203.0.113.9').expect(403);
  });

  test('are for who brings the token, once there is one', async () => {
    const server = app.build({ metricsToken: 'sixteen-or-more-letters' });
    await request(server).get('/metrics').expect(403);
    await request(server).get('/metrics').set('authorization', 'Bearer wrong').expect(403);
    await request(server).get('/metrics').set('authorization', 'Bearer sixteen-or-more-letters').expect(200);
  });
});

describe('the console', () => {
  test('is the same page at every address of a screen, asked for anew each time', async () => {
    for (const path of ['/', '/board', '/recordings/0190-abc']) {
      const answer = await request(app.build()).get(path).set('accept', 'text/html').expect(200);
      expect(answer.text).toContain('<title>Deskbell</title>');
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
  });

  test('keeps its hashed files for ever', async () => {
    const answer = await request(app.build()).get('/assets/main-4f2a.js').expect(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('does not answer with the page for a file that is missing', async () => {
    await request(app.build()).get('/assets/main-old.js').set('accept', '*/*').expect(404);
  });

  test('that was not built says so', async () => {
    const server = app.build({ publicDir: '/nowhere' });
    const answer = await request(server).get('/').set('accept', 'text/html').expect(503);
    expect(answer.body.detail).toContain('npm run build');
  });

  test('may run no script but its own, and in no frame', async () => {
    const answer = await request(app.build()).get('/').set('accept', 'text/html');
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
    const answer = await request(app.build({ publicUrl: 'https://calls.example.com' }))
      .get('/')
      .set('accept', 'text/html');
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
    expect(answer.headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });
});

describe('announcements', () => {
  test('are served under /audio/, in parts when asked', async () => {
    const answer = await request(app.build()).get('/audio/hold.wav').set('range', 'bytes=0-1').expect(206);
    expect(answer.headers['content-type']).toMatch(/^audio\//);
  });

  test('that are missing are a plain 404', async () => {
    await request(app.build()).get('/audio/none.wav').expect(404);
    await request(app.build()).get('/audio/..%2fconsole%2findex.html').expect(404);
  });
});

describe('the request log', () => {
  test('names each request and leaves searches out', async () => {
    const agent = await signedIn(app.build(), 'rita');
    app.lines.length = 0;
    const answer = await agent.get('/api/calls/call-1?number=%2B441632960123').expect(200);
    const line = app.lines.find((entry) => entry['msg'] === 'request');
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
    await request(app.build()).get('/healthz').expect(200);
    expect(app.lines.find((entry) => entry['msg'] === 'request')).toMatchObject({
      level: 'debug',
      path: '/healthz',
    });
  });
});
