import type { Config } from './config/config.ts';
import { connectEmulator } from './demo/connect-emulator.ts';
import { emulatorBeside, type EmulatorBeside } from './demo/emulator-beside.ts';
import { demoSignIns, hasBusinesses, seedDemo } from './demo/seed.ts';
import { allBusinesses } from './domain/businesses/businesses-store.ts';
import { allPeople } from './domain/people/people-store.ts';
import { startDeskbell, type Deskbell } from './app.ts';
import { systemClock } from './kernel/clock.ts';
import { createLogger } from './observability/logger.ts';

/** Brings the whole product up, with the emulator beside it when there is no account, and down again on a signal. */
export async function run(config: Config, publicDir: string): Promise<void> {
  const emulator =
    config.twilio === null
      ? await emulatorBeside({ port: config.emulatorPort, dataDir: config.dataDir })
      : null;
  try {
    await runWith(config, publicDir, emulator);
  } catch (error) {
    await emulator?.stop();
    throw error;
  }
}

async function runWith(config: Config, publicDir: string, emulator: EmulatorBeside | null): Promise<void> {
  const logger = createLogger({ level: config.logLevel });
  const deskbell = await startDeskbell({
    config,
    clock: systemClock,
    logger,
    publicDir,
    account: emulator === null ? accountOf(config) : { ...emulator, apiBaseUrl: emulator.url },
    demo: emulator === null ? { password: null, people: [] } : await demoSignIns(),
    handsetsUrl: emulator?.url ?? null,
    prepare: async ({ engine, database }) => {
      if (emulator !== null) await seedDemo({ engine, database, now: systemClock.now() });
      else if (!(await hasBusinesses(database)))
        logger.warn('no business is known yet; bring yours in with: npm run business:import -- <folder>');
    },
  });
  if (emulator !== null) {
    const { reader } = deskbell.database;
    const people = (await allPeople(reader)).map(({ record }) => record);
    await connectEmulator(emulator, config.publicUrl, { businesses: await allBusinesses(reader), people });
  }
  await tellWhereToClick(config, emulator);
  stopOnSignal(deskbell, emulator, (error) => logger.error({ err: error }, 'the stop did not end cleanly'));
}

function accountOf(config: Config) {
  if (config.twilio === null) throw new Error('There is neither an account nor an emulator.');
  return config.twilio;
}

async function tellWhereToClick(config: Config, emulator: EmulatorBeside | null): Promise<void> {
  const lines = ['', `Console    ${config.publicUrl}`];
  if (emulator !== null) {
    const { people, password } = await demoSignIns();
    lines.push(
      `Handsets   ${emulator.url}/   ring a business from here`,
      '',
      'Sign in to the console as one of these:',
    );
    for (const { name, email, role, businesses } of people) {
      lines.push(`  ${email.padEnd(30)} ${name.padEnd(18)} ${role.padEnd(13)} ${businesses.join(', ')}`);
    }
    lines.push(`  The password of all of them is ${password}`);
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

function stopOnSignal(
  deskbell: Deskbell,
  emulator: EmulatorBeside | null,
  report: (error: unknown) => void,
): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    deskbell
      .close()
      .then(() => emulator?.stop())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        report(error);
        process.exit(1);
      });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
