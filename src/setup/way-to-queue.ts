import { isOpenAt } from '../domain/businesses/hours.ts';
import type { HolidayLookup } from '../domain/businesses/hours.ts';
import type { Business } from '../domain/businesses/business.ts';
import { resolveTarget, type CompiledFlow } from '../domain/flows/compile.ts';
import type { StepFile } from '../domain/flows/language.ts';
import { assertNever } from '../kernel/assert-never.ts';

/** How a caller gets to a queue: the keys in the order in which the flow asks for them. */
export interface WayToQueue {
  readonly queue: string;
  readonly queueName: string;
  readonly keys: readonly string[];
}

export interface WayFacts {
  readonly flow: CompiledFlow;
  readonly business: Business;
  /** Keys of the queues that will do. */
  readonly queues: ReadonlySet<string>;
  readonly holidays: HolidayLookup;
  /** When the caller rings, epoch ms. */
  readonly at: number;
}

interface Place {
  readonly step: string;
  readonly keys: readonly string[];
}

/**
 * The way with the fewest keys to one of the queues, read from the flow as it is now; null when a caller cannot get
 * there. Ways through questions for digits, and through branches that hang on the caller, are left to real callers.
 */
export function wayToQueue(facts: WayFacts): WayToQueue | null {
  const { flow, business, queues } = facts;
  const seen = new Set<string>();
  const places: Place[] = [{ step: resolveTarget(flow, flow.start), keys: [] }];
  for (let place = places.shift(); place !== undefined; place = places.shift()) {
    const step = flow.steps[place.step];
    if (step === undefined || seen.has(place.step)) continue;
    seen.add(place.step);
    if (step.step === 'queue') {
      const queue = business.queues.find(({ key }) => key === (step.queue ?? business.queues[0]?.key));
      if (queue === undefined || !queues.has(queue.key)) continue;
      return { queue: queue.key, queueName: queue.name, keys: place.keys };
    }
    const { keys } = place;
    for (const { target, key } of waysOn(step, facts)) {
      const next = { step: resolveTarget(flow, target), keys: key === null ? keys : [...keys, key] };
      // What costs no key comes before everything that does, so that the first way found is a shortest one.
      if (key === null) places.unshift(next);
      else places.push(next);
    }
  }
  return null;
}

interface WayOn {
  readonly target: string;
  readonly key: string | null;
}

function waysOn(step: StepFile, { flow, business, holidays, at }: WayFacts): readonly WayOn[] {
  const on = (target: string): readonly WayOn[] => [{ target, key: null }];
  switch (step.step) {
    case 'say':
    case 'set':
    case 'case':
    case 'notice':
      return on(step.then);
    case 'hours': {
      const hours = business.hours[step.hours];
      const now = hours ? isOpenAt(hours, business.timezone, at, holidays) : ({ open: true } as const);
      if (now.open) return on(step.open);
      return on(now.why === 'hours' ? step.closed : (step.holiday ?? step.closed));
    }
    case 'menu': {
      // A way that is not read out is no way for somebody who listens.
      const read = step.choices
        .filter(({ hidden }) => !hidden)
        .map(({ key, then }) => ({ key, target: then }));
      const taken = step.choices.some(({ key }) => key === '0');
      return taken ? read : [...read, { key: '0', target: 'person' }];
    }
    case 'language': {
      const own = step.choices.find(({ language }) => language === flow.language) ?? step.choices[0];
      return own === undefined ? [] : [{ key: own.key, target: step.then }];
    }
    // Whoever is rung there is not chosen by a queue; the rest leads to no person, or hangs on who calls.
    case 'branch':
    case 'ask':
    case 'queue':
    case 'ring':
    case 'manager':
    case 'message':
    case 'callback':
    case 'flow':
    case 'goodbye':
      return [];
    default:
      return assertNever(step);
  }
}
