import { Business } from '../businesses/business.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { NOT_BEGUN } from './flow.ts';
import { NO_CASES } from './open-case.ts';
import type { FlowEvent } from './flow-words.ts';
import { loadFlow } from './load.ts';
import type { LoadedFlow } from './load.ts';
import type { CompiledFlow } from './compile.ts';
import type { FlowFacts } from './walk.ts';

/** Flows and a business that tests write down as briefly as they can. */

/** The noun as far as its rules go. */
export const rules = { name: 'flows', initial: NOT_BEGUN, decide, evolve } as const;

export const TEST_BUSINESS = Business.parse({
  id: 'shop',
  name: 'Corner Shop',
  country: 'GB',
  timezone: 'Europe/London',
  languages: ['en-GB', 'fr-FR'],
  numbers: [{ number: '+442079460100', flow: 'main' }],
  greeting: 'Corner Shop',
  script: 'Be kind.',
  hours: { shop: { weekly: { mon: [['09:00', '17:00']] }, exceptions: [] } },
  queues: [
    { key: 'front', name: 'Front desk', waitTargetSeconds: 60 },
    { key: 'billing', name: 'Billing', waitTargetSeconds: 30 },
  ],
  priorities: { urgent: 300 },
  staff: [
    { person: 'ana', role: 'receptionist', queues: ['front', 'billing'] },
    { person: 'max', role: 'manager' },
  ],
  topics: [{ key: 'money', name: 'Money', experts: ['ana'] }],
  managers: [{ name: 'Manager', people: ['max'] }],
  recording: { record: 'all', notice: 'This call is recorded.' },
  dialling: { countries: ['GB'] },
});

/** A flow of these steps. The first is the start. @throws with the problems when it does not load. */
export function flowOf(
  steps: string,
  options: { readonly id?: string; readonly head?: string } = {},
): CompiledFlow {
  return loadedOf(steps, options).flow;
}

export function loadedOf(
  steps: string,
  options: { readonly id?: string; readonly head?: string } = {},
): LoadedFlow {
  const { id = 'main', head = '' } = options;
  const start = /^\s*([a-z][a-z0-9-]*):/m.exec(steps)?.[1] ?? 'none';
  const source = [
    `flow: ${id}`,
    'name: Test',
    'business: shop',
    `start: ${start}`,
    head,
    'steps:',
    steps,
  ].join('\n');
  const result = loadFlow(`${id}.yaml`, source, `${id}-v1`);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result.loaded;
}

/** What is known of ringing the caller of these tests back. */
export const CALLBACK: FlowFacts['callback'] = {
  ringBack: { number: '+447700900555', spoken: '0 7 7 0 0 9 0 0 5 5 5' },
  open: null,
  keyed: null,
  timezone: 'Europe/London',
  withinMinutes: 60,
  hours: ['08:00', '21:00'],
  zones: ['Europe/London'],
};

export function factsOf(...flows: readonly CompiledFlow[]): FlowFacts {
  return {
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    business: TEST_BUSINESS,
    holidays: () => null,
    queues: { billing: { waiting: 4, longestWaitSeconds: 90, peopleFree: 0 } },
    history: { callsToday: 2, callsLast30Days: 9 },
    cases: NO_CASES,
    callback: CALLBACK,
  };
}

/** A call in the middle of things: what a player of a flow did so far, and its newest instruction. */
export function play(facts: FlowFacts, at: number, ...doings: readonly Doing[]) {
  let state = rules.decide(
    { type: 'BeginFlow', businessId: 'shop', flow: 'main', from: '+447700900001', callerName: null },
    NOT_BEGUN,
    facts,
    { at, id: 'call-1' },
  );
  let current = NOT_BEGUN;
  const events: FlowEvent[] = [];
  const step = (decision: typeof state): void => {
    if ('refused' in decision) throw new Error(decision.reason);
    events.push(...decision.events);
    current = decision.events.reduce(evolve, current);
  };
  step(state);
  for (const doing of doings) {
    const turn = current.status === 'awaiting' ? current.run.turn : -1;
    state =
      'outcome' in doing
        ? decide({ type: 'ResumeFlow', outcome: doing.outcome, words: doing.words ?? null }, current, facts, {
            at,
            id: 'call-1',
          })
        : decide({ type: 'TakeTurn', turn, input: { sid: 'CA1', ...doing } }, current, facts, {
            at,
            id: 'call-1',
          });
    step(state);
  }
  const says = 'refused' in state ? undefined : state.says;
  const heard =
    says && 'utterances' in says
      ? says.utterances.flatMap((one) => (one.kind === 'say' ? [one.text] : [])).join(' ')
      : '';
  return { state: current, events, says, heard, types: events.map((event) => event.type) };
}

type Doing =
  | {
      readonly keys?: string;
      readonly speech?: { readonly text: string; readonly confidence: number | null };
      readonly message?: { readonly recordingSid: string; readonly durationSeconds: number };
    }
  | {
      readonly outcome: { readonly kind: 'nobody' } | { readonly kind: 'key'; readonly key: string };
      readonly words?: string;
    };
