import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { SECOND } from '../kernel/duration.ts';
import { judgeMail, type MailVerdict } from './mail-errors.ts';
import { mailMessage, type Mail } from './mail-message.ts';

/** What the mail server made of one mail; `reason` is part of a sentence. */
export type SmtpAnswer =
  | { readonly verdict: 'taken'; readonly response: string }
  | { readonly verdict: MailVerdict; readonly reason: string };

const CONNECTION_TIMEOUT = 10 * SECOND;
/** Servers look through a mail before they say that they have it; the engine gives an attempt a minute. */
const ANSWER_TIMEOUT = 50 * SECOND;

/** Speaks with the mail server, and knows of every failure whether the mail may have been taken. */
export function createSmtp(url: string, from: string) {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECTION_TIMEOUT,
    greetingTimeout: CONNECTION_TIMEOUT,
    socketTimeout: ANSWER_TIMEOUT,
  });
  /** Mails of which every byte was fetched for the connection: their last line may be at the server. */
  const handedOver = new Set<string>();
  transport.use('stream', (mail, done) => {
    const { message, data } = mail;
    const read = message.createReadStream.bind(message);
    message.createReadStream = (options) =>
      Readable.from(noting(read(options), () => handedOver.add(String(data.messageId))));
    done();
  });

  return {
    /** Never throws. */
    async send(mail: Mail): Promise<SmtpAnswer> {
      const message = mailMessage(mail, from);
      try {
        const { response } = await transport.sendMail(message);
        return { verdict: 'taken', response };
      } catch (error) {
        return judgeMail(error, handedOver.has(message.messageId));
      } finally {
        handedOver.delete(message.messageId);
      }
    },
    close: (): void => transport.close(),
  };
}

/** The library fetches the first byte only when the server has said that it wants the mail. */
async function* noting(source: AsyncIterable<Buffer>, atTheEnd: () => void): AsyncGenerator<Buffer> {
  yield* source;
  atTheEnd();
}
