import type { Told } from '../contract/shapes.ts';
import type { EscalationRecord } from '../domain/escalations/escalations-store.ts';

/** Everyone who was rung on the way up, in order, with what came of it. */
export function toldOf(escalations: readonly EscalationRecord[]): Told[] {
  return escalations.flatMap(({ escalation }) =>
    escalation.tried.map(({ personId, personName, at, outcome }) => ({
      personId,
      name: personName,
      at,
      outcome,
    })),
  );
}
