import type { WaitingKey } from './queue-entry.ts';
import { spokenRange, type WaitRange } from './estimate.ts';

/** What waiting callers hear. Plain, honest, and never only music. */

/** The first thing that somebody who waits is told; `range` null: no estimate can be made. */
export function joiningWords(queueName: string, range: WaitRange | null): string {
  return `You are in the queue for ${queueName}. ${waitWords(range)}`;
}

export const ringingSomebody = 'I am ringing somebody who can help you.';
export const stillRinging = 'I am still trying to reach somebody for you.';

/** Said again and again while they wait; once the estimate has passed, it says so. */
export function newsWords(queueName: string, range: WaitRange | null, waitedSeconds: number): string {
  return `You are still in the queue for ${queueName}, and your place is kept. ${stillWords(range, waitedSeconds)}`;
}

function waitWords(range: WaitRange | null): string {
  if (range === null)
    return 'I cannot say yet how long it will take. Somebody will answer as soon as they are free.';
  return `The wait is usually ${spokenRange(range)}.`;
}

function stillWords(range: WaitRange | null, waitedSeconds: number): string {
  if (range === null) return 'Somebody will answer as soon as they are free.';
  if (waitedSeconds > range.toSeconds) {
    return 'It is taking longer than it usually does, and the person in charge has been told.';
  }
  return `The wait is usually ${spokenRange(range)} in all.`;
}

/**
 * Which keys help somebody who does not want to wait.
 * @param callable whether the caller can be rung back: what cannot be done is not offered
 */
export function keysWords(waitingKeys: Readonly<Record<string, WaitingKey>>, callable: boolean): string {
  const keyOf = (what: WaitingKey) => Object.entries(waitingKeys).find(([, does]) => does === what)?.[0];
  const manager = keyOf('manager');
  const back = callable ? keyOf('callback') : undefined;
  const ringBack = back === undefined ? '' : ` To hang up, keep your place and be rung back, press ${back}.`;
  const speak = manager === undefined ? '' : ` To speak to a manager, press ${manager}.`;
  return `To leave a message instead, press 0.${ringBack}${speak}`;
}

export const managerRinging = 'I am ringing a manager for you now. You keep your place in the queue.';
export const managerAskedAlready = 'You have asked for a manager already. You keep your place in the queue.';
export const noSuchKey = 'There is nothing on that key.';
export const nobodyReached = 'Nobody can take your call just now.';

export function confirmNumber(spoken: string): string {
  return `We can ring you back on ${spoken}, and you keep your place. To confirm, press 1. For another number, press 2. To stay on the line, press 3.`;
}

export const keyInNumber = 'Please key in the number with its area code, and then press hash.';

export function noCallback(reason: string): string {
  return `${reason} You keep your place on the line.`;
}

export const staysInLine = 'You stay on the line, and you keep your place.';
export const alreadyRungBack =
  'We have promised to ring this number back already. You keep your place here as well.';
export const placeAgain = 'You have the place that we kept for you, and we do not ring you back.';

export function ringBackGoodbye(words: string): string {
  return `Thank you. ${words}. Your place is kept. Goodbye.`;
}
