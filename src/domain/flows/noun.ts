import type { Noun } from '../../engine/noun.ts';
import type { Reader } from '../../store/database.ts';
import type { Instruction } from '../../telephony/line.ts';
import type { Business } from '../businesses/business.ts';
import type { HolidayLookup } from '../businesses/hours.ts';
import { SAFE_VERSION, safeFlow } from './compile.ts';
import type { CompiledFlow } from './compile.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { flowStore } from './flow-store.ts';
import type { FlowCommand, FlowEffect, FlowEvent } from './flow-words.ts';
import { NOT_BEGUN } from './flow.ts';
import type { FlowState } from './flow.ts';
import { NO_CASES, type CallersCases } from './open-case.ts';
import type { CallbackFacts } from '../queues/queue-entry.ts';
import type { FlowFacts, QueueFacts } from './walk.ts';

/** The flows as a running call needs them. */
export interface FlowSource {
  /** What a call that begins now follows; null when no good version was ever seen. */
  current(flow: string): CompiledFlow | null;
  /** The version that a running call began with; null when it can no longer be read. */
  version(reader: Reader, flow: string, version: string): Promise<CompiledFlow | null>;
}

export interface FlowsNounParts {
  readonly library: FlowSource;
  readonly business: (reader: Reader, id: string) => Promise<Business>;
  /** Asked only for queues that a condition of the flow looks at. */
  readonly queueFacts: (reader: Reader, businessId: string, queue: string) => Promise<QueueFacts>;
  /** Asked only when a condition counts the caller's calls; the present one is not counted. */
  readonly callerHistory: (
    reader: Reader,
    businessId: string,
    number: string,
    callId: string,
  ) => Promise<{ readonly callsToday: number; readonly callsLast30Days: number }>;
  readonly holidays: HolidayLookup;
  /** Asked only when a step opens a case. */
  readonly casesOf: (
    reader: Reader,
    businessId: string,
    number: string,
    callId: string,
  ) => Promise<CallersCases>;
  readonly callback: (
    reader: Reader,
    business: Business,
    callId: string,
    keyed: string | null,
  ) => Promise<CallbackFacts>;
}

/** In flows that never offer it. */
const NO_CALLBACK: CallbackFacts = {
  ringBack: { refused: 'unavailable' },
  open: null,
  keyed: null,
  timezone: 'UTC',
  withinMinutes: 60,
  hours: ['08:00', '21:00'],
  zones: [],
};

export type FlowsNoun = Noun<FlowState, FlowCommand, FlowEvent, FlowEffect, FlowFacts | null, Instruction>;

/** Where callers are in their flows. A call keeps the version it began with; what cannot be read becomes the safe flow. */
export function createFlowsNoun(parts: FlowsNounParts): FlowsNoun {
  const { library, business: businessOf, queueFacts, callerHistory, casesOf, holidays } = parts;
  const { callback: callbackFor } = parts;

  /** The flow and all that it may run, as they are now. A flow that is missing is replaced by the safe answer. */
  function flowsNow(root: string, business: Business): Record<string, CompiledFlow> {
    const flows: Record<string, CompiledFlow> = {};
    const wanted = [root];
    for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
      if (flows[id]) continue;
      const flow = library.current(id) ?? safeFlow(id, business);
      flows[id] = flow;
      wanted.push(...flow.runs);
    }
    return flows;
  }

  async function flowsThen(reader: Reader, versions: Readonly<Record<string, string>>, business: Business) {
    const flows: Record<string, CompiledFlow> = {};
    for (const [id, version] of Object.entries(versions)) {
      const kept = version === SAFE_VERSION ? null : await library.version(reader, id, version);
      flows[id] = kept ?? safeFlow(id, business);
    }
    return flows;
  }

  return {
    name: 'flows',
    initial: NOT_BEGUN,
    decide,
    evolve,
    store: flowStore,
    async gather(reader, id, command, state) {
      const run = state.status === 'awaiting' || state.status === 'handed-over' ? state.run : null;
      const businessId = command.type === 'BeginFlow' ? command.businessId : run?.businessId;
      const from = command.type === 'BeginFlow' ? command.from : run?.from;
      if (command.type === 'LeaveFlow' || businessId === undefined || from === undefined) return null;

      const business = await businessOf(reader, businessId);
      const flows =
        run === null || command.type === 'BeginFlow'
          ? flowsNow(command.type === 'BeginFlow' ? command.flow : '', business)
          : await flowsThen(reader, run.versions, business);
      const all = Object.values(flows);
      const queues: Record<string, QueueFacts> = {};
      for (const queue of new Set(all.flatMap((flow) => flow.uses.queues))) {
        queues[queue] = await queueFacts(reader, businessId, queue);
      }
      const history = all.some((flow) => flow.uses.callerHistory)
        ? await callerHistory(reader, businessId, from, id)
        : { callsToday: 0, callsLast30Days: 0 };
      const cases = all.some((flow) => flow.uses.cases)
        ? await casesOf(reader, businessId, from, id)
        : NO_CASES;
      const asksNumber =
        state.status === 'awaiting' && state.awaits.kind === 'ring-back' && state.awaits.asks === 'number';
      const keyed = command.type === 'TakeTurn' && asksNumber ? (command.input.keys ?? null) : null;
      const confirmed =
        state.status === 'awaiting' &&
        state.awaits.kind === 'ring-back' &&
        state.awaits.asks !== 'number' &&
        state.awaits.numberFrom === 'keyed'
          ? state.awaits.number
          : null;
      const callback = all.some((flow) => flow.uses.callback)
        ? await callbackFor(reader, business, id, keyed ?? confirmed)
        : NO_CALLBACK;
      return { flows, business, holidays, queues, history, cases, callback };
    },
  };
}
