import { performance } from 'node:perf_hooks';
import type { Clock } from '../../kernel/clock.ts';
import { plainBrowserAddress, type LineRequest } from '../line.ts';
import type { RingLedger } from './claims.ts';
import type { Assignment, CarriedOut } from './outcome.ts';
import { done, failed } from './outcome.ts';
import type { TwilioClient } from './rest-client.ts';
import { endLeg } from './rest-legs.ts';
import type { TwilioUrls } from './urls.ts';

type Ring = Extract<LineRequest, { kind: 'line.ring' }>;

export interface RingPorts {
  readonly urls: TwilioUrls;
  readonly clock: Clock;
  readonly rings: RingLedger;
  /** When the effect was written down, epoch ms; null when unknown. */
  readonly startedAt: (effectId: string) => Promise<number | null>;
  /** Null when the number may be dialled, else why not. */
  readonly forbids: (number: string) => string | null;
  readonly pause: (ms: number) => Promise<void>;
}

/** Rings a number. One attempt has at most one live leg, and is never silently without one. */
export async function ring(
  client: TwilioClient,
  { effect, reconcile }: Assignment<Ring>,
  ports: RingPorts,
): Promise<CarriedOut> {
  const known = await ports.rings.legOf(effect.id);
  if (known !== null) return done({ sid: known });

  const forbidden = ports.forbids(effect.to);
  if (forbidden !== null) return failed('refused', forbidden);

  if (reconcile) {
    const found = await lookForLeg(client, effect, ports);
    if (found !== null) return found;
  }
  return dial(client, effect, ports);
}

async function dial(client: TwilioClient, effect: Ring, ports: RingPorts): Promise<CarriedOut> {
  const { urls, rings } = ports;
  const leg = await client.calls.create({
    to: effect.to,
    from: effect.from,
    timeout: Math.min(600, Math.max(5, Math.round(effect.ringSeconds))),
    url: urls.step(effect.answered),
    method: 'POST',
    fallbackUrl: urls.fallback,
    statusCallback: urls.ring(effect.id),
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    statusCallbackMethod: 'POST',
  });
  const winner = await rings.claimLeg(effect.id, leg.sid);
  // An earlier request that seemed lost had made a leg after all, and its webhook came first.
  if (winner !== leg.sid) await endLeg(client, leg.sid, 'canceled');
  return done({ sid: winner });
}

/** Clocks differ, and Twilio's stamps are whole seconds. */
const SLACK_MS = 5_000;
/** The leg's own webhook tells its attempt for certain, so it is given this long before anything is guessed. */
const LOOKS_AFTER_MS = [0, 1_000, 2_000] as const;
/** The effect runner takes an attempt of 15 s for lost and starts another; dialling itself may take 10 s of them. */
const LOOKING_LIMIT_MS = 4_500;

/**
 * Whether an earlier request rang after all. Twilio does not tell which address a call was made with, so the leg is
 * known by its webhook, or by being the only call of that time between the two numbers that no other attempt owns.
 * Null: there is certainly none.
 */
async function lookForLeg(client: TwilioClient, effect: Ring, ports: RingPorts): Promise<CarriedOut | null> {
  const since = (await ports.startedAt(effect.id)) ?? ports.clock.now() - 600_000;
  const began = performance.now();
  let candidates: readonly string[] = [];
  for (const ms of LOOKS_AFTER_MS) {
    if (ms > 0) await ports.pause(ms);
    const known = await ports.rings.legOf(effect.id);
    if (known !== null) return done({ sid: known });
    candidates = await unownedCalls(client, effect, since - SLACK_MS, ports.rings);
  }
  if (performance.now() - began > LOOKING_LIMIT_MS) {
    return { outcome: 'unknown', reason: 'looking for the leg took too long' };
  }
  const [only, ...others] = candidates;
  if (only === undefined) return null;
  if (others.length === 0) return done({ sid: await ports.rings.claimLeg(effect.id, only) });
  for (const sid of candidates) await endLeg(client, sid, 'canceled');
  return failed('gone', `${candidates.length} calls could be this one, so all of them were ended`);
}

async function unownedCalls(
  client: TwilioClient,
  effect: Ring,
  since: number,
  rings: RingLedger,
): Promise<readonly string[]> {
  // Not filtered by start time: a call that still waits to be dialled has none. The newest come first.
  // What is brought to a browser with the call is no part of the address that the call then bears.
  const to = plainBrowserAddress(effect.to) ?? effect.to;
  const calls = await client.calls.list({ to, from: effect.from, limit: 50 });
  const recent = calls.filter(
    (call) =>
      call.direction === 'outbound-api' &&
      (call.dateCreated as Date | null)?.getTime() !== undefined &&
      call.dateCreated.getTime() >= since,
  );
  const owners = await Promise.all(recent.map((call) => rings.attemptOf(call.sid)));
  return recent.filter((_call, index) => owners[index] === null).map((call) => call.sid);
}
