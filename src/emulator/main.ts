import { resolve } from 'node:path';
import { readMainConfig } from './main-config.ts';
import { startEmulator } from './start-emulator.ts';

try {
  const config = readMainConfig(process.env);
  const emulator = await startEmulator(config);
  const told = [
    `Handsets page:  ${emulator.url}/`,
    `Twilio REST:    ${emulator.url}/2010-04-01  (account ${config.accountSid})`,
    `Its own API:    ${emulator.url}/emulator/openapi.json`,
    ...(config.journalFile ? [`Journal:        ${resolve(config.journalFile)}`] : []),
  ];
  console.log(told.join('\n'));
  process.send?.({ listening: emulator.port });

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    emulator.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('The emulator did not stop cleanly:', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
