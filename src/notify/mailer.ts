import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { assertNever } from '../kernel/assert-never.ts';
import type { Clock } from '../kernel/clock.ts';
import { SECOND } from '../kernel/duration.ts';
import { mailMessage, type Mail } from './mail-message.ts';
import { failed, type CarriedOut } from './outcome.ts';
import { createSmtp } from './smtp.ts';

export interface Mailer {
  /**
   * Never throws.
   * @param again an earlier attempt may have been taken unseen: it is sent once more, and never a third time
   */
  send(mail: Mail, again: boolean): Promise<CarriedOut>;
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

const AT_ONCE = 4;
/** While nothing leaves, the server is asked this often by one mail; the others wait for what comes of it. */
const PROBE_EVERY = 30 * SECOND;
/** Mails taken lately, in case somebody asks again. */
const MOST_REMEMBERED = 1_000;

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
  const smtp = createSmtp(url, from);
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

  async function hand(mail: Mail, again: boolean): Promise<CarriedOut> {
    const answer = await smtp.send(mail);
    switch (answer.verdict) {
      case 'taken': {
        back();
        const words = `accepted by the mail server (${answer.response.slice(0, 120)})`;
        return { outcome: 'done', result: { words } };
      }
      case 'away':
        noteAway(answer.reason);
        return notYet(again, { reason: answer.reason, quiet: true });
      case 'lost':
        noteAway(answer.reason);
        return again
          ? failed('refused', NEVER_A_THIRD)
          : { outcome: 'unknown', reason: answer.reason, quiet: true };
      case 'later':
        back();
        return notYet(again, { reason: answer.reason });
      case 'refused':
        back();
        return failed('refused', answer.reason);
      default:
        return assertNever(answer);
    }
  }

  const wait = ({ probeAt, reason }: Trouble, again: boolean): CarriedOut =>
    notYet(again, { reason, quiet: true, afterMs: Math.max(0, probeAt - clock.now()) });

  async function send(mail: Mail, again: boolean): Promise<CarriedOut> {
    if (trouble !== null && clock.now() < trouble.probeAt) return wait(trouble, again);
    if (trouble !== null && probe === null) {
      probe = hand(mail, again).finally(() => (probe = null));
      return probe;
    }
    if (probe !== null) {
      await probe;
      if (trouble !== null) return wait(trouble, again);
    }
    return slots.within(() => (trouble === null ? hand(mail, again) : Promise.resolve(wait(trouble, again))));
  }

  return {
    send: oneByOne(send),
    trouble: () =>
      trouble === null
        ? null
        : `E-mails have not left since ${new Date(trouble.since).toISOString()}: ${trouble.reason}.`,
    close: smtp.close,
  };
}

const NEVER_A_THIRD =
  'twice the mail server had the whole mail and did not say that it took it: it may have arrived, and is not sent again';

/** This attempt did nothing; with `again` an earlier one may have, which must not be forgotten. */
function notYet(
  again: boolean,
  { afterMs, ...why }: { readonly reason: string; readonly quiet?: boolean; readonly afterMs?: number },
): CarriedOut {
  if (again) return { outcome: 'unknown', ...why };
  return { outcome: 'retry', ...why, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** Looks before it sends: an attempt that is under way is waited for, and what was taken is not sent again. */
function oneByOne(send: Mailer['send']): Mailer['send'] {
  const underWay = new Map<string, Promise<CarriedOut>>();
  const taken = new Map<string, CarriedOut>();
  return async (mail, again) => {
    const { messageId } = mail;
    const known = taken.get(messageId) ?? underWay.get(messageId);
    if (known !== undefined) return known;
    const work = send(mail, again).finally(() => underWay.delete(messageId));
    underWay.set(messageId, work);
    const carried = await work;
    if (carried.outcome === 'done') taken.set(messageId, carried);
    const [oldest] = taken.keys();
    if (taken.size > MOST_REMEMBERED && oldest !== undefined) taken.delete(oldest);
    return carried;
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
        const { message: raw } = await transport.sendMail(mailMessage(mail, from));
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
