import type { Router } from 'express';
import type { TwilioConfig } from './config/config.ts';
import { createPracticeCaller } from './demo/practice-caller.ts';
import { allBusinesses } from './domain/businesses/businesses-store.ts';
import type { FlowLibrary } from './domain/flows/library.ts';
import type { Clock } from './kernel/clock.ts';
import { refuse } from './kernel/decision.ts';
import type { Logger } from './observability/logger.ts';
import { describeSetup, testCallChoices } from './setup/describe.ts';
import { createHere } from './setup/here.ts';
import { createPracticeCalls } from './setup/practice-calls.ts';
import { setupRoutes, type TestCalls } from './setup/setup-routes.ts';
import type { Database } from './store/database.ts';
import type { NumbersPolicy } from './telephony/numbers-policy.ts';
import { createAccountDesk } from './telephony/twilio/account-checks.ts';
import { createTestCalls } from './telephony/twilio/test-call.ts';

export interface SetupRoom {
  readonly router: Router;
  /** Practice callers hang up. */
  close(): Promise<void>;
}

/** The room in which somebody sets Deskbell up, joined with the account and, on the emulator, with its callers. */
export function createSetupRoom(parts: {
  readonly account: TwilioConfig;
  readonly config: { readonly publicUrl: string; readonly dataDir: string };
  /** Where the handsets page is; null with a real account. */
  readonly handsetsUrl: string | null;
  readonly database: Database;
  readonly flows: Pick<FlowLibrary, 'current'>;
  readonly numbers: NumbersPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
}): SetupRoom {
  const { account, config, handsetsUrl, database, clock, logger } = parts;
  const { reader } = database;
  const { publicUrl } = config;
  const emulated = handsetsUrl !== null;
  const here = createHere(clock);
  const practice = createPracticeCalls({
    database,
    flows: parts.flows,
    clock,
    caller:
      handsetsUrl === null
        ? null
        : createPracticeCaller({
            emulator: { url: handsetsUrl },
            clock,
            onTrouble: (error) => logger.warn({ err: error }, 'a practice call broke off'),
          }),
  });
  const calls = createTestCalls({
    account,
    publicUrl,
    reader,
    forbids: (number) => {
      const verdict = parts.numbers.judge(number);
      return verdict.allowed ? null : verdict.reason;
    },
  });
  const testCalls: TestCalls = {
    async start(businessIds, { to, from }) {
      const { numbers, people } = await testCallChoices(reader, businessIds);
      if (!numbers.some(({ number }) => number === from))
        return refuse('not-our-number', 'This is not a number of a business that you administer.');
      if (!people.some(({ phone }) => phone === to))
        return refuse(
          'not-our-telephone',
          'Only a telephone of a person of your businesses is rung for a test.',
        );
      const call = await calls.ring({ to, from });
      return typeof call === 'string' ? refuse('not-rung', call) : call;
    },
    look: (id) => calls.look(id),
  };
  return {
    router: setupRoutes({
      view: (identity) =>
        describeSetup(reader, identity, { publicUrl, accountSid: account.accountSid, handsetsUrl }, practice),
      emulated,
      practice,
      testCalls,
      here,
      clock,
      account: createAccountDesk({
        account,
        publicUrl,
        dataDir: config.dataDir,
        clock,
        logger,
        emulated,
        askHere: () => here.ask(),
        businesses: async () =>
          (await allBusinesses(reader)).map(({ name, numbers, dialling }) => ({
            name,
            numbers: numbers.map(({ number }) => number),
            countries: dialling.countries,
          })),
      }),
    }),
    close: () => practice.close(),
  };
}
