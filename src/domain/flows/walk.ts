import { DateTime } from 'luxon';
import type { Moment } from '../../kernel/decision.ts';
import { type Chosen, chosenIn } from '../../kernel/languages.ts';
import { type Instruction, said, type Step, type Utterance } from '../../telephony/line.ts';
import type { Business } from '../businesses/business.ts';
import { isOpenAt, openAt } from '../businesses/hours.ts';
import type { HolidayLookup, OpenNow } from '../businesses/hours.ts';
import { spokenMoment } from '../businesses/spoken-time.ts';
import { resolveTarget } from './compile.ts';
import type { CompiledFlow } from './compile.ts';
import type { ConditionFacts } from './conditions.ts';
import { evolve } from './evolve.ts';
import { fillIn } from './fields.ts';
import type { Awaits, FlowEvent } from './flow-words.ts';
import type { FlowState, Run } from './flow.ts';
import type { CallersCases } from './open-case.ts';
import type { CallbackFacts } from '../queues/queue-entry.ts';
import type { StepFile, Words } from './language.ts';
import { phrasesIn } from './phrases.ts';
import type { Phrases } from './phrases.ts';
import { BUILT_IN } from './step-parts.ts';

export interface QueueFacts {
  readonly waiting: number;
  readonly longestWaitSeconds: number;
  readonly peopleFree: number;
}

/** What a flow's decision may look at besides its own state. */
export interface FlowFacts {
  /** The flow that began the call and every flow that it may run. */
  readonly flows: Readonly<Record<string, CompiledFlow>>;
  readonly business: Business;
  readonly holidays: HolidayLookup;
  readonly queues: Readonly<Record<string, QueueFacts>>;
  readonly history: { readonly callsToday: number; readonly callsLast30Days: number };
  readonly cases: CallersCases;
  /** What is known of ringing the caller back. */
  readonly callback: CallbackFacts;
}

/** Silence after a prompt: pause and time-out together are the three seconds that a caller may be left without a word. */
const PAUSE_AFTER_PROMPT_SECONDS = 2;
/** How long after one key the next still belongs to it: short, so that a choice is quick; there, so that 112 is never taken as 1. */
const NEXT_KEY_SECONDS = 1;
const EMERGENCY_LENGTH = 3;

/**
 * One decision in the making: a caller walking from step to step until they hear something, are handed over, or the call ends.
 * It changes while `decide` runs and is gone afterwards.
 */
export class Walk {
  readonly events: FlowEvent[] = [];
  says: Instruction | null = null;
  private pending: Utterance[] = [];
  private current: FlowState;
  private readonly facts: FlowFacts;
  private readonly moment: Moment;

  constructor(state: FlowState, facts: FlowFacts, moment: Moment) {
    this.current = state;
    this.facts = facts;
    this.moment = moment;
  }

  get callId(): string {
    return this.moment.id;
  }

  get at(): number {
    return this.moment.at;
  }

  get business(): Business {
    return this.facts.business;
  }

  get callback(): CallbackFacts {
    return this.facts.callback;
  }

  get cases(): CallersCases {
    return this.facts.cases;
  }

  get holidays(): HolidayLookup {
    return this.facts.holidays;
  }

  get run(): Run {
    if (this.current.status === 'not-begun' || this.current.status === 'ended') {
      throw new Error(`A flow that is ${this.current.status} has no caller`);
    }
    return this.current.run;
  }

  get phrases(): Phrases {
    return phrasesIn(this.run.language);
  }

  /** The flow the caller is in; the safe answer's steps are in every flow, so an unknown flow is a fault of `gather`. */
  flow(id: string = this.run.flow): CompiledFlow {
    const flow = this.facts.flows[id];
    if (!flow) throw new Error(`The flow "${id}" was not gathered for call ${this.callId}`);
    return flow;
  }

  /** The step the caller is at; a person when a newer reading of the file lost it. */
  step(): StepFile {
    const flow = this.flow();
    const step = flow.steps[this.run.step] ?? flow.steps[BUILT_IN.person];
    if (!step) throw new Error(`The flow "${flow.id}" has no built-in steps`);
    return step;
  }

  resolve(target: string): string {
    return resolveTarget(this.flow(), target);
  }

  tell(event: FlowEvent): void {
    this.events.push(event);
    this.current = evolve(this.current, event);
  }

  /** Adds to what the caller hears before whatever comes next. */
  speak(...utterances: readonly Utterance[]): void {
    this.pending.push(...utterances);
  }

  get hasWordsToSpeak(): boolean {
    return this.pending.length > 0;
  }

  /** Speaks what is pending without letting keys cut it short; the leg then comes back with `awaits`. */
  speakThrough(awaits: Awaits): void {
    const utterances = this.takePending();
    this.says = { do: 'speak', utterances, then: this.giveTurn(awaits) };
  }

  /** Speaks what is pending and listens for one choice. */
  listenForChoice(
    options: { readonly hints: readonly string[] | null; readonly longestKey: number },
    awaits: Awaits,
  ): void {
    const pause: Utterance = { kind: 'pause', seconds: PAUSE_AFTER_PROMPT_SECONDS };
    this.says = {
      do: 'listen',
      utterances: [...this.takePending(), pause],
      keys: { max: Math.max(EMERGENCY_LENGTH, options.longestKey), finishOn: '' },
      speech: options.hints === null ? null : { language: this.run.language, hints: options.hints },
      timeoutSeconds: NEXT_KEY_SECONDS,
      then: this.giveTurn(awaits),
    };
  }

  /** Speaks what is pending and collects digits until `#`, `max` of them, or three seconds without one. */
  listenForDigits(max: number, awaits: Awaits): void {
    this.says = {
      do: 'listen',
      utterances: this.takePending(),
      keys: { max: Math.max(EMERGENCY_LENGTH, max), finishOn: '#' },
      speech: null,
      timeoutSeconds: PAUSE_AFTER_PROMPT_SECONDS + NEXT_KEY_SECONDS,
      then: this.giveTurn(awaits),
    };
  }

  takeMessage(maxSeconds: number, awaits: Awaits): void {
    this.says = {
      do: 'take-message',
      utterances: this.takePending(),
      maxSeconds,
      then: this.giveTurn(awaits),
    };
  }

  hangUp(): void {
    this.says = { do: 'hang-up', utterances: this.takePending() };
    this.tell({ type: 'FlowEnded', callId: this.callId, how: 'goodbye', at: this.at });
  }

  /** One of the house's own phrases as an utterance. */
  phrase(text: string): Utterance {
    return said(text, this.run.language);
  }

  /** A flow's words in the caller's language, with the fields filled in. */
  words(words: Words): Utterance {
    const { text, language } = this.inLanguage<string>(words);
    return { kind: 'say', text: this.filled(text), language };
  }

  filled(text: string): string {
    return fillIn(text, (field) => {
      switch (field.of) {
        case 'business':
          return this.business.name;
        case 'caller-name':
          return this.run.callerName ?? '';
        case 'caller-number':
          return this.run.from;
        case 'values':
          return this.run.values[field.name] ?? '';
        case 'hours':
          return this.hoursWords(field.name, field.what);
      }
    });
  }

  /** What the flow's author wrote, for the caller's language; one text alone is in the flow's own. */
  inLanguage<T extends string | readonly string[]>(entries: T | Readonly<Record<string, T>>): Chosen<T> {
    return chosenIn(entries, this.run.language, this.flow().language);
  }

  /** Whether the business's hours of this name are open; a name that the business lost counts as open, so that people are asked. */
  openNow(name: string): OpenNow {
    const hours = this.business.hours[name];
    return hours ? isOpenAt(hours, this.business.timezone, this.at, this.facts.holidays) : { open: true };
  }

  conditionFacts(): ConditionFacts {
    const { run, business, facts } = this;
    const local = DateTime.fromMillis(this.at, { zone: business.timezone, locale: 'en-GB' });
    const flow = this.flow();
    return {
      caller: {
        number: run.from,
        withheld: !/^\+[1-9]/.test(run.from),
        name: run.callerName ?? '',
        calls_today: facts.history.callsToday,
        calls_last_30_days: facts.history.callsLast30Days,
      },
      call: {
        language: run.language,
        weekday: local.toFormat('ccc').toLowerCase(),
        time: local.toFormat('HH:mm'),
        date: local.toFormat('yyyy-MM-dd'),
      },
      queue: Object.fromEntries(
        flow.uses.queues.map((name) => {
          const queue = facts.queues[name] ?? { waiting: 0, longestWaitSeconds: 0, peopleFree: 0 };
          const { waiting, longestWaitSeconds, peopleFree } = queue;
          return [name, { waiting, longest_wait_seconds: longestWaitSeconds, people_free: peopleFree }];
        }),
      ),
      hours: Object.fromEntries(
        flow.uses.hours.map((name) => {
          const opening = this.openNow(name);
          return [name, { open: opening.open, holiday: !opening.open && opening.why !== 'hours' }];
        }),
      ),
      values: { ...Object.fromEntries(flow.values.map((name) => [name, ''])), ...run.values },
    };
  }

  private hoursWords(name: string, what: 'opens' | 'why'): string {
    const hours = this.business.hours[name];
    if (!hours) return '';
    const { timezone } = this.business;
    const opening = openAt(hours, timezone, this.at, this.facts.holidays);
    if (opening.open) return '';
    if (what === 'why') return opening.day ?? '';
    return opening.opensNext === null
      ? this.phrases.later
      : spokenMoment(opening.opensNext, this.at, timezone, this.run.language);
  }

  private takePending(): readonly Utterance[] {
    const utterances = this.pending;
    this.pending = [];
    return utterances;
  }

  private giveTurn(awaits: Awaits): Step {
    const turn = this.run.turn + 1;
    this.tell({ type: 'TurnGiven', callId: this.callId, turn, awaits });
    return { noun: 'flows', id: this.callId, turn, language: this.run.language };
  }
}
