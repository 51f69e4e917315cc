import type { SoftphoneLoss } from '../../contract/shapes.ts';

/** What must be true for a call to be heard and answered in this tab. */
export interface Facts {
  /** The tab was stopped by the browser or the computer and has not shown yet that its line survived. */
  readonly asleep: boolean;
  readonly microphone: 'open' | 'lost';
  readonly speaker: 'open' | 'blocked';
  readonly line: 'connecting' | 'ready' | 'down';
  /** In a call: its sound is the proof that matters, and it outlives a lost line of signalling. */
  readonly inCall: boolean;
}

export type Verdict =
  | { readonly state: 'ready' }
  | { readonly state: 'connecting' }
  | { readonly state: 'lost'; readonly reason: SoftphoneLoss };

/**
 * Whether calls may be offered to this tab. What the person can mend comes first: a microphone pulled out of a computer
 * that has also lost its network is told as the microphone, since the network comes back by itself.
 */
export function reachabilityOf(facts: Facts): Verdict {
  if (facts.microphone === 'lost') return { state: 'lost', reason: 'microphone' };
  if (facts.speaker === 'blocked') return { state: 'lost', reason: 'speaker' };
  if (facts.asleep) return { state: 'lost', reason: 'asleep' };
  if (facts.line === 'ready' || facts.inCall) return { state: 'ready' };
  return facts.line === 'down' ? { state: 'lost', reason: 'line' } : { state: 'connecting' };
}

/**
 * For how long this tab stood still, judged by a clock that ticks in a thread of its own; 0: it did not.
 * @param lastTick, now epoch ms @param everyMs how often the clock ticks
 */
export function stoodStillMs(lastTick: number, now: number, everyMs: number): number {
  const gap = now - lastTick;
  // A busy machine is late by seconds; a lease of a minute is lost by nothing shorter than this.
  return gap > everyMs + 10_000 ? gap : 0;
}

/** Why calls are not offered to a browser, in two words; for the person and for everyone who sees the board. */
export function lossWords(reason: SoftphoneLoss): string {
  switch (reason) {
    case 'microphone':
      return 'microphone lost';
    case 'asleep':
      return 'browser asleep';
    case 'line':
      return 'no line';
    case 'speaker':
      return 'cannot ring';
    case 'closed':
      return 'console closed';
    default:
      return reason satisfies never;
  }
}
