import type { Moment } from '../../kernel/decision.ts';
import { type Instruction, said, type Step, type Utterance } from '../../telephony/line.ts';
import type { WaitingEntry } from './queue-entry.ts';
import { keysWords } from './words.ts';

/** What a waiting caller's leg does next. */

const MUSIC = 'hold.wav';
/** Nobody is left without a word for longer than this. Seconds. */
const SILENCE = 3;
const LONGEST_NUMBER = 16;

/** One turn of the waiting room: news when there is some, then music; any key cuts in. */
export function waitingLoop(entry: WaitingEntry, words: string, moment: Moment): Instruction {
  const keys = keysWords(entry.waitingKeys, 'number' in entry.ringBack, entry.language);
  const spoken = words === '' ? [] : [said(`${words} ${keys}`, entry.language)];
  return listen([...spoken, { kind: 'play', audio: MUSIC }], 1, 1, entry, moment);
}

/** A question that one key answers. */
export function askForKey(entry: WaitingEntry, words: string, moment: Moment): Instruction {
  return listen([said(words, entry.language)], 1, SILENCE, entry, moment);
}

/** A question that a number answers, closed by hash. */
export function askForNumber(entry: WaitingEntry, words: string, moment: Moment): Instruction {
  return listen([said(words, entry.language)], LONGEST_NUMBER, SILENCE, entry, moment);
}

export function sayGoodbye(entry: WaitingEntry, words: string): Instruction {
  return { do: 'hang-up', utterances: [said(words, entry.language)] };
}

function listen(
  utterances: readonly Utterance[],
  max: number,
  timeoutSeconds: number,
  entry: WaitingEntry,
  { id }: Moment,
): Instruction {
  return {
    do: 'listen',
    utterances,
    keys: { max, finishOn: max === 1 ? '' : '#' },
    speech: null,
    timeoutSeconds,
    then: loopStep(entry, id),
  };
}

/** The next turn of this wait. */
export function loopStep({ turn, language }: Pick<WaitingEntry, 'turn' | 'language'>, id: string): Step {
  return { noun: 'queues', id, turn, language };
}
