import type { Journal } from '../journal.ts';

export interface DebuggerEntry {
  readonly at: number;
  readonly level: 'error' | 'warning';
  readonly code: number;
  readonly callSid: string | null;
  readonly url: string | null;
  readonly message: string;
}

export interface Complaint {
  readonly code: number;
  readonly callSid: string | null;
  readonly url?: string | null;
  readonly message: string;
}

const kept = 500;

/** The console page that a Twilio user looks at when something went wrong: the newest errors and warnings. */
export class Debugger {
  readonly #journal: Journal;
  readonly #now: () => number;
  #entries: DebuggerEntry[] = [];

  constructor(journal: Journal, now: () => number) {
    this.#journal = journal;
    this.#now = now;
  }

  error(complaint: Complaint): void {
    this.#add('error', complaint);
  }

  warn(complaint: Complaint): void {
    this.#add('warning', complaint);
  }

  /** Oldest first. */
  list(): readonly DebuggerEntry[] {
    return this.#entries;
  }

  #add(level: 'error' | 'warning', { code, callSid, url = null, message }: Complaint): void {
    this.#entries = [...this.#entries, { at: this.#now(), level, code, callSid, url, message }].slice(-kept);
    this.#journal.append({
      kind: 'event',
      name: `debugger-${level}`,
      ...(callSid && { callSid }),
      code,
      message,
      ...(url && { url }),
    });
  }
}
