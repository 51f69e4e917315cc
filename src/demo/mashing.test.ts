import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHolidayLookup } from '../domain/businesses/holidays.ts';
import { checkFolder } from '../domain/flows/check-folder.ts';
import { decide } from '../domain/flows/decide.ts';
import { evolve } from '../domain/flows/evolve.ts';
import { FlowState, NOT_BEGUN } from '../domain/flows/flow.ts';
import type { FlowCommand, FlowEvent } from '../domain/flows/flow-words.ts';
import type { FlowFacts } from '../domain/flows/walk.ts';
import { isRefusal } from '../kernel/decision.ts';
import type { Instruction } from '../telephony/line.ts';
import { readDeployment } from '../deployment/load-deployment.ts';

/** Whatever callers of the demo press or say, at any hour, they are never left alone. */

const holidays = createHolidayLookup();
const facts = new Map<string, FlowFacts>();

beforeAll(async () => {
  const { businesses } = await readDeployment('src/demo');
  const { loaded } = await checkFolder('ivr-flows', businesses);
  for (const business of businesses) {
    const flows = Object.fromEntries(loaded.map(({ flow }) => [flow.id, flow]));
    facts.set(business.id, {
      flows,
      business,
      holidays,
      queues: {},
      history: { callsToday: 3, callsLast30Days: 9 },
      cases: { open: [], taken: [] },
      callback: {
        ringBack: { number: '+447700900555', spoken: '0 7 7 0 0 9 0 0 5 5 5' },
        open: null,
        keyed: null,
        timezone: 'Europe/London',
        withinMinutes: 60,
        hours: ['08:00', '21:00'],
        zones: ['Europe/London'],
      },
    });
  }
});

const keys = fc.string({ unit: fc.constantFrom(...'0123456789*#'), minLength: 0, maxLength: 6 });
const speech = fc.record({
  text: fc.oneof(
    fc.string(),
    fc.constantFrom('billing', 'manager', 'pain', 'français', 'a person please', 'leak', '999'),
  ),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});
const doing = fc.record({
  input: fc.oneof(
    keys.map((pressed) => ({ keys: pressed })),
    speech.map((said) => ({ speech: said })),
    fc.constant({}),
  ),
  message: fc.option(fc.nat(120).map((durationSeconds) => ({ recordingSid: 'RE1', durationSeconds }))),
  waitingKey: fc.option(fc.constantFrom('0', '5', '9')),
});
const call = fc.record({
  business: fc.constantFrom('shop', 'plumber', 'dental'),
  at: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
  doings: fc.array(doing, { maxLength: 25 }),
});

/** Plays a call and looks at each decision; answers with the last state. */
function played(
  { business, at, doings }: { business: string; at: number; doings: readonly fcValue[] },
  look: (state: FlowState, says: Instruction | undefined, events: readonly FlowEvent[]) => void,
): FlowState {
  const known = facts.get(business);
  if (!known) throw new Error(`no facts for ${business}`);
  let state: FlowState = NOT_BEGUN;
  const take = (command: FlowCommand): void => {
    const decision = decide(command, state, known, { at, id: 'call-1' });
    if (isRefusal(decision)) throw new Error(decision.reason);
    state = decision.events.reduce<FlowState>(evolve, state);
    look(state, decision.says, decision.events);
  };
  take({ type: 'BeginFlow', businessId: business, flow: business, from: '+447700900001', callerName: null });
  for (const { input, message, waitingKey } of doings) {
    const now: FlowState = state;
    if (now.status === 'awaiting') {
      take({
        type: 'TakeTurn',
        turn: now.run.turn,
        input: { sid: 'CA1', ...input, ...(message ? { message } : {}) },
      });
    } else if (now.status === 'handed-over') {
      const outcome = waitingKey
        ? ({ kind: 'key', key: waitingKey } as const)
        : ({ kind: 'nobody' } as const);
      take({ type: 'ResumeFlow', outcome, words: 'One moment.' });
    }
  }
  return state;
}
type fcValue = {
  readonly input: object;
  readonly message: { readonly recordingSid: string; readonly durationSeconds: number } | null;
  readonly waitingKey: string | null;
};

describe('any mashing of keys, words and silence', () => {
  test('always leads to something to hear, a hand-over, or a said goodbye', () => {
    fc.assert(
      fc.property(call, (one) => {
        played(one, (state, says, events) => {
          if (state.status === 'awaiting')
            expect(says && 'then' in says && says.then.turn).toBe(state.run.turn);
          else if (state.status === 'handed-over') {
            expect(says).toBeUndefined();
            expect(['QueueAsked', 'PersonAsked', 'ManagerAsked']).toContain(events.at(-1)?.type);
          } else {
            expect(state).toMatchObject({ status: 'ended', how: 'goodbye' });
            expect(says).toMatchObject({
              do: 'hang-up',
              utterances: expect.arrayContaining([expect.anything()]),
            });
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  test('never leaves a caller in silence for more than three seconds', () => {
    fc.assert(
      fc.property(call, (one) => {
        played(one, (_state, says) => {
          if (!says || says.do !== 'listen') return;
          const pauses = says.utterances.reduce(
            (sum, part) => sum + (part.kind === 'pause' ? part.seconds : 0),
            0,
          );
          expect(pauses + says.timeoutSeconds).toBeLessThanOrEqual(3);
        });
      }),
      { numRuns: 80 },
    );
  });

  test('leaves a state that survives the store', () => {
    fc.assert(
      fc.property(call, (one) => {
        const state = played(one, () => undefined);
        expect(FlowState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
      }),
      { numRuns: 80 },
    );
  });

  test('a caller who never does anything reaches a person, or was asked for a message', () => {
    fc.assert(
      fc.property(call, (one) => {
        const silent = Array.from({ length: 25 }, () => ({ input: {}, message: null, waitingKey: null }));
        let reached = false;
        const state = played({ ...one, doings: silent }, (_state, says, events) => {
          reached ||= says?.do === 'take-message' || events.some((event) => event.type === 'QueueAsked');
        });
        expect(reached).toBe(true);
        expect(state.status).toBe('ended');
      }),
      { numRuns: 40 },
    );
  });
});
