import { assertNever } from '../kernel/assert-never.ts';

/**
 * What a practice caller does next: a pure function of what it has heard, so that its manners can be tested without a
 * telephone. Times are epoch milliseconds of whatever clock the caller lives by.
 */

/** What the telephone of the caller shows. */
export interface CallSeen {
  readonly status: 'ringing' | 'in-progress' | 'over';
  /** Whether it has been brought together with somebody. */
  readonly inRoom: boolean;
  /** Everything heard up to now, oldest first. */
  readonly heard: readonly { readonly verb: string; readonly text: string }[];
}

export interface PracticePlan {
  readonly businessName: string;
  /** Keys to press in the menus, in order. */
  readonly keys: readonly string[];
}

export type PracticeStage = 'ringing' | 'menu' | 'waiting' | 'talking' | 'over';

export interface Practising {
  readonly stage: PracticeStage;
  readonly startedAt: number;
  /** How much of what is heard was acted on. */
  readonly seen: number;
  readonly pressed: number;
  /** What is prepared, and when it is due. */
  readonly due: { readonly what: 'key' | 'sentence' | 'reply' | 'filler'; readonly at: number } | null;
  /** When something was last done. */
  readonly lastAt: number;
  readonly said: readonly string[];
  /** How much of that was not part of the story. */
  readonly replies: number;
  readonly fillers: number;
  /** Goodbye was said; the receiver goes down at this time. */
  readonly leavesAt: number | null;
  /** Why it is over. */
  readonly ending: 'caller-left' | 'nobody-answered' | 'other-side' | null;
}

export type PracticeAct =
  | { readonly do: 'nothing' }
  | { readonly do: 'press'; readonly keys: string }
  | { readonly do: 'say'; readonly text: string }
  | { readonly do: 'hang-up' };

/** A menu is listened to for this long before its key is pressed. */
const LISTENS_MS = 1_200;
/** A recorded menu cannot be read; its key is pressed after this time. */
const LISTENS_BLINDLY_MS = 20_000;
const WAITS_FOR_SOMEBODY_MS = 120_000;
/** The whole call; goodbye is said a little before. */
export const LONGEST_CALL_MS = 180_000;
const GOODBYE_TAKES_MS = 6_000;
const FIRST_WORD_AFTER_MS = 1_500;
const ANSWERS_AFTER_MS = 1_200;
const NEXT_SENTENCE_AFTER_MS = 9_000;
const FILLER_AFTER_MS = 20_000;

const REPLIES = [
  'I see. Thank you for telling me.',
  'Yes, that is right.',
  'That is very kind of you.',
  'Good, then I know what to expect.',
  'Yes, please do that.',
] as const;
/** Whoever speaks into a microphone is not read, so these fit both an answer and a silence. */
const FILLERS = ['I see. Thank you.', 'Take your time, I am in no hurry.'] as const;
const GOODBYE = 'Thank you for your help. Goodbye.';

/** Three sentences that fit any business. */
export function sentencesFor(businessName: string): readonly string[] {
  return [
    `Hello, is that ${businessName}? My name is Robin Page.`,
    'I had a letter from you this morning, and I am not sure what I have to do with it.',
    'If you need a moment to look, put me on hold. I do not mind the music at all.',
  ];
}

/** A practice call that has just been dialled. `now`: epoch ms by the caller's clock, from which all its patience is counted. */
export function beginPractising(now: number): Practising {
  return {
    stage: 'ringing',
    startedAt: now,
    seen: 0,
    pressed: 0,
    due: null,
    lastAt: now,
    said: [],
    replies: 0,
    fillers: 0,
    leavesAt: null,
    ending: null,
  };
}

/** Looks at the telephone and decides. To be asked a few times a second. */
export function practise(
  before: Practising,
  plan: PracticePlan,
  call: CallSeen,
  now: number,
): { readonly next: Practising; readonly act: PracticeAct } {
  if (before.stage === 'over') return { next: before, act: { do: 'nothing' } };
  if (call.status === 'over') {
    return {
      next: { ...before, stage: 'over', ending: before.ending ?? 'other-side' },
      act: { do: 'nothing' },
    };
  }
  const state = arrive(before, plan, call, now);
  if (state.leavesAt !== null && now >= state.leavesAt) return hangUp(state, 'caller-left');
  switch (state.stage) {
    case 'ringing':
      return now - state.startedAt >= WAITS_FOR_SOMEBODY_MS ? hangUp(state, 'nobody-answered') : still(state);
    case 'menu':
      return inMenu(state, plan, call, now);
    case 'waiting':
      return now - state.startedAt >= WAITS_FOR_SOMEBODY_MS ? hangUp(state, 'nobody-answered') : still(state);
    case 'talking':
      return talking(state, plan, call, now);
    default:
      return assertNever(state.stage);
  }
}

type Live = Practising & { readonly stage: Exclude<PracticeStage, 'over'> };
type Decided = { readonly next: Practising; readonly act: PracticeAct };

/** Where the call is now; a new place is begun with nothing prepared. */
function arrive(before: Practising, plan: PracticePlan, call: CallSeen, now: number): Live {
  const stage = stageOf(before, plan, call);
  if (stage === before.stage) return { ...before, stage };
  const talks = stage === 'talking';
  const due = talks ? ({ what: 'sentence', at: now + FIRST_WORD_AFTER_MS } as const) : null;
  return { ...before, stage, due, seen: talks ? call.heard.length : before.seen, lastAt: now };
}

function stageOf(before: Practising, plan: PracticePlan, call: CallSeen): Live['stage'] {
  if (call.status === 'ringing') return 'ringing';
  if (call.inRoom) return 'talking';
  // Between two people the caller hears music or words, and is still in good hands.
  if (before.stage === 'talking') return 'talking';
  return before.pressed < plan.keys.length ? 'menu' : 'waiting';
}

function inMenu(state: Live, plan: PracticePlan, call: CallSeen, now: number): Decided {
  if (now - state.startedAt >= WAITS_FOR_SOMEBODY_MS) return hangUp(state, 'nobody-answered');
  const key = plan.keys[state.pressed] ?? '';
  if (state.due === null) {
    const offered = call.heard
      .slice(state.seen)
      .some(({ verb, text }) => verb === 'Say' && offers(text, key));
    const blind = now - state.lastAt >= LISTENS_BLINDLY_MS;
    return still(offered || blind ? { ...state, due: { what: 'key', at: now + LISTENS_MS } } : state);
  }
  if (now < state.due.at) return still(state);
  const next = {
    ...state,
    pressed: state.pressed + 1,
    seen: call.heard.length,
    due: null,
    lastAt: now,
    stage: state.pressed + 1 < plan.keys.length ? ('menu' as const) : ('waiting' as const),
  };
  return { next, act: { do: 'press', keys: key } };
}

/** Whether a menu's words name the key by itself: "press 3", "tapez 3". */
function offers(text: string, key: string): boolean {
  return text.split(/[^\p{L}\p{N}*#]+/u).includes(key);
}

function talking(state: Live, plan: PracticePlan, call: CallSeen, now: number): Decided {
  if (state.leavesAt !== null) return still(state);
  if (now - state.startedAt >= LONGEST_CALL_MS - GOODBYE_TAKES_MS) return saysGoodbye(state, call, now);
  const spoken = call.heard.slice(state.seen).filter(({ verb, text }) => verb === 'Party' && text !== 'beep');
  const busyUntil = state.lastAt + lengthOf(state.said.at(-1) ?? '');
  if (spoken.some(({ text }) => /\b(good)?bye\b/i.test(text))) return saysGoodbye(state, call, now);

  const sentence = sentencesFor(plan.businessName)[state.said.length - state.replies];
  const what = sentence === undefined ? 'reply' : 'sentence';
  // The story is told first; once it is told, whatever is said gets a pleasant answer.
  if (spoken.length > 0) {
    const due = { what, at: Math.max(now, busyUntil) + ANSWERS_AFTER_MS } as const;
    return still({ ...state, seen: call.heard.length, due });
  }
  if (state.due === null) {
    if (sentence !== undefined)
      return still({ ...state, due: { what, at: busyUntil + NEXT_SENTENCE_AFTER_MS } });
    const filler = { what: 'filler', at: busyUntil + FILLER_AFTER_MS } as const;
    return still(state.fillers < FILLERS.length ? { ...state, due: filler } : state);
  }
  if (now < state.due.at) return still(state);
  if (sentence !== undefined) return says(state, sentence, now);
  const replies = state.replies + 1;
  if (state.due.what === 'filler') {
    const text = FILLERS[state.fillers] ?? FILLERS[0];
    return says({ ...state, replies, fillers: state.fillers + 1 }, text, now);
  }
  return says({ ...state, replies }, REPLIES[state.replies % REPLIES.length] ?? REPLIES[0], now);
}

function says(state: Live, text: string, now: number): Decided {
  const next = { ...state, said: [...state.said, text], due: null, lastAt: now };
  return { next, act: { do: 'say', text } };
}

function saysGoodbye(state: Live, call: CallSeen, now: number): Decided {
  const { next, act } = says({ ...state, seen: call.heard.length, replies: state.replies + 1 }, GOODBYE, now);
  return { next: { ...next, leavesAt: now + GOODBYE_TAKES_MS }, act };
}

function hangUp(state: Live, ending: NonNullable<Practising['ending']>): Decided {
  return { next: { ...state, stage: 'over', ending }, act: { do: 'hang-up' } };
}

function still(next: Practising): Decided {
  return { next, act: { do: 'nothing' } };
}

/** About how long a sentence takes to say, in ms. */
function lengthOf(text: string): number {
  return text.length * 70;
}
