import type { Params } from '../webhooks/signature.ts';
import type { Exchange } from '../world/exchange.ts';
import type { Leg } from '../world/leg.ts';
import type { HttpMethod } from '../world/records.ts';
import type { Scope } from '../world/scope.ts';
import type { Media } from './media.ts';
import type { XmlElement } from './parse-xml.ts';

/** What a document is for decides which verbs it may have. */
export type DocumentMode =
  'call' | 'whisper' | 'queue-wait' | 'queue-whisper' | 'room-wait' | 'hold' | 'announce';

/** A document that is wanted. */
export type DocumentRequest =
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly method: HttpMethod;
      /** Fields beside those that every request has. */
      readonly params: Params;
      readonly purpose: string;
    }
  | { readonly kind: 'twiml'; readonly twiml: string };

export type PlayerDocument =
  | { readonly kind: 'twiml'; readonly url: string | null; readonly root: XmlElement }
  | { readonly kind: 'audio'; readonly url: string; readonly media: Media }
  | { readonly kind: 'text'; readonly url: string; readonly text: string };

/** A document could not be had or carried out; in a call the fallback URL is asked next. `code` is Twilio's. */
export class DocumentFailure extends Error {
  readonly code: number;
  readonly url: string | null;

  constructor(code: number, url: string | null, message: string) {
    super(message);
    this.code = code;
    this.url = url;
  }
}

/** Where a verb acts. */
export interface Stage {
  readonly exchange: Exchange;
  /** The leg that the document controls. */
  readonly leg: Leg;
  /** Who hears it: the leg, or everyone in a room for an announcement. */
  readonly audience: () => readonly Leg[];
  readonly scope: Scope;
  readonly mode: DocumentMode;
  /** Address that relative addresses in the document are resolved against; null for an inline document. */
  readonly url: string | null;
  /** Fields of every request of this run, such as those of a queue. */
  readonly extra: () => Params;
}

/** What follows a verb. */
export type Outcome =
  | { readonly kind: 'next' }
  | { readonly kind: 'goto'; readonly request: DocumentRequest }
  | { readonly kind: 'hangup' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'reject'; readonly status: 'busy' | 'no-answer' };

/** Everything that a run of documents needs. */
export interface Run {
  readonly exchange: Exchange;
  readonly leg: Leg;
  readonly audience?: () => readonly Leg[];
  readonly scope: Scope;
  readonly mode: DocumentMode;
  readonly request: DocumentRequest;
  readonly extra?: () => Params;
}

/** How a run ended by itself. */
export type RunEnd = Exclude<Outcome, { kind: 'next' } | { kind: 'goto' }> | { readonly kind: 'finished' };

export type Verb = (stage: Stage, element: XmlElement) => Promise<Outcome>;

export const next: Outcome = { kind: 'next' };

/** Puts a warning into the debugger; the document goes on. */
export function warn(stage: Stage, code: number, message: string): void {
  stage.exchange.debugger.warn({ code, callSid: stage.leg.sid, url: stage.url, message });
}
