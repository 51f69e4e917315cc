import type { Clock } from '../../kernel/clock.ts';
import type { Instruction, LineRequest } from '../line.ts';
import { ClaimLost } from './claims.ts';
import { within } from './deadline.ts';
import type { Safety } from './safety.ts';
import type { SignatureCheck } from './signature.ts';
import { textReply, toTwiml } from './twiml.ts';
import type { TwilioUrls } from './urls.ts';
import { quietly } from './webhook-handling.ts';
import type { Handling, HandlingContext, WebhookTransaction } from './webhook-handling.ts';
import type { Road } from './webhook-paths.ts';

/** How one webhook fared, for counting. */
export type Verdict =
  | 'answered'
  | 'doubled'
  | 'replayed'
  | 'unknown-step'
  | 'failed'
  | 'unsigned'
  | 'forged'
  | 'misshapen'
  | 'too-large'
  | 'wrong-method'
  | 'wrong-type'
  | 'broken-off';

export interface Answered {
  readonly road: Road['road'];
  readonly status: number;
  readonly verdict: Verdict;
  readonly ms: number;
}

export interface RoadLogger {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface WebhookRoadOptions {
  readonly urls: TwilioUrls;
  readonly signature: SignatureCheck;
  readonly safety: Safety;
  readonly clock: Clock;
  readonly logger: RoadLogger;
  /** Claim, decision and answer happen inside one call; it may run `work` again from the start. */
  readonly transact: <T>(work: (inside: WebhookTransaction) => Promise<T>) => Promise<T>;
  readonly onRoom: HandlingContext['onRoom'];
  readonly effectPayload: (effectId: string) => Promise<LineRequest | null>;
  /** Ends a leg that nobody asked for: the second one of a single ring attempt. */
  readonly endStray: (sid: string) => void;
  readonly onAnswer?: (answered: Answered) => void;
  /** How long a caller may wait for a decision. */
  readonly patienceMs?: number;
}

export interface Reply {
  readonly status: number;
  readonly verdict: Verdict;
  readonly twiml?: string;
  readonly text?: string;
}

/** A doubled webhook comes within seconds; whatever repeats an old one later is a replay. */
const DOUBLED_WITHIN_MS = 60_000;
const PATIENCE_MS = 3_000;

export interface Claimant {
  /** Path and query as requested. */
  readonly url: string;
  readonly token: string | null;
}

/** Claims, decides and answers one webhook. Never throws: a caller always gets words. */
export async function act(
  road: Road,
  handling: Handling,
  claimant: Claimant,
  options: WebhookRoadOptions,
): Promise<Reply> {
  const { logger, safety, urls } = options;
  const patience = options.patienceMs ?? PATIENCE_MS;
  const late = (error: unknown) =>
    logger.error({ err: error, road: road.road }, 'A late webhook failed after its answer');
  const callSid = handling.kind === 'voice' ? handling.call.sid : handling.callSid;
  try {
    switch (handling.kind) {
      case 'document':
        return { status: 200, verdict: 'answered', twiml: await within(patience, handling.twiml(), late) };
      case 'notice': {
        if (handling.key === null) return { status: 204, verdict: 'answered' };
        let stray: string | null = null;
        const work = once(handling.key, claimant, options, async (inside) => {
          stray = await handling.tell(inside);
          return '';
        });
        const claimed = await within(patience, work, late);
        if (stray !== null) options.endStray(stray);
        return replayed(claimed, options) ?? { status: 204, verdict: claimed.first ? 'answered' : 'doubled' };
      }
      case 'text': {
        const work = once(handling.key, claimant, options, async (inside) =>
          textReply(await handling.answer(inside)),
        );
        const claimed = await within(patience, work, late);
        return (
          replayed(claimed, options) ?? {
            status: 200,
            verdict: claimed.first ? 'answered' : 'doubled',
            ...(claimed.answer === null ? {} : { twiml: claimed.answer }),
          }
        );
      }
      case 'voice': {
        const work = once(handling.key, claimant, options, async (inside) => {
          const instruction: Instruction | null = await handling.decide(inside);
          return instruction === null ? null : toTwiml(instruction, urls);
        });
        const claimed = await within(patience, work, late);
        if (claimed.answer === null) {
          logger.warn({ road: road.road, callSid }, 'A leg asked for a step that is used or unknown');
          return { status: 200, verdict: 'unknown-step', twiml: safety.apology(handling.call) };
        }
        return (
          replayed(claimed, options) ?? {
            status: 200,
            verdict: claimed.first ? 'answered' : 'doubled',
            twiml: claimed.answer,
          }
        );
      }
    }
  } catch (error) {
    logger.error({ err: error, road: road.road, callSid }, 'A webhook could not be decided');
    switch (handling.kind) {
      case 'notice':
      case 'text':
        return {
          status: 503,
          verdict: 'failed',
          text: 'This could not be noted.',
        };
      case 'document':
        return { status: 200, verdict: 'failed', twiml: quietly(road, urls) };
      case 'voice': {
        // One more try mends what passes by itself, such as a busy disk; the second failure is the last.
        const tried = /[?&]again=1$/.test(claimant.url);
        const again = `${urls.publicUrl}${claimant.url}${claimant.url.includes('?') ? '&' : '?'}again=1`;
        return {
          status: 200,
          verdict: 'failed',
          twiml: tried ? safety.apology(handling.call) : safety.again(handling.call, again),
        };
      }
    }
  }
}

interface Claimed {
  /** Null when there was nothing to answer, which claims nothing. */
  readonly answer: string | null;
  readonly first: boolean;
  /** When an earlier request claimed it. */
  readonly claimedAt: number;
  readonly sameRequest: boolean;
}

async function once(
  key: string,
  claimant: Claimant,
  options: WebhookRoadOptions,
  decide: (inside: WebhookTransaction) => Promise<string | null>,
): Promise<Claimed> {
  const attempt = () =>
    options.transact(async (inside): Promise<Claimed> => {
      const earlier = await inside.claims.claimed(key);
      if (earlier) {
        const sameRequest = earlier.token !== null && earlier.token === claimant.token;
        return { answer: earlier.answer, first: false, claimedAt: earlier.claimedAt, sameRequest };
      }
      const decided = await decide(inside);
      if (decided !== null) await inside.claims.keep(key, claimant.token, decided);
      return { answer: decided, first: true, claimedAt: 0, sameRequest: true };
    });
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ClaimLost)) throw error;
    // The other node's answer is on disk by now.
    return attempt();
  }
}

function replayed(claimed: Claimed, options: WebhookRoadOptions): Reply | null {
  if (claimed.first || claimed.sameRequest) return null;
  if (options.clock.now() - claimed.claimedAt < DOUBLED_WITHIN_MS) return null;
  return { status: 409, verdict: 'replayed', text: 'This was answered long ago and is not answered again.' };
}
