import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal, type TimerChange } from '../../kernel/decision.ts';
import { MONDAY_MORNING } from '../../../test/harness/given.ts';
import { ladders, means, person, rung, wanted } from './ladder-for-tests.ts';
import type { Ladder, LadderCommand, LadderEvent, LadderFacts } from './ladder.ts';

const PEOPLE = ['a', 'b', 'c', 'd'];

const somebody = fc.constantFrom(...PEOPLE);
const rungs = fc.array(
  fc.record({
    people: fc.array(somebody, { maxLength: 4 }),
    order: fc.constantFrom('together' as const, 'in-turn' as const),
    ways: fc.subarray(['desk' as const, 'phone' as const, 'sms' as const], { minLength: 1 }),
    patienceSeconds: fc.integer({ min: 1, max: 600 }),
  }),
  { maxLength: 4 },
);
const happening = fc.oneof(
  fc.record({ what: fc.constant('acknowledge' as const), who: somebody }),
  fc.record({
    what: fc.constant('settle' as const),
    which: fc.nat({ max: 12 }),
    outcome: fc.constantFrom('failed' as const, 'refused' as const, 'delivered' as const),
  }),
  fc.record({ what: fc.constant('old timer' as const), wait: fc.nat({ max: 5 }) }),
  fc.record({ what: fc.constant('wait' as const) }),
);

/** A ladder with a clock of its own; every timer is noted by what it commands. */
class Climb {
  state: Ladder = ladders.initial;
  readonly events: LadderEvent[] = [];
  readonly fired: string[] = [];
  timer: { readonly at: number; readonly command: LadderCommand } | null = null;
  at = MONDAY_MORNING;
  readonly #facts: LadderFacts;

  constructor(facts: LadderFacts) {
    this.#facts = facts;
  }

  tell(command: LadderCommand): void {
    const decision = ladders.decide(command, this.state, this.#facts, { at: this.at, id: 'it' });
    if (isRefusal(decision)) throw new Error(decision.reason);
    this.events.push(...decision.events);
    this.state = decision.events.reduce(ladders.evolve, this.state);
    for (const change of decision.timers ?? []) this.#change(change);
  }

  /** Lets the patience run out; false when nothing is waited for. */
  wait(): boolean {
    if (this.timer === null) return false;
    const { at, command } = this.timer;
    this.at = at;
    this.timer = null;
    this.fired.push(JSON.stringify(command));
    this.tell(command);
    return true;
  }

  #change(change: TimerChange): void {
    if ('clear' in change) this.timer = null;
    else this.timer = { at: change.at, command: change.command as LadderCommand };
  }
}

test('every climb ends, has at most one owner, and no timer of it fires twice', () => {
  fc.assert(
    fc.property(
      rungs,
      fc.nat({ max: 3 }),
      fc.array(happening, { maxLength: 25 }),
      (steps, repeats, happenings) => {
        const climb = new Climb(means(...steps.map(({ people }) => people.map((id) => person(id)))));
        const named = steps.map((step, index) => rung(`rung ${index}`, step));
        climb.tell({ type: 'BeginClimb', ...wanted(named, { repeats }) });
        for (const one of happenings) {
          // Time goes on: two waits for the same moment would be one timer.
          climb.at += 1;
          if (one.what === 'wait') climb.wait();
          else if (one.what === 'acknowledge')
            climb.tell({
              type: 'AcknowledgeClimb',
              personId: one.who,
              name: one.who,
              how: 'click',
              asOf: null,
            });
          else if (one.what === 'old timer') {
            if (climb.state.status !== 'none' && one.wait < climb.state.wait)
              climb.tell({ type: 'MoveOn', wait: one.wait });
          } else
            climb.tell({
              type: 'NoticeSettled',
              ...{ noticeId: `it.n${one.which}`, personId: 'a', outcome: one.outcome, reason: 'so' },
            });
        }
        const most = 1 + steps.length * PEOPLE.length * (repeats + 1);
        for (let count = 0; climb.wait(); count += 1) expect(count).toBeLessThan(most);

        expect(['acknowledged', 'exhausted']).toContain(climb.state.status);
        expect(climb.timer).toBeNull();
        expect(new Set(climb.fired).size).toBe(climb.fired.length);
        const owners = climb.events.filter(({ type }) => type === 'ClimbAcknowledged');
        expect(owners.length).toBeLessThanOrEqual(1);
        const notices = climb.events.flatMap((event) =>
          event.type === 'PeopleTold' ? event.notices.map(({ noticeId }) => noticeId) : [],
        );
        expect(new Set(notices).size).toBe(notices.length);
      },
    ),
    { numRuns: 300 },
  );
});

test('ten acknowledgements at the same moment give one owner, whoever comes first', () => {
  fc.assert(
    fc.property(fc.array(somebody, { minLength: 10, maxLength: 10 }), (everybody) => {
      const climb = new Climb(means(PEOPLE.map((id) => person(id))));
      climb.tell({ type: 'BeginClimb', ...wanted([rung('All')]) });
      for (const personId of everybody)
        climb.tell({ type: 'AcknowledgeClimb', personId, name: personId, how: 'click', asOf: climb.at });
      expect(climb.events.filter(({ type }) => type === 'ClimbAcknowledged')).toHaveLength(1);
      expect(climb.state).toMatchObject({ status: 'acknowledged', personId: everybody[0] });
    }),
    { numRuns: 50 },
  );
});
