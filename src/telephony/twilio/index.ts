import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../kernel/clock.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Database, Writer } from '../../store/database.ts';
import { lineRequestShape } from '../line-request-shape.ts';
import type { LineListener, TextRequest } from '../line.ts';
import type { NumbersPolicy } from '../numbers-policy.ts';
import { makeBrowserPass } from './browser-pass.ts';
import type { BrowserPass } from './browser-pass.ts';
import { asOutcome, createCarryOut } from './carry-out.ts';
import { claimLegOn, claimsOn, ringLedger, stepTaken } from './claims.ts';
import { effectLookup } from './effect-lookup.ts';
import { judge } from './errors.ts';
import type { FallbackPlan } from './fallback.ts';
import { failed } from './outcome.ts';
import type { CarriedOut } from './outcome.ts';
import { lazyClient } from './rest-client.ts';
import type { TwilioAccount } from './rest-client.ts';
import { endLeg } from './rest-legs.ts';
import { sendText } from './rest-texts.ts';
import { createRoomDirectory } from './room-directory.ts';
import { createSafety } from './safety.ts';
import { createSignatureCheck } from './signature.ts';
import { createUrls } from './urls.ts';
import { createWebhookRoad } from './webhook-road.ts';
import type { Answered, RoadLogger, WebhookRoad } from './webhook-road.ts';

export type { BrowserPass } from './browser-pass.ts';
export { forgetClaims } from './claims.ts';
export type { FallbackPlan } from './fallback.ts';
export type { CarriedOut } from './outcome.ts';
export type { Answered, Verdict, WebhookRoad } from './webhook-road.ts';

export interface TwilioLineOptions {
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly account: TwilioAccount & {
    readonly authTokenAlternate?: string;
    readonly apiKey?: { readonly sid: string; readonly secret: string };
    readonly twimlAppSid?: string;
  };
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: RoadLogger;
  readonly numbers: NumbersPolicy;
  readonly plans: readonly FallbackPlan[];
  /** One transaction for claim, decision and answer: the engine's own, with a listener that submits inside it. */
  readonly transact: <T>(
    work: (inside: { readonly writer: Writer; readonly listener: LineListener }) => Promise<T>,
  ) => Promise<T>;
  readonly onAnswer?: (answered: Answered) => void;
  /** How long a caller may wait for a decision, in ms. Default: 3 s. */
  readonly patienceMs?: number;
}

/** The telephone line, spoken to Twilio. */
export interface TwilioLine {
  /** Answers Twilio's webhooks; false for every other request. Goes before the web framework. */
  readonly road: WebhookRoad;
  /** Carries out effects of kind `line.*`. Never throws. */
  carryOut(work: {
    readonly effect: Effect;
    readonly attempt: number;
    readonly reconcile: boolean;
  }): Promise<CarriedOut>;
  /** Sends a text message. Never throws. */
  sendText(work: { readonly request: TextRequest; readonly reconcile: boolean }): Promise<CarriedOut>;
  /** Takes the place of all emergency documents, as when flows were loaded anew. */
  setPlans(plans: readonly FallbackPlan[]): void;
  /** What a person's browser signs in with; null when no API key is configured. */
  browserPass(personId: string): Promise<BrowserPass | null>;
  /** What Twilio says of a leg now; null when it does not know it. @throws when Twilio cannot be asked */
  legStatus(sid: string): Promise<string | null>;
}

/** @throws Error in plain words when the auth token is empty or the public URL unusable */
export function createTwilioLine(options: TwilioLineOptions): TwilioLine {
  const { account, clock, database, logger, numbers } = options;
  const urls = createUrls(options.publicUrl);
  const forbids = (number: string) => {
    const verdict = numbers.judge(number);
    return verdict.allowed ? null : verdict.reason;
  };
  const safety = createSafety({ plans: options.plans, urls, mayRing: (number) => forbids(number) === null });
  const client = lazyClient(account);
  const rooms = createRoomDirectory();
  const effects = effectLookup(database);

  const endStray = (sid: string) => {
    logger.warn({ callSid: sid }, 'A ring attempt had a second leg; it is ended');
    client()
      .then((twilio) => endLeg(twilio, sid, 'canceled'))
      .catch((error: unknown) =>
        logger.error({ err: error, callSid: sid }, 'A second leg could not be ended'),
      );
  };

  const road = createWebhookRoad({
    urls,
    signature: createSignatureCheck({
      publicUrl: urls.publicUrl,
      tokens: [account.authToken, account.authTokenAlternate],
    }),
    safety,
    clock,
    logger,
    effectPayload: effects.payload,
    onRoom: rooms.learn,
    endStray,
    transact: (work) =>
      options.transact(({ writer, listener }) =>
        work({
          listener,
          claims: claimsOn(writer, clock),
          claimLeg: (attempt, sid) => claimLegOn(writer, clock, attempt, sid),
        }),
      ),
    ...(options.onAnswer && { onAnswer: options.onAnswer }),
    ...(options.patienceMs !== undefined && { patienceMs: options.patienceMs }),
  });

  const rings = ringLedger(database, clock);
  const carryOutRequest = createCarryOut({
    urls,
    clock,
    account,
    client,
    rooms,
    rings,
    startedAt: effects.startedAt,
    stepTaken: (step, sid) => stepTaken(database.reader, step, sid),
    forbids,
    pause: (ms) => pause(ms),
    dataDir: options.dataDir,
  });

  return {
    road,
    setPlans: safety.setPlans,
    carryOut({ effect, attempt, reconcile }) {
      const request = lineRequestShape.safeParse(effect);
      return request.success
        ? carryOutRequest({ effect: request.data, attempt, reconcile })
        : Promise.resolve(failed('refused', `"${effect.kind}" is not a request that the line understands`));
    },
    async sendText({ request, reconcile }) {
      const ports = { urls, clock, rings, startedAt: effects.startedAt, forbids };
      return asOutcome(async () => sendText(await client(), { request, reconcile }, ports), reconcile);
    },
    async browserPass(personId) {
      const { apiKey, ...keys } = account;
      return apiKey === undefined ? null : makeBrowserPass(personId, { ...keys, apiKey }, clock);
    },
    async legStatus(sid) {
      try {
        return (await (await client()).calls(sid).fetch()).status;
      } catch (error) {
        if (judge(error).verdict === 'gone') return null;
        throw error;
      }
    },
  };
}
