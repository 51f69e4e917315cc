import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { assertNever } from '../kernel/assert-never.ts';
import type { Clock } from '../kernel/clock.ts';
import { SECOND } from '../kernel/duration.ts';
import { judgeMail } from './mail-errors.ts';
import { failed, type CarriedOut } from './outcome.ts';

export interface Mail {
  /** The same for every attempt at one mail: where two arrive, they can be told to be one. */
  readonly messageId: string;
  readonly to: { readonly name: string | null; readonly address: string };
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /** Never throws. */
  send(mail: Mail): Promise<CarriedOut>;
  /** What keeps mails from leaving, in a sentence; null while they do. */
  trouble(): string | null;
  close(): void;
}

export interface MailerLogger {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

interface Trouble {
  readonly since: number;
  readonly reason: string;
  /** Nobody asks the server before; epoch ms. */
  readonly probeAt: number;
}

const CONNECTION_TIMEOUT = 10 * SECOND;
const AT_ONCE = 4;
/** While nothing leaves, the server is asked this often by one mail; the others wait for what comes of it. */
const PROBE_EVERY = 30 * SECOND;

/** @param smtpUrl such as `smtps://user:password@mail.example.com`; null: mails are written into `outbox` */
export function createMailer(parts: {
  readonly smtpUrl: string | null;
  readonly from: string;
  readonly outbox: string;
  readonly clock: Clock;
  readonly logger: MailerLogger;
}): Mailer {
  return parts.smtpUrl === null ? outboxMailer(parts) : smtpMailer(parts.smtpUrl, parts);
}

function smtpMailer(
  url: string,
  { from, clock, logger }: { readonly from: string; readonly clock: Clock; readonly logger: MailerLogger },
): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECTION_TIMEOUT,
    greetingTimeout: CONNECTION_TIMEOUT,
    socketTimeout: 2 * CONNECTION_TIMEOUT,
  });
  let trouble: Trouble | null = null;
  let probe: Promise<CarriedOut> | null = null;
  const slots = createSlots(AT_ONCE);

  function noteAway(reason: string): void {
    const probeAt = clock.now() + PROBE_EVERY;
    if (trouble === null)
      logger.warn({ reason }, 'e-mails do not leave; they wait and are tried again until they do');
    trouble = { since: trouble?.since ?? clock.now(), reason, probeAt };
  }

  function back(): void {
    if (trouble === null) return;
    logger.info({ awayMs: clock.now() - trouble.since }, 'e-mails leave again');
    trouble = null;
  }

  async function hand(mail: Mail): Promise<CarriedOut> {
    try {
      const { response } = await transport.sendMail(message(mail, from));
      back();
      return {
        outcome: 'done',
        result: { words: `accepted by the mail server (${response.slice(0, 120)})` },
      };
    } catch (error) {
      const { verdict, reason } = judgeMail(error);
      switch (verdict) {
        case 'away':
          noteAway(reason);
          return { outcome: 'retry', reason, quiet: true };
        case 'lost':
          // Sent again under the same name: whoever has it twice sees that it is one.
          noteAway(reason);
          return { outcome: 'unknown', reason, quiet: true };
        case 'later':
          back();
          return { outcome: 'retry', reason };
        case 'refused':
          back();
          return failed('refused', reason);
        default:
          return assertNever(verdict);
      }
    }
  }

  const wait = ({ probeAt, reason }: Trouble): CarriedOut => ({
    outcome: 'retry',
    afterMs: Math.max(0, probeAt - clock.now()),
    reason,
    quiet: true,
  });

  return {
    async send(mail) {
      if (trouble !== null && clock.now() < trouble.probeAt) return wait(trouble);
      if (trouble !== null && probe === null) {
        probe = hand(mail).finally(() => (probe = null));
        return probe;
      }
      if (probe !== null) {
        await probe;
        if (trouble !== null) return wait(trouble);
      }
      return slots.within(() => (trouble === null ? hand(mail) : Promise.resolve(wait(trouble))));
    },
    trouble: () =>
      trouble === null
        ? null
        : `E-mails have not left since ${new Date(trouble.since).toISOString()}: ${trouble.reason}.`,
    close: () => transport.close(),
  };
}

/** Lets so many run at once; the others wait for their turn, in order. */
function createSlots(most: number) {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return {
    async within<T>(work: () => Promise<T>): Promise<T> {
      if (taken >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else taken += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) taken -= 1;
        else next();
      }
    },
  };
}

/** Without a mail server the mails of the demo can be read as files. */
function outboxMailer({ from, outbox }: { readonly from: string; readonly outbox: string }): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return {
    async send(mail) {
      try {
        const { message: raw } = await transport.sendMail(message(mail, from));
        await mkdir(outbox, { recursive: true });
        const file = `${mail.messageId.replace(/@.*/, '').replace(/[^A-Za-z0-9.-]/g, '_')}.eml`;
        if (!Buffer.isBuffer(raw)) return failed('refused', 'the e-mail could not be put together');
        await writeFile(join(outbox, file), raw);
        return {
          outcome: 'done',
          result: { words: `written to the outbox (${file}), because no mail server is set up` },
        };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { outcome: 'retry', reason: `the outbox cannot be written to: ${reason}` };
      }
    },
    trouble: () => null,
    close: () => transport.close(),
  };
}

function message({ messageId, to, fromName, subject, text, html }: Mail, from: string) {
  return {
    messageId: `<${messageId}>`,
    from: { name: fromName, address: from },
    to: { name: to.name ?? '', address: to.address },
    subject,
    text,
    html,
    // Holiday replies to a machine help nobody.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
