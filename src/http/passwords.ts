import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's advice for argon2id, the library's own default algorithm: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same letters typed on different keyboards are the same password. */
const spell = (password: string): string => password.normalize('NFKC');

/** A PHC string: it carries its own salt and cost. */
export function hashPassword(password: string): Promise<string> {
  return hash(spell(password), COST);
}

let nobodysHash: Promise<string> | null = null;

/**
 * Whether the password fits. `stored` is null for an unknown person: the same work is done and the answer is no,
 * so that the time taken does not tell which e-mail addresses exist.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(randomBytes(32).toString('base64'));
  const fits = await verify(stored ?? (await nobodysHash), spell(password));
  return stored !== null && fits;
}
