import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { httpApp, signedIn } from '../../test/harness/http-app.ts';
import type { ApiKeyMade } from '../contract/api-keys.ts';

const app = httpApp();
const wish = { businessId: 'shop', name: 'CRM', scopes: ['call.see'] };

/** Ada, an admin of the shop, makes a key. */
async function made(scopes: readonly string[]): Promise<ApiKeyMade> {
  const ada = await signedIn(app.build(), 'ada');
  const answer = await ada
    .post('/api/keys')
    .send({ ...wish, scopes })
    .expect(200);
  return answer.body as ApiKeyMade;
}
const withKey = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe('a key', () => {
  test('opens what it was given, from any program, without a cookie', async () => {
    const { secret } = await made(['call.see']);
    const fromElsewhere = { ...withKey(secret), origin: 'https://crm.example' };
    await request(app.build()).get('/api/calls/call-1').set(fromElsewhere).expect(200);
    await request(app.build()).post('/api/calls/call-1/read').set(fromElsewhere).expect(204);
  });

  test('opens nothing else: no other scope, no other business', async () => {
    const { secret } = await made(['call.see']);
    const built = app.build();
    const answer = await request(built).post('/api/calls/call-1/resume').set(withKey(secret)).expect(403);
    expect(answer.body).toMatchObject({
      code: 'out-of-scope',
      detail: expect.stringContaining('call.handle'),
    });
    await request(built).get('/api/calls/call-2').set(withKey(secret)).expect(404);
  });

  test('opens nothing any more once it was taken back, and says so instead of asking for a sign-in', async () => {
    const { id, secret } = await made(['call.see']);
    const built = app.build();
    const ada = await signedIn(built, 'ada');
    await ada.delete(`/api/keys/${id}`).expect(204);
    const answer = await request(built).get('/api/calls/call-1').set(withKey(secret)).expect(401);
    expect(answer.body.code).toBe('key-unknown');
    const list = await ada.get('/api/keys').expect(200);
    const row = list.body.rows.find((one: { id: string }) => one.id === id);
    expect(row).toMatchObject({ name: 'CRM', revokedAt: expect.any(Number) });
    expect(row).toMatchObject({ madeBy: 'ada', prefix: secret.slice(0, 10) });
    expect(JSON.stringify(list.body)).not.toContain(secret);
  });

  test('that was made up opens nothing', async () => {
    const answer = await request(app.build())
      .get('/api/calls/call-1')
      .set(withKey(`dbk_${'a'.repeat(43)}`));
    expect(answer.status).toBe(401);
  });

  test('cannot be given what belongs to a person at a desk, nor make other keys', async () => {
    const ada = await signedIn(app.build(), 'ada');
    for (const scope of ['presence.choose', 'key.manage', 'no.such']) {
      const answer = await ada.post('/api/keys').send({ ...wish, scopes: [scope] });
      expect(answer.status).toBe(400);
      expect(answer.body.detail).toContain(scope);
    }
  });

  test('is for admins to make', async () => {
    const mona = await signedIn(app.build(), 'mona');
    await mona.post('/api/keys').send(wish).expect(403);
    const ada = await signedIn(app.build(), 'ada');
    await ada
      .post('/api/keys')
      .send({ ...wish, businessId: 'dentist' })
      .expect(404);
  });
});

describe('a request with an Idempotency-Key', () => {
  const note = (text: string) => ({ text });

  test('is carried out once, and answered alike', async () => {
    const rita = await signedIn(app.build(), 'rita');
    const once = () =>
      rita.post('/api/calls/call-1/counted').set('idempotency-key', 'k-1').send(note('hello')).expect(200);
    const first = await once();
    const second = await once();
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
    const other = await rita
      .post('/api/calls/call-1/counted')
      .set('idempotency-key', 'k-2')
      .send(note('hello'))
      .expect(200);
    expect(other.body.count).toBe(first.body.count + 1);
  });

  test('that says something else than before is refused', async () => {
    const rita = await signedIn(app.build(), 'rita');
    const send = (text: string) =>
      rita.post('/api/calls/call-1/counted').set('idempotency-key', 'k-3').send(note(text));
    await send('one').expect(200);
    const answer = await send('two').expect(422);
    expect(answer.body.code).toBe('key-used');
  });

  test('that was refused may be asked again', async () => {
    const rita = await signedIn(app.build(), 'rita');
    const hold = () => rita.post('/api/calls/call-1/hold').set('idempotency-key', 'k-4');
    await hold().expect(409);
    const again = await hold();
    expect(again.body.code).toBe('already-held');
  });

  test('whose answer holds a secret is carried out once, and the secret is kept nowhere', async () => {
    const ada = await signedIn(app.build(), 'ada');
    const make = () => ada.post('/api/keys').set('idempotency-key', 'k-5').send(wish);
    const rows = async () => (await ada.get('/api/keys').expect(200)).body.rows.length as number;
    const before = await rows();
    const { secret } = (await make().expect(200)).body as ApiKeyMade;
    const again = await make().expect(409);
    expect(again.body).toMatchObject({ code: 'shown-once', detail: expect.stringMatching(/make another/) });
    expect(await rows()).toBe(before + 1);
    const kept = await app.database().reader.selectFrom('answers_given').selectAll().execute();
    expect(kept).toContainEqual(expect.objectContaining({ key: 'k-5' }));
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  test("keeps apart two people's keys", async () => {
    const built = app.build();
    const counted = async (who: string) => {
      const agent = await signedIn(built, who);
      return agent
        .post('/api/calls/call-1/counted')
        .set('idempotency-key', 'same')
        .send(note('x'))
        .expect(200);
    };
    const [rita, mona] = [await counted('rita'), await counted('mona')];
    expect(mona.body.count).toBe(rita.body.count + 1);
  });
});
