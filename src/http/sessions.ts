import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { normaliseEmail } from '../kernel/email.ts';
import { HOUR, MINUTE } from '../kernel/duration.ts';
import type { Database } from '../store/database.ts';
import type { SessionCookie } from './session-cookie.ts';
import { sessionCookie } from './session-cookie.ts';
import type { Identity } from './identity.ts';
import { passwordFits } from './passwords.ts';
import { nameIn } from './person-name.ts';

/** Without a request for this long, a session ends. */
const IDLE_MS = 12 * HOUR;
/** However busy, a session ends after this long. */
const LONGEST_MS = 7 * 24 * HOUR;
/** A session's last use is written down no more often than this: one write for a page of requests. */
const TOUCH_EVERY_MS = 5 * MINUTE;

/** A session is named outside by its token, inside by the token's hash, so that who reads the table cannot use it. */
export interface Visitor {
  readonly sessionId: string;
  readonly identity: Identity;
}

export type SessionsEnded = { readonly sessionId: string } | { readonly personId: string };

export interface Sessions {
  readonly cookie: SessionCookie;
  /** Null when e-mail and password do not fit together; the two cannot be told apart by answer or time. */
  signIn(
    email: string,
    password: string,
  ): Promise<{ readonly token: string; readonly identity: Identity } | null>;
  signOut(token: string): Promise<void>;
  /** Ends every session of a person, on every device: for a new password, or when somebody leaves. */
  endAllOf(personId: string): Promise<void>;
  /** Who holds this token; counts as use of the session. */
  identify(token: string | null): Promise<Identity | null>;
  /** Who sends this `Cookie` header; does not count as use. */
  visitorOf(cookieHeader: string | undefined): Promise<Visitor | null>;
  /** Whose session this is while it lasts; does not count as use. */
  find(sessionId: string): Promise<Identity | null>;
  /** Told after a session ended here; one that ended on another node, or by time, is seen by `find`. */
  onEnded(listener: (ended: SessionsEnded) => void): () => void;
}

/** Sessions in the store, so that any node knows them. `publicUrl` decides whether the cookie is for https only. */
export function createSessions(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicUrl: string;
}): Sessions {
  const { database, clock } = parts;
  const cookie = sessionCookie(parts.publicUrl);
  const listeners = new Set<(ended: SessionsEnded) => void>();
  const tell = (ended: SessionsEnded) => listeners.forEach((listener) => listener(ended));

  async function lookUp(
    sessionId: string,
  ): Promise<{ identity: Identity; lastSeenAt: number; createdAt: number } | null> {
    // Joined with the credentials: who may not sign in any more is not signed in any more.
    const row = await database.reader
      .selectFrom('sessions')
      .innerJoin('people', 'people.id', 'sessions.person_id')
      .innerJoin('credentials', 'credentials.person_id', 'sessions.person_id')
      .select([
        'sessions.person_id',
        'sessions.created_at',
        'sessions.last_seen_at',
        'sessions.expires_at',
        'people.state',
      ])
      .where('sessions.token_hash', '=', sessionId)
      .executeTakeFirst();
    if (row === undefined || row.expires_at <= clock.now()) return null;
    const identity = await describe(row.person_id, row.state);
    return { identity, lastSeenAt: row.last_seen_at, createdAt: row.created_at };
  }

  async function describe(personId: string, state: string): Promise<Identity> {
    const memberships = await database.reader
      .selectFrom('memberships')
      .select(['business_id', 'role'])
      .where('person_id', '=', personId)
      .orderBy('business_id')
      .execute();
    return {
      personId,
      name: nameIn(state),
      memberships: memberships.map(({ business_id, role }) => ({ businessId: business_id, role })),
    };
  }

  async function begin(personId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = clock.now();
    await database.transact(async (writer) => {
      await writer.deleteFrom('sessions').where('expires_at', '<=', now).execute();
      await writer
        .insertInto('sessions')
        .values({
          token_hash: hashToken(token),
          person_id: personId,
          created_at: now,
          last_seen_at: now,
          expires_at: now + IDLE_MS,
        })
        .execute();
    });
    return token;
  }

  async function touch(sessionId: string, createdAt: number): Promise<void> {
    const now = clock.now();
    const expiresAt = Math.min(now + IDLE_MS, createdAt + LONGEST_MS);
    await database.transact((writer) =>
      writer
        .updateTable('sessions')
        .set({ last_seen_at: now, expires_at: expiresAt })
        .where('token_hash', '=', sessionId)
        .execute(),
    );
  }

  return {
    cookie,

    async signIn(email, password) {
      const row = await database.reader
        .selectFrom('credentials')
        .innerJoin('people', 'people.id', 'credentials.person_id')
        .select(['credentials.person_id', 'credentials.password_hash', 'people.state'])
        .where('credentials.email', '=', normaliseEmail(email))
        .executeTakeFirst();
      const fits = await passwordFits(row?.password_hash ?? null, password);
      if (row === undefined || !fits) return null;
      const identity = await describe(row.person_id, row.state);
      return { token: await begin(row.person_id), identity };
    },

    async signOut(token) {
      const sessionId = hashToken(token);
      await database.transact((writer) =>
        writer.deleteFrom('sessions').where('token_hash', '=', sessionId).execute(),
      );
      tell({ sessionId });
    },

    async endAllOf(personId) {
      await database.transact((writer) =>
        writer.deleteFrom('sessions').where('person_id', '=', personId).execute(),
      );
      tell({ personId });
    },

    async identify(token) {
      if (token === null) return null;
      const sessionId = hashToken(token);
      const found = await lookUp(sessionId);
      if (found === null) return null;
      if (clock.now() - found.lastSeenAt >= TOUCH_EVERY_MS) await touch(sessionId, found.createdAt);
      return found.identity;
    },

    async visitorOf(cookieHeader) {
      const token = cookie.read(cookieHeader);
      if (token === null) return null;
      const sessionId = hashToken(token);
      const found = await lookUp(sessionId);
      return found === null ? null : { sessionId, identity: found.identity };
    },

    async find(sessionId) {
      return (await lookUp(sessionId))?.identity ?? null;
    },

    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
