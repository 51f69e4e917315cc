import { assertNever } from '../../kernel/assert-never.ts';
import type { By } from '../../kernel/by.ts';
import type { Case, CallPhase, Field, KnownCase, UnresolvedCase } from './case.ts';
import type { CaseEvent } from './case-words.ts';
import { withTimeSpent } from './time-spent.ts';

/** What a case is after an event; its one clock of time spent is kept up with each. */
export function evolveCase(state: Case, event: CaseEvent): Case {
  const next = state.status === 'none' ? begin(event) : happen(state, event);
  if (next.status === 'none' || next === state) return next;
  return withTimeSpent(next, event.at);
}

function begin(event: CaseEvent): Case {
  if (event.type !== 'CaseOpened') return { status: 'none' };
  const { opened, by, at, why } = event;
  return {
    status: 'open',
    businessId: event.businessId,
    number: event.number,
    customer: opened.customer,
    topic: opened.topic,
    reason: opened.reason,
    reasonName: opened.reasonName,
    severity: { value: opened.severity, why: opened.severityWhy, by, at },
    tier: { value: opened.tier, why: opened.tierWhy, by, at },
    summary: opened.summary,
    openedAt: at,
    openedBy: by,
    firstRingAt: opened.firstRingAt,
    owner: opened.owner,
    ownerSince: at,
    level: opened.level,
    levelSince: at,
    levelWhy: why,
    pathway: null,
    policy: opened.policy,
    clocks: event.clocks,
    climb: null,
    climbs: 0,
    warning: null,
    below: [],
    actedOn: false,
    pingPong: 0,
    reopened: 0,
    calls: opened.callId === null ? [] : [{ callId: opened.callId, at: opened.firstRingAt ?? at }],
    live: opened.live,
    links: [],
    notes: [],
    tags: [],
    segments: opened.before.map((segment) => ({ ...segment, level: opened.level, to: segment.to ?? at })),
    edition: 0,
    edits: {},
  };
}

function happen(state: KnownCase, event: CaseEvent): KnownCase {
  switch (event.type) {
    case 'CaseOpened':
    case 'DeadlinePassed':
    case 'ClockMet':
    case 'OwnerReminded':
      return onClock(state, event);
    case 'CaseLinked': {
      const calls = [...state.calls, { callId: event.callId, at: event.callAt }];
      return { ...state, calls, live: event.live ?? state.live };
    }
    case 'CallMoved':
      return { ...state, live: liveAfter(state.live, event.callId, event.phase) };
    case 'CaseTold':
      return event.ref === null || hasLink(state, event.ref)
        ? state
        : { ...state, links: [...state.links, event.ref] };
    case 'CaseTaken':
      return {
        ...edited(state, event, 'owner', ownerWords(event)),
        owner: event.owner,
        ownerSince: event.at,
        climb: event.climb === null ? state.climb : null,
        warning: event.how === 'policy' ? state.warning : null,
      };
    case 'CaseClimbed':
      return {
        ...edited(state, event, 'level', `moved the case to level ${event.level}`),
        below: [...state.below, { level: event.from, owner: state.owner }],
        level: event.level,
        levelSince: event.at,
        levelWhy: event.why,
        pathway: event.pathway,
        clocks: event.clocks,
        ...climbing(state, event.climb, event.level, event.at),
        warning: null,
        actedOn: false,
      };
    case 'CaseReturned':
      return {
        ...edited(state, event, 'level', `returned the case to level ${event.level}`),
        below: state.below.filter(({ level }) => level < event.level),
        level: event.level,
        levelSince: event.at,
        levelWhy: event.why,
        owner: event.owner,
        ownerSince: event.at,
        clocks: event.clocks,
        climb: null,
        warning: null,
        actedOn: false,
        pingPong: state.pingPong + (event.pingPong ? 1 : 0),
      };
    case 'CaseCalled':
      return { ...state, ...climbing(state, event.climb, state.level, event.at) };
    case 'CaseUnheard':
      return { ...state, climb: null };
    case 'CaseWarned':
      return {
        ...state,
        ...(event.climb === null ? {} : climbing(state, event.climb, state.level, event.at)),
        warning: { because: event.because, given: event.given, nextAt: event.nextAt },
      };
    case 'CaseEdited':
      return onEdit(state, event);
    case 'CaseNoted':
      return { ...acted(state, event.note.by), notes: [...state.notes, event.note] };
    case 'NoteMentioned':
      return state;
    case 'CaseTagged': {
      const kept = state.tags.filter((tag) => !event.removed.includes(tag));
      return { ...state, tags: [...kept, ...event.added] };
    }
    case 'CaseWaits':
    case 'CaseResumed':
    case 'CaseResolved':
    case 'CaseReopened':
      return onStatus(state, event);
    default:
      return assertNever(event);
  }
}

type Of<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

function onClock(
  state: KnownCase,
  event: Of<'CaseOpened' | 'DeadlinePassed' | 'ClockMet' | 'OwnerReminded'>,
): KnownCase {
  if (event.type === 'CaseOpened' || event.type === 'OwnerReminded') return state;
  const clocks = { ...state.clocks, [event.clock]: event.after };
  return event.type === 'ClockMet' ? { ...acted(state, event.by), clocks } : { ...state, clocks };
}

function onEdit(state: KnownCase, event: Of<'CaseEdited'>): KnownCase {
  const { changes, by, at, why } = event;
  let next: KnownCase = acted(state, by);
  const judged = { why, by, at };
  if (changes.severity !== undefined) {
    next = edited(next, event, 'severity', `set the severity to ${changes.severity} (“${why}”)`);
    next = { ...next, severity: { value: changes.severity, ...judged } };
  }
  if (changes.tier !== undefined) {
    next = edited(next, event, 'tier', `set the tier to ${changes.tier} (“${why}”)`);
    next = { ...next, tier: { value: changes.tier, ...judged } };
  }
  if (changes.topic !== undefined) {
    const { topic, topicName } = changes;
    const words = topic === null ? 'none' : `“${topicName ?? topic}”`;
    next = edited(next, event, 'topic', `set the topic to ${words}`);
    next = { ...next, topic };
  }
  if (changes.reason !== undefined) {
    const { reason, reasonName = null } = changes;
    const words = reason === null ? 'none' : `“${reasonName ?? reason}”`;
    next = edited(next, event, 'reason', `set the reason to ${words}`);
    next = { ...next, reason, reasonName };
  }
  if (changes.summary !== undefined) {
    next = edited(next, event, 'summary', `wrote the summary “${changes.summary}”`);
    next = { ...next, summary: changes.summary };
  }
  return event.clocks === null ? next : { ...next, clocks: event.clocks };
}

function onStatus(
  state: KnownCase,
  event: Of<'CaseWaits' | 'CaseResumed' | 'CaseResolved' | 'CaseReopened'>,
): KnownCase {
  const common = { ...withoutStatus(state), clocks: event.clocks };
  switch (event.type) {
    case 'CaseWaits':
      return {
        ...edited(
          acted(common, event.by),
          event,
          'status',
          `set it to wait for the customer (“${event.reason}”)`,
        ),
        status: 'waiting',
        waitingReason: event.reason,
        until: event.until,
        climb: null,
        warning: null,
      };
    case 'CaseResumed':
      return {
        ...edited(acted(common, event.by), event, 'status', 'let the clocks run on'),
        status: 'open',
      };
    case 'CaseResolved':
      return {
        ...edited(acted(common, event.by), event, 'status', `resolved it (“${event.words}”)`),
        status: 'resolved',
        resolvedAt: event.at,
        resolvedBy: event.by,
        outcome: event.outcome,
        words: event.words,
        cause: event.cause,
        climb: null,
        warning: null,
      };
    case 'CaseReopened':
      return {
        ...edited(common, event, 'status', `reopened it (“${event.why}”)`),
        status: 'open',
        levelSince: event.at,
        reopened: state.reopened + 1,
        actedOn: false,
      };
    default:
      return assertNever(event);
  }
}

type Details = Omit<Extract<UnresolvedCase, { status: 'open' }>, 'status'>;

function withoutStatus(state: KnownCase): Details {
  switch (state.status) {
    case 'open': {
      const { status: _status, ...details } = state;
      return details;
    }
    case 'waiting': {
      const { status: _status, waitingReason: _reason, until: _until, ...details } = state;
      return details;
    }
    case 'resolved': {
      const {
        status: _status,
        resolvedAt: _at,
        resolvedBy: _by,
        outcome: _outcome,
        words: _words,
        cause: _cause,
        ...details
      } = state;
      return details;
    }
    default:
      return assertNever(state);
  }
}

/** Only what a person does is done for the customer. */
function acted<T extends Details>(state: T, by: By): T {
  return by.kind === 'person' ? { ...state, actedOn: true } : state;
}

function edited<T extends Details>(
  state: T,
  { by, at }: { readonly by: By; readonly at: number },
  field: Field,
  words: string,
): T {
  const edition = state.edition + 1;
  return { ...state, edition, edits: { ...state.edits, [field]: { edition, by, at, words } } };
}

function ownerWords({ how, owner }: Of<'CaseTaken'>): string {
  return how === 'took' || how === 'reached' ? 'took the case' : `gave the case to ${owner.name}`;
}

function climbing(state: KnownCase, climb: { readonly climbId: string } | null, level: number, at: number) {
  return climb === null
    ? { climb: null }
    : { climb: { climbId: climb.climbId, level, beganAt: at }, climbs: state.climbs + 1 };
}

function hasLink(state: KnownCase, ref: { readonly noun: string; readonly id: string }): boolean {
  return state.links.some(({ noun, id }) => noun === ref.noun && id === ref.id);
}

function liveAfter(live: CallPhase | null, callId: string, phase: CallPhase | null): CallPhase | null {
  if (phase !== null) return phase;
  return live?.callId === callId ? null : live;
}
