import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DATABASE_KINDS, type FreshDatabase, freshDatabase } from '../../test/harness/fresh-database.ts';
import { employ, giveRole, handClock } from '../../test/harness/staff.ts';
import { HOUR, MINUTE } from '../kernel/duration.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { sessionCookie } from './session-cookie.ts';
import { type Sessions, type SessionsEnded, createSessions } from './sessions.ts';

const rita = {
  id: 'rita',
  name: 'Rita Reed',
  email: 'rita@shop.example',
  password: 'correct horse',
  works: { shop: 'receptionist', dentist: 'manager' },
} as const;

describe.each(DATABASE_KINDS)('a session on %s', (kind) => {
  let fresh: FreshDatabase;
  let clock: ReturnType<typeof handClock>;
  let sessions: Sessions;

  beforeEach(async () => {
    fresh = await freshDatabase(kind);
    clock = handClock();
    sessions = createSessions({ database: fresh.database, clock, publicUrl: 'https://calls.example.com' });
    await employ(fresh.database, rita);
  });
  afterEach(() => fresh.close());

  async function signedIn(): Promise<string> {
    const result = await sessions.signIn(rita.email, rita.password);
    if (result === null) throw new Error('the sign-in was refused');
    return result.token;
  }

  test('begins with e-mail and password, however the e-mail is spelt', async () => {
    const result = await sessions.signIn(' RITA@Shop.example ', rita.password);
    expect(result?.token).toMatch(/^[\w-]{43}$/);
    expect(result?.identity).toEqual({
      personId: 'rita',
      name: 'Rita Reed',
      memberships: [
        { businessId: 'dentist', role: 'manager' },
        { businessId: 'shop', role: 'receptionist' },
      ],
    });
  });

  test('does not begin with a wrong password or for an unknown address', async () => {
    expect(await sessions.signIn(rita.email, 'wrong horse')).toBeNull();
    expect(await sessions.signIn('nobody@shop.example', rita.password)).toBeNull();
    expect(await fresh.database.reader.selectFrom('sessions').selectAll().execute()).toEqual([]);
  });

  test('cannot be taken over by who reads the table', async () => {
    const token = await signedIn();
    const [row] = await fresh.database.reader.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await sessions.identify(row?.token_hash ?? '')).toBeNull();
  });

  test('lasts while it is used, and ends after twelve hours without use', async () => {
    const token = await signedIn();
    clock.forward(11 * HOUR);
    expect(await sessions.identify(token)).not.toBeNull();
    clock.forward(11 * HOUR);
    expect(await sessions.identify(token)).not.toBeNull();
    clock.forward(12 * HOUR);
    expect(await sessions.identify(token)).toBeNull();
  });

  test('ends after seven days, however much it is used', async () => {
    const token = await signedIn();
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      clock.forward(6 * HOUR);
      expect(await sessions.identify(token)).not.toBeNull();
    }
    clock.forward(6 * HOUR);
    expect(await sessions.identify(token)).toBeNull();
  });

  test('is not kept alive by an open board', async () => {
    const token = await signedIn();
    const cookie = `${sessions.cookie.name}=${token}`;
    clock.forward(11 * HOUR);
    const visitor = await sessions.visitorOf(cookie);
    expect(visitor?.identity.personId).toBe('rita');
    clock.forward(HOUR);
    expect(await sessions.visitorOf(cookie)).toBeNull();
    expect(await sessions.find(visitor?.sessionId ?? '')).toBeNull();
  });

  test('writes its use down at most every five minutes', async () => {
    const token = await signedIn();
    let commits = 0;
    fresh.database.onCommit(() => {
      commits += 1;
    });
    for (let second = 0; second < 10; second += 1) await sessions.identify(token);
    expect(commits).toBe(0);
    clock.forward(5 * MINUTE);
    await sessions.identify(token);
    await sessions.identify(token);
    expect(commits).toBe(1);
  });

  test('ends at once by signing out, on this device only, and says so', async () => {
    const ended: SessionsEnded[] = [];
    sessions.onEnded((which) => ended.push(which));
    const here = await signedIn();
    const elsewhere = await signedIn();
    await sessions.signOut(here);
    expect(await sessions.identify(here)).toBeNull();
    expect(await sessions.identify(elsewhere)).not.toBeNull();
    expect(ended).toHaveLength(1);
  });

  test('ends on every device when all of a person are ended', async () => {
    const ended: SessionsEnded[] = [];
    sessions.onEnded((which) => ended.push(which));
    const tokens = [await signedIn(), await signedIn()];
    await sessions.endAllOf('rita');
    for (const token of tokens) expect(await sessions.identify(token)).toBeNull();
    expect(ended).toEqual([{ personId: 'rita' }]);
  });

  test('shows a new part in a business at once', async () => {
    const token = await signedIn();
    await giveRole(fresh.database, 'rita', 'shop', 'admin');
    expect((await sessions.identify(token))?.memberships).toContainEqual({
      businessId: 'shop',
      role: 'admin',
    });
  });

  test('is worth nothing once the person may not sign in any more', async () => {
    const token = await signedIn();
    await fresh.database.transact((writer) =>
      writer.deleteFrom('credentials').where('person_id', '=', 'rita').execute(),
    );
    expect(await sessions.identify(token)).toBeNull();
  });

  test('that ran out is removed when the next one begins', async () => {
    await signedIn();
    clock.forward(13 * HOUR);
    await signedIn();
    expect(await fresh.database.reader.selectFrom('sessions').selectAll().execute()).toHaveLength(1);
  });
});

describe('the session cookie', () => {
  const token = 'x'.repeat(43);

  test('is bound to the host under https', () => {
    const cookie = sessionCookie('https://calls.example.com');
    expect(cookie.give(token)).toBe(`__Host-deskbell=${token}; Path=/; HttpOnly; SameSite=Lax; Secure`);
  });

  test('has a plain name without https, since browsers would refuse the other', () => {
    const cookie = sessionCookie('http://localhost:3000');
    expect(cookie.give(token)).toBe(`deskbell=${token}; Path=/; HttpOnly; SameSite=Lax`);
  });

  test('is found among others, and only when it looks like one of ours', () => {
    const cookie = sessionCookie('http://localhost:3000');
    expect(cookie.read(`theme=dark; deskbell=${token}; a=b`)).toBe(token);
    expect(cookie.read('deskbell=short')).toBeNull();
    expect(cookie.read(`notdeskbell=${token}`)).toBeNull();
    expect(cookie.read(undefined)).toBeNull();
  });
});

describe('a password', () => {
  test('is kept as argon2id with a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('same'), hashPassword('same')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  test('fits only its own hash, however its letters are composed', async () => {
    const stored = await hashPassword('caf\u00e9');
    expect(await passwordFits(stored, 'cafe\u0301')).toBe(true);
    expect(await passwordFits(stored, 'cafe')).toBe(false);
  });

  test('of an unknown person fits nothing', async () => {
    expect(await passwordFits(null, '')).toBe(false);
  });
});
