import { DateTime } from 'luxon';
import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, type Decision, type Moment } from '../../kernel/decision.ts';
import type { DailyDigest, DigestCommand, DigestEvent, DigestFacts } from './digest.ts';

const DUE = 'due';

/** The next moment, epoch ms, at which the wall clock of `zone` shows `time` (HH:MM), later than `at`. */
export function nextAt(time: string, zone: string, at: number): number {
  const [hour, minute] = time.split(':').map(Number);
  const today = DateTime.fromMillis(at, { zone }).startOf('day');
  const on = (days: number) =>
    today
      .plus({ days })
      .set({ hour: hour ?? 0, minute: minute ?? 0 })
      .toMillis();
  return on(0) > at ? on(0) : on(1);
}

/** Once a day, at the hour that the business set, people hear of what they have not taken. */
export function decideDigest(
  command: DigestCommand,
  digest: DailyDigest,
  facts: DigestFacts,
  { at, id }: Moment,
): Decision<DigestEvent> {
  const of = { businessId: id, at };
  switch (command.type) {
    case 'KeepDigest': {
      const { at: time, timezone } = command;
      if (time === null) {
        return digest.status === 'none'
          ? nothing
          : { events: [{ type: 'DigestStopped', ...of }], timers: [{ clear: DUE }] };
      }
      if (digest.status === 'set' && digest.at === time && digest.timezone === timezone) return nothing;
      const next = nextAt(time, timezone, at);
      return {
        events: [{ type: 'DigestSet', ...of, time, timezone, next }],
        timers: [{ set: DUE, at: next, command: { type: 'DigestDue' } }],
      };
    }
    case 'DigestDue': {
      if (digest.status === 'none') return nothing;
      const next = nextAt(digest.at, digest.timezone, at);
      const notices = facts.people.map((person, index) => ({
        id: `${id}.d${digest.sent + 1}.${index + 1}`,
        wanted: {
          businessId: id,
          to: { kind: 'person' as const, id: person.personId, name: person.name },
          way: 'email' as const,
          subject: subjectOf(facts.businessName, person.messages.length),
          text: textOf(person.messages, digest.timezone),
          about: { noun: 'digests', id },
          climbId: null,
          caseId: null,
          acknowledge: false,
        },
      }));
      return {
        events: [{ type: 'DigestSent', ...of, next, notices }],
        timers: [{ set: DUE, at: next, command: { type: 'DigestDue' } }],
      };
    }
    default:
      return assertNever(command);
  }
}

function subjectOf(businessName: string, count: number): string {
  return `${businessName}: ${count === 1 ? '1 message waits' : `${count} messages wait`} for you`;
}

function textOf(messages: DigestFacts['people'][number]['messages'], zone: string): string {
  const lines = messages.map(({ from, summary, takenAt }) => {
    const taken = DateTime.fromMillis(takenAt, { zone, locale: 'en-GB' }).toFormat('ccc d LLL, HH:mm');
    return `${taken}, from ${from}: ${summary}`;
  });
  return ['Nobody has taken these yet:', ...lines, 'Open Messages in the console to take them.'].join('\n');
}
