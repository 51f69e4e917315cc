import { given, MONDAY_MORNING } from '../../../test/harness/given.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { Callback } from './callback.ts';
import type { CallbackCommand, CallbackEvent, CallbackFacts } from './callback-words.ts';
import { decideCallback } from './decide.ts';
import { evolveCallback } from './evolve.ts';

/** Jo, who waited for Billing and asked to be rung back. */

export const initial: Callback = { status: 'none' };
export const rules = { name: 'callbacks', initial, decide: decideCallback, evolve: evolveCallback } as const;
/** Nine in the morning, in London as well. */
export const NINE = MONDAY_MORNING;
export const MINUTE = 60_000;
export const ID = 'c1.q1.cb';

export const facts: CallbackFacts = {
  business: {
    id: 'shop',
    name: 'Brightwick',
    number: '+442079460100',
    timezone: 'Europe/London',
    policy: {
      tries: 3,
      retryMinutes: 15,
      withinMinutes: 60,
      leadMinutes: 5,
      ringSeconds: 25,
      hours: ['08:00', '21:00'],
    },
    queues: [{ key: 'billing', name: 'Billing' }],
    notice: { text: 'Calls are recorded.', language: 'en-GB' },
  },
  number: { e164: '+447700900555', zones: ['Europe/London'] },
  open: null,
  engaged: false,
  person: null,
  caseId: null,
  callerName: null,
};

export const ask = {
  type: 'AskCallback',
  businessId: 'shop',
  callId: 'c1',
  entryId: 'c1.q1',
  place: { joinedAt: NINE - 5 * MINUTE, rank: NINE - 5 * MINUTE },
  caseId: null,
  number: '+447700900555',
  numberFrom: 'calling',
  name: 'Jo',
  topic: 'a bill',
  queue: 'billing',
  personId: null,
  dueAt: null,
  told: { words: 'We ring you back in your turn', by: NINE + 20 * MINUTE },
  language: 'en-GB',
  story: ['Billing'],
  by: { kind: 'flow' },
} as const satisfies CallbackCommand;
export const askedAtDesk = {
  ...ask,
  callId: null,
  entryId: null,
  place: null,
  told: null,
  by: { kind: 'person', personId: 'ana', name: 'Ana' },
} as const satisfies CallbackCommand;

export const yes = (n = 1, offerId = `c1.q1.o${n}`): CallbackCommand => ({
  type: 'PersonReached',
  callId: `${ID}.k${n}`,
  offerId,
  personId: 'ana',
  personName: 'Ana',
  sid: `CA-ana-${n}`,
  device: 'telephone',
});
export const ringOf = (n: number): string => `callbacks/${ID}/${n}`;
export const ended = (
  n: number,
  how: 'busy' | 'no-answer' | 'completed' | 'failed' = 'no-answer',
): CallbackCommand => ({
  type: 'LegEnded',
  ring: ringOf(n),
  sid: `CA-jo-${n}`,
  how,
});
export const turn = (number: number): CallbackCommand => ({
  type: 'TakeTurn',
  turn: number,
  input: { sid: 'CA-jo' },
});

export type Doing = CallbackCommand | { readonly after: number } | { readonly facts: Partial<CallbackFacts> };

/** Tells the commands one after the other, as far as they are accepted; time passes where it says so. */
export function told(...doings: readonly Doing[]) {
  let past: readonly CallbackEvent[] = [];
  let known = facts;
  let at = NINE;
  for (const doing of doings) {
    if ('after' in doing) at += doing.after;
    else if ('facts' in doing) known = { ...known, ...doing.facts };
    else {
      const { answer } = given(rules, ...past).when(doing, { facts: known, at, id: ID });
      if (isRefusal(answer)) throw new Error(`${doing.type} was refused: ${answer.reason}`);
      past = [...past, ...answer.events];
    }
  }
  const story = given(rules, ...past);
  return {
    state: story.state,
    types: past.map(({ type }) => type),
    events: past,
    /** What comes of one more command. */
    when: (command: CallbackCommand) => story.when(command, { facts: known, at, id: ID }),
    decision(command: CallbackCommand) {
      const { answer } = story.when(command, { facts: known, at, id: ID });
      if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${answer.reason}`);
      return answer;
    },
  };
}
export const inLine: readonly Doing[] = [ask, { type: 'CallerHasGone' }];
export const rung: readonly Doing[] = [...inLine, yes()];
export const pickedUp: readonly Doing[] = [...rung, turn(1)];
export const together: readonly Doing[] = [
  ...pickedUp,
  turn(2),
  { type: 'NoteTogether', callId: `${ID}.k1` },
];
