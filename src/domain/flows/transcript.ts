import { DateTime } from 'luxon';
import { isRefusal } from '../../kernel/decision.ts';
import type { Instruction, LegInput, Utterance } from '../../telephony/line.ts';
import type { Business } from '../businesses/business.ts';
import { openAt } from '../businesses/hours.ts';
import type { HolidayLookup } from '../businesses/hours.ts';
import type { CompiledFlow } from './compile.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import type { FlowCommand, FlowEvent } from './flow-words.ts';
import { NO_CASES } from './open-case.ts';
import { NOT_BEGUN } from './flow.ts';
import type { FlowState } from './flow.ts';
import type { FlowFacts } from './walk.ts';

/**
 * What callers hear and do on the main paths of a flow, written as a tree: each choice once, a silence, an open and a closed hour.
 * It is made by the same rules that answer real calls.
 */
export function transcriptOf(
  flow: CompiledFlow,
  parts: {
    readonly flows: readonly CompiledFlow[];
    readonly business: Business;
    readonly holidays: HolidayLookup;
  },
): string {
  const facts: FlowFacts = {
    flows: Object.fromEntries(parts.flows.map((one) => [one.id, one])),
    business: parts.business,
    holidays: parts.holidays,
    queues: {},
    history: { callsToday: 0, callsLast30Days: 0 },
    cases: NO_CASES,
    callback: {
      ringBack: { number: CALLER, spoken: '0 7 7 0 0 9 0 0 9 9 9' },
      open: null,
      keyed: null,
      timezone: parts.business.timezone,
      withinMinutes: parts.business.callbacks.withinMinutes,
      hours: parts.business.callbacks.hours,
      zones: [parts.business.timezone],
    },
  };
  const moments = momentsFor(flow, parts.business, parts.holidays);
  const scenes = moments.map(({ title, at }) => {
    const teller = new Teller(facts, at);
    teller.begin(flow.id);
    return [title, ...teller.lines].join('\n');
  });
  return [`${flow.name} (${flow.id})`, ...scenes].join('\n\n') + '\n';
}

const CALLER = '+447700900999';
const INDENT = '  ';

class Teller {
  readonly lines: string[] = [];
  /** Choices that were followed already; a second visit is told in one line. */
  private readonly followed = new Set<string>();
  private readonly facts: FlowFacts;
  private readonly at: number;

  constructor(facts: FlowFacts, at: number) {
    this.facts = facts;
    this.at = at;
  }

  begin(flow: string): void {
    const { business } = this.facts;
    this.step(
      NOT_BEGUN,
      { type: 'BeginFlow', businessId: business.id, flow, from: CALLER, callerName: null },
      1,
    );
  }

  private step(before: FlowState, command: FlowCommand, depth: number): void {
    const decision = decide(command, before, this.facts, { at: this.at, id: 'transcript' });
    if (isRefusal(decision)) throw new Error(`The flow refused ${command.type}: ${decision.reason}`);
    const after = decision.events.reduce(evolve, before);
    for (const line of told(decision.events, this.facts.business)) this.say(depth, line);
    for (const utterance of decision.says ? utterancesOf(decision.says) : [])
      this.say(depth, heard(utterance));
    if (decision.says?.do === 'hang-up') this.say(depth, 'the line is closed');
    this.goOn(after, depth);
  }

  private goOn(state: FlowState, depth: number): void {
    if (state.status === 'handed-over') return this.givenBack(state, depth);
    if (state.status !== 'awaiting') return;
    const { run, awaits } = state;
    const turn = (input: Omit<LegInput, 'sid'>, line: string): void => {
      this.say(depth, line);
      this.step(
        state,
        { type: 'TakeTurn', turn: run.turn, input: { sid: 'CA-transcript', ...input } },
        depth + 1,
      );
    };
    const step = this.facts.flows[run.flow]?.steps[run.step];
    switch (awaits.kind) {
      case 'spoken':
      case 'notice':
        return this.step(state, { type: 'TakeTurn', turn: run.turn, input: { sid: 'CA-transcript' } }, depth);
      case 'message':
        return turn({ message: { recordingSid: 'RE-transcript', durationSeconds: 12 } }, 'leaves a message');
      case 'ring-back':
        if (run.silent > 0 || awaits.asks === 'number' || awaits.asks === 'time')
          return turn({}, 'stays silent');
        if (this.once(state, `ring-back ${awaits.asks}`)) turn({ keys: '1' }, 'presses 1');
        if (this.once(state, `ring-back silence`)) turn({}, 'stays silent');
        return;
      case 'confirmation':
        return turn({ keys: '1' }, 'presses 1');
      case 'digits': {
        if (run.silent > 0) return turn({}, 'stays silent');
        const digits = '1234567890'.repeat(4).slice(0, step?.step === 'ask' ? step.length.min : 1);
        if (this.once(state, 'digits')) turn({ keys: digits }, `presses ${digits} #`);
        if (this.once(state, 'silence')) turn({}, 'stays silent');
        return;
      }
      case 'language':
      case 'choice': {
        if (run.silent > 0) return turn({}, 'stays silent');
        const choices = step?.step === 'menu' || step?.step === 'language' ? step.choices : [];
        const keys = [...new Set([...choices.map((choice) => choice.key), '0'])];
        const fresh = keys.filter((key) => this.once(state, key));
        if (fresh.length === 0) return this.say(depth, '(goes on as above)');
        for (const key of fresh) turn({ keys: key }, `presses ${key}`);
        if (this.once(state, 'silence')) turn({}, 'stays silent');
        return;
      }
    }
  }

  private givenBack(state: FlowState & { readonly status: 'handed-over' }, depth: number): void {
    const step = this.facts.flows[state.run.flow]?.steps[state.run.step];
    const keys = step?.step === 'queue' ? Object.entries(step.while_waiting) : [];
    for (const [key, target] of keys) {
      if (target === 'manager' || !this.once(state, key)) continue;
      this.say(depth, `presses ${key} while waiting`);
      this.step(state, { type: 'ResumeFlow', outcome: { kind: 'key', key }, words: null }, depth + 1);
    }
    if (!this.once(state, 'nobody')) return;
    this.say(depth, 'nobody can be reached');
    this.step(state, { type: 'ResumeFlow', outcome: { kind: 'nobody' }, words: null }, depth + 1);
  }

  private once(state: FlowState & { readonly status: 'awaiting' | 'handed-over' }, what: string): boolean {
    const { flow, step, language, silent } = state.run;
    const key = [flow, step, language, what, what === 'silence' ? '' : silent].join('/');
    if (this.followed.has(key)) return false;
    this.followed.add(key);
    return true;
  }

  private say(depth: number, line: string): void {
    this.lines.push(INDENT.repeat(depth) + line);
  }
}

/** What an outsider would notice of the events. */
function told(events: readonly FlowEvent[], business: Business): string[] {
  return events.flatMap((event): string[] => {
    switch (event.type) {
      case 'CallerChose':
        return [`chose: ${event.choice}`];
      case 'ValueSet':
        return [`kept: ${event.name} = ${event.value}`];
      case 'LanguageChosen':
        return [`language: ${event.language}`];
      case 'QueueAsked': {
        const queue = business.queues.find((one) => one.key === event.queue)?.name ?? event.queue;
        const details = [
          ...(event.topic ? [`about ${event.topic}`] : []),
          ...(event.priority ? [`priority ${event.priority}`] : []),
          ...Object.entries(event.waitingKeys).map(
            ([key, what]) => `${key} ${what === 'manager' ? 'to a manager' : 'for another way'}`,
          ),
        ];
        return [`waits for ${queue} (${details.join(', ')})`];
      }
      case 'PersonAsked':
        return [`rings ${event.people.join(', ')} for ${event.ringSeconds} s each`];
      case 'ManagerAsked':
        return ['rings a manager'];
      case 'CaseAsked':
        return [`a case is opened: ${event.summary}`];
      case 'CaseRecognised':
        return [`is about the open case already: ${event.summary}`];
      case 'MessageLeft':
        return [`message for ${event.for}`];
      default:
        return [];
    }
  });
}

function utterancesOf(says: Instruction): readonly Utterance[] {
  return 'utterances' in says ? says.utterances.filter((one) => one.kind !== 'pause') : [];
}

function heard(utterance: Utterance): string {
  if (utterance.kind === 'say') return `hears “${utterance.text}”`;
  return utterance.kind === 'play' ? `hears the recording ${utterance.audio}` : 'hears a pause';
}

/** Fixed moments, so that the same flow is told the same way every day. */
function momentsFor(
  flow: CompiledFlow,
  business: Business,
  holidays: HolidayLookup,
): { title: string; at: number }[] {
  const zone = business.timezone;
  const monday = DateTime.fromISO('2026-01-05T10:00', { zone }).toMillis();
  const used = flow.uses.hours.map((name) => business.hours[name]).find((hours) => hours !== undefined);
  if (!used) return [scene('At any time', monday, zone)];
  const now = openAt(used, zone, monday, holidays);
  const opened = now.open ? monday : now.opensNext;
  const opening = opened === null ? null : openAt(used, zone, opened, holidays);
  const closes = opening?.open ? opening.until : monday;
  const holiday = used.holidays ? DateTime.fromISO('2026-12-25T11:00', { zone }).toMillis() : null;
  return [
    ...(opened === null ? [] : [scene('Open', opened, zone)]),
    ...(closes === null ? [] : [scene('Closed', closes + 60_000, zone)]),
    ...(holiday === null || openAt(used, zone, holiday, holidays).open
      ? []
      : [scene('Holiday', holiday, zone)]),
  ];
}

function scene(title: string, at: number, zone: string): { title: string; at: number } {
  const local = DateTime.fromMillis(at, { zone, locale: 'en-GB' });
  return { title: `${title} — ${local.toFormat('cccc d LLLL yyyy, HH:mm')}`, at };
}
