import { describe, expect, test } from '@jest/globals';
import type { CallEvent } from '../calls/call.ts';
import { stretchesOf } from './call-phases.ts';

const of = { callId: 'k', businessId: 'shop' };
const party = (name: string) => ({
  ...{ offerId: `o-${name}`, personId: name, name, sid: '', role: 'agent', device: 'telephone', since: 0 },
});
const happened = (at: number, type: string, more: object = {}) => ({ ...of, at, type, ...more }) as CallEvent;

describe('where a caller was', () => {
  test('from the first ring to the goodbye, without a gap: menu, queue, person, hold, colleague', () => {
    expect(
      stretchesOf([
        happened(0, 'CallArrived'),
        happened(10, 'CallerAtQueue', { queue: 'billing' }),
        happened(40, 'CallerFetched', { party: party('Ana') }),
        happened(60, 'CallerHeld', { by: 'Ana' }),
        happened(70, 'PendingReached', { party: party('Leo') }),
        happened(90, 'CallerResumed'),
        happened(95, 'PartyLeft', { offerId: 'o-Ana' }),
        happened(100, 'CallEnded'),
      ]),
    ).toEqual([
      { what: 'waiting', who: 'the menu', from: 0, to: 10 },
      { what: 'waiting', who: 'the queue billing', from: 10, to: 40 },
      { what: 'talking', who: 'Ana', from: 40, to: 60 },
      { what: 'held', who: 'Ana', from: 60, to: 90 },
      { what: 'talking', who: 'Ana and Leo', from: 90, to: 100 },
    ]);
  });

  test('the last stretch lasts while the call does, and what took no time is left out', () => {
    expect(
      stretchesOf([
        happened(0, 'CallArrived'),
        happened(0, 'CallerAtQueue', { queue: null }),
        happened(5, 'CallerFetched', { party: party('Ana') }),
        happened(6, 'CallerInRoom'),
      ]),
    ).toEqual([
      { what: 'waiting', who: 'a person', from: 0, to: 5 },
      { what: 'talking', who: 'Ana', from: 5, to: null },
    ]);
  });
});
