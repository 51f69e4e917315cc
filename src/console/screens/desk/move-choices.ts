import type { Escalate, Targets } from '../../../contract/api.ts';
import type { Presence } from '../../../contract/shapes.ts';
import type { CallAction } from '../../api/calls.ts';
import { counted } from '../../components/words.ts';

/** Spoken first with whoever takes over while the caller hears music, or handed over at once. */
export type How = 'ask-first' | 'hand-over';
/** Which part of the search stands on top. */
export type Scope = 'anyone' | 'expert' | 'manager';

export interface MoveChoice {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly detail: string;
  /** Words by which it is found besides its title. A topic is not found by its experts' names: who types a name means the person. */
  readonly alsoFoundBy: readonly string[];
  readonly presence: { readonly of: Presence; readonly since: number } | null;
  /** Why it cannot be done now; null when it can. */
  readonly unsuitable: string | null;
  readonly disabled: boolean;
  /** What the caller hears when this is done. */
  readonly hears: string;
  /** What the button says. */
  readonly verb: string;
  /** Whether a summary goes along to whoever takes over. */
  readonly withSummary: boolean;
  action(summary: string): CallAction;
}

/** Everybody and everything to whom this call may go, those meant by `scope` on top, narrowed to `query`. */
export function moveChoices(targets: Targets, scope: Scope, how: How, query: string): readonly MoveChoice[] {
  const people = targets.people.map((person) => personChoice(person, how));
  const queues = how === 'hand-over' ? targets.queues.map(queueChoice) : [];
  const topics = targets.topics.map((topic) => topicChoice(topic, how));
  const managers = [
    anyManager(how),
    ...targets.authorities.map((authority) => authorityChoice(authority, how)),
  ];
  const wanted = query.trim().toLowerCase();
  const ordered =
    scope === 'expert'
      ? [...topics, ...(wanted ? [...people, ...managers] : [])]
      : scope === 'manager'
        ? [...managers, ...(wanted ? [...people, ...topics] : [])]
        : [...people, ...queues, ...(wanted ? [...topics, ...managers] : [])];
  if (!wanted) return ordered;
  return ordered.filter((choice) =>
    [choice.title, ...choice.alsoFoundBy].some((each) => each.toLowerCase().includes(wanted)),
  );
}

const firstThen = (how: How, name: string): string =>
  how === 'ask-first' ? `Ask ${name} first` : `Hand over to ${name}`;

function personChoice(person: Targets['people'][number], how: How): MoveChoice {
  return {
    id: `person-${person.personId}`,
    group: 'People',
    title: person.name,
    detail: [person.role, ...person.topics].join(' · '),
    alsoFoundBy: [person.role, ...person.topics],
    presence: { of: person.presence, since: person.since },
    unsuitable: person.unsuitable,
    disabled: person.unsuitable !== null,
    hears:
      how === 'ask-first'
        ? `The caller is told that you ask ${person.name}, then hears music.`
        : `The caller is told that ${person.name} takes over, and is put through.`,
    verb: firstThen(how, person.name),
    withSummary: false,
    action: () =>
      how === 'ask-first'
        ? { do: 'consult', with: { personId: person.personId } }
        : { do: 'transfer', with: { personId: person.personId } },
  };
}

function queueChoice(queue: Targets['queues'][number]): MoveChoice {
  return {
    id: `queue-${queue.queue}`,
    group: 'Queues',
    title: queue.name,
    detail: `${queue.waiting} waiting, ${queue.free} free`,
    alsoFoundBy: [],
    presence: null,
    unsuitable: null,
    disabled: false,
    hears: `The caller is told, and waits in ${queue.name}.`,
    verb: `Move to ${queue.name}`,
    withSummary: false,
    action: () => ({ do: 'transfer', with: { queue: queue.queue } }),
  };
}

function topicChoice(topic: Targets['topics'][number], how: How): MoveChoice {
  return {
    id: `topic-${topic.key}`,
    group: 'Experts, by what they know',
    title: topic.name,
    detail:
      topic.experts.length === 0
        ? 'Nobody but you knows this.'
        : `${topic.experts.join(', ')} · ${topic.free === 0 ? 'nobody free now' : `${topic.free} free`}`,
    alsoFoundBy: [],
    presence: null,
    unsuitable: null,
    disabled: topic.experts.length === 0,
    hears: topic.callerHears,
    verb:
      how === 'ask-first'
        ? `Ask an expert on ${topic.name} first`
        : `Hand over to an expert on ${topic.name}`,
    withSummary: true,
    action: (summary) => escalate({ pathway: 'functional', topic: topic.key, how, ...told(summary) }),
  };
}

function authorityChoice(authority: Targets['authorities'][number], how: How): MoveChoice {
  return {
    id: `authority-${authority.key}`,
    group: 'Managers, by what they may decide',
    title: authority.name,
    detail: authority.rungs.map((rung) => `${rung.name}: ${rung.people.join(', ')}`).join(', then '),
    alsoFoundBy: [],
    presence: null,
    unsuitable: null,
    disabled: false,
    hears: authority.callerHears,
    verb: how === 'ask-first' ? 'Ask who may decide first' : 'Hand over to who may decide',
    withSummary: true,
    action: (summary) =>
      escalate({ pathway: 'hierarchical', authority: authority.key, how, ...told(summary) }),
  };
}

function anyManager(how: How): MoveChoice {
  return {
    id: 'authority-any',
    group: 'Managers, by what they may decide',
    title: 'A manager',
    detail: "The business's managers, one after the other",
    alsoFoundBy: [],
    presence: null,
    unsuitable: null,
    disabled: false,
    hears: 'The caller is told that a manager is being asked, then hears music.',
    verb: how === 'ask-first' ? 'Ask a manager first' : 'Hand over to a manager',
    withSummary: true,
    action: (summary) => escalate({ pathway: 'hierarchical', authority: null, how, ...told(summary) }),
  };
}

const escalate = (given: Escalate): CallAction => ({ do: 'escalate', with: given });
const told = (summary: string): { summary?: string } => (summary.trim() ? { summary: summary.trim() } : {});

/** `3 people, 1 queue`: how much the search found, for the ear. */
export function foundWords(choices: readonly MoveChoice[]): string {
  return choices.length === 0 ? 'Nothing found' : counted(choices.length, 'choice');
}
