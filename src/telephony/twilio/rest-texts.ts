import type { Clock } from '../../kernel/clock.ts';
import type { TextRequest } from '../line.ts';
import type { RingLedger } from './claims.ts';
import type { CarriedOut } from './outcome.ts';
import { done, failed } from './outcome.ts';
import type { TwilioClient } from './rest-client.ts';
import type { TwilioUrls } from './urls.ts';

export interface TextPorts {
  readonly urls: Pick<TwilioUrls, 'textStatus'>;
  readonly clock: Clock;
  readonly rings: RingLedger;
  /** When the effect was written down, epoch ms; null when unknown. */
  readonly startedAt: (effectId: string) => Promise<number | null>;
  /** Null when the number may be written to, else why not. */
  readonly forbids: (number: string) => string | null;
}

/** Clocks differ, and Twilio's stamps are whole seconds. */
const SLACK_MS = 5_000;

/** Sends a text message: once, also when the answer to an earlier request was lost. Its result is `{ sid }`. */
export async function sendText(
  client: TwilioClient,
  { request, reconcile }: { readonly request: TextRequest; readonly reconcile: boolean },
  ports: TextPorts,
): Promise<CarriedOut> {
  const { id, from, to, text } = request;
  const known = await ports.rings.legOf(id);
  if (known !== null) return done({ sid: known });
  const forbidden = ports.forbids(to);
  if (forbidden !== null) return failed('refused', forbidden);
  if (reconcile) {
    const found = await lookForText(client, request, ports);
    if (found !== null) return done({ sid: await ports.rings.claimLeg(id, found) });
  }
  const sent = await client.messages.create({
    ...{ to, from, body: text },
    statusCallback: ports.urls.textStatus(id),
  });
  return done({ sid: await ports.rings.claimLeg(id, sent.sid) });
}

/** The words tell which it is: a text that asks for a reply bears a code of its own. */
async function lookForText(
  client: TwilioClient,
  { id, from, to, text }: TextRequest,
  { clock, rings, startedAt }: TextPorts,
): Promise<string | null> {
  const since = ((await startedAt(id)) ?? clock.now() - 600_000) - SLACK_MS;
  const messages = await client.messages.list({ to, from, limit: 50 });
  for (const message of messages) {
    const created = (message.dateCreated as Date | null)?.getTime();
    if (message.body !== text || created === undefined || created < since) continue;
    if ((await rings.attemptOf(message.sid)) === null) return message.sid;
  }
  return null;
}
