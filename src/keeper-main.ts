import './config/check-node-version.ts';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from './config/config.ts';
import { plainWords } from './config/plain-words.ts';
import { Door } from './keeper/door.ts';
import { Keeper } from './keeper/keeper.ts';
import { createLogger } from './observability/logger.ts';

/** `npm start`: holds the port and keeps the server running behind it, so that a crash costs no caller. */
try {
  const config = loadConfig();
  const keeper = new Keeper({
    program: fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url)),
    door: await Door.open(config.port),
    logger: createLogger({ level: config.logLevel }),
  });
  process.on('SIGTERM', () => keeper.stop('SIGTERM'));
  process.on('SIGINT', () => keeper.stop('SIGTERM'));
  process.exit(await keeper.run());
} catch (error) {
  process.stderr.write(`${plainWords(error)}\n`);
  process.exit(1);
}
