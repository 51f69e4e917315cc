import { assertNever } from '../../kernel/assert-never.ts';
import type { Approval, ApprovalEvent, AskedApproval } from './approval.ts';

/** What a request is after an event. */
export function evolveApproval(approval: Approval, event: ApprovalEvent): Approval {
  if (event.type === 'ApprovalAsked') return { status: 'asked', ...event.asked };
  if (approval.status !== 'asked') return approval;
  switch (event.type) {
    case 'ApprovalTold': {
      const told = { at: event.at, rung: event.rung, names: [...event.names] };
      return { ...approval, told: [...approval.told, told], expiresAt: event.expiresAt };
    }
    case 'ApprovalSeen':
      return {
        ...approval,
        seenBy: { personId: event.personId, name: event.name },
        expiresAt: event.expiresAt,
      };
    case 'ApprovalPassedOn': {
      const { expiresAt, climbFrom } = event;
      return { ...approval, seenBy: null, expiresAt, climbFrom, climbs: approval.climbs + 1 };
    }
    case 'ApprovalGranted':
    case 'ApprovalDenied': {
      const { at: decidedAt, by: decidedBy, note, why: decidedWhy } = event;
      const end = { decidedAt, decidedBy, note, decidedWhy };
      return event.type === 'ApprovalGranted'
        ? { ...details(approval), status: 'granted', how: event.how, ...end }
        : { ...details(approval), status: 'denied', how: event.how, ...end };
    }
    case 'ApprovalVoided': {
      const { at: endedAt, by: endedBy, nextId: replacedBy } = event;
      return { ...details(approval), status: 'voided', endedAt, endedBy, replacedBy };
    }
    case 'ApprovalLapsed':
      return { ...details(approval), status: 'lapsed', endedAt: event.at, endedWhy: event.why };
    case 'ApprovalWithdrawn': {
      const { at: endedAt, by: endedBy, why: endedWhy } = event;
      return { ...details(approval), status: 'withdrawn', endedAt, endedBy, endedWhy };
    }
    default:
      return assertNever(event);
  }
}

function details(approval: AskedApproval) {
  const { status: _status, expiresAt: _expires, seenBy: _seen, climbFrom: _from, ...rest } = approval;
  return rest;
}
