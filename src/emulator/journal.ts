import { createWriteStream, mkdirSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { dirname } from 'node:path';

export interface RestEntry {
  readonly kind: 'rest';
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly status: number | null;
  readonly answer: unknown;
  readonly callSid?: string;
  /** Set when a fault was played on this request. */
  readonly fault?: string;
}

export interface WebhookEntry {
  readonly kind: 'webhook';
  /** What it was for: `voice`, `action`, `status`, `conference`, `recording`, `media` and so on. */
  readonly purpose: string;
  readonly callSid: string | null;
  readonly method: string;
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly token: string;
  readonly attempt: number;
  readonly sentAt: number;
  readonly status: number | null;
  readonly contentType: string | null;
  /** The answer's text, shortened. */
  readonly answer: string;
  readonly errorCode: number | null;
}

export interface EventEntry {
  readonly kind: 'event';
  readonly name: string;
  readonly callSid?: string;
  readonly [detail: string]: unknown;
}

export type JournalEntry = RestEntry | WebhookEntry | EventEntry;
export type JournalRecord = JournalEntry & { readonly n: number; readonly at: number };

export interface JournalOptions {
  readonly now: () => number;
  /** File that every entry is appended to, one JSON object a line. */
  readonly path?: string;
  /** How many entries are kept in memory; the file keeps all. */
  readonly keep?: number;
  readonly onWriteError?: (error: Error) => void;
}

/** The witness: every request in both directions and what happened between, in order, never changed afterwards. */
export class Journal {
  readonly #now: () => number;
  readonly #keep: number;
  readonly #file: WriteStream | null;
  readonly #listeners = new Set<(record: JournalRecord) => void>();
  #records: JournalRecord[] = [];
  #count = 0;

  constructor(options: JournalOptions) {
    this.#now = options.now;
    this.#keep = options.keep ?? 50_000;
    this.#file = options.path ? openForAppend(options.path) : null;
    this.#file?.on('error', (error) => {
      if (options.onWriteError) options.onWriteError(error);
      else throw error;
    });
  }

  /** Number of the newest entry; 0 when there is none. */
  get last(): number {
    return this.#count;
  }

  append(entry: JournalEntry): JournalRecord {
    this.#count += 1;
    const record: JournalRecord = { n: this.#count, at: this.#now(), ...entry };
    this.#records.push(record);
    if (this.#records.length > this.#keep * 1.1) this.#records = this.#records.slice(-this.#keep);
    this.#file?.write(`${JSON.stringify(record)}\n`);
    for (const listener of this.#listeners) listener(record);
    return record;
  }

  /** Entries with a number greater than `n`, oldest first. */
  after(n: number, limit = Number.POSITIVE_INFINITY): readonly JournalRecord[] {
    const first = this.#records[0]?.n ?? 1;
    const start = Math.max(0, n + 1 - first);
    return this.#records.slice(start, Math.min(this.#records.length, start + limit));
  }

  /** Hears of every new entry; returns a function that ends this. */
  onAppend(listener: (record: JournalRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the file has everything. */
  close(): Promise<void> {
    const file = this.#file;
    if (!file) return Promise.resolve();
    return new Promise((resolve) => file.end(resolve));
  }
}

function openForAppend(path: string): WriteStream {
  mkdirSync(dirname(path), { recursive: true });
  return createWriteStream(path, { flags: 'a' });
}
