import { chosenIn } from '../../src/kernel/languages.ts';
import type { Call } from '../../src/domain/calls/call.ts';
import type { CallbackFacts } from '../../src/domain/callbacks/callback-words.ts';
import type { Callback } from '../../src/domain/callbacks/callback.ts';
import type { QueueFacts } from '../../src/domain/queues/queue-entry.ts';
import { SHOP } from './shop.ts';

/** What the rules of call-backs are told in a house without a store. Everybody rings from the same number. */

const JO = '+447700900555';
const ZONES = [SHOP.timezone];

export function callbackFacts(calls: ReadonlyMap<string, Call>): CallbackFacts {
  const engaged = [...calls.values()].some((call) => call.status === 'live' && call.from === JO);
  return {
    business: {
      id: SHOP.id,
      name: SHOP.name,
      number: SHOP.numbers[0]?.number ?? '',
      timezone: SHOP.timezone,
      policy: SHOP.callbacks,
      queues: SHOP.queues,
      notice: chosenIn<string>(SHOP.recording.notice, 'en-GB', 'en-GB'),
    },
    number: { e164: JO, zones: ZONES },
    open: null,
    engaged,
    person: null,
    caseId: null,
    callerName: null,
  };
}

export function callerFacts(callbacks: ReadonlyMap<string, Callback>): NonNullable<QueueFacts['callback']> {
  const open = [...callbacks].find(([, one]) => one.status === 'scheduled' || one.status === 'in-line');
  const place = open === undefined || open[1].status === 'none' ? null : open[1];
  return {
    ringBack: { number: JO, spoken: '0 7 7' },
    open:
      place === null || open === undefined
        ? null
        : { callbackId: open[0], queue: place.queue, ...place.place },
    keyed: null,
    timezone: SHOP.timezone,
    withinMinutes: SHOP.callbacks.withinMinutes,
    hours: SHOP.callbacks.hours,
    zones: ZONES,
  };
}
