import { resolve } from 'node:path';
import type { CountryCode } from 'libphonenumber-js/max';
import type { Config, TwilioConfig } from './config/config.ts';
import type { DemoSignIns } from './contract/api.ts';
import { allBusinesses } from './domain/businesses/businesses-store.ts';
import { createHolidayLookup } from './domain/businesses/holidays.ts';
import { callbackRoutes } from './domain/callbacks/routes.ts';
import { callRoutes } from './domain/calls/routes.ts';
import { caseRoutes } from './domain/cases/routes.ts';
import { createFlowLibrary, type FlowLibrary } from './domain/flows/library.ts';
import type { FlowSource } from './domain/flows/noun.ts';
import { matrixRoutes } from './domain/matrices/routes.ts';
import { offerRoutes } from './domain/offers/routes.ts';
import type { PersonCommand } from './domain/people/person.ts';
import { allPeople } from './domain/people/people-store.ts';
import { peopleRoutes } from './domain/people/routes.ts';
import { softphoneRoutes } from './domain/people/softphone-routes.ts';
import { createRecordingFiles, ERASE } from './domain/recordings/files.ts';
import { recordingRoutes } from './domain/recordings/routes.ts';
import { ruleRoutes } from './domain/rules/routes.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { systemScheduler, type Scheduler } from './engine/scheduler.ts';
import { fallbackPlans } from './fallback-plans.ts';
import { flowsInService, timersOnTime } from './health-checks.ts';
import { keepHouse } from './housekeeping.ts';
import { apiKeyRoutes } from './http/api-key-routes.ts';
import { createApiKeys } from './http/api-keys.ts';
import { createHttp } from './http/create-http.ts';
import { serve, type Doorway } from './http/serve.ts';
import { sessionRoutes } from './http/session-routes.ts';
import { createSessions } from './http/sessions.ts';
import type { Clock } from './kernel/clock.ts';
import { createBoard, createLive, createNews, type Board, type Live } from './live/index.ts';
import type { Logger } from './observability/logger.ts';
import { createMetrics } from './observability/metrics.ts';
import { nouns } from './nouns.ts';
import { owedRoutes } from './owed-routes.ts';
import { reactions } from './reactions.ts';
import { createSetupRoom } from './setup-room.ts';
import { openDatabase } from './store/open-database.ts';
import type { Database } from './store/database.ts';
import { createSwitchboard } from './switchboard.ts';
import type { Instruction } from './telephony/line.ts';
import { createNumbersPolicy, type NumbersPolicy } from './telephony/numbers-policy.ts';
import { openTellingRoom } from './telling-room.ts';
import { tellingPages, tellingRoutes } from './telling-routes.ts';
import { createTwilioLine, type TwilioLine } from './telephony/twilio/index.ts';
import { boardViews } from './views/board-views.ts';
import { describeMe } from './views/me.ts';
import { queueFigures } from './views/queue-view.ts';

export interface DeskbellOptions {
  readonly config: Config;
  readonly account: TwilioConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Injected by tests that move time by hand. */
  readonly scheduler?: Scheduler;
  /** How long a caller may wait for a decision, in ms of real time; longer where time is moved by hand. */
  readonly patienceMs?: number;
  /** Somebody else holds the port, and brings the connections. */
  readonly doorway?: Doorway | null;
  /** The folder with the built console and the announcements. */
  readonly publicDir: string;
  /** Sign-ins to show on the sign-in page; none outside the demo. */
  readonly demo: DemoSignIns;
  /** Where the handsets page is, while the line is emulated. */
  readonly handsetsUrl: string | null;
  /** Runs when the store is open and before anything is answered. */
  readonly prepare?: (parts: {
    readonly engine: Engine<Instruction>;
    readonly database: Database;
  }) => Promise<void>;
}

export interface Deskbell {
  readonly port: number;
  readonly engine: Engine<Instruction>;
  readonly database: Database;
  readonly flows: FlowLibrary;
  readonly board: Pick<Board, 'rows' | 'caughtUp'>;
  close(): Promise<void>;
}

/**
 * The only place where the parts meet. Resolves when calls can be answered.
 * @throws Error in plain words when the store, the flows' folder or the port cannot be had.
 */
export async function startDeskbell(options: DeskbellOptions): Promise<Deskbell> {
  const { config, clock, logger, account } = options;
  const metrics = createMetrics();
  const database = await openDatabase({
    dataDir: config.dataDir,
    logger,
    ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
  });
  const recordingFiles = createRecordingFiles(resolve(config.dataDir));
  // The engine is needed to bring in the businesses, which the flows are checked against, and the line needs both.
  const late: { flows: FlowLibrary | null; line: TwilioLine | null } = { flows: null, line: null };
  const telling = await openTellingRoom({ config, database, clock, logger, line: () => late.line });
  const engine = createEngine<Instruction>({
    database,
    clock,
    nouns: nouns(flowsWhenLoaded(late), clock, telling.nounParts),
    reactions,
    logger,
    carryOut: async (work) => {
      if (work.effect.kind === ERASE) return recordingFiles.erase(work.effect);
      if (work.effect.kind.startsWith('notify.')) return telling.carryOut(work);
      return late.line === null
        ? { outcome: 'retry', reason: 'the line is not up yet' }
        : late.line.carryOut(work);
    },
    metrics: {
      onDecision: (ms, noun) => metrics.decided(noun, ms),
      onTimerLateness: metrics.timerFired,
      onEffect: metrics.effectSettled,
    },
    ...(options.scheduler === undefined ? {} : { scheduler: options.scheduler }),
  });
  await options.prepare?.({ engine, database });
  const flows = await createFlowLibrary({
    dir: config.flowsDir,
    store: database,
    logger,
    clock,
    businesses: () => allBusinesses(database.reader),
  });
  late.flows = flows;

  const numbers = await numbersAllowed(database);
  const line = createTwilioLine({
    publicUrl: config.publicUrl,
    dataDir: config.dataDir,
    account,
    database,
    clock,
    logger,
    numbers,
    plans: await plansOf(database),
    transact: (work) =>
      engine.transact((transaction) =>
        work({ writer: transaction.writer, listener: createSwitchboard(transaction, { clock, logger }) }),
      ),
    onAnswer: ({ road, status, ms }) => metrics.webhookAnswered(road, status, ms),
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  });
  late.line = line;
  // The emergency documents are written anew whenever the flows are, which follow the businesses.
  flows.onChange(() => {
    plansOf(database)
      .then((plans) => line.setPlans(plans))
      .catch((error: unknown) =>
        logger.error({ err: error }, 'the emergency documents could not be written anew'),
      );
  });

  const sessions = createSessions({ database, clock, publicUrl: config.publicUrl });
  const news = createNews({ database, logger });
  const board = createBoard({
    database,
    views: boardViews(database, clock),
    clock,
    logger,
    alsoHears: (events) => news.hear(events),
  });
  await board.start();
  metrics.watchMail(() => telling.trouble() !== null);
  metrics.watchQueues(() => queueFigures(board.rows()));
  const atDesk = (presence: 'available' | 'offline') => async (identity: { readonly personId: string }) => {
    const command: PersonCommand = { type: 'ChoosePresence', presence, reason: null };
    await engine.submit({ noun: 'people', id: identity.personId, command });
  };
  const { handsetsUrl } = options;
  const setup = createSetupRoom({ account, config, handsetsUrl, database, flows, numbers, clock, logger });
  const keys = createApiKeys({ database, clock });
  const app = createHttp({
    config,
    logger,
    sessions,
    keys,
    database,
    clock,
    metrics,
    publicDir: options.publicDir,
    health: [
      { name: 'database', check: () => database.check() },
      { name: 'flows', check: () => flowsInService(flows) },
      { name: 'engine', check: () => timersOnTime(database, clock) },
    ],
    routers: [
      sessionRoutes({
        sessions,
        demo: options.demo,
        describe: (identity) => describeMe(database.reader, identity, handsetsUrl),
        onSignIn: atDesk('available'),
        onSignOut: atDesk('offline'),
      }),
      apiKeyRoutes({ keys, clock }),
      peopleRoutes({ engine }),
      softphoneRoutes({
        engine,
        passFor: (personId) => line.browserPass(personId),
        emulatedBy:
          account.apiBaseUrl === undefined ? null : { signalHost: new URL(account.apiBaseUrl).host },
      }),
      offerRoutes({ engine, database }),
      callRoutes({ engine, database, clock }),
      callbackRoutes({ engine, database, clock }),
      recordingRoutes({ database, files: recordingFiles }),
      ...owedRoutes({ engine, database, clock }),
      caseRoutes({ engine, database, clock }),
      ruleRoutes({ engine, database, clock }),
      matrixRoutes({ engine, database, clock, holidays: createHolidayLookup() }),
      ...tellingRoutes({ engine, database, clock, telling }),
      setup.router,
    ],
    pages: tellingPages({ engine, database, clock, telling }),
  });
  let live: Live | null = null;
  const serving = await serve({
    port: config.port,
    ...(options.doorway ? { doorway: options.doorway } : {}),
    road: line.road,
    app,
    beforeListening: (httpServer) => {
      live = createLive({
        httpServer,
        publicUrl: config.publicUrl,
        sessions,
        board,
        news,
        clock,
        logger,
        onCutOff: metrics.liveClientCutOff,
      });
      metrics.watchLiveClients(() => live?.clients() ?? 0);
    },
  });
  await engine.start();
  const scheduler = options.scheduler ?? systemScheduler;
  const stopHousekeeping = keepHouse({
    database,
    clock,
    scheduler,
    logger,
    reloadBoard: () => board.reload(),
  });

  return {
    port: serving.port,
    engine,
    database,
    flows,
    board,
    async close() {
      stopHousekeeping();
      await setup.close();
      live?.close();
      await serving.close();
      await engine.stop();
      board.stop();
      await flows.close();
      telling.close();
      await database.close();
    },
  };
}

function flowsWhenLoaded(late: { readonly flows: FlowLibrary | null }): FlowSource {
  return {
    current: (flow) => late.flows?.current(flow) ?? null,
    version: async (reader, flow, version) => (await late.flows?.version(reader, flow, version)) ?? null,
  };
}

async function numbersAllowed(database: Database): Promise<NumbersPolicy> {
  const businesses = await allBusinesses(database.reader);
  const people = await allPeople(database.reader);
  return createNumbersPolicy({
    countries: [...new Set(businesses.flatMap(({ dialling }) => dialling.countries as CountryCode[]))],
    numbers: people.map(({ record }) => record.phone),
    fictitious: businesses.flatMap(({ dialling }) => dialling.fictitious),
    people: people.map(({ record }) => record.id),
  });
}

async function plansOf(database: Database) {
  const people = await allPeople(database.reader);
  return fallbackPlans(
    await allBusinesses(database.reader),
    people.map(({ record }) => record),
  );
}
