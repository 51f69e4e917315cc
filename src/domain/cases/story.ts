import type { Decision, Moment } from '../../kernel/decision.ts';
import type { Standing } from './clocks.ts';
import type { Case, KnownCase } from './case.ts';
import type { CaseEvent } from './case-words.ts';
import { evolveCase } from './evolve.ts';
import { timerChanges } from './case-timers.ts';

export type CaseDecision = Decision<CaseEvent>;
type Told<E> = E extends CaseEvent ? Omit<E, 'caseId' | 'businessId' | 'number' | 'at'> : never;

/** One decision as it grows: every event sees the case as the one before it left it. */
export interface Story {
  readonly now: KnownCase;
  readonly at: number;
  readonly caseId: string;
  tell(event: Told<CaseEvent>): void;
  /** The decision, with the timers of the state that it leads to. */
  done(): CaseDecision;
}

export function storyOf(state: KnownCase, { at, id }: Moment): Story {
  const events: CaseEvent[] = [];
  let now = state;
  return {
    get now() {
      return now;
    },
    at,
    caseId: id,
    tell(told) {
      const { businessId, number } = now;
      const event = { ...told, caseId: id, businessId, number, at } as CaseEvent;
      events.push(event);
      now = known(evolveCase(now, event));
    },
    done: () => ({ events, timers: timerChanges(state, now) }),
  };
}

/** Where a case stands in its policy. */
export function standingOf(state: KnownCase): Standing {
  return { policy: state.policy, topic: state.topic, severity: state.severity.value, level: state.level };
}

export function known(state: Case): KnownCase {
  if (state.status === 'none') throw new Error('A case that was opened cannot be unknown again.');
  return state;
}
