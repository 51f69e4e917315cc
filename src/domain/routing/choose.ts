import { MINUTE, SECOND } from '../../kernel/duration.ts';
import type { PresenceWord } from '../people/person.ts';
import type { Candidate, Looking } from './routing.ts';

/** Who did not take a caller of a queue is not rung again for them until this long after. */
export const REST_MS = 30 * SECOND;

export type Choice =
  | { readonly kind: 'people'; readonly people: readonly Candidate[]; readonly why: string }
  /** Everyone free has just been tried; `at` (epoch ms): when the first of them may be rung again. */
  | { readonly kind: 'later'; readonly at: number; readonly why: string }
  | { readonly kind: 'nobody'; readonly why: string };

const STATE_WORDS: Readonly<Record<PresenceWord, string>> = {
  free: 'is free',
  ringing: 'is being rung',
  'on-a-call': 'is on a call',
  'wrap-up': 'is writing up a call',
  away: 'is away',
  offline: 'is not signed in',
  unreachable: 'cannot be reached in the browser',
};

/** Picks whom to ring for one caller at `at` (epoch ms), with the reason in plain words. */
export function choosePeople(search: Looking, candidates: readonly Candidate[], at: number): Choice {
  const owner = ownerOfCase(search, candidates, at);
  if (owner !== null) return owner;
  const able = candidates.filter(({ skills }) => search.skills.every((skill) => skills.includes(skill)));
  if (able.length === 0) return { kind: 'nobody', why: whyNobodyAtAll(search) };
  const callable = able.filter((candidate) => mayBeRung(candidate, search));
  const rested = callable.filter((candidate) => !isResting(candidate, search, at)).toSorted(freeAndIdleFirst);
  const [first] = rested;
  if (first !== undefined) {
    if (search.strategy === 'longest-idle') {
      return { kind: 'people', people: [first], why: whyFirst(first, rested, search, at) };
    }
    const why =
      rested.length === 1
        ? whyFirst(first, rested, search, at)
        : `All ${rested.length} who ${serve(search)} and can be rung are rung at once.`;
    return { kind: 'people', people: rested, why };
  }
  if (search.only === null && callable.length > 0) {
    return {
      kind: 'later',
      at: Math.min(...callable.map((candidate) => (lastTried(candidate, search) ?? at) + REST_MS)),
      why: `${callable.map((candidate) => whyLater(candidate, search)).join(', ')} and will be rung again shortly.`,
    };
  }
  const states = able.map((candidate) => {
    const tried = search.only !== null && lastTried(candidate, search) !== null;
    return tried ? `${candidate.name} did not answer` : inWords(candidate);
  });
  const who = search.only === null ? `serves ${search.queueName}` : 'was asked for';
  return { kind: 'nobody', why: `Nobody who ${who} is free: ${states.join(', ')}.` };
}

/** Who has the caller's open case knows the story: they are rung first, and alone, if they are free. */
function ownerOfCase(search: Looking, candidates: readonly Candidate[], at: number): Choice | null {
  if (search.only !== null) return null;
  const owner = candidates.find(({ openCase, presence }) => openCase !== undefined && presence === 'free');
  if (owner === undefined || isResting(owner, search, at)) return null;
  return {
    kind: 'people',
    people: [owner],
    why: `${owner.name} has this caller's open case ${owner.openCase}, and is free.`,
  };
}

function mayBeRung({ presence }: Candidate, search: Looking): boolean {
  if (presence === 'free') return true;
  // Particular people are rung wherever they are, unless they said that they are away: who cannot be reached in the
  // browser has a telephone.
  return (
    search.only !== null && (presence === 'offline' || presence === 'wrap-up' || presence === 'unreachable')
  );
}

function lastTried({ personId }: Candidate, search: Looking): number | null {
  return search.tried.findLast((attempt) => attempt.personId === personId)?.at ?? null;
}

/** Particular people are rung once: the caller is not kept waiting for somebody who does not come. */
function isResting(candidate: Candidate, search: Looking, at: number): boolean {
  const last = lastTried(candidate, search);
  return last !== null && (search.only !== null || last + REST_MS > at);
}

function inWords({ name, presence, unreachable }: Candidate): string {
  const because = unreachable === null ? '' : ` (${unreachable})`;
  return `${name} ${STATE_WORDS[presence]}${because}`;
}

function whyLater({ personId, name }: Candidate, search: Looking): string {
  // Nobody rang for whoever is lost alone: their own line broke.
  const rung = search.tried.filter((attempt) => attempt.personId === personId).length;
  return personId === search.lost && rung === 1
    ? `${name} has just lost the caller`
    : `${name} did not answer`;
}

function freeAndIdleFirst(one: Candidate, other: Candidate): number {
  const free = Number(other.presence === 'free') - Number(one.presence === 'free');
  return free === 0 ? one.idleSince - other.idleSince : free;
}

function serve(search: Looking): string {
  return search.only === null ? `serve ${search.queueName}` : 'were asked for';
}

function whyNobodyAtAll(search: Looking): string {
  if (search.only !== null) return 'Nobody who was asked for works for this business.';
  if (search.skills.length === 0) return `Nobody serves ${search.queueName}.`;
  return `No one with the skills needed serves ${search.queueName}.`;
}

function whyFirst(first: Candidate, rested: readonly Candidate[], search: Looking, at: number): string {
  if (first.presence !== 'free')
    return `${first.name} was asked for, ${STATE_WORDS[first.presence]}, and is rung ${first.presence === 'unreachable' ? 'on the telephone' : 'all the same'}.`;
  const free = rested.filter(({ presence }) => presence === 'free').length;
  if (free === 1) return `${first.name} is the only free person of those who ${serve(search)}.`;
  const idle = Math.max(0, at - first.idleSince);
  const since = idle < MINUTE ? `${Math.round(idle / SECOND)} s` : `${Math.round(idle / MINUTE)} min`;
  return `${first.name} has been free longest (${since}) of the ${free} free people who ${serve(search)}.`;
}
