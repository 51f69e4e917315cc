import { wordsOfBy, type By, type Owner } from '../../kernel/by.ts';
import { nothing, refuse, type Refusal } from '../../kernel/decision.ts';
import { mentionedIn } from '../../kernel/mentions.ts';
import { FORMAL_COMPLAINT, levelOf, severityRule } from '../matrices/levels.ts';
import { beginClocks, endClocks, resumeClocks, retimeClocks, stopClocks } from './clocks.ts';
import type { CaseCommand, CaseFacts, Changes } from './case-words.ts';
import type { Field, KnownCase, Severity } from './case.ts';
import { callLevel, climbTo } from './decide-climb.ts';
import { checkedOwner, chosenReason } from './decide-open.ts';
import { changedTags } from './tags.ts';
import { standingOf, type CaseDecision, type Story } from './story.ts';

type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;

/** Somebody edited the same thing after this editor had looked: refused, with what the first wrote. Null: nobody did. */
export function changedMeanwhile(
  now: KnownCase,
  asOf: number | null,
  fields: readonly Field[],
): Refusal | null {
  if (asOf === null) return null;
  const edits = fields.map((field) => now.edits[field]).filter((edit) => edit !== undefined);
  const later = edits.findLast(({ edition }) => edition > asOf);
  if (later === undefined) return null;
  return refuse(
    'changed-meanwhile',
    `${wordsOfBy(later.by)} ${later.words} after you opened this case. Nothing of yours is lost: look at it, and save again if it still holds.`,
  );
}

export function take(command: Command<'TakeCase'>, story: Story): CaseDecision {
  const { by } = command;
  const owner: Owner = { kind: 'person', id: by.personId, name: by.name };
  return hand(story, owner, by, 'took', `${by.name} took the case.`);
}

export function assign(
  command: Command<'AssignCase'>,
  story: Story,
  facts: CaseFacts,
): CaseDecision | Refusal {
  const owner = checkedOwner(command.owner, facts);
  if ('refused' in owner) return owner;
  const words = `${wordsOfBy(command.by)} gave the case to ${owner.kind === 'queue' ? 'the queue ' : ''}${owner.name}.`;
  return hand(story, owner, command.by, 'given', command.why ?? words, facts);
}

/** On the live call: whoever takes the customer over has the matter too. */
export function handOnCall(command: Command<'HandCase'>, story: Story, facts: CaseFacts): CaseDecision {
  const name = facts.people[command.personId] ?? command.name;
  if (name === null || story.now.status === 'resolved') return nothing;
  if (story.now.level === FORMAL_COMPLAINT) {
    // A formal complaint stays with its own owner, whoever speaks with the customer.
    const text = `${name} has the customer on the telephone.`;
    story.tell({ type: 'CaseTold', kind: 'call', text, why: command.why, ref: null });
    return story.done();
  }
  const owner: Owner = { kind: 'person', id: command.personId, name };
  return hand(story, owner, { kind: 'flow' }, 'handed', command.why);
}

function hand(
  story: Story,
  owner: Owner,
  by: By,
  how: 'took' | 'given' | 'handed',
  why: string,
  facts: CaseFacts | null = null,
): CaseDecision {
  const { now } = story;
  const climb =
    owner.kind === 'person' && now.climb !== null ? { id: now.climb.climbId, cancelled: true } : null;
  if (now.owner.kind === owner.kind && now.owner.id === owner.id && climb === null) return nothing;
  story.tell({ type: 'CaseTaken', by, owner, before: now.owner, how, why, climb });
  if (owner.kind === 'queue' && facts !== null && now.status === 'open')
    callLevel(story, `The case is with the queue ${owner.name} now, and nobody has it yet.`);
  return story.done();
}

export function setSeverity(command: Command<'SetSeverity'>, story: Story, facts: CaseFacts): CaseDecision {
  const { now } = story;
  const { severity, tier, by, why } = command;
  const changes: Changes = {
    ...(severity === null || severity === now.severity.value ? {} : { severity }),
    ...(tier === null || tier === now.tier.value ? {} : { tier }),
  };
  if (Object.keys(changes).length === 0) return nothing;
  edit(story, changes, by, why, facts);
  if (changes.severity !== undefined) climbForSeverity(story, changes.severity, by, facts);
  return story.done();
}

/** A severity may begin higher up: then the case goes there at once. */
function climbForSeverity(story: Story, severity: Severity, by: By, facts: CaseFacts): void {
  const { now } = story;
  const { startLevel } = severityRule(now.policy.matrix, severity);
  const level = startLevel > now.level ? levelOf(now.policy.matrix, now.topic, startLevel) : null;
  if (level === null || now.status !== 'open') return;
  const why = `Severity ${severity} begins on level ${startLevel}.`;
  climbTo(story, { level, pathway: 'automatic', by, why, lateByMs: 0 }, facts);
}

export function setTopic(
  command: Command<'SetTopic'>,
  story: Story,
  facts: CaseFacts,
): CaseDecision | Refusal {
  const { topic, by } = command;
  if (topic === story.now.topic) return nothing;
  const named = facts.business?.topics.find(({ key }) => key === topic);
  if (topic !== null && named === undefined)
    return refuse('topic-unknown', `This business has no topic "${topic}".`);
  edit(story, { topic, topicName: named?.name ?? null }, by, `${wordsOfBy(by)} set the topic.`, facts);
  return story.done();
}

export function setReason(
  command: Command<'SetReason'>,
  story: Story,
  facts: CaseFacts,
): CaseDecision | Refusal {
  const { by } = command;
  // One that the business has no more may stay.
  if (command.reason === story.now.reason) return nothing;
  const { business } = facts;
  const chosen = chosenReason(command, business?.reasons ?? [], business?.name ?? 'This business');
  if (chosen !== null && 'refused' in chosen) return chosen;
  const changes = { reason: chosen?.key ?? null, reasonName: chosen?.name ?? null };
  edit(story, changes, by, `${wordsOfBy(by)} set the reason.`, facts);
  return story.done();
}

export function setSummary(command: Command<'SetSummary'>, story: Story, facts: CaseFacts): CaseDecision {
  const { summary, by } = command;
  if (summary === story.now.summary) return nothing;
  edit(story, { summary }, by, `${wordsOfBy(by)} wrote it.`, facts);
  return story.done();
}

function edit(story: Story, changes: Changes, by: By, why: string, facts: CaseFacts): void {
  const { now, at } = story;
  const before = standingOf(now);
  const after = {
    ...before,
    ...(changes.severity === undefined ? {} : { severity: changes.severity }),
    ...(changes.topic === undefined ? {} : { topic: changes.topic }),
  };
  const retimed = changes.severity !== undefined || changes.topic !== undefined;
  const clocks = retimed ? retimeClocks(now.clocks, before, after, at, facts.holidays) : null;
  story.tell({ type: 'CaseEdited', by, changes, callId: now.live?.callId ?? null, clocks, why });
}

export function wait(
  command: Command<'WaitForCustomer'>,
  story: Story,
  facts: CaseFacts,
): CaseDecision | Refusal {
  const { now, at } = story;
  const { by, reason, until } = command;
  if (now.status === 'waiting')
    return refuse('waiting-already', `This case waits for the customer already: ${now.waitingReason}`);
  if (until !== null && until <= at)
    return refuse('time-past', 'The time until which you want to wait is over already. Choose a later one.');
  story.tell({
    type: 'CaseWaits',
    by,
    reason,
    until,
    clocks: stopClocks(now.clocks, standingOf(now), at, facts.holidays),
    cancels: now.climb?.climbId ?? null,
  });
  return story.done();
}

/** The clocks run on with what was left. */
export function resume(story: Story, by: By, why: string, facts: CaseFacts): void {
  const { now, at } = story;
  const clocks = resumeClocks(now.clocks, standingOf(now), at, facts.holidays);
  story.tell({ type: 'CaseResumed', by, clocks, why });
}

export function resolve(command: Command<'ResolveCase'>, story: Story): CaseDecision {
  const { now, at } = story;
  const { by, outcome, words, cause } = command;
  const cancels = now.climb?.climbId ?? null;
  const clocks = endClocks(now.clocks, at);
  story.tell({ type: 'CaseResolved', by, outcome, words, cause, clocks, cancels });
  return story.done();
}

export function reopen(command: Command<'ReopenCase'>, story: Story, facts: CaseFacts): CaseDecision {
  const { now, at } = story;
  const { by, why } = command;
  const clocks = beginClocks(standingOf(now), now.clocks, at, facts.holidays);
  story.tell({ type: 'CaseReopened', by, clocks, why });
  if (story.now.owner.kind === 'queue') callLevel(story, `The case was opened again: ${why}`);
  return story.done();
}

export function note(command: Command<'AddNote'>, story: Story, facts: CaseFacts): CaseDecision | Refusal {
  const { now, at, caseId } = story;
  const { by, text } = command;
  const people = Object.entries(facts.people).map(([id, name]) => ({ id, name }));
  const strangers = command.mentions.filter((id) => facts.people[id] === undefined);
  if (strangers.length > 0)
    return refuse('person-unknown', `Nobody of this business is called ${strangers.join(', ')}.`);
  const mentions = [...new Set([...command.mentions, ...mentionedIn(text, people)])].map((personId) => ({
    personId,
    name: facts.people[personId] ?? personId,
  }));
  const noteId = `${caseId}.n${now.notes.length + 1}`;
  story.tell({ type: 'CaseNoted', note: { id: noteId, at, by, text, mentions } });
  for (const { personId, name } of mentions)
    story.tell({ type: 'NoteMentioned', noteId, personId, name, by, text });
  return story.done();
}

export function tag(command: Command<'TagCase'>, story: Story): CaseDecision | Refusal {
  const { by } = command;
  const changed = changedTags(story.now.tags, command, by.kind === 'person' || by.kind === 'api');
  if ('refused' in changed) return changed;
  const { added, removed } = changed;
  if (added.length === 0 && removed.length === 0) return nothing;
  story.tell({ type: 'CaseTagged', by, added, removed });
  return story.done();
}
