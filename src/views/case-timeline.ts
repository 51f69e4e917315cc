import type { CaseTimelineEntry } from '../contract/cases.ts';
import type { CaseEvent } from '../domain/cases/case-words.ts';
import { CLOCK_WORDS, lengthWords, reasonWords } from '../domain/cases/texts.ts';
import { wordsOfBy, wordsOfOwner } from '../kernel/by.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Reader } from '../store/database.ts';

type Line = Omit<CaseTimelineEntry, 'at'>;
type Teller = { readonly [T in CaseEvent['type']]: (event: Extract<CaseEvent, { type: T }>) => Line | null };

const line = (kind: Line['kind'], text: string, more: Partial<Line> = {}): Line => ({
  kind,
  text,
  why: null,
  by: null,
  ref: null,
  ...more,
});

/** The story of a case in plain words. Null: it is told by another event beside it. */
const TELLS: Teller = {
  CaseOpened: ({ number, by, opened, why }) =>
    line(
      'case',
      `Case ${number} was opened with severity ${opened.severity}; ${wordsOfOwner(opened.owner)} has it.`,
      {
        by: wordsOfBy(by),
        why: `${opened.severityWhy} ${why}`,
        ref: opened.callId === null ? null : { noun: 'calls', id: opened.callId },
      },
    ),
  CaseLinked: ({ text, callId }) => line('call', text, { ref: { noun: 'calls', id: callId } }),
  CaseTold: ({ kind, text, why, ref }) => line(kind, text, { why, ref }),
  CallMoved: ({ phase }) => line('call', phase === null ? 'The call is over.' : phaseWords(phase)),
  CaseTaken: ({ owner, before, why, by }) =>
    line('owner', `${capital(wordsOfOwner(owner))} has the case, after ${wordsOfOwner(before)}.`, {
      why,
      by: wordsOfBy(by),
    }),
  ClockMet: ({ clock, how, late, by }) =>
    line('clock', `The customer heard from us ${how}${late ? ', late' : ''}.`, {
      by: wordsOfBy(by),
      why: clock === 'firstContact' ? 'This is the first contact.' : null,
    }),
  DeadlinePassed: ({ clock, level, lateByMs }) =>
    line('clock', `The deadline of level ${level} for the ${CLOCK_WORDS[clock]} passed.`, {
      why: lateByMs < 10 * SECOND ? null : `It was noticed ${lengthWords(lateByMs)} late.`,
    }),
  CaseClimbed: ({ level, levelName, pathway, why, by, climb }) =>
    line('level', `To level ${level}, ${levelName}, on the ${pathway} pathway.`, {
      why,
      by: wordsOfBy(by),
      ref: climb === null ? null : { noun: 'ladders', id: climb.climbId },
    }),
  CaseReturned: ({ level, levelName, owner, pingPong, why, by }) =>
    line(
      'level',
      `Back to level ${level}, ${levelName}, and ${wordsOfOwner(owner)}${pingPong ? ', without anything done above' : ''}.`,
      { why, by: wordsOfBy(by) },
    ),
  CaseCalled: ({ climb, why }) =>
    line('ladder', 'Somebody is being looked for.', { why, ref: { noun: 'ladders', id: climb.climbId } }),
  CaseUnheard: ({ why, climbId }) =>
    line('ladder', 'Nobody said “I have it”.', { why, ref: { noun: 'ladders', id: climbId } }),
  CaseWarned: ({ given, most, because, nextAt }) =>
    given === 0
      ? line('clock', 'Nobody above is left to be told; those here will be told again.', { why: because })
      : line('clock', `Warning ${given} of ${most}${nextAt === null ? ', the last one' : ''}.`, {
          why: because,
        }),
  OwnerReminded: ({ owner }) =>
    line('clock', `${capital(wordsOfOwner(owner))} was reminded that the customer is owed news.`),
  CaseEdited: ({ changes, why, by }) => line('edit', changeWords(changes), { why, by: wordsOfBy(by) }),
  CaseWaits: ({ reason, until, by }) =>
    line('clock', `The clocks stand still${until === null ? '' : ' for a time'}: waiting for the customer.`, {
      why: reason,
      by: wordsOfBy(by),
    }),
  CaseResumed: ({ why, by }) => line('clock', 'The clocks run on.', { why, by: wordsOfBy(by) }),
  CaseResolved: ({ outcome, words, cause, by }) =>
    line('case', `Resolved (${outcome.replaceAll('-', ' ')}): ${words}`, {
      why: cause === null ? null : `Cause: ${cause}`,
      by: wordsOfBy(by),
    }),
  CaseReopened: ({ why, by }) => line('case', 'Opened again.', { why, by: wordsOfBy(by) }),
  CaseNoted: ({ note }) => line('note', note.text, { by: wordsOfBy(note.by) }),
  NoteMentioned: () => null,
  CaseTagged: ({ added, removed, by }) =>
    line('edit', tagWords(added, removed), {
      by: wordsOfBy(by),
    }),
};

/** Everything that happened to a case, oldest first. */
export async function caseTimeline(reader: Reader, caseId: string): Promise<CaseTimelineEntry[]> {
  const events = await caseEvents(reader, caseId);
  // What was written down later may have happened before: the log keeps its own order, a story that of the clock.
  const inTime = [...events].sort((a, b) => a.at - b.at);
  return inTime.flatMap((event) => {
    const tell = TELLS[event.type] as (event: CaseEvent) => Line | null;
    const told = tell(event);
    return told === null ? [] : [{ at: event.at, ...told }];
  });
}

/** The events of a case, oldest first. */
export async function caseEvents(reader: Reader, caseId: string): Promise<readonly CaseEvent[]> {
  const rows = await reader
    .selectFrom('events')
    .where('noun', '=', 'cases')
    .where('id', '=', caseId)
    .select('data')
    .orderBy('seq')
    .execute();
  return rows.map(({ data }) => JSON.parse(data) as CaseEvent);
}

function phaseWords({ phase, who }: { readonly phase: string; readonly who: string }): string {
  switch (phase) {
    case 'talking':
      return `The customer talks with ${who}.`;
    case 'held':
      return `The customer is on hold with ${who}.`;
    default:
      return `The customer waits for ${who}.`;
  }
}

function changeWords(changes: Extract<CaseEvent, { type: 'CaseEdited' }>['changes']): string {
  const { severity, tier, topic, topicName = null, reason, reasonName = null, summary } = changes;
  return [
    ...(severity === undefined ? [] : [`Severity ${severity}.`]),
    ...(tier === undefined ? [] : [`Tier ${tier.replaceAll('-', ' ')}.`]),
    ...(topic === undefined ? [] : [topic === null ? 'No topic.' : `Topic: ${topicName ?? topic}.`]),
    ...(reason === undefined
      ? []
      : [reason === null ? 'No reason.' : `Reason: ${reasonWords({ reason, reasonName })}.`]),
    ...(summary === undefined ? [] : [`Summary: ${summary}`]),
  ].join(' ');
}

function tagWords(added: readonly string[], removed: readonly string[]): string {
  const named = (tags: readonly string[]) =>
    `${tags.length === 1 ? 'Tag' : 'Tags'} ${tags.map((tag) => `“${tag}”`).join(', ')}`;
  return [
    ...(added.length === 0 ? [] : [`${named(added)} added.`]),
    ...(removed.length === 0 ? [] : [`${named(removed)} taken away.`]),
  ].join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
