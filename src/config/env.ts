import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';

/** Names and raw values, before anybody has judged them. */
export type RawEnv = Readonly<Record<string, string | undefined>>;

const DOT_ENV = fileURLToPath(new URL('../../.env', import.meta.url));

/**
 * The environment, completed from `.env` in the project's root where there is one.
 * What the environment already says wins over the file.
 * @throws Error when `.env` is there but cannot be read.
 */
export function readEnv(path: string = DOT_ENV): RawEnv {
  return { ...readDotEnv(path), ...process.env };
}

function readDotEnv(path: string): RawEnv {
  if (!existsSync(path)) return {};
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`The file ${path} is there but cannot be read. Make it readable, or remove it.`, {
      cause: error,
    });
  }
}
