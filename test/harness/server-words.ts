import type { BoardRows } from '../../src/live/index.ts';
import type { ServerSettings } from './house-server.ts';

/** What a test and a server in a process of its own say to each other. Times are epoch ms. */

export type Asked =
  /** Starts the server at this time; answered when it takes calls. */
  | { readonly what: 'open'; readonly at: number; readonly settings: ServerSettings }
  /** It is now so late. */
  | { readonly what: 'move'; readonly at: number }
  /** Does everything that is due now. */
  | { readonly what: 'run-due' }
  /** When is the next thing due? */
  | { readonly what: 'next-due' }
  /** Ends in an orderly way. */
  | { readonly what: 'close' };

export interface Answers {
  readonly open: BoardRows;
  readonly move: null;
  readonly 'run-due': BoardRows;
  readonly 'next-due': number | null;
  readonly close: null;
}

/** `n` joins an answer to its question. */
export type Question = { readonly n: number } & Asked;
export type Answer =
  { readonly n: number; readonly value: unknown } | { readonly n: number; readonly error: string };

export function isQuestion(message: unknown): message is Question {
  return typeof message === 'object' && message !== null && 'n' in message && 'what' in message;
}

export function isAnswer(message: unknown): message is Answer {
  return typeof message === 'object' && message !== null && 'n' in message && !('what' in message);
}
