import type { BegunLadder } from './ladder.ts';

/** What people read about a climb. */

/** `90 seconds`, `15 minutes`, `2 hours`. */
export function howLong(seconds: number): string {
  const [count, unit] =
    seconds >= 7_200 && seconds % 3_600 === 0
      ? [seconds / 3_600, 'hour']
      : seconds >= 120 && seconds % 60 === 0
        ? [seconds / 60, 'minute']
        : [seconds, 'second'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const HOW = { click: 'with a click', key: 'by key', sms: 'by SMS', link: 'by the link' } as const;

/** What somebody is told who says "I have it" when it is too late for that; null while it is not. */
export function overWords(ladder: BegunLadder, personId: string | null): string | null {
  switch (ladder.status) {
    case 'climbing':
    case 'exhausted':
      return null;
    case 'acknowledged':
      return ladder.personId === personId ? 'You have it.' : `${ladder.name} has it already.`;
    case 'cancelled':
      return `It is no longer needed: ${ladder.why}`;
  }
}

/** How a climb stands, in a sentence. */
export function ladderWords(ladder: BegunLadder): string {
  switch (ladder.status) {
    case 'climbing': {
      const waiting = [
        ...new Set(
          ladder.told
            .filter(({ rung, round }) => rung === ladder.rung && round === ladder.round)
            .map(({ name }) => name),
        ),
      ];
      return `Waiting for ${waiting.join(', ')} to say "I have it".`;
    }
    case 'acknowledged':
      return `${ladder.name} said "I have it" ${HOW[ladder.how]}${ladder.late ? ', after everybody had been told in vain' : ''}.`;
    case 'exhausted':
      return ladder.why;
    case 'cancelled':
      return `Called off: ${ladder.why}`;
  }
}
