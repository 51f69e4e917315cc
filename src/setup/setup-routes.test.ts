import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { httpApp, signedIn } from '../../test/harness/http-app.ts';
import type { PracticeCall } from '../contract/setup.ts';
import { createHere } from './here.ts';
import type { PracticeCalls } from './practice-calls.ts';
import { setupRoutes, type SetupRouteParts } from './setup-routes.ts';

const app = httpApp();
let now = 0;
const clock = { now: () => now };
const call: PracticeCall = {
  id: 'practice-1',
  stage: 'ringing',
  words: 'The caller rings.',
  businessName: 'Shop',
  queue: 'Front desk',
  said: [],
};

/** The routes before a room in which everything works. */
function built(parts: Partial<SetupRouteParts> = {}) {
  const practice: PracticeCalls = {
    describe: () => Promise.resolve({ possible: true, why: null, businesses: [], running: null }),
    start: () => Promise.resolve(call),
    look: (_personId, id) => Promise.resolve(id === call.id ? call : null),
    end: (_personId, id) => Promise.resolve(id === call.id ? call : null),
    close: () => Promise.resolve(),
  };
  const router = setupRoutes({
    view: () => Promise.reject(new Error('no test looks at the view')),
    emulated: true,
    practice,
    account: {
      check: () => Promise.resolve([]),
      connect: () => Promise.resolve({ changed: [], undoFile: null, application: null }),
    },
    testCalls: { start: () => Promise.reject(new Error('nobody may')), look: () => Promise.resolve(null) },
    here: createHere(clock),
    clock,
    ...parts,
  });
  return app.build({ routers: [router] });
}

const forAdmins = [
  ['post', '/api/setup/checks'],
  ['post', '/api/setup/connect'],
  ['post', '/api/setup/test-call'],
  ['get', '/api/setup/test-call/1'],
] as const;
const forEveryone = [
  ['get', '/api/setup'],
  ['post', '/api/setup/practice-call'],
  ['get', '/api/setup/practice-call/practice-1'],
  ['delete', '/api/setup/practice-call/practice-1'],
] as const;

describe('the set-up routes', () => {
  test.each([...forEveryone, ...forAdmins])('%s %s is refused without sign-in', async (method, path) => {
    await request(built())[method](path).expect(401);
  });

  test.each(forAdmins)('%s %s is for admins only', async (method, path) => {
    const mona = await signedIn(built(), 'mona');
    const answer = await mona[method](path).send(
      method === 'post' ? { to: '+441', from: '+442' } : undefined,
    );
    expect([answer.status, answer.body]).toMatchObject([
      403,
      { detail: 'This is for admins of the business. Ask one of them to do it.' },
    ]);
  });

  test('a practice call is begun, looked at and sent away by whoever asked for it', async () => {
    const rita = await signedIn(built(), 'rita');
    expect((await rita.post('/api/setup/practice-call').send({}).expect(200)).body).toEqual(call);
    await rita.get('/api/setup/practice-call/practice-1').expect(200);
    await rita.delete('/api/setup/practice-call/practice-1').expect(200);
    await rita.get('/api/setup/practice-call/another').expect(404);
  });

  test('there are no practice callers on a real line, which is said in words', async () => {
    const rita = await signedIn(built({ emulated: false }), 'rita');
    for (const [method, path] of forEveryone.slice(1)) {
      const answer = await rita[method](path).send(method === 'post' ? {} : undefined);
      expect([answer.status, answer.body]).toMatchObject([
        404,
        {
          code: 'no-practice-callers',
          detail: expect.stringContaining('no practice callers on a real line'),
        },
      ]);
    }
  });

  test('callers are not rung up without end', async () => {
    const rita = await signedIn(built(), 'rita');
    const answers: number[] = [];
    for (let tries = 0; tries < 12; tries += 1)
      answers.push((await rita.post('/api/setup/practice-call').send({})).status);
    expect(answers.slice(-2)).toEqual([429, 429]);
  });
});

describe('the question by which a server knows itself', () => {
  test('is answered once it was asked, for a minute, and to nobody who guesses', async () => {
    now = 1_000;
    const here = createHere(clock);
    const server = built({ here });
    const { nonce, answer } = here.ask();
    const known = await request(server).get(`/api/setup/here/${nonce}`).expect(200);
    expect(known.body).toEqual({ answer });
    expect(answer).not.toBe(nonce);
    const guessed = await request(server)
      .get(`/api/setup/here/${'0'.repeat(32)}`)
      .expect(404);
    expect(guessed.body).toMatchObject({ code: 'not-asked-here' });
    await request(server).get('/api/setup/here/..%2f').expect(404);
    now += 60_000;
    await request(server).get(`/api/setup/here/${nonce}`).expect(404);
  });
});
