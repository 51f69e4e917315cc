import { nothing, refuse } from '../../kernel/decision.ts';
import { MINUTE } from '../../kernel/duration.ts';
import { wordsOfBy, type By } from '../../kernel/by.ts';
import { spokenMoment } from '../businesses/spoken-time.ts';
import type { CallbackCommand, CallbackEvent } from './callback-words.ts';
import { askedOf, callOfTry, type CallbackOutcome } from './callback.ts';
import {
  allowedFrom,
  joined,
  noTimers,
  of,
  promiseOf,
  schedule,
  triesUsed,
  type CallbackDecision,
  type CallbackRule,
  type Situation,
} from './decision.ts';
import { promiseAt, voicemailWords } from './words.ts';

/** What people decide about a call-back, and customers who ring us first. */

type Command<T extends CallbackCommand['type']> = Extract<CallbackCommand, { type: T }>;

const underWay = refuse(
  'under-way',
  'The customer is being rung or is on the line. Wait until the call is over, then decide.',
);

/** The customer rings in and has their old place: nobody needs to ring them. */
export function rangIn(situation: Situation): CallbackRule {
  const why = 'They rang us first and have the place that was kept for them.';
  return settled('rang-in', { kind: 'flow' }, why, situation) ?? nothing;
}

export function cancel({ by, why }: Command<'CancelCallback'>, situation: Situation): CallbackRule {
  return settled('cancelled', by, `${wordsOfBy(by)}: ${why}`, situation) ?? underWay;
}

export function reschedule(command: Command<'RescheduleCallback'>, situation: Situation): CallbackRule {
  const { callback, facts, moment } = situation;
  const { at, id } = moment;
  const { business } = facts;
  const { dueAt, by } = command;
  if (callback.status !== 'scheduled' && callback.status !== 'in-line') return underWay;
  if (dueAt < at) return refuse('in-the-past', 'Choose a time that is still to come.');
  if (allowedFrom(dueAt, facts) !== dueAt) {
    const [from, until] = business.policy.hours;
    return refuse(
      'quiet-hours',
      `It is night for the customer then. Choose a time between ${from} and ${until} of their day.`,
    );
  }
  const words = command.words ?? promiseAt(dueAt, at, business.timezone, callback.language).words;
  const event: CallbackEvent = {
    type: 'CallbackRescheduled',
    ...of(situation),
    dueAt,
    words,
    promisedBy: dueAt,
    by,
    oldPromiseId: promiseOf(situation),
    promiseId: `${id}.p${callback.promises + 1}`,
    asked: { ...askedOf(callback), dueAt, words, promisedBy: dueAt },
  };
  const nextAt = Math.max(at, dueAt - business.policy.leadMinutes * MINUTE);
  const again = schedule(nextAt, `${wordsOfBy(by)} agreed another time.`, situation);
  return joined([...leaveLine('Another time was agreed.', situation), event], again);
}

export function settle(command: Command<'SettleCallback'>, situation: Situation): CallbackRule {
  const { callback, facts, moment } = situation;
  const { by, note } = command;
  if (command.outcome === 'talked') {
    const why = `${wordsOfBy(by)} has spoken to them${note === null ? '.' : `: ${note}`}`;
    return settled('talked', by, why, situation) ?? underWay;
  }
  if (callback.status !== 'talking')
    return refuse('nobody-picked-up', 'Nobody has picked up, so there is no voicemail to speak to.');
  if (callback.voicemail) return nothing;
  const { business } = facts;
  const { language } = callback;
  const left = business.policy.tries - triesUsed(callback) - 1;
  const next = allowedFrom(moment.at + business.policy.retryMinutes * MINUTE, facts);
  const words = voicemailWords({
    business: business.name,
    person: callback.ringer.name,
    name: callback.name,
    number: business.number,
    language,
    again: left > 0 ? spokenMoment(next, moment.at, business.timezone, language) : null,
  });
  const callId = callOfTry(moment.id, callback.tries.length);
  return { events: [{ type: 'VoicemailWanted', ...of(situation), callId, words, by: wordsOfBy(by) }] };
}

/** Null: it is under way, and ends by itself. */
function settled(
  outcome: CallbackOutcome,
  by: By,
  why: string,
  situation: Situation,
): CallbackDecision | null {
  const { callback } = situation;
  if (callback.status !== 'scheduled' && callback.status !== 'in-line') return null;
  const words = `The call-back to ${callback.name ?? callback.number} is settled: ${why}`;
  return {
    events: [
      ...leaveLine(why, situation),
      { type: 'CallbackDone', ...of(situation), outcome, by, promiseId: promiseOf(situation), words, why },
    ],
    timers: noTimers,
  };
}

function leaveLine(why: string, situation: Situation): readonly CallbackEvent[] {
  const { callback } = situation;
  const entryId = callback.status === 'scheduled' || callback.status === 'in-line' ? callback.entryId : null;
  return entryId === null ? [] : [{ type: 'CallbackOffLine', ...of(situation), entryId, why }];
}
