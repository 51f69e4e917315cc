import { USUAL_REASONS } from '../businesses/reasons-words.ts';
import { createHolidayLookup } from '../businesses/holidays.ts';
import { Hours } from '../businesses/business.ts';
import { Matrix } from '../matrices/matrix.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { By, ByPerson } from '../../kernel/by.ts';
import type { Case, Policy } from './case.ts';
import type { CaseCommand, CaseEvent, CaseFacts } from './case-words.ts';
import { decideCase } from './decide.ts';
import { evolveCase } from './evolve.ts';

/** A shop with office hours, a usual matrix and a few people: what a case's rules need. */

const nine = ['09:00', '17:00'];
export const OFFICE = Hours.parse({
  weekly: { mon: [nine], tue: [nine], wed: [nine], thu: [nine], fri: [nine] },
  holidays: { country: 'GB', region: 'ENG' },
});

const rung = (name: string, id: string) => ({
  name,
  who: [{ kind: 'person', id }],
  order: 'in-turn',
  ways: ['desk', 'phone'],
  patienceSeconds: 600,
});
const clock = { kind: 'business-hours', hours: 'office' };

export const MATRIX = Matrix.parse({
  rows: [
    {
      levels: [
        { number: 1, name: 'Front line', firstContactMinutes: 60, resolveMinutes: 120, clock },
        {
          number: 2,
          name: 'Duty manager',
          nextUpdateEveryMinutes: 240,
          resolveMinutes: 480,
          clock,
          ladder: [rung('Duty manager', 'grace')],
        },
        { number: 3, name: 'Direction', resolveMinutes: 1_440, clock, ladder: [rung('Director', 'david')] },
        { number: 4, name: 'Formal complaint', resolveMinutes: 80_640, owner: 'david' },
      ],
    },
    {
      topic: 'floods',
      levels: [
        { number: 1, name: 'Front line', resolveMinutes: 15 },
        { number: 2, name: 'Engineer', resolveMinutes: 60, ladder: [rung('Engineer', 'mark')] },
      ],
    },
  ],
  severities: [
    { severity: 1, percent: 50, startLevel: 2 },
    { severity: 2, percent: 50 },
  ],
  warnings: { everyMinutes: 60, most: 3 },
});

export const POLICY: Policy = {
  version: 3,
  matrix: MATRIX,
  timezone: 'Europe/London',
  hours: { office: OFFICE },
};

const holidays = createHolidayLookup();

export const FACTS: CaseFacts = {
  holidays,
  business: {
    name: 'Brightwick',
    timezone: 'Europe/London',
    queues: [
      { key: 'general', name: 'Front desk' },
      { key: 'billing', name: 'Billing' },
    ],
    topics: [
      { key: 'billing', name: 'Billing', experts: ['priya'] },
      { key: 'floods', name: 'Floods', experts: ['mark'] },
    ],
    reasons: [...USUAL_REASONS, { key: 'damaged-in-transit', name: 'Damaged in transit' }],
  },
  people: {
    ana: 'Ana Silva',
    tom: 'Tom Hughes',
    priya: 'Priya Nair',
    grace: 'Grace Okafor',
    david: 'David Lloyd',
    mark: 'Mark Webb',
  },
  policy: POLICY,
  number: 'BRI-1042',
  call: null,
};

export const person = (personId: string): ByPerson => ({
  kind: 'person',
  personId,
  name: FACTS.people[personId] ?? personId,
});
export const FLOW: By = { kind: 'flow' };

/** A Wednesday without a holiday near it; nine in London is nine in UTC. */
export const WEDNESDAY_NINE = Date.parse('2026-03-04T09:00Z');

type Open = Extract<CaseCommand, { type: 'OpenCase' }>;
export function opening(changes: Partial<Open> = {}): Open {
  return {
    type: 'OpenCase',
    businessId: 'shop',
    by: FLOW,
    callId: null,
    customer: { number: '+447700900555', name: 'Mrs Byrne' },
    topic: null,
    reason: null,
    severity: null,
    tier: null,
    summary: 'The parcel came broken',
    why: '',
    owner: null,
    firstRingAt: null,
    ...changes,
  };
}

/** One case with a clock of its own: what is due happens, in order, as the engine would let it happen. */
export class OneCase {
  state: Case = { status: 'none' };
  at: number;
  readonly events: CaseEvent[] = [];
  readonly timers = new Map<string, { readonly at: number; readonly command: CaseCommand }>();
  readonly fired: string[] = [];
  facts: CaseFacts = FACTS;

  constructor(at = WEDNESDAY_NINE) {
    this.at = at;
  }

  /** Null, or the refusal's code and words. */
  tell(command: CaseCommand): { readonly code: string; readonly reason: string } | null {
    const decision = decideCase(command, this.state, this.facts, { at: this.at, id: 'c' });
    if (isRefusal(decision)) return { code: decision.refused, reason: decision.reason };
    for (const event of decision.events) this.state = evolveCase(this.state, event);
    this.events.push(...decision.events);
    for (const change of decision.timers ?? []) {
      if ('clear' in change) this.timers.delete(change.clear);
      else this.timers.set(change.set, { at: change.at, command: change.command as CaseCommand });
    }
    return null;
  }

  /** Time passes until `iso`; deadlines fire at their moments. */
  until(iso: string): void {
    this.pass(Date.parse(iso) - this.at);
  }

  pass(ms: number): void {
    const end = this.at + ms;
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      const [key, { at, command }] = due;
      this.timers.delete(key);
      this.at = Math.max(this.at, at);
      this.fired.push(`${key} ${new Date(at).toISOString()}`);
      this.tell(command);
    }
    this.at = end;
  }

  /** The case, which must have been opened. */
  get case() {
    if (this.state.status === 'none') throw new Error('There is no case yet.');
    return this.state;
  }

  types(): readonly string[] {
    return this.events.map(({ type }) => type);
  }

  last<T extends CaseEvent['type']>(type: T): Extract<CaseEvent, { type: T }> {
    const found = this.events.findLast((event) => event.type === type);
    if (found === undefined) throw new Error(`${type} never happened; what did: ${this.types().join(', ')}`);
    return found as Extract<CaseEvent, { type: T }>;
  }
}
