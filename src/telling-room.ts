import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from './config/config.ts';
import { businessOf } from './domain/businesses/businesses-store.ts';
import { hookSecrets } from './domain/hooks/hooks-store.ts';
import { templateWordsOf } from './domain/templates/templates-store.ts';
import type { BarredWays } from './domain/ladders/noun.ts';
import { forgetPushSubscription, pushSubscriptionsOf } from './domain/people/push-store.ts';
import type { NoticeParts } from './domain/notices/noun.ts';
import type { CarriedOut } from './engine/carried-out.ts';
import type { Clock } from './kernel/clock.ts';
import { createLinks, type Links } from './notify/links.ts';
import { ownHostIn, PrivateAddress } from './notify/addresses.ts';
import { createMailer } from './notify/mailer.ts';
import { failed } from './notify/outcome.ts';
import { createSendPush, makeVapidKeys } from './notify/push.ts';
import { previewOf } from './notify/render.ts';
import { sendWebhook } from './notify/webhooks.ts';
import { createNotify, type Notify } from './notify/notify.ts';
import type { Logger } from './observability/logger.ts';
import type { Database } from './store/database.ts';
import { keptSecret } from './store/secrets.ts';
import type { TwilioLine } from './telephony/twilio/index.ts';

/** What tells people: e-mails, text messages, and the addresses and codes by which they answer. */
export interface TellingRoom {
  /** What the nouns must know of it. */
  readonly nounParts: NoticeParts & { readonly barred: BarredWays };
  readonly links: Links;
  readonly barred: BarredWays;
  /** What browsers subscribe with. */
  readonly pushKey: string;
  /** Webhooks and push services may be on this computer or in a private network. */
  readonly toPrivate: boolean;
  readonly preview: typeof previewOf;
  /** Why no webhook may lead to this address, in words; null: it may. */
  readonly barredAddress: (url: string) => string | null;
  /** Carries out effects of kind `notify.*`. */
  readonly carryOut: Notify['carryOut'];
  /** What keeps e-mails from leaving, in a sentence; null while they do. */
  trouble(): string | null;
  close(): void;
}

const vapidShape = z.object({ publicKey: z.string(), privateKey: z.string() });

export async function openTellingRoom(parts: {
  readonly config: Pick<
    Config,
    'publicUrl' | 'dataDir' | 'smtpUrl' | 'mailFrom' | 'twilio' | 'webhooksToPrivate'
  >;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Null while the line is not up yet. */
  readonly line: () => Pick<TwilioLine, 'sendText'> | null;
}): Promise<TellingRoom> {
  const { config, database, clock, logger } = parts;
  const secret = await keptSecret(database, 'links', () => randomBytes(32).toString('base64url'));
  const links = createLinks({ secret, publicUrl: config.publicUrl, clock });
  const vapid = vapidShape.parse(
    JSON.parse(await keptSecret(database, 'vapid', () => JSON.stringify(makeVapidKeys()))),
  );
  const sendPush = createSendPush({
    keys: vapid,
    subject: `mailto:${config.mailFrom}`,
    clock,
    toPrivate: config.webhooksToPrivate,
  });
  const mailer = createMailer({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    outbox: join(resolve(config.dataDir), 'outbox'),
    clock,
    logger,
  });
  const notify = createNotify({
    mailer,
    links,
    host: new URL(config.publicUrl).hostname,
    business: async (id) => {
      const business = await businessOf(database.reader, id);
      return { name: business.name, templates: await templateWordsOf(database.reader, business) };
    },
    push: async ({ personId, browser }, message) => {
      const known = await pushSubscriptionsOf(database.reader, personId);
      const target = known.find((each) => each.browser === browser);
      if (target === undefined) return failed('gone', 'it was switched off there');
      const carried = await sendPush(target, message);
      if (carried.outcome === 'failed' && carried.why === 'gone')
        await database.transact((writer) => forgetPushSubscription(writer, target.endpoint, null));
      return carried;
    },
    sendHook: async (hookId, message) => {
      const secrets = await hookSecrets(database.reader, hookId, clock.now());
      return sendWebhook(message, { secrets, clock, toPrivate: config.webhooksToPrivate });
    },
    sendText: async (work): Promise<CarriedOut> =>
      (await parts.line()?.sendText(work)) ?? { outcome: 'retry', reason: 'the line is not up yet' },
  });
  // On the emulator the mails can be read as files; with real callers a file reaches nobody.
  const barred: BarredWays =
    config.twilio !== null && config.smtpUrl === null ? { email: 'no mail server is set up (SMTP_URL)' } : {};
  return {
    nounParts: { codeFor: links.codeFor, barred },
    links,
    barred,
    pushKey: vapid.publicKey,
    toPrivate: config.webhooksToPrivate,
    preview: previewOf,
    barredAddress: (url) => {
      const own = config.webhooksToPrivate ? null : ownHostIn(url);
      return own === null ? null : new PrivateAddress(own).message;
    },
    carryOut: notify.carryOut,
    trouble: mailer.trouble,
    close: mailer.close,
  };
}
