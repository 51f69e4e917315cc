import type { LineRequest, Step } from '../line.ts';
import type { RingLedger } from './claims.ts';
import { judge } from './errors.ts';
import type { Assignment, CarriedOut } from './outcome.ts';
import { done } from './outcome.ts';
import type { TwilioClient } from './rest-client.ts';
import type { TwilioUrls } from './urls.ts';

type Of<K extends LineRequest['kind']> = Extract<LineRequest, { kind: K }>;

/** Sends a leg to another step at once, whatever it is in the middle of. */
export async function move(
  client: TwilioClient,
  { effect, reconcile }: Assignment<Of<'line.move'>>,
  ports: { readonly urls: TwilioUrls; readonly stepTaken: (step: Step, sid: string) => Promise<boolean> },
): Promise<CarriedOut> {
  // A leg that asked for the step was moved; moving it again would tear it out of what came next.
  if (reconcile && (await ports.stepTaken(effect.step, effect.sid))) return done();
  await client.calls(effect.sid).update({ url: ports.urls.step(effect.step), method: 'POST' });
  return done();
}

/** How a leg is doing, for when its own news may be lost. One that nobody remembers has ended. */
export async function check(
  client: TwilioClient,
  { effect }: Assignment<Of<'line.check'>>,
): Promise<CarriedOut> {
  try {
    const { status } = await client.calls(effect.sid).fetch();
    return done({ sid: effect.sid, status: LIVE.has(status) ? 'live' : status });
  } catch (error) {
    if (judge(error).verdict !== 'gone') throw error;
    return done({ sid: effect.sid, status: 'completed' });
  }
}

/** Hangs up a leg, answered or not. One that had ended by itself counts as ended. */
export async function end(
  client: TwilioClient,
  { effect }: Assignment<Of<'line.end'>>,
  rings: RingLedger,
): Promise<CarriedOut> {
  if ('sid' in effect.leg) return done({ ended: await endLeg(client, effect.leg.sid) });
  const sid = await rings.legOf(effect.leg.ring);
  return done({ ended: sid === null ? 'never-rang' : await endLeg(client, sid, 'canceled') });
}

const LIVE = new Set(['queued', 'initiated', 'ringing', 'in-progress']);

/**
 * `canceled` ends a leg that rings and leaves an answered one alone, `completed` the other way round; the leg may
 * change from one to the other while we ask, so whichever comes first the second follows when the leg still lives.
 */
export async function endLeg(
  client: TwilioClient,
  sid: string,
  first: 'completed' | 'canceled' = 'completed',
): Promise<'now' | 'before'> {
  const order =
    first === 'completed' ? (['completed', 'canceled'] as const) : (['canceled', 'completed'] as const);
  let ended: 'now' | 'before' = 'before';
  for (const status of order) {
    try {
      const leg = await client.calls(sid).update({ status });
      ended = 'now';
      if (!LIVE.has(leg.status)) break;
    } catch (error) {
      if (judge(error).verdict !== 'gone') throw error;
    }
  }
  return ended;
}
