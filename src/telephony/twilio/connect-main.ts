import { loadConfig } from '../../config/config.ts';
import { systemClock } from '../../kernel/clock.ts';
import { connectCommand } from './connect-command.ts';

process.exitCode = await connectCommand(process.argv.slice(2), {
  config: loadConfig,
  clock: systemClock,
  say: (text) => process.stdout.write(`${text}\n`),
});
