import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ApiKeyMade, ApiKeyRow, MakeApiKey } from '../contract/api-keys.ts';
import type { Clock } from '../kernel/clock.ts';
import { MINUTE } from '../kernel/duration.ts';
import { newId } from '../kernel/ids.ts';
import type { Database } from '../store/database.ts';
import type { Row } from '../store/tables.ts';
import type { Identity } from './identity.ts';
import { isGrantable, type Permission } from './permissions.ts';
import { nameIn } from './person-name.ts';

const SECRET = /^dbk_[A-Za-z0-9_-]{43}$/;
/** A key's last use is written down no more often than this. */
const TOUCH_EVERY_MS = 5 * MINUTE;
/** Enough to tell keys apart; what is left of the secret cannot be guessed. Characters. */
const PREFIX_LENGTH = 10;
const Scopes = z.array(z.string());

export interface ApiKeys {
  /** The secret is shown once: only its hash is kept. */
  make(wish: MakeApiKey & { readonly by: Pick<Identity, 'personId' | 'name'> }): Promise<ApiKeyMade>;
  /** Newest first. */
  list(businessIds: readonly string[]): Promise<readonly ApiKeyRow[]>;
  businessOf(id: string): Promise<string | null>;
  /** From the next request on the key opens nothing any more; harmless when it was taken back before. */
  revoke(id: string): Promise<void>;
  /** Who asks with this `Authorization` header; null: nobody, or a key that does not count any more. */
  identify(authorization: string | undefined): Promise<Identity | null>;
}

/** Whether a request brings a key of ours, good or not, in place of a person's cookie. */
export function bringsKey(authorization: string | undefined): boolean {
  return authorization?.startsWith('Bearer dbk_') ?? false;
}

/** Keys with which programs use the API: each for one business, and for the scopes that it was given. */
export function createApiKeys(parts: { readonly database: Database; readonly clock: Clock }): ApiKeys {
  const { database, clock } = parts;

  return {
    async make({ businessId, name, scopes, expiresAt, by }) {
      const secret = `dbk_${randomBytes(32).toString('base64url')}`;
      const row: Row<'api_keys'> = {
        id: newId(clock.now(), randomBytes(10)),
        business_id: businessId,
        name,
        secret_hash: hashOf(secret),
        prefix: secret.slice(0, PREFIX_LENGTH),
        scopes: JSON.stringify(scopes),
        made_by: by.personId,
        made_at: clock.now(),
        last_used_at: null,
        expires_at: expiresAt,
        revoked_at: null,
      };
      await database.transact((writer) => writer.insertInto('api_keys').values(row).execute());
      return { ...shown(row, by.name), secret };
    },

    async list(businessIds) {
      const rows = await database.reader
        .selectFrom('api_keys')
        .leftJoin('people', 'people.id', 'api_keys.made_by')
        .selectAll('api_keys')
        .select('people.state as maker')
        .where('business_id', 'in', [...businessIds])
        .orderBy('made_at', 'desc')
        .execute();
      return rows.map(({ maker, ...row }) => shown(row, maker === null ? row.made_by : nameIn(maker)));
    },

    async businessOf(id) {
      const row = await database.reader
        .selectFrom('api_keys')
        .select('business_id')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.business_id ?? null;
    },

    async revoke(id) {
      await database.transact((writer) =>
        writer
          .updateTable('api_keys')
          .set({ revoked_at: clock.now() })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .execute(),
      );
    },

    async identify(authorization) {
      const secret = authorization?.slice('Bearer '.length) ?? '';
      if (!bringsKey(authorization) || !SECRET.test(secret)) return null;
      const row = await database.reader
        .selectFrom('api_keys')
        .selectAll()
        .where('secret_hash', '=', hashOf(secret))
        .executeTakeFirst();
      const now = clock.now();
      if (row === undefined || row.revoked_at !== null) return null;
      if (row.expires_at !== null && row.expires_at <= now) return null;
      if (row.last_used_at === null || now - row.last_used_at >= TOUCH_EVERY_MS) {
        await database.transact((writer) =>
          writer.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', row.id).execute(),
        );
      }
      return {
        personId: `key:${row.id}`,
        name: row.name,
        // The scopes say what the key may do; the role only opens what scopes can be given for.
        memberships: [{ businessId: row.business_id, role: 'admin' }],
        key: { id: row.id, scopes: scopesOf(row.scopes) },
      };
    },
  };
}

/** A scope that a later version does not know any more opens nothing. */
function scopesOf(text: string): readonly Permission[] {
  return Scopes.parse(JSON.parse(text)).filter(isGrantable);
}

function shown(row: Row<'api_keys'>, madeBy: string): ApiKeyRow {
  return {
    id: row.id,
    businessId: row.business_id,
    name: row.name,
    prefix: row.prefix,
    scopes: [...scopesOf(row.scopes)],
    madeBy,
    madeAt: row.made_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
