import { startDeskbell, type Deskbell } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { DEMO_ACCOUNT } from '../../src/demo/demo-account.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { manualScheduler } from '../../src/engine/scheduler.ts';
import type { Doorway } from '../../src/http/serve.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/observability/logger.ts';
import type { Reader } from '../../src/store/database.ts';

/** What the server of a house is started with, in the test's process or in one of its own: nothing but text and numbers. */
export interface ServerSettings {
  readonly config: Config;
  readonly publicDir: string;
  readonly emulatorUrl: string;
  readonly twimlAppSid: string;
  /** When the house opened, epoch ms: the demo that an empty store is filled with is of that day. */
  readonly openedAt: number;
}

/** The server of a house: the product on the emulator, with a clock that somebody else moves. */
export function startServer(
  { config, publicDir, emulatorUrl, twimlAppSid, openedAt }: ServerSettings,
  parts: { readonly clock: Clock; readonly logger: Logger; readonly doorway?: Doorway | null },
): Promise<Deskbell> {
  return startDeskbell({
    config,
    account: { ...DEMO_ACCOUNT, apiBaseUrl: emulatorUrl, twimlAppSid },
    ...parts,
    scheduler: manualScheduler,
    // Time stands still in a house: a busy machine must not look like a caller who was kept waiting.
    patienceMs: 60_000,
    publicDir,
    demo: { password: null, people: [] },
    handsetsUrl: emulatorUrl,
    prepare: async ({ engine, database }) => {
      await seedDemo({ engine, database, now: openedAt });
    },
  });
}

/** The next timer or effect of the application, later than `now`; epoch ms, null when there is none. */
export async function nextDueAt(reader: Reader, now: number): Promise<number | null> {
  const [timer, effect] = await Promise.all([
    reader
      .selectFrom('timers')
      .select('due_at')
      .where('fired_at', 'is', null)
      .where('due_at', '>', now)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst(),
    reader
      .selectFrom('effects')
      .select('due_at')
      .where('status', 'in', ['waiting', 'running'])
      .where('due_at', '>', now)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst(),
  ]);
  const due = [timer?.due_at, effect?.due_at].filter((at) => at !== undefined);
  return due.length === 0 ? null : Math.min(...due);
}
