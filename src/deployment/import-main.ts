import '../config/check-node-version.ts';
import { loadConfig } from '../config/config.ts';
import { systemClock } from '../kernel/clock.ts';
import { createLogger } from '../observability/logger.ts';
import { importCommand } from './import-command.ts';

process.exitCode = await importCommand(process.argv.slice(2), {
  config: loadConfig,
  clock: systemClock,
  logger: createLogger({ level: 'warn' }),
  say: (text) => process.stdout.write(`${text}\n`),
});
