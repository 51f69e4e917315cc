import './config/check-node-version.ts';
import { fileURLToPath } from 'node:url';
import { ConfigError, loadConfig } from './config/config.ts';
import { run } from './run.ts';

const publicDir = fileURLToPath(new URL('../public', import.meta.url));

try {
  await run(loadConfig(), publicDir);
} catch (error) {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exit(1);
}

/** Plain words for what the installer can mend: faulty settings, and failures that were wrapped in them; the rest with its stack. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isPlain = error instanceof ConfigError || error.cause !== undefined;
  return isPlain ? error.message : (error.stack ?? error.message);
}
