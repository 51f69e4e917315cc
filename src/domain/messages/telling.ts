import { SECOND } from '../../kernel/duration.ts';
import type { Moment } from '../../kernel/decision.ts';
import { wordsOfBy } from '../../kernel/by.ts';
import type { ClimbRung, ClimbWanted } from '../ladders/ladder.ts';
import type { NoticeToSend, TakenMessage, WaitingMessage } from './message.ts';

/** Who is told of a message, and in which words. */

const SHORT = 80;

export function senderOf({ from }: Pick<TakenMessage, 'from'>): string {
  return from.name ?? from.number ?? 'a caller who withheld their number';
}

/** The first words of it, for a list. */
export function summaryOf(message: Pick<TakenMessage, 'fields' | 'recordingId'>): string {
  const longest = message.fields.toSorted((a, b) => b.value.length - a.value.length)[0]?.value ?? '';
  if (longest === '') return message.recordingId === null ? 'No words' : 'Spoken message: listen to it';
  return longest.length <= SHORT ? longest : `${longest.slice(0, SHORT).trimEnd()}…`;
}

export function subjectOf(message: TakenMessage): string {
  return `Message for ${message.for.name} from ${senderOf(message)}`;
}

export function textOf(message: TakenMessage): string {
  const lines = message.fields.map(({ label, value }) => `${label}: ${value}`);
  const spoken = message.recordingId === null ? [] : ['It was spoken: listen to it in the console.'];
  const taken = `Taken by ${message.by.kind === 'flow' ? 'the answering flow' : wordsOfBy(message.by)}.`;
  const number = message.from.number === null ? [] : [`Number: ${message.from.number}`];
  return [...lines, ...number, ...spoken, taken].join('\n');
}

/** Those it is for; then the managers, one after the other. */
export function climbOf(message: Omit<WaitingMessage, 'status'>, { id }: Moment): ClimbWanted {
  const taken: TakenMessage = { status: 'waiting', ...message };
  const first: ClimbRung = {
    name: message.for.name,
    who: message.people.map(({ personId }) => ({ kind: 'person', id: personId })),
    order: 'together',
    ways: message.ways,
    patienceSeconds: Math.round(message.escalateMs / SECOND),
  };
  const managers = message.managers.map(({ name, people }): ClimbRung => ({
    name,
    who: people.map((personId) => ({ kind: 'person', id: personId })),
    order: 'in-turn',
    ways: ['desk', 'phone'],
    patienceSeconds: Math.round(message.chaseMs / SECOND),
  }));
  return {
    climbId: `${id}.c${message.climbs + 1}`,
    businessId: message.businessId,
    about: { noun: 'messages', id },
    caseId: message.caseId,
    callId: message.callId,
    subject: subjectOf(taken),
    text: textOf(taken),
    rungs: [first, ...managers],
    repeats: 0,
    except: [],
  };
}

/** A reminder to everybody whom it is for, by each way of the form. */
export function reminders(message: WaitingMessage, count: number, { id }: Moment): readonly NoticeToSend[] {
  return message.people.flatMap(({ personId, name }, person) =>
    message.ways.map((way) => ({
      id: `${id}.r${count}.${person + 1}${way}`,
      wanted: {
        businessId: message.businessId,
        to: { kind: 'person', id: personId, name },
        way,
        subject: `Reminder ${count}: ${subjectOf(message)}`,
        text: textOf(message),
        about: { noun: 'messages', id },
        climbId: null,
        caseId: message.caseId,
        acknowledge: true,
      },
    })),
  );
}

/** The caller hears that somebody has it. */
export function noticeToSender(message: WaitingMessage, name: string, { id }: Moment): NoticeToSend {
  const { businessId, businessName, from, caseId } = message;
  return {
    id: `${id}.arrived`,
    wanted: {
      businessId,
      to: { kind: 'address', email: null, number: from.number, name: from.name },
      way: 'sms',
      subject: businessName,
      text: `${businessName}: your message has arrived. ${name} has it and will see to it.`,
      about: { noun: 'messages', id },
      climbId: null,
      caseId,
      acknowledge: false,
    },
  };
}
