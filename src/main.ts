import './config/check-node-version.ts';
import { fileURLToPath } from 'node:url';
import { loadConfig } from './config/config.ts';
import { plainWords } from './config/plain-words.ts';
import { doorwayFromKeeper } from './keeper/behind-keeper.ts';
import { run } from './run.ts';

const publicDir = fileURLToPath(new URL('../public', import.meta.url));

try {
  await run(loadConfig(), publicDir, doorwayFromKeeper());
} catch (error) {
  process.stderr.write(`${plainWords(error)}\n`);
  process.exit(1);
}
