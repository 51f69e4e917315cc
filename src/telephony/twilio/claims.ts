import type { Clock } from '../../kernel/clock.ts';
import type { Database, Reader, Writer } from '../../store/database.ts';

/**
 * Each webhook is claimed once, in the transaction that acts on it, and its answer is kept beside the claim:
 * a doubled one hears the same answer again and changes nothing.
 */
export interface Claims {
  claimed(key: string): Promise<Claim | null>;
  /** @throws ClaimLost when another node claimed the key meanwhile; the transaction must be undone. */
  keep(key: string, token: string | null, answer: string): Promise<void>;
}

export interface Claim {
  readonly answer: string;
  /** `I-Twilio-Idempotency-Token` of the request that claimed it. */
  readonly token: string | null;
  readonly claimedAt: number;
}

export class ClaimLost extends Error {
  constructor(key: string) {
    super(`The webhook ${key} was claimed by another node at the same moment`);
    this.name = 'ClaimLost';
  }
}

/** The claims as a running transaction sees them, and undone with it. */
export function claimsOn(writer: Writer, clock: Clock): Claims {
  return {
    async claimed(key) {
      const row = await writer.selectFrom('claims').selectAll().where('key', '=', key).executeTakeFirst();
      return row ? { answer: row.answer, token: row.idempotency_token, claimedAt: row.claimed_at } : null;
    },
    async keep(key, token, answer) {
      if (!(await insert(writer, key, token, answer, clock.now()))) throw new ClaimLost(key);
    },
  };
}

/**
 * Which leg belongs to which ring attempt, told by whoever learns it first: the answer to our request or the leg's own
 * webhook. The first leg of an attempt is its leg for good, so an attempt never has two.
 */
export interface RingLedger {
  /** @returns the sid of the attempt's leg, which is another one than `sid` when that came first */
  claimLeg(attempt: string, sid: string): Promise<string>;
  legOf(attempt: string): Promise<string | null>;
  attemptOf(sid: string): Promise<string | null>;
}

/** The ledger in the store: each claim is a transaction of its own. */
export function ringLedger(database: Database, clock: Clock): RingLedger {
  const read = (key: string) => answerOf(database.reader, key);
  return {
    claimLeg: (attempt, sid) => database.transact((writer) => claimLegOn(writer, clock, attempt, sid)),
    legOf: (attempt) => read(`leg-of/${attempt}`),
    attemptOf: (sid) => read(`attempt-of/${sid}`),
  };
}

/** `RingLedger.claimLeg` inside a running transaction. */
export async function claimLegOn(
  writer: Writer,
  clock: Clock,
  attempt: string,
  sid: string,
): Promise<string> {
  const now = clock.now();
  if (await insert(writer, `leg-of/${attempt}`, null, sid, now)) {
    await insert(writer, `attempt-of/${sid}`, null, attempt, now);
    return sid;
  }
  const leg = await answerOf(writer, `leg-of/${attempt}`);
  if (leg === null) throw new ClaimLost(`leg-of/${attempt}`);
  return leg;
}

/** Whether the webhook of a step was acted on already. */
export async function stepTaken(
  reader: Reader,
  step: { readonly noun: string; readonly id: string; readonly turn: number },
  sid: string,
): Promise<boolean> {
  return (await answerOf(reader, stepKey(step, sid))) !== null;
}

/** The name under which the webhook of one step, on one leg, is claimed. */
export function stepKey(
  step: { readonly noun: string; readonly id: string; readonly turn: number },
  sid: string,
): string {
  return `step/${step.noun}/${step.id}/${step.turn}/${sid}`;
}

/**
 * Removes claims older than `before` (epoch ms). A replay of one removed finds its step used or its call ended.
 * @returns how many were removed
 */
export async function forgetClaims(database: Database, before: number): Promise<number> {
  const { numDeletedRows } = await database.transact((writer) =>
    writer.deleteFrom('claims').where('claimed_at', '<', before).executeTakeFirstOrThrow(),
  );
  return Number(numDeletedRows);
}

async function insert(writer: Writer, key: string, token: string | null, answer: string, at: number) {
  const { numInsertedOrUpdatedRows } = await writer
    .insertInto('claims')
    .values({ key, idempotency_token: token, answer, claimed_at: at })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows !== 0n && numInsertedOrUpdatedRows !== undefined;
}

async function answerOf(reader: Reader, key: string): Promise<string | null> {
  const row = await reader.selectFrom('claims').select('answer').where('key', '=', key).executeTakeFirst();
  return row?.answer ?? null;
}
