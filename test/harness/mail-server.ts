import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/**
 * How a mail server behaves: `takes` mails; `busy` says "try later" (451); `hangs-up` after it has taken one, before it
 * says so; `breaks-off` before it wants to have one; `thinks` when it has one, until `says`.
 */
export type MailServerMood = 'takes' | 'busy' | 'refuses' | 'hangs-up' | 'breaks-off' | 'thinks';

/** A real mail server on this computer that keeps what it takes. Close it. */
export class MailServer {
  /** Every mail that arrived, as it came over the wire. */
  readonly taken: string[] = [];
  mood: MailServerMood = 'takes';
  /** Hears of every mail that has arrived, before the server says that it takes it. */
  onArrival: (messageId: string) => void = () => undefined;
  #server: SMTPServer | null = null;
  readonly #sockets = new Set<Socket>();
  readonly #thinking: (() => void)[] = [];
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Ids of the mails that arrived; the same id twice is one mail that arrived twice. */
  get messageIds(): readonly string[] {
    return this.taken.map(messageIdOf);
  }

  async open(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo: (_address, _session, done) => {
        if (this.mood === 'breaks-off') this.#breakOff();
        else done();
      },
      onData: (stream, _session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          if (this.mood === 'busy') return done(Object.assign(new Error('Try later'), { responseCode: 451 }));
          if (this.mood === 'refuses')
            return done(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
          const mail = Buffer.concat(parts).toString('utf8');
          this.taken.push(mail);
          this.onArrival(messageIdOf(mail));
          if (this.mood === 'takes') return done();
          if (this.mood === 'thinks') return void this.#thinking.push(() => done());
          // The client waits for an answer that never comes.
          this.#breakOff();
        });
      },
    });
    server.on('error', () => undefined);
    server.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server.server, 'listening');
    this.#server = server;
  }

  /** Says of everything it thinks about that it took it. */
  says(): void {
    for (const answer of this.#thinking.splice(0)) answer();
  }

  #breakOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

function messageIdOf(mail: string): string {
  return /^Message-ID: <(.+?)>/im.exec(mail)?.[1] ?? 'none';
}
