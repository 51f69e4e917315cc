import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { RULES } from '../../reactions/rules.ts';
import type { Event, Message } from '../../kernel/decision.ts';
import { ACTIONS, faultsOf } from '../rules/faults.ts';
import { names } from '../rules/rule-for-tests.ts';
import { Trigger, type Action, type Rule } from '../rules/rule.ts';
import { decideRuleRun } from './decide.ts';
import { evolveRuleRun } from './evolve.ts';
import type { RuleRun, RuleRunCommand, RuleRunEvent } from './rule-run.ts';
import { factsWith, known } from './rule-run-for-tests.ts';

const EXAMPLES: Readonly<Record<Action['do'], Action>> = {
  'open-case': { do: 'open-case', topic: null, reason: null, severity: 1, tier: null, tags: ['x'] },
  'set-severity': { do: 'set-severity', severity: 1, tier: null },
  'raise-priority': { do: 'raise-priority', seconds: 60 },
  'also-ring': { do: 'also-ring', queue: 'billing' },
  'escalate-call': { do: 'escalate-call' },
  'escalate-case': { do: 'escalate-case', pathway: 'hierarchical' },
  notify: {
    do: 'notify',
    who: [{ kind: 'team', key: 'manager' }],
    ways: ['desk'],
    acknowledge: false,
    patienceSeconds: 60,
    text: 'x',
  },
  promise: { do: 'promise', what: 'update', words: 'Soon.', dueMinutes: 5 },
  tag: { do: 'tag', tags: ['x'] },
};

/** Rules that always hold, with any actions that their beginning allows. */
const someRules = fc
  .array(
    fc
      .constantFrom(...Trigger.options)
      .chain((trigger) =>
        fc
          .subarray([...ACTIONS[trigger]], { minLength: 1 })
          .map((kinds) => ({ trigger, actions: kinds.map((kind) => EXAMPLES[kind]) })),
      ),
    { minLength: 1, maxLength: 12 },
  )
  .map((drafts): readonly Rule[] =>
    drafts.map(({ trigger, actions }, index) => ({
      id: `r${index}`,
      name: `Rule ${index}`,
      on: true,
      trigger,
      when: '',
      form: null,
      actions,
    })),
  );

/**
 * A house in which everything that a rule asks for happens at once, also the worst: a promise breaks as soon as it is
 * made, a case climbs as soon as it is touched.
 */
class EagerHouse {
  readonly #rules: readonly Rule[];
  readonly #runs = new Map<string, RuleRun>();
  #escalations = 0;
  /** By run: how often each rule acted. */
  readonly acted = new Map<string, number>();
  readonly said: RuleRunEvent[] = [];
  messages = 0;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  hear(first: Event): void {
    const waiting: Event[] = [first];
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      for (const message of RULES[event.type]?.(event) ?? []) {
        this.messages += 1;
        if (this.messages > 2_000) throw new Error('The rules go on for ever.');
        waiting.push(...this.#whatComesOf(message));
      }
    }
  }

  #whatComesOf({ noun, id, command }: Message): readonly Event[] {
    const at = { businessId: 'shop', at: 1_000 };
    switch (command.type) {
      case 'ConsiderRules':
        return noun === 'rule-runs' ? this.#consider(id, command as RuleRunCommand) : [];
      case 'OpenCase':
        return [{ ...at, ...command, type: 'CaseOpened', caseId: id, opened: { callId: null } } as Event];
      case 'EscalateCase':
      case 'SetSeverity':
        return [{ ...at, ...command, type: 'CaseClimbed', caseId: id, from: 1, level: 2 } as Event];
      case 'EscalateWait':
        this.#escalations += 1;
        return [
          {
            ...at,
            ...command,
            type: 'EscalationWanted',
            escalationId: `${id}.e${this.#escalations}`,
            callId: id,
          } as Event,
        ];
      case 'MakePromise':
        return [
          { ...at, ...command, type: 'PromiseBroken', promiseId: id, climb: null, again: false } as Event,
        ];
      default:
        return [];
    }
  }

  #consider(id: string, command: RuleRunCommand): readonly Event[] {
    const state = this.#runs.get(id) ?? { status: 'none' };
    const { occasion } = command;
    const escalatedWith = [...this.#runs.values()].flatMap((run) =>
      run.status === 'asked' ? run.escalatedWith : [],
    );
    const madeBy = occasion.trigger === 'promise-broken' && id.startsWith('c1.') ? 'A rule' : null;
    const told = Object.fromEntries(
      this.#rules.flatMap((rule) =>
        rule.actions.map((_, index) => [`${rule.id}/${index}`, [{ personId: 'g', name: 'G' }]]),
      ),
    );
    const rules = this.#rules.filter(({ trigger }) => trigger === occasion.trigger);
    const facts = { ...factsWith(rules, { ...known, madeBy, told }), escalatedWith };
    const decision = decideRuleRun(command, state, facts, { at: 1_000, id });
    this.#runs.set(id, decision.events.reduce(evolveRuleRun, state));
    for (const event of decision.events) {
      this.said.push(event);
      if (event.type !== 'RuleApplied') continue;
      const key = `${id}/${event.ruleId}`;
      this.acted.set(key, (this.acted.get(key) ?? 0) + 1);
    }
    return decision.events;
  }
}

const of = { callId: 'c1', businessId: 'shop', at: 1_000 };
const HAPPENINGS: readonly Event[] = [
  { type: 'CallArrived', ...of } satisfies Event,
  {
    type: 'CallerJoinedQueue',
    ...of,
    entryId: 'c1.q1',
    queue: 'billing',
    entry: {},
    returning: false,
  } as Event,
  { type: 'WaitBreached', ...of, entryId: 'c1.q1', queue: 'billing', waitedSeconds: 60 } as Event,
  { type: 'CallerAbandoned', ...of, entryId: 'c1.q1', queue: 'billing', waitedMs: 9_000 } as Event,
  { type: 'CallEnded', ...of, parties: [], pending: null } as Event,
  { type: 'EscalationWanted', ...of, escalationId: 'c1.e1', reason: 'They asked.' } as Event,
];

test('whatever the rules are, they come to an end, act once on each occasion, and nothing of theirs sets off another', () => {
  fc.assert(
    fc.property(
      someRules,
      fc.array(fc.constantFrom(...HAPPENINGS), { maxLength: 8 }),
      (rules, happenings) => {
        expect(rules.flatMap((rule) => faultsOf(rule, names))).toEqual([]);
        const house = new EagerHouse(rules);
        // Everything is told twice, as after a crash.
        for (const happening of [...happenings, ...happenings]) house.hear(happening);
        expect([...house.acted.values()].filter((count) => count > 1)).toEqual([]);
        const occasions = new Set(happenings.map(({ type }) => type));
        const applied = house.said.flatMap((event) => (event.type === 'RuleApplied' ? [event.trigger] : []));
        expect(applied.filter((trigger) => !fromOutside(trigger, occasions))).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

const BEGINNINGS: Readonly<Partial<Record<Trigger, string>>> = {
  'call-arrived': 'CallArrived',
  'joined-queue': 'CallerJoinedQueue',
  'wait-breached': 'WaitBreached',
  'hung-up-waiting': 'CallerAbandoned',
  'call-ended': 'CallEnded',
  'escalation-began': 'EscalationWanted',
};

/** Whether something from outside, rather than a rule, was such an occasion; an escalation may follow a breach by itself. */
function fromOutside(trigger: Trigger, happened: ReadonlySet<string>): boolean {
  if (happened.has(BEGINNINGS[trigger] ?? '')) return true;
  return trigger === 'escalation-began' && happened.has('WaitBreached');
}
