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

/** Which keys help somebody who does not want to wait. */
export function keysWords(waitingKeys: Readonly<Record<string, 'manager' | 'step'>>): string {
  const manager = Object.entries(waitingKeys).find(([, does]) => does === 'manager')?.[0];
  const speak = manager === undefined ? '' : ` To speak to a manager, press ${manager}.`;
  return `To leave a message instead, press 0.${speak}`;
}

export const managerRinging = 'I am ringing a manager for you now. You keep your place in the queue.';
export const managerAskedAlready = 'You have asked for a manager already. You keep your place in the queue.';
export const noSuchKey = 'There is nothing on that key.';
export const nobodyReached = 'Nobody can take your call just now.';
