import { assertNever } from '../../kernel/assert-never.ts';
import type { Utterance } from '../../telephony/line.ts';
import type { StepOf, Words } from './language.ts';
import { askForCase } from './open-case.ts';
import { offerRingBack } from './ring-back.ts';
import { BUILT_IN } from './step-parts.ts';
import type { Walk } from './walk.ts';

/** No honest flow passes this many steps without the caller hearing something. */
const MOST_STEPS_AT_ONCE = 100;

/** Takes the caller to a step and on, until they hear something, are handed over, or the call ends. */
export function goTo(walk: Walk, target: string): void {
  let next: string | null = target;
  for (let steps = 0; next !== null; steps += 1) {
    if (steps === MOST_STEPS_AT_ONCE) {
      const reason = `${MOST_STEPS_AT_ONCE} steps followed one another without a word`;
      walk.tell({ type: 'FlowWentAstray', callId: walk.callId, step: walk.run.step, reason });
      next = BUILT_IN.person;
    }
    next = enter(walk, next);
  }
}

/** To a person, saying so. */
export function goToPerson(walk: Walk): void {
  walk.speak(walk.phrase(walk.phrases.puttingThrough));
  goTo(walk, 'person');
}

function enter(walk: Walk, target: string): string | null {
  let id = walk.resolve(target);
  if (id === 'return') {
    const frame = walk.run.frames.at(-1);
    if (frame) {
      walk.tell({ type: 'SubflowReturned', callId: walk.callId, flow: frame.flow });
      return frame.then;
    }
    id = BUILT_IN.goodbye;
  }
  walk.tell({ type: 'StepEntered', callId: walk.callId, flow: walk.run.flow, step: id });
  return perform(walk, 'now');
}

/**
 * Does the present step. `after-words`: what had to be heard first was heard in full.
 * Answers with the next target, or null when the caller's leg has something to do.
 */
export function perform(walk: Walk, when: 'now' | 'after-words'): string | null {
  const step = walk.step();
  const { callId, run, business } = walk;
  switch (step.step) {
    case 'say':
      walk.speak(step.audio === undefined ? walk.words(step.text ?? '') : recorded(walk, step.audio));
      return step.then;
    case 'menu':
      return offerMenu(walk, step, when);
    case 'ask':
      walk.speak(walk.words(step.prompt));
      walk.listenForDigits(step.length.max, { kind: 'digits', collected: '' });
      return null;
    case 'hours': {
      const opening = walk.openNow(step.hours);
      if (opening.open) return step.open;
      return opening.why === 'hours' ? step.closed : (step.holiday ?? step.closed);
    }
    case 'branch':
      return branch(walk, step);
    case 'queue':
    case 'ring':
    case 'manager':
      if (walk.hasWordsToSpeak) walk.speakThrough({ kind: 'spoken' });
      else handOver(walk, step);
      return null;
    case 'message':
      askForMessage(walk, step, 1);
      return null;
    case 'callback':
      return offerRingBack(walk, step);
    case 'set': {
      const value = walk.filled(step.value);
      walk.tell({ type: 'ValueSet', callId, name: step.name, value, label: step.label ?? null });
      return step.then;
    }
    case 'case':
      askForCase(walk, step);
      return step.then;
    case 'notice': {
      if (run.noticeGiven || (step.text === undefined && business.recording.record === 'none'))
        return step.then;
      const notice = walk.words(step.text ?? business.recording.notice);
      walk.speak(notice);
      walk.speakThrough({ kind: 'notice', notice: notice.kind === 'say' ? notice.text : '' });
      return null;
    }
    case 'language':
      offerLanguages(walk, step);
      return null;
    case 'flow':
      walk.tell({ type: 'SubflowBegan', callId, flow: step.flow, from: run.flow, then: step.then });
      return walk.flow().start;
    case 'goodbye':
      walk.speak(walk.words(step.text));
      walk.hangUp();
      return null;
    default:
      return assertNever(step);
  }
}

function offerMenu(walk: Walk, step: StepOf<'menu'>, when: 'now' | 'after-words'): null {
  if (when === 'now') walk.speak(...menuWords(walk, step));
  if (!step.barge_in && when === 'now') walk.speakThrough({ kind: 'spoken' });
  else listenToMenu(walk, step);
  return null;
}

/** Reads the menu again after some words, and listens. */
export function offerMenuAgain(walk: Walk, step: StepOf<'menu'>, first: Utterance): void {
  walk.speak(first, ...menuWords(walk, step));
  listenToMenu(walk, step);
}

/** Says each choice in its own language, and listens for one. */
export function offerLanguages(walk: Walk, step: StepOf<'language'>): void {
  walk.speak(
    ...step.choices.map((choice): Utterance => ({
      kind: 'say',
      text: choice.prompt,
      language: choice.language,
    })),
  );
  const says = step.choices.flatMap((choice) => choice.says);
  walk.listenForChoice({ hints: says.length > 0 ? says : null, longestKey: 1 }, { kind: 'language' });
}

/** Asks for a message and takes it; `tries`: how often nothing was heard already. */
export function askForMessage(walk: Walk, step: StepOf<'message'>, tries: number): void {
  walk.speak(step.prompt === undefined ? walk.phrase(walk.phrases.takeMessage) : walk.words(step.prompt));
  walk.takeMessage(step.max_seconds, { kind: 'message', tries });
}

/** The words a caller may say for a choice, in their language. */
export function saysOf(walk: Walk, choice: StepOf<'menu'>['choices'][number]): readonly string[] {
  return choice.says === undefined ? [] : walk.inLanguage<readonly string[]>(choice.says).text;
}

/** Whom a message is for when the step does not say: the business's first queue. */
export function firstQueue(walk: Walk): string {
  const queue = walk.business.queues[0];
  if (!queue) throw new Error(`The business "${walk.business.id}" has no queue`);
  return queue.key;
}

function listenToMenu(walk: Walk, step: StepOf<'menu'>): void {
  const hints = step.choices.flatMap((choice) => saysOf(walk, choice));
  const longestKey = Math.max(...step.choices.map((choice) => choice.key.length));
  walk.listenForChoice({ hints: hints.length > 0 ? hints : null, longestKey }, { kind: 'choice' });
}

function menuWords(walk: Walk, step: StepOf<'menu'>): Utterance[] {
  const prompt = step.prompt === undefined ? [] : [walk.words(step.prompt)];
  if (!step.read_choices) return prompt;
  const { phrases } = walk;
  const choices = step.choices.filter((choice) => !choice.hidden);
  const read = choices.map((choice) =>
    choice.spoken === undefined
      ? phrases.forChoice(lowerFirst(textOf(walk, choice.label)), choice.key)
      : phrases.spokenChoice(textOf(walk, choice.spoken), choice.key),
  );
  const person = step.choices.some((choice) => choice.key === '0') ? [] : [phrases.person];
  return [...prompt, walk.phrase([...read, ...person].join(' '))];
}

function textOf(walk: Walk, words: Words): string {
  return walk.filled(walk.inLanguage<string>(words).text);
}

/** `Billing` → `billing`, but `NHS patients` stays. */
function lowerFirst(text: string): string {
  return /^\p{Lu}(\p{Ll}|\s)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function recorded(walk: Walk, audio: string | Readonly<Record<string, string>>): Utterance {
  return { kind: 'play', audio: walk.inLanguage<string>(audio).text };
}

function branch(walk: Walk, step: StepOf<'branch'>): string {
  const conditions = walk.flow().conditions[walk.run.step] ?? [];
  const facts = walk.conditionFacts();
  for (const [index, one] of step.cases.entries()) {
    const answer = conditions[index]?.test(facts) ?? { failed: 'the condition was not compiled' };
    if (answer === true) return one.then;
    if (answer !== false) {
      const { callId, run } = walk;
      walk.tell({
        type: 'ConditionFailed',
        callId,
        step: run.step,
        condition: index + 1,
        reason: answer.failed,
      });
    }
  }
  return step.else;
}

function handOver(walk: Walk, step: StepOf<'queue' | 'ring' | 'manager'>): void {
  const { callId, run, business } = walk;
  const { language, story, from } = run;
  const common = { callId, businessId: business.id, language, story, from };
  switch (step.step) {
    case 'queue': {
      const given = Object.entries(step.while_waiting).map(
        ([key, target]) => [key, target === 'manager' || target === 'callback' ? target : 'step'] as const,
      );
      const waitingKeys = Object.fromEntries([['0', 'step'] as const, ...given]);
      const queue = step.queue ?? firstQueue(walk);
      const { topic = null, priority = null } = step;
      return walk.tell({ type: 'QueueAsked', ...common, queue, topic, priority, waitingKeys });
    }
    case 'ring': {
      const team = business.staff.filter((one) => step.team !== undefined && one.queues.includes(step.team));
      const people = step.people ?? team.map((one) => one.person);
      return walk.tell({ type: 'PersonAsked', ...common, people, ringSeconds: step.seconds });
    }
    case 'manager':
      return walk.tell({ type: 'ManagerAsked', ...common });
    default:
      return assertNever(step);
  }
}
