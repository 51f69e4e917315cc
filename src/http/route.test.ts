import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { httpApp, signedIn } from '../../test/harness/http-app.ts';

const app = httpApp();

describe('a route', () => {
  test('is closed to who is not signed in', async () => {
    const answer = await request(app.build()).get('/api/calls/call-1');
    expect(answer.status).toBe(401);
  });

  test('answers a member of the business', async () => {
    const agent = await signedIn(app.build(), 'rita');
    const answer = await agent.get('/api/calls/call-1').expect(200);
    expect(answer.body).toEqual({ id: 'call-1' });
  });

  test('tells an outsider the same as when there is nothing', async () => {
    const agent = await signedIn(app.build(), 'rita');
    const foreign = await agent.get('/api/calls/call-2').expect(404);
    const missing = await agent.get('/api/calls/call-3').expect(404);
    expect(foreign.body).toEqual(missing.body);
  });

  test('that the role does not allow is refused with whom to ask', async () => {
    const agent = await signedIn(app.build(), 'rita');
    const answer = await agent.get('/api/recordings').expect(403);
    expect(answer.body).toMatchObject({
      code: 'not-permitted',
      detail: expect.stringContaining('managers and admins'),
    });
  });

  test('keeps to the businesses in which the role allows it', async () => {
    const agent = await signedIn(app.build(), 'mona');
    const answer = await agent.get('/api/recordings').expect(200);
    expect(answer.body).toEqual({ businessIds: ['shop'] });
  });

  test('names every place of a body that is not as expected', async () => {
    const agent = await signedIn(app.build(), 'rita');
    const answer = await agent.post('/api/calls/call-1/notes').send({ text: '', to: { people: ['a', 7] } });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'wrong-shape' });
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual(['text', 'to.people.1']);
  });

  test('passes a refusal on in the words of the rule', async () => {
    const agent = await signedIn(app.build(), 'rita');
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
    const agent = await signedIn(app.build(), 'rita');
    await agent.post('/api/calls/call-1/resume').expect(204);
  });

  test.each(['/api/broken', '/api/odd-row'])(
    'that breaks (%s) shows a reference only, and logs the whole',
    async (path) => {
      const agent = await signedIn(app.build(), 'rita');
      const answer = await agent.get(path).expect(500);
      expect(answer.body.code).toBe('unexpected');
      expect(JSON.stringify(answer.body)).not.toMatch(/441632|name/);
      const logged = app.lines.find((line) => line['level'] === 'error');
      expect(answer.body.detail).toContain(String(logged?.['requestId']));
      expect(logged).toMatchObject({ err: { stack: expect.any(String) } });
    },
  );

  test('that does not exist is a problem, not a page', async () => {
    const answer = await request(app.build()).get('/api/nothing').set('accept', 'text/html');
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
    const agent = await signedIn(app.build(), 'rita');
    const answer = await agent.post('/api/calls/call-1/resume').set(headers);
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('foreign-origin');
  });

  test('asked for by our own page goes through', async () => {
    const agent = await signedIn(app.build(), 'rita');
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
    const agent = await signedIn(app.build(), 'rita');
    const answer = await agent.post('/api/calls/call-1/notes').set('content-type', type).send(body);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});
