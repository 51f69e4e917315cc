import type { SendMailOptions } from 'nodemailer';

export interface Mail {
  /** The same for every attempt at one mail: where two arrive, they can be told to be one. */
  readonly messageId: string;
  readonly to: { readonly name: string | null; readonly address: string };
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail as the mail library takes it. */
export function mailMessage({ messageId, to, fromName, subject, text, html }: Mail, from: string) {
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
  } satisfies SendMailOptions;
}
