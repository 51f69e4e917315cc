import type { Config } from './config/config.ts';
import type { DemoSignIns } from './contract/api.ts';
import { connectEmulator, connectSoftphone } from './demo/connect-emulator.ts';
import { emulatorBeside, type EmulatorBeside } from './demo/emulator-beside.ts';
import { endLeftPracticeCalls } from './demo/practice-caller.ts';
import { seedCases } from './demo/seed-cases.ts';
import { seedYesterday } from './demo/seed-yesterday.ts';
import { demoSignIns, hasBusinesses, seedDemo } from './demo/seed.ts';
import { seedOwed } from './demo/seed-owed.ts';
import type { Business } from './domain/businesses/business.ts';
import { allBusinesses } from './domain/businesses/businesses-store.ts';
import { allPeople } from './domain/people/people-store.ts';
import { startDeskbell, type Deskbell } from './app.ts';
import type { Doorway } from './http/serve.ts';
import { systemClock } from './kernel/clock.ts';
import { createLogger, type Logger } from './observability/logger.ts';
import type { Database } from './store/database.ts';
import { createUrls } from './telephony/twilio/urls.ts';

/** Brings the whole product up, with the emulator beside it when there is no account, and down again on a signal. */
export async function run(config: Config, publicDir: string, doorway: Doorway | null): Promise<void> {
  const emulator =
    config.twilio === null
      ? await emulatorBeside({ port: config.emulatorPort, dataDir: config.dataDir })
      : null;
  try {
    await runWith(config, publicDir, doorway, emulator);
  } catch (error) {
    // One that was there before may be another server's, whose calls must go on.
    if (emulator?.startedHere) await emulator.stop();
    throw error;
  }
}

async function runWith(
  config: Config,
  publicDir: string,
  doorway: Doorway | null,
  emulator: EmulatorBeside | null,
): Promise<void> {
  const logger = createLogger({ level: config.logLevel });
  // Filled in below: who may sign in is known once the store is open.
  const demo: DemoSignIns = { password: null, people: [] };
  const deskbell = await startDeskbell({
    config,
    clock: systemClock,
    logger,
    publicDir,
    doorway,
    account: emulator === null ? accountOf(config) : await emulatedAccount(emulator, config.publicUrl),
    demo,
    handsetsUrl: emulator?.url ?? null,
    prepare: async ({ engine, database }) => {
      if (emulator === null) return warnOfGaps(database, logger);
      const now = systemClock.now();
      if (await seedDemo({ engine, database, now })) {
        await seedYesterday(database, now);
        await seedCases({ engine, now });
        await seedOwed({ engine, now });
      }
      Object.assign(demo, await demoSignIns(database));
    },
  });
  const { reader } = deskbell.database;
  const businesses = await allBusinesses(reader);
  if (emulator !== null) {
    const people = (await allPeople(reader)).map(({ record }) => record);
    await connectEmulator(emulator, createUrls(config.publicUrl), { businesses, people });
    await endLeftPracticeCalls(emulator);
  }
  process.stdout.write(whereToClick(config.publicUrl, emulator, businesses, demo));
  stopOnSignal(deskbell, emulator, (error) => logger.error({ err: error }, 'the stop did not end cleanly'));
}

async function emulatedAccount(emulator: EmulatorBeside, publicUrl: string) {
  const twimlAppSid = await connectSoftphone(emulator, createUrls(publicUrl));
  return { ...emulator, apiBaseUrl: emulator.url, twimlAppSid };
}

function accountOf(config: Config) {
  if (config.twilio === null) throw new Error('There is neither an account nor an emulator.');
  return config.twilio;
}

async function warnOfGaps(database: Database, logger: Logger): Promise<void> {
  if (!(await hasBusinesses(database)))
    logger.warn('no business is known yet; bring yours in with: npm run business:import -- <folder>');
  if ((await demoSignIns(database)).people.length > 0)
    logger.warn('the demo people can sign in with their public password; use another DATA_DIR or database');
}

function whereToClick(
  consoleUrl: string,
  emulator: EmulatorBeside | null,
  businesses: readonly Business[],
  demo: DemoSignIns,
): string {
  const lines = ['', `Console    ${consoleUrl}/`];
  if (emulator !== null)
    lines.push(`Handsets   ${emulator.url}/`, '', 'Ring one of these from the handsets:');
  else if (businesses.length > 0) lines.push('', 'Answered here:');
  for (const { name, numbers } of businesses)
    lines.push(...numbers.map(({ number }) => `  ${number.padEnd(16)} ${name}`));
  if (demo.people.length > 0) {
    lines.push('', `Sign in to the console as one of these; the password of all is ${demo.password}`);
    const width = Math.max(...demo.people.map(({ email }) => email.length));
    for (const { name, email, role, businesses: parts } of demo.people)
      lines.push(`  ${email.padEnd(width)}  ${name.padEnd(14)} ${role.padEnd(13)} ${parts.join(', ')}`);
  }
  lines.push('', 'Stop with Ctrl+C.', '');
  return `${lines.join('\n')}\n`;
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
