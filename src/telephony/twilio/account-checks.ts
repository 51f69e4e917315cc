import type { SetupCheck, SetupConnected } from '../../contract/setup.ts';
import { isLoopbackHost } from '../../config/loopback.ts';
import type { Clock } from '../../kernel/clock.ts';
import { refuse, type Refusal } from '../../kernel/decision.ts';
import { checkAccount } from './check-account.ts';
import { checkAddress } from './check-address.ts';
import { checkCountries } from './check-countries.ts';
import type { CheckedAccount, CheckedBusiness, CheckFacts, Finding } from './check-finding.ts';
import { checkMedia } from './check-media.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkSoftphone } from './check-softphone.ts';
import { applyConnection, changesAnything, ConnectError, planConnection } from './connect.ts';
import { TooLate, within } from './deadline.ts';
import { judge } from './errors.ts';
import { lazyClient } from './rest-client.ts';
import { createUrls } from './urls.ts';

export interface AccountDeskParts {
  readonly account: CheckedAccount;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: { warn(fields: object, text: string): void };
  readonly businesses: () => Promise<readonly CheckedBusiness[]>;
  /** A question that only this server can answer at `/api/setup/here/{nonce}`. */
  readonly askHere: () => { readonly nonce: string; readonly answer: string };
  /** The emulator carries the calls, so that some things cannot be seen. */
  readonly emulated: boolean;
  /** How long one check may take, in ms. */
  readonly limitMs?: number;
}

const LIMIT_MS = 10_000;
/** Below the limit of a check, so that a client that gives up can still say so. */
const REQUEST_LIMIT_MS = 8_000;

const CHECKS = [
  { id: 'account', title: 'The account', look: checkAccount },
  { id: 'numbers', title: 'Your numbers', look: checkNumbers },
  { id: 'address', title: 'The way to this server', look: checkAddress },
  { id: 'media', title: 'Recordings at Twilio', look: checkMedia },
  { id: 'countries', title: 'Countries that may be rung', look: checkCountries },
  { id: 'softphone', title: 'Calls in the browser', look: checkSoftphone },
] as const satisfies readonly {
  readonly id: SetupCheck['id'];
  readonly title: string;
  readonly look: (facts: CheckFacts) => Promise<Finding>;
}[];

/** Looks at the account as it is, and connects its numbers. */
export function createAccountDesk(parts: AccountDeskParts) {
  const { account, clock, logger, limitMs = LIMIT_MS } = parts;
  const urls = createUrls(parts.publicUrl);
  const client = lazyClient(account, REQUEST_LIMIT_MS);

  async function factsNow(): Promise<CheckFacts> {
    const [businesses, theClient] = await Promise.all([parts.businesses(), client()]);
    return { account, urls, client: theClient, businesses, askHere: parts.askHere, emulated: parts.emulated };
  }

  async function one({ id, title, look }: (typeof CHECKS)[number], facts: CheckFacts): Promise<SetupCheck> {
    const late = (error: unknown) =>
      logger.warn({ check: id, reason: judge(error).reason }, 'A check of the account failed after its time');
    const finding = await within(limitMs, look(facts), late).catch((error: unknown) =>
      unfound(error, limitMs),
    );
    return { remedy: null, details: [], note: null, canConnect: false, ...finding, id, title };
  }

  return {
    /** Each check by itself: none can fail or delay another. */
    async check(): Promise<readonly SetupCheck[]> {
      const facts = await factsNow();
      return Promise.all(CHECKS.map((check) => one(check, facts)));
    },

    /** Gives the businesses' numbers, and the application when browsers are used, our addresses. */
    async connect(): Promise<SetupConnected | Refusal> {
      if (!canBeReached(urls.publicUrl, account))
        return refuse(
          'not-reachable',
          `PUBLIC_URL is ${urls.publicUrl}, but Twilio needs an https address that it can reach. Set it in .env and restart.`,
        );
      try {
        return await connectNumbers(await factsNow());
      } catch (error) {
        if (error instanceof ConnectError) return refuse('not-connected', error.message);
        throw error;
      }
    },
  };

  async function connectNumbers({ client: theClient, businesses }: CheckFacts) {
    const ours = new Set(businesses.flatMap(({ numbers }) => numbers));
    const all = await planConnection(theClient, urls);
    const only = all.changes.map(({ number }) => number).filter((number) => ours.has(number));
    const { apiKey, twimlAppSid } = account;
    const withBrowsers = apiKey !== undefined || twimlAppSid !== undefined;
    const { application } = withBrowsers
      ? await planConnection(theClient, urls, only, { sid: twimlAppSid ?? null })
      : all;
    const plan = { ...all, application, changes: all.changes.filter(({ number }) => ours.has(number)) };
    // What is in the settings already need not be written there.
    const toSet = (sid: string | null) => (twimlAppSid === undefined ? sid : null);
    if (!changesAnything(plan)) {
      const there = application === null || application.do === 'make' ? null : application.sid;
      return { changed: [], undoFile: null, application: toSet(there) };
    }
    const applied = await applyConnection(theClient, plan, { dataDir: parts.dataDir, now: clock.now() });
    return { changed: only, undoFile: applied.file, application: toSet(applied.application) };
  }
}

/** A check that came to nothing says so, and hides none of the others. */
function unfound(error: unknown, limitMs: number): Finding {
  if (error instanceof TooLate)
    return {
      verdict: 'unknown',
      words: `No answer came within ${limitMs / 1_000} s.`,
      remedy: 'Run the checks again. If it stays, look whether this server may reach the internet.',
    };
  const reason = error instanceof ConnectError ? error.message : `${judge(error).reason}.`;
  return {
    verdict: 'unknown',
    words: `This could not be found out: ${reason}`,
    remedy: 'Mend what is wrong above first, then run the checks again.',
  };
}

/** Twilio itself calls over the internet; a stand-in on this computer may do without. */
function canBeReached(publicUrl: string, { apiBaseUrl }: CheckedAccount): boolean {
  if (publicUrl.startsWith('https://')) return true;
  return apiBaseUrl !== undefined && isLoopbackHost(new URL(apiBaseUrl).hostname);
}
