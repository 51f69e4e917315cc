import { ConfigError } from './config-error.ts';

/** Words for what the installer can mend: faulty settings, and failures that were wrapped in them; the rest with its stack. */
export function plainWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isPlain = error instanceof ConfigError || error.cause !== undefined;
  return isPlain ? error.message : (error.stack ?? error.message);
}
