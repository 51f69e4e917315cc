import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { httpApp, signedIn } from '../../../test/harness/http-app.ts';
import type { Message } from '../../kernel/decision.ts';
import { peopleRoutes } from './routes.ts';
import { softphoneRoutes, type SoftphoneRouteParts } from './softphone-routes.ts';

const app = httpApp();

/** The routes on an engine that only notes what it is told. */
function noted(parts: Partial<SoftphoneRouteParts> = {}) {
  const told: Message[] = [];
  const engine = {
    submit: (message: Message) => {
      told.push(message);
      return Promise.resolve({ done: true, says: undefined, events: [] } as const);
    },
  };
  const routers = [
    peopleRoutes({ engine }),
    softphoneRoutes({
      engine,
      passFor: (personId) => Promise.resolve({ token: 'a.b.c', identity: personId, expiresAt: 600_000 }),
      emulatedBy: null,
      ...parts,
    }),
  ];
  return { app: app.build({ routers }), told };
}

describe('signing a browser in to the telephone company', () => {
  test('is for whoever has signed in here, as themselves', async () => {
    const house = noted({ emulatedBy: { signalHost: '127.0.0.1:3001' } });
    const agent = await signedIn(house.app, 'rita');
    const answer = await agent.post('/api/softphone/token').expect(200);
    expect(answer.body).toEqual({
      token: 'a.b.c',
      identity: 'rita',
      expiresAt: 600_000,
      emulatedBy: { signalHost: '127.0.0.1:3001' },
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('is refused to everybody else', async () => {
    const answer = await request(noted().app).post('/api/softphone/token');
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer.body)).not.toContain('a.b.c');
  });

  test('says which settings are missing where nothing was set up', async () => {
    const house = noted({ passFor: () => Promise.resolve(null) });
    const agent = await signedIn(house.app, 'rita');
    const answer = await agent.post('/api/softphone/token').expect(503);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      code: 'softphone-not-set-up',
      detail: expect.stringMatching(/TWILIO_API_KEY and TWILIO_API_SECRET/),
    });
  });
});

describe('what a tab tells of itself', () => {
  test('is told to the person whose tab it is', async () => {
    const house = noted();
    const agent = await signedIn(house.app, 'rita');
    await agent.put('/api/softphone').send({ tab: 't-1', state: 'ready' }).expect(204);
    await agent.put('/api/softphone').send({ tab: 't-1', state: 'lost', reason: 'microphone' }).expect(204);
    await agent.put('/api/me/device').send({ device: 'browser' }).expect(204);
    expect(house.told).toEqual([
      { noun: 'people', id: 'rita', command: { type: 'ReportReady', tab: 't-1' } },
      { noun: 'people', id: 'rita', command: { type: 'ReportLost', tab: 't-1', reason: 'microphone' } },
      { noun: 'people', id: 'rita', command: { type: 'ChooseDevice', device: 'browser' } },
    ]);
  });

  test('may be its last word, as a page can post it that goes away', async () => {
    const house = noted();
    const agent = await signedIn(house.app, 'rita');
    await agent
      .post('/api/softphone/closed')
      .set('content-type', 'application/json')
      .send(JSON.stringify({ tab: 't-1', state: 'lost', reason: 'closed' }))
      .expect(204);
    expect(house.told).toMatchObject([{ command: { type: 'ReportLost', tab: 't-1', reason: 'closed' } }]);
  });

  test.each([
    ['put', '/api/softphone', { tab: 't-1', state: 'lost' }],
    ['put', '/api/softphone', { tab: 't/1', state: 'ready' }],
    ['put', '/api/softphone', { tab: '', state: 'ready' }],
    ['put', '/api/softphone', { state: 'ready' }],
    ['put', '/api/me/device', { device: 'fax' }],
    ['post', '/api/softphone/closed', { tab: 't-1', state: 'ready' }],
  ] as const)('must make sense: %s %s %j', async (method, path, body) => {
    const house = noted();
    const agent = await signedIn(house.app, 'rita');
    const answer = await agent[method](path).send(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'wrong-shape']);
    expect(house.told).toEqual([]);
  });

  test('is not taken from another website', async () => {
    const house = noted();
    const agent = await signedIn(house.app, 'rita');
    const answer = await agent
      .post('/api/softphone/closed')
      .set('origin', 'https://evil.example')
      .send({ tab: 't-1', state: 'lost', reason: 'closed' });
    expect(answer.status).toBe(403);
    expect(house.told).toEqual([]);
  });
});
