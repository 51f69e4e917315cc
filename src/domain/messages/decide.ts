import { assertNever } from '../../kernel/assert-never.ts';
import {
  isRefusal,
  nothing,
  refuse,
  type Decision,
  type Moment,
  type Refusal,
} from '../../kernel/decision.ts';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import { filledIn } from './form.ts';
import type {
  Message,
  MessageCommand,
  MessageEvent,
  MessageFacts,
  TakenMessage,
  WaitingMessage,
} from './message.ts';
import { climbOf, noticeToSender, reminders } from './telling.ts';

const CHASE = 'chase';
const AGAIN = 'again';
const FIRST_PAUSE_MS = 30 * MINUTE;
const LONGEST_PAUSE_MS = 24 * HOUR;

type MessageDecision = Decision<MessageEvent>;
type Command<T extends MessageCommand['type']> = Extract<MessageCommand, { type: T }>;

/** The rules of messages: told at once, reminded of, passed up, until somebody says "I have it". */
export function decideMessage(
  command: MessageCommand,
  message: Message,
  facts: MessageFacts,
  moment: Moment,
): MessageDecision | Refusal {
  if (command.type === 'TakeMessage')
    return message.status === 'none' ? take(command, facts, moment) : nothing;
  if (message.status === 'none') return refuse('message-unknown', 'There is no such message.');
  switch (command.type) {
    case 'AcknowledgeMessage':
      // A second "I have it" is harmless, whoever says it.
      return message.status === 'waiting' ? acknowledge(command, message, facts, moment) : nothing;
    case 'FinishMessage':
      return finish(command, message, moment);
    case 'ChaseNow':
      return message.status === 'waiting' && message.escalatedAt === null ? chase(message, moment) : nothing;
    case 'NoteTold':
      return message.status === 'waiting' ? told(command, message, moment) : nothing;
    case 'MessageUnreached':
      return message.status === 'waiting' && command.climbId === currentClimb(message, moment)
        ? unreached(command, message, moment)
        : nothing;
    case 'TellAgain': {
      if (message.status !== 'waiting') return nothing;
      const climb = climbOf(message, moment);
      const why = 'Nobody has it yet, though everybody was told.';
      return { events: [{ type: 'MessageToldAgain', ...of(message, moment), climb, why }] };
    }
    default:
      return assertNever(command);
  }
}

function of(message: Pick<TakenMessage, 'businessId' | 'caseId' | 'callId'>, { at, id }: Moment) {
  const { businessId, caseId, callId } = message;
  return { messageId: id, businessId, caseId, callId, at };
}

function currentClimb({ climbs }: TakenMessage, { id }: Moment): string {
  return `${id}.c${climbs}`;
}

function take(
  command: Command<'TakeMessage'>,
  facts: MessageFacts,
  moment: Moment,
): MessageDecision | Refusal {
  const { taking } = facts;
  if (taking === null) return refuse('business-unknown', 'There is no such business.');
  const { form, addressee } = taking;
  if (addressee === null) {
    return refuse('addressee-unknown', 'Nobody of this name takes messages here. Choose from the list.');
  }
  const fields = command.recordingId === null ? filledIn(form, command.form) : [];
  if (isRefusal(fields)) return fields;
  const { at } = moment;
  const { businessId, callId, recordingId, by } = command;
  const chaseMs = form.chaseMinutes * MINUTE;
  const taken: Omit<WaitingMessage, 'status'> = {
    ...{ businessId, businessName: taking.businessName, callId, recordingId, by, takenAt: at },
    ...{ for: addressee.for, people: [...addressee.people], formKey: form.key, fields: [...fields] },
    from: command.from ?? taking.caller ?? { number: null, name: null },
    caseId: command.caseId ?? taking.caseId,
    ...{ ways: [...form.ways], chaseMs, escalateMs: form.escalateMinutes * MINUTE },
    tellSender: form.tellSender,
    managers: taking.managers.map(({ name, people }) => ({ name, people: [...people] })),
    ...{ chased: 0, chaseAt: at + chaseMs, climbs: 0, escalatedAt: null },
  };
  const climb = climbOf(taken, moment);
  const why =
    command.for === null
      ? `The form "${form.name}" names ${addressee.for.name}.`
      : `It was taken for ${addressee.for.name}.`;
  return {
    events: [{ type: 'MessageTaken', ...of(taken, moment), taken: { ...taken, climbs: 1 }, climb, why }],
    timers: [{ set: CHASE, at: taken.chaseAt ?? at + chaseMs, command: { type: 'ChaseNow' } }],
  };
}

const quiet = [{ clear: CHASE }, { clear: AGAIN }] as const;

function acknowledge(
  command: Command<'AcknowledgeMessage'>,
  message: WaitingMessage,
  facts: MessageFacts,
  moment: Moment,
): MessageDecision {
  const { by, how } = command;
  const toSender = message.tellSender && facts.mayText ? noticeToSender(message, by.name, moment) : null;
  const climbId = currentClimb(message, moment);
  return {
    events: [{ type: 'MessageAcknowledged', ...of(message, moment), by, how, climbId, toSender }],
    timers: quiet,
  };
}

function finish(
  command: Command<'FinishMessage'>,
  message: TakenMessage,
  moment: Moment,
): MessageDecision | Refusal {
  if (message.status === 'done') {
    return refuse('done-already', `This message was settled already: ${message.outcome}`);
  }
  const { by, outcome } = command;
  const climbId = message.status === 'waiting' ? currentClimb(message, moment) : null;
  return {
    events: [{ type: 'MessageFinished', ...of(message, moment), by, outcome, climbId }],
    timers: quiet,
  };
}

function chase(message: WaitingMessage, moment: Moment): MessageDecision {
  const count = message.chased + 1;
  const next = moment.at + message.chaseMs;
  // When it is time to go up, the ladder does so by itself.
  const nextAt = next < message.takenAt + message.escalateMs ? next : null;
  const notices = reminders(message, count, moment);
  const why =
    notices.length === 0
      ? 'Nobody has it yet, and nobody stands behind whom it is for.'
      : `Nobody has it yet: ${message.people.map(({ name }) => name).join(', ')} reminded.`;
  return {
    events: [{ type: 'MessageChased', ...of(message, moment), count, notices, nextAt, why }],
    timers: nextAt === null ? [] : [{ set: CHASE, at: nextAt, command: { type: 'ChaseNow' } }],
  };
}

function told(command: Command<'NoteTold'>, message: WaitingMessage, moment: Moment): MessageDecision {
  if (command.climbId !== currentClimb(message, moment)) return nothing;
  const { rung, rungName, names, ways } = command;
  const told: MessageEvent = { type: 'MessageTold', ...of(message, moment), rungName, names, ways };
  if (rung === 0 || message.escalatedAt !== null) return { events: [told] };
  const why = `${message.for.name} did not take it.`;
  return {
    events: [told, { type: 'MessageEscalated', ...of(message, moment), rungName, names, why }],
    timers: [{ clear: CHASE }],
  };
}

/** Nobody on the ladder took it: everybody is told again, later each time, a day at most. */
function unreached(
  command: Command<'MessageUnreached'>,
  message: WaitingMessage,
  moment: Moment,
): MessageDecision {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (message.climbs - 1));
  const againAt = moment.at + pause;
  return {
    events: [{ type: 'MessageUnheard', ...of(message, moment), againAt, why: command.why }],
    timers: [{ set: AGAIN, at: againAt, command: { type: 'TellAgain' } }],
  };
}
