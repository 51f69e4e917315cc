import { assertNever } from '../../kernel/assert-never.ts';
import type { CallbackEvent } from './callback-words.ts';
import { askedOf, type Callback, type OpenCallback, type Try } from './callback.ts';

/** What a call-back is after an event. */
export function evolveCallback(callback: Callback, event: CallbackEvent): Callback {
  if (event.type === 'CallbackAsked') {
    return {
      status: 'scheduled',
      ...event.asked,
      nextAt: event.at,
      entryId: event.entryId,
      tries: [],
      rounds: 0,
      promises: 1,
      promiseKept: false,
      why: '',
    };
  }
  if (callback.status === 'none' || callback.status === 'done' || callback.status === 'given-up')
    return callback;
  return evolveOpen(callback, event);
}

function evolveOpen(
  callback: OpenCallback,
  event: Exclude<CallbackEvent, { type: 'CallbackAsked' }>,
): Callback {
  const details = detailsOf(callback);
  switch (event.type) {
    case 'CallbackScheduled':
      return {
        ...details,
        status: 'scheduled',
        nextAt: event.nextAt,
        entryId: callback.status === 'scheduled' ? callback.entryId : null,
        why: event.why,
      };
    case 'CallbackInLine': {
      const rounds = details.rounds + 1;
      return {
        ...details,
        status: 'in-line',
        entryId: event.entryId,
        rounds,
        why: 'It has its place in the line.',
      };
    }
    case 'CallbackOffLine':
      return { ...details, status: 'scheduled', nextAt: event.at, entryId: null, why: event.why };
    case 'CustomerRung': {
      const { n, callId, ringer } = event;
      const rung: Try = {
        ...{ n, callId, personId: ringer.personId, personName: ringer.name, at: event.at },
        ...{ endedAt: null, outcome: null, why: null },
      };
      const why = `${ringer.name} waits while the customer is rung.`;
      return { ...details, status: 'ringing', ringer, sid: null, tries: [...details.tries, rung], why };
    }
    case 'CustomerLegKnown':
      return callback.status === 'ringing' ? { ...callback, sid: event.sid } : callback;
    case 'CustomerPickedUp': {
      if (callback.status !== 'ringing') return callback;
      const { ringer } = callback;
      const why = 'The customer, or their voicemail, has picked up.';
      return {
        ...details,
        status: 'talking',
        ringer,
        sid: event.sid,
        together: false,
        voicemail: false,
        why,
      };
    }
    case 'CallbackTogether':
      return callback.status === 'talking' ? { ...callback, together: true } : callback;
    case 'VoicemailWanted':
      return callback.status === 'talking' ? { ...callback, voicemail: true } : callback;
    case 'CallbackAttempted': {
      const tries = details.tries.map((one) =>
        one.n === event.n ? { ...one, endedAt: event.at, outcome: event.outcome, why: event.why } : one,
      );
      const promiseKept = details.promiseKept || event.promiseId !== null;
      return {
        ...details,
        status: 'scheduled',
        nextAt: event.at,
        entryId: null,
        tries,
        promiseKept,
        why: event.why,
      };
    }
    case 'CallbackRescheduled': {
      const { asked } = event;
      return { ...callback, ...asked, promises: details.promises + 1, promiseKept: false };
    }
    case 'CallbackDone':
      return { ...details, status: 'done', outcome: event.outcome, endedAt: event.at, why: event.why };
    case 'CallbackGivenUp':
      return { ...details, status: 'given-up', outcome: event.outcome, endedAt: event.at, why: event.why };
    case 'RingerNotNeeded':
    case 'CustomerGreeted':
    case 'CustomerHungUp':
    case 'CustomerNotReached':
      return callback;
    default:
      return assertNever(event);
  }
}

/** What every status has. */
function detailsOf(callback: OpenCallback) {
  const { tries, rounds, promises, promiseKept, why } = callback;
  return { ...askedOf(callback), tries, rounds, promises, promiseKept, why };
}
