import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../kernel/clock.ts';
import { HOUR } from '../kernel/duration.ts';
import type { Logger } from '../observability/logger.ts';
import type { Database } from '../store/database.ts';
import { HttpProblem } from './problems.ts';
import { identityOf } from './sign-in-check.ts';

const LONGEST_KEY = 200;
/** For how long the same request gets the same answer. */
const KEPT_MS = 24 * HOUR;
/** Kept in place of an answer that must not be kept, and what a repetition is answered with. */
const SHOWN_ONCE = 409;

/**
 * A POST with an `Idempotency-Key` is carried out once; sent again within a day, it gets the answer that the first got.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ for the header and the statuses
 */
export function onceOnly(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}): RequestHandler {
  const { database, clock, logger } = parts;

  async function claim(asker: string, key: string, hash: string) {
    return database.transact(async (writer) => {
      const now = clock.now();
      await writer
        .deleteFrom('answers_given')
        .where('at', '<=', now - KEPT_MS)
        .execute();
      const earlier = await writer
        .selectFrom('answers_given')
        .selectAll()
        .where('asker', '=', asker)
        .where('key', '=', key)
        .executeTakeFirst();
      if (earlier !== undefined) return earlier;
      await writer
        .insertInto('answers_given')
        .values({ asker, key, request_hash: hash, status: null, body: null, at: now })
        .execute();
      return null;
    });
  }

  const settle = (asker: string, key: string, status: number, body: string | null) =>
    database.transact((writer) =>
      writer
        .updateTable('answers_given')
        .set({ status, body })
        .where('asker', '=', asker)
        .where('key', '=', key)
        .execute(),
    );

  /** What was refused or failed may be asked again. */
  const forget = (asker: string, key: string) =>
    database.transact((writer) =>
      writer.deleteFrom('answers_given').where('asker', '=', asker).where('key', '=', key).execute(),
    );

  return async (request, response, next) => {
    const key = request.get('idempotency-key');
    const identity = identityOf(request);
    if (request.method !== 'POST' || key === undefined || identity === null) return next();
    if (key === '' || key.length > LONGEST_KEY)
      throw new HttpProblem(400, 'wrong-key', `An Idempotency-Key has 1 to ${LONGEST_KEY} characters.`);
    const asker = identity.personId;
    const hash = fingerprint(request);
    const earlier = await claim(asker, key, hash);
    if (earlier !== null) {
      if (earlier.request_hash !== hash)
        throw new HttpProblem(
          422,
          'key-used',
          'This Idempotency-Key came with another request before. Make a new one for each thing that is to happen.',
        );
      if (earlier.status === null)
        throw new HttpProblem(
          409,
          'under-way',
          'The same request is being carried out. Wait for its answer; if it was cut off, look whether it was done.',
        );
      if (earlier.status === SHOWN_ONCE)
        throw new HttpProblem(
          SHOWN_ONCE,
          'shown-once',
          'This was done, and its answer held a secret, which is shown once. If it is lost, take back what was made and make another.',
        );
      repeat(response, earlier.status, earlier.body);
      return undefined;
    }
    keepers.set(request, async (status, body) => void (await settle(asker, key, status, body)));
    response.on('finish', () => {
      if (response.statusCode < 400) return;
      forget(asker, key).catch((error: unknown) =>
        logger.error(
          { err: error },
          'a request that failed could not be forgotten; sent again it is refused',
        ),
      );
    });
    return next();
  };
}

const keepers = new WeakMap<Request, (status: number, body: string | null) => Promise<void>>();

/** Remembers an answer before it is given, when the request asked for that by its key. `body`: JSON, or null. */
export async function keepAnswer(request: Request, status: number, body: string | null): Promise<void> {
  await keepers.get(request)?.(status, body);
}

/** Remembers that the request was carried out, and nothing of its answer, which holds a secret. */
export async function keepThatItWasDone(request: Request): Promise<void> {
  await keepers.get(request)?.(SHOWN_ONCE, null);
}

function fingerprint(request: Request): string {
  return createHash('sha256')
    .update(`${request.method} ${request.originalUrl}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex');
}

function repeat(response: Response, status: number, body: string | null): void {
  response.status(status).set('idempotent-replayed', 'true');
  if (body === null) response.end();
  else response.type('application/json').send(body);
}
