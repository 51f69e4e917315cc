import type { CallbackMark, CallbackRow } from '../contract/callbacks.ts';
import type { Caller } from '../contract/shapes.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import type { AskedCallback } from '../domain/callbacks/callback.ts';
import { findCallback } from '../domain/callbacks/callbacks-store.ts';
import { triesUsed } from '../domain/callbacks/decision.ts';
import { markWords } from '../domain/callbacks/words.ts';
import { callsFrom } from '../domain/calls/calls-store.ts';
import { wordsOfBy } from '../kernel/by.ts';
import type { Reader } from '../store/database.ts';
import { startOfDay } from './caller.ts';

/** The customer of a call-back, as rows of the board show them. */
export async function customerOf(
  reader: Reader,
  callbackId: string,
): Promise<{
  readonly caller: Caller;
  readonly callback: CallbackMark;
} | null> {
  const callback = await findCallback(reader, callbackId);
  if (callback === null) return null;
  const { businessId, number, name, askedAt, numberFrom, dueAt, promisedBy } = callback;
  const { timezone } = await businessOf(reader, businessId);
  const today = await callsFrom(reader, businessId, number, startOfDay(askedAt, timezone));
  return {
    caller: { number, name, callsToday: today.filter(({ call }) => call.startedAt < askedAt).length },
    callback: {
      ...{ id: callbackId, number, name, numberFrom, askedAt, dueAt, promisedBy, askedIn: callback.callId },
      words: markWords(callback, timezone),
    },
  };
}

/** A call-back as the API shows it. */
export async function callbackRow(reader: Reader, id: string, callback: AskedCallback): Promise<CallbackRow> {
  const business = await businessOf(reader, callback.businessId);
  const { status } = callback;
  const under = status === 'ringing' || status === 'talking' ? callback.ringer : null;
  const ended = status === 'done' || status === 'given-up' ? callback : null;
  const { businessId, callId, caseId, number, numberFrom, name, topic, queue, queueName } = callback;
  const { person, language, words, askedAt, dueAt, promisedBy } = callback;
  return {
    ...{ id, businessId, callId, caseId, number, numberFrom, name, topic, queue, queueName },
    ...{ person, language, words, askedAt, dueAt, promisedBy, status },
    businessName: business.name,
    story: [...callback.story],
    askedBy: wordsOfBy(callback.by),
    nextAt: status === 'scheduled' ? callback.nextAt : null,
    entryId: status === 'scheduled' || status === 'in-line' ? callback.entryId : null,
    with: under === null ? null : { personId: under.personId, name: under.name },
    tries: callback.tries.map((one) => ({ ...one })),
    triesUsed: triesUsed(callback),
    mostTries: business.callbacks.tries,
    outcome: ended?.outcome ?? null,
    endedAt: ended?.endedAt ?? null,
    why: callback.why,
  };
}
