import { MINUTE, SECOND } from '../../kernel/duration.ts';
import type { Candidate, Looking } from './routing.ts';

/** Who did not take this caller is not rung again for them until this long after. */
export const REST_MS = 30 * SECOND;

export type Choice =
  | { readonly kind: 'people'; readonly people: readonly Candidate[]; readonly why: string }
  | { readonly kind: 'later'; readonly at: number; readonly why: string }
  | { readonly kind: 'nobody'; readonly why: string; readonly allTried: boolean };

const BUSY_WORDS: Readonly<Record<string, string>> = {
  ringing: 'is being rung',
  'on-a-call': 'is on a call',
  'wrap-up': 'is writing up a call',
  away: 'is away',
  offline: 'is not signed in',
  unreachable: 'cannot be reached',
};

/** Picks whom to ring for one caller, with the reason in plain words. */
export function choosePeople(search: Looking, candidates: readonly Candidate[], at: number): Choice {
  const able = candidates.filter((candidate) =>
    search.skills.every((skill) => candidate.skills.includes(skill)),
  );
  const serve = search.only === null ? `serve ${search.queueName}` : 'were asked for';
  if (able.length === 0) {
    return {
      kind: 'nobody',
      why: `No one with the skills needed serves ${search.queueName}.`,
      allTried: true,
    };
  }
  const callable = able.filter((candidate) => mayBeRung(candidate, search));
  const untried = callable.filter((candidate) => !restsUntil(candidate, search, at));
  if (untried.length > 0) {
    const idle = untried.toSorted((a, b) => a.idleSince - b.idleSince);
    if (search.strategy === 'ring-all') {
      return {
        kind: 'people',
        people: idle,
        why: `All ${idle.length} free people who ${serve} are rung at once.`,
      };
    }
    const first = idle.slice(0, 1);
    return { kind: 'people', people: first, why: whyFirst(first[0], idle.length, serve, at) };
  }
  const allTried = able.every((candidate) =>
    search.tried.some(({ personId }) => personId === candidate.personId),
  );
  if (search.only !== null && allTried) {
    return { kind: 'nobody', why: `${names(able)} did not answer.`, allTried };
  }
  const rests = callable
    .map((candidate) => restsUntil(candidate, search, at))
    .filter((until) => until !== null);
  if (rests.length > 0) {
    return {
      kind: 'later',
      at: Math.min(...rests),
      why: `${names(callable)} did not answer and will be rung again shortly.`,
    };
  }
  const reasons = able.map(({ name, presence }) => `${name} ${BUSY_WORDS[presence] ?? `is ${presence}`}`);
  return {
    kind: 'nobody',
    why: `Nobody who ${serve.replace(/^serve/, 'serves').replace(/^were/, 'was')} is free: ${reasons.join(', ')}.`,
    allTried: false,
  };
}

function mayBeRung(candidate: Candidate, search: Looking): boolean {
  if (candidate.presence === 'free') return true;
  // Particular people are rung wherever they are, unless they said that they are away.
  return search.only !== null && (candidate.presence === 'offline' || candidate.presence === 'wrap-up');
}

function restsUntil(candidate: Candidate, search: Looking, at: number): number | null {
  const last = search.tried.findLast(({ personId }) => personId === candidate.personId);
  if (last === undefined) return null;
  if (search.only !== null) return Number.POSITIVE_INFINITY;
  const until = last.at + REST_MS;
  return until > at ? until : null;
}

function whyFirst(chosen: Candidate | undefined, free: number, serve: string, at: number): string {
  if (chosen === undefined) return '';
  const idle = Math.max(0, at - chosen.idleSince);
  const since = idle < MINUTE ? `${Math.round(idle / SECOND)} s` : `${Math.round(idle / MINUTE)} min`;
  if (free === 1) return `${chosen.name} is the only free person of those who ${serve}.`;
  return `${chosen.name} has been free longest (${since}) of the ${free} free people who ${serve}.`;
}

function names(candidates: readonly Candidate[]): string {
  return candidates.map(({ name }) => name).join(', ');
}
