import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { PASSWORD, httpApp, signedIn } from '../../test/harness/http-app.ts';

const app = httpApp();

describe('signing in', () => {
  test('gives a cookie that scripts cannot read, and tells who it is', async () => {
    const answer = await request(app.build())
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
    const answer = await request(app.build())
      .post('/api/session')
      .send({ email: 'rita@shop.example', password: 'x' });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: 401, code: 'wrong-sign-in', title: 'Unauthorized' });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('lasts until signing out', async () => {
    const server = app.build();
    const agent = await signedIn(server, 'rita');
    await agent.get('/api/session').expect(200);
    await agent.delete('/api/session').expect(204);
    const answer = await agent.get('/api/session');
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('signed-out');
  });

  test('anew ends the session that the browser had before', async () => {
    const server = app.build();
    const first = await request(server)
      .post('/api/session')
      .send({ email: 'rita@shop.example', password: PASSWORD });
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    await request(server)
      .post('/api/session')
      .set('cookie', cookie)
      .send({ email: 'mona@shop.example', password: PASSWORD })
      .expect(200);
    await request(server).get('/api/session').set('cookie', cookie).expect(401);
  });

  test('by guessing is stopped for the address first, then for the place; a good sign-in is not counted', async () => {
    const server = app.build({ tightLimits: true });
    const attempt = (id: string, password: string) =>
      request(server)
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

test('the sign-ins of the demo can be read by who is not signed in yet', async () => {
  const answer = await request(app.build()).get('/api/demo').expect(200);
  expect(answer.body).toEqual({ password: null, people: [] });
});
