import { assertNever } from '../../kernel/assert-never.ts';
import { wordsOfBy } from '../../kernel/by.ts';
import { nothing, refuse, type Moment, type Refusal } from '../../kernel/decision.ts';
import type { CaseCommand, CaseFacts } from './case-words.ts';
import type { Case, Field, KnownCase } from './case.ts';
import { escalate, giveBack, reached, unreached } from './decide-climb.ts';
import { deadlineDue, heard, waitOver, warnAgain } from './decide-clock.ts';
import {
  assign,
  changedMeanwhile,
  handOnCall,
  note,
  reopen,
  resolve,
  resume,
  setReason,
  setSeverity,
  setSummary,
  setTopic,
  tag,
  take,
  wait,
} from './decide-edit.ts';
import { openCase } from './decide-open.ts';
import { storyOf, type CaseDecision, type Story } from './story.ts';

type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;

/** The rules of a case: who has it, how its clocks run, and where it goes when they run out. */
export function decideCase(
  command: CaseCommand,
  state: Case,
  facts: CaseFacts,
  moment: Moment,
): CaseDecision | Refusal {
  if (command.type === 'OpenCase')
    return state.status === 'none' ? openCase(command, facts, moment) : nothing;
  if (state.status === 'none') return refuse('case-unknown', 'There is no such case.');
  const stale = 'asOf' in command ? changedMeanwhile(state, command.asOf, fieldsOf(command)) : null;
  if (stale !== null) return stale;
  const story = storyOf(state, moment);
  switch (command.type) {
    case 'DeadlineDue':
      return deadlineDue(command, story, facts);
    case 'WarnAgain':
      return warnAgain(command, story);
    case 'WaitOver':
      return waitOver(command, story, facts);
    case 'CaseReached':
      return reached(command, story);
    case 'CaseUnreached':
      return unreached(command, story, facts);
    case 'TellCase': {
      const { kind, text, why, ref } = command;
      story.tell({ type: 'CaseTold', kind, text, why, ref });
      return story.done();
    }
    case 'LinkCall':
      return link(command, story, facts);
    case 'NotePhase':
      return notePhase(command, story);
    case 'HandCase':
      return handOnCall(command, story, facts);
    case 'AddNote':
      return note(command, story, facts);
    case 'TagCase':
      return tag(command, story);
    case 'ReopenCase':
      return state.status === 'resolved'
        ? reopen(command, story, facts)
        : refuse('not-resolved', 'This case is not resolved, so there is nothing to reopen.');
    default:
      return state.status === 'resolved' ? alreadyResolved(state) : work(command, story, facts);
  }
}

type Work = Command<
  | 'TakeCase'
  | 'AssignCase'
  | 'ContactMade'
  | 'UpdateGiven'
  | 'EscalateCase'
  | 'ReturnCase'
  | 'SetSeverity'
  | 'SetTopic'
  | 'SetReason'
  | 'SetSummary'
  | 'WaitForCustomer'
  | 'ResumeCase'
  | 'ResolveCase'
>;

/** What is done to a case that is not resolved. */
function work(command: Work, story: Story, facts: CaseFacts): CaseDecision | Refusal {
  switch (command.type) {
    case 'TakeCase':
      return take(command, story);
    case 'AssignCase':
      return assign(command, story, facts);
    case 'ContactMade':
    case 'UpdateGiven':
      return heard(command, story, facts);
    case 'EscalateCase':
      runOn(story, command, facts);
      return escalate(command, story, facts);
    case 'ReturnCase':
      runOn(story, command, facts);
      return giveBack(command, story, facts);
    case 'SetSeverity':
      return setSeverity(command, story, facts);
    case 'SetTopic':
      return setTopic(command, story, facts);
    case 'SetReason':
      return setReason(command, story, facts);
    case 'SetSummary':
      return setSummary(command, story, facts);
    case 'WaitForCustomer':
      return wait(command, story, facts);
    case 'ResumeCase':
      if (story.now.status !== 'waiting')
        return refuse('not-waiting', 'This case does not wait for the customer; its clocks run.');
      resume(story, command.by, command.why ?? `${wordsOfBy(command.by)} let the clocks run on.`, facts);
      return story.done();
    case 'ResolveCase':
      return resolve(command, story);
    default:
      return assertNever(command);
  }
}

/** Whoever moves a case to another level does not wait for the customer any more. */
function runOn(
  story: Story,
  { by, reason }: Command<'EscalateCase'> | Command<'ReturnCase'>,
  facts: CaseFacts,
): void {
  if (story.now.status === 'waiting') resume(story, by, reason, facts);
}

/** What each edit is about, and so what must not have changed since the editor looked. */
const FIELDS: Readonly<Record<Extract<CaseCommand, { asOf: number | null }>['type'], readonly Field[]>> = {
  TakeCase: ['owner'],
  AssignCase: ['owner'],
  EscalateCase: ['level', 'status'],
  ReturnCase: ['level', 'status'],
  SetSeverity: ['severity', 'tier'],
  SetTopic: ['topic'],
  SetReason: ['reason'],
  SetSummary: ['summary'],
  WaitForCustomer: ['status'],
  ResumeCase: ['status'],
  ResolveCase: ['status'],
  ReopenCase: ['status'],
};

function fieldsOf(command: Extract<CaseCommand, { asOf: number | null }>): readonly Field[] {
  if (command.type !== 'SetSeverity') return FIELDS[command.type];
  return [
    ...(command.severity === null ? [] : ['severity' as const]),
    ...(command.tier === null ? [] : ['tier' as const]),
  ];
}

function alreadyResolved(state: Extract<KnownCase, { status: 'resolved' }>): Refusal {
  return refuse(
    'case-resolved',
    `${wordsOfBy(state.resolvedBy)} resolved this case (“${state.words}”). Reopen it first.`,
  );
}

function link(command: Command<'LinkCall'>, story: Story, facts: CaseFacts): CaseDecision | Refusal {
  const { now, at } = story;
  const { callId } = command;
  if (facts.call === null) return refuse('call-unknown', 'There is no such call.');
  if (now.calls.some((call) => call.callId === callId)) return nothing;
  const { startedAt, live } = facts.call;
  story.tell({
    type: 'CaseLinked',
    callId,
    callAt: command.at ?? startedAt,
    live: now.status === 'resolved' ? null : live,
    text: linkWords(command.ours === true, live !== null),
  });
  if (command.ours !== true && now.status === 'waiting' && startedAt <= at && live !== null)
    resume(story, { kind: 'flow' }, 'The customer called.', facts);
  return story.done();
}

function notePhase(command: Command<'NotePhase'>, story: Story): CaseDecision {
  const { now } = story;
  const { callId, phase } = command;
  const same =
    phase === null
      ? now.live?.callId !== callId
      : now.live?.callId === callId && now.live.phase === phase.phase && now.live.who === phase.who;
  if (same || (now.status === 'resolved' && phase !== null)) return nothing;
  story.tell({ type: 'CallMoved', callId, phase });
  return story.done();
}

function linkWords(ours: boolean, live: boolean): string {
  if (ours) return 'We ring the customer about this case.';
  return live ? 'The customer calls about this case.' : 'A call belongs to this case.';
}
