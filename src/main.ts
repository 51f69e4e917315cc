import './config/check-node-version.ts';
import { fileURLToPath } from 'node:url';
import { ConfigError, loadConfig } from './config/config.ts';
import { run } from './run.ts';

const publicDir = fileURLToPath(new URL('../public', import.meta.url));

try {
  await run(loadConfig(), publicDir);
} catch (error) {
  // Plain words for what the installer can mend; everything else with its stack.
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error)}\n`,
  );
  process.exit(1);
}
