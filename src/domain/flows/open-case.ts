import type { Severity } from '../cases/case.ts';
import type { StepOf } from './language.ts';
import type { Walk } from './walk.ts';

/** The step that opens a case, or knows that there is one. */

/** What is known of a caller's cases. */
export interface CallersCases {
  /** Not resolved: the call's own first, then the caller's others, the latest first. */
  readonly open: readonly {
    readonly caseId: string;
    readonly topic: string | null;
    readonly severity: Severity;
  }[];
  /** Ids that this call has given to cases of its own, resolved ones too. */
  readonly taken: readonly string[];
}

export const NO_CASES: CallersCases = { open: [], taken: [] };

/** Asks for a case about the call; not for a second one of the same topic, whoever opened the first. */
export function askForCase(walk: Walk, step: StepOf<'case'>): void {
  const { callId, business, run, cases } = walk;
  const flowName = walk.flow().name;
  const { topic = null, reason = null, severity = null, tier = null, tags } = step;
  const summary = walk.filled(step.summary);
  const common = { callId, businessId: business.id, flowName, summary, tags };
  const known = [...run.cases.toReversed(), ...cases.open].find(
    (one) => topic === null || one.topic === null || one.topic === topic,
  );
  if (known === undefined) {
    const caseId = freshId(callId, [...cases.taken, ...run.cases.map((one) => one.caseId)]);
    return walk.tell({ type: 'CaseAsked', ...common, caseId, topic, reason, severity, tier });
  }
  const worse = severity !== null && known.severity !== null && severity < known.severity;
  const { caseId } = known;
  walk.tell({ type: 'CaseRecognised', ...common, caseId, severity: worse ? severity : null });
}

/** A call's first case has a name that rules know as well. */
function freshId(callId: string, taken: readonly string[]): string {
  for (let position = 1; ; position += 1) {
    const id = position === 1 ? `${callId}.case` : `${callId}.case${position}`;
    if (!taken.includes(id)) return id;
  }
}
