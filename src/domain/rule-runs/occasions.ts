import { wordsOfBy, type By, type Party } from '../../kernel/by.ts';
import type { Event } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import type { CallEvent } from '../calls/call.ts';
import type { CaseEvent } from '../cases/case-words.ts';
import type { MessageEvent } from '../messages/message.ts';
import type { PromiseEvent } from '../promises/promise.ts';
import type { QueueEvent } from '../queues/queue-entry.ts';
import type { Values } from '../rules/fields.ts';
import type { Trigger } from '../rules/rule.ts';
import type { Occasion } from './rule-run.ts';

/** Which events are occasions for rules, and what each of them tells by itself. */

type Heard = CallEvent | QueueEvent | CaseEvent | PromiseEvent | MessageEvent;
type Of<T extends Heard['type']> = Extract<Heard, { type: T }>;

interface Basis {
  readonly trigger: Trigger;
  /** Names the occasion; the same for the same happening, however often it is told. */
  readonly runId: string;
  readonly callId?: string | null;
  readonly caseId?: string | null;
  readonly entryId?: string | null;
  readonly about?: Occasion['about'];
  readonly customer?: Party | null;
  readonly by?: By;
  readonly reason?: string;
  readonly values?: Values;
}

function occasion(event: { readonly businessId: string; readonly at: number }, basis: Basis): Occasion {
  const { trigger, runId, by, values = {} } = basis;
  return {
    trigger,
    runId: `${runId}.rules-${trigger}`,
    businessId: event.businessId,
    at: event.at,
    callId: basis.callId ?? null,
    caseId: basis.caseId ?? null,
    entryId: basis.entryId ?? null,
    about: basis.about ?? null,
    customer: basis.customer ?? null,
    byRule: by?.kind === 'rule' ? wordsOfBy(by) : null,
    reason: basis.reason ?? null,
    values,
  };
}

const OCCASIONS: { readonly [T in Heard['type']]?: (event: Of<T>) => Occasion | null } = {
  CallArrived: (event) =>
    occasion(event, { trigger: 'call-arrived', runId: event.callId, callId: event.callId }),
  // Who comes back from somebody who could not help has joined before.
  CallerJoinedQueue: (event) =>
    event.returning || event.queue === null
      ? null
      : occasion(event, {
          trigger: 'joined-queue',
          runId: event.entryId,
          callId: event.callId,
          entryId: event.entryId,
          values: { 'wait.queue': event.queue },
        }),
  WaitBreached: (event) =>
    occasion(event, {
      trigger: 'wait-breached',
      runId: event.entryId,
      callId: event.callId,
      entryId: event.entryId,
      values: {
        'wait.queue': event.queue ?? '',
        'wait.seconds': event.waitedSeconds,
      },
    }),
  CallerAbandoned: (event) =>
    occasion(event, {
      trigger: 'hung-up-waiting',
      runId: event.entryId,
      callId: event.callId,
      entryId: event.entryId,
      values: {
        'wait.queue': event.queue ?? '',
        'wait.seconds': Math.round(event.waitedMs / SECOND),
      },
    }),
  CallEnded: (event) => occasion(event, { trigger: 'call-ended', runId: event.callId, callId: event.callId }),
  EscalationWanted: (event) =>
    occasion(event, {
      trigger: 'escalation-began',
      runId: event.escalationId,
      callId: event.callId,
      reason: event.reason,
      values: {
        'escalation.pathway': event.pathway,
        'escalation.topic': event.topic ?? '',
        'escalation.reason': event.reason,
      },
    }),
  CaseOpened: (event) =>
    occasion(event, {
      trigger: 'case-opened',
      runId: event.caseId,
      caseId: event.caseId,
      callId: event.opened.callId,
      by: event.by,
    }),
  CaseClimbed: (event) => levelChanged(event),
  CaseReturned: (event) => levelChanged(event),
  DeadlinePassed: (event) =>
    occasion(event, {
      trigger: 'case-late',
      runId: `${event.caseId}.${event.clock}-${event.dueAt}`,
      caseId: event.caseId,
      values: { 'case.deadline': event.clock },
    }),
  // Broken once: that it is told again is no new occasion.
  PromiseBroken: (event) =>
    event.again
      ? null
      : occasion(event, {
          trigger: 'promise-broken',
          runId: event.promiseId,
          caseId: event.caseId,
          callId: event.callId,
          about: { noun: 'promises', id: event.promiseId },
        }),
  MessageTaken: (event) =>
    occasion(event, {
      trigger: 'message-came',
      runId: event.messageId,
      caseId: event.caseId,
      callId: event.callId,
      about: { noun: 'messages', id: event.messageId },
      customer: event.taken.from,
      by: event.taken.by,
      values: {
        'message.for': event.taken.for.name,
        'message.text': event.taken.fields.map(({ label, value }) => `${label}: ${value}`).join('\n'),
      },
    }),
};

function levelChanged(event: Of<'CaseClimbed'> | Of<'CaseReturned'>): Occasion {
  return occasion(event, {
    trigger: 'case-level',
    runId: `${event.caseId}.level-${event.from}-${event.level}-${event.at}`,
    caseId: event.caseId,
    by: event.by,
    values: { 'case.level_before': event.from },
  });
}

/** Types of events that are occasions. */
export const OCCASION_TYPES: readonly string[] = Object.keys(OCCASIONS);

/** The occasion that this event is for rules; null: it is none. */
export function occasionOf(event: Event): Occasion | null {
  const tell = OCCASIONS[event.type as Heard['type']] as ((event: Event) => Occasion | null) | undefined;
  return tell?.(event) ?? null;
}
