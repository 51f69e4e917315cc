import { assertNever } from '../../kernel/assert-never.ts';
import type { Escalation, EscalationEvent } from './escalation.ts';

/** What an escalation is after an event. */
export function evolveEscalation(escalation: Escalation, event: EscalationEvent): Escalation {
  if (event.type === 'EscalationBegan') return { status: 'climbing', ...event.begun, rung: 0, tried: [] };
  if (escalation.status !== 'climbing') return escalation;
  const { status: _status, ...details } = escalation;
  switch (event.type) {
    case 'RungSkipped':
      return { ...escalation, rung: event.rung + 1 };
    case 'RungTried': {
      const { offerId, personId, personName, rung, at } = event;
      return {
        ...escalation,
        rung,
        tried: [...escalation.tried, { offerId, personId, personName, rung, at, outcome: 'ringing' }],
      };
    }
    case 'RungAnswered':
      return {
        ...escalation,
        tried: escalation.tried.map((attempt) =>
          attempt.offerId === event.offerId ? { ...attempt, outcome: event.outcome } : attempt,
        ),
      };
    case 'EscalationReached':
      return {
        ...details,
        status: 'reached',
        by: event.personId,
        endedAt: event.at,
        tried: details.tried.map((attempt) =>
          attempt.offerId === event.offerId ? { ...attempt, outcome: 'reached' as const } : attempt,
        ),
      };
    case 'EscalationExhausted':
      return { ...details, status: 'exhausted', endedAt: event.at };
    case 'EscalationCancelled':
      return {
        ...details,
        status: 'cancelled',
        why: event.why,
        endedAt: event.at,
        tried: details.tried.map((attempt) =>
          event.withdrawn.includes(attempt.offerId) ? { ...attempt, outcome: 'withdrawn' as const } : attempt,
        ),
      };
    default:
      return assertNever(event);
  }
}
