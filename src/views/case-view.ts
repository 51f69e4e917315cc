import type { CaseDetail, CaseRow, NextStep } from '../contract/cases.ts';
import type { Business } from '../domain/businesses/business.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { findCall } from '../domain/calls/calls-store.ts';
import { NEVER_DUE, dueAtOf, type CaseRecord } from '../domain/cases/cases-store.ts';
import type { KnownCase, Segment } from '../domain/cases/case.ts';
import { reasonName } from '../domain/businesses/reasons-words.ts';
import { reasonWords } from '../domain/cases/texts.ts';
import { FORMAL_COMPLAINT, levelOf, levelsFor, nextLevel } from '../domain/matrices/levels.ts';
import type { Level } from '../domain/matrices/matrix.ts';
import type { Reader } from '../store/database.ts';
import { caseTimeline } from './case-timeline.ts';
import { reachOf } from './matrix-view.ts';

/** One case in a list, with its clocks and what happens to it by itself. `at`: now, epoch ms. */
export async function caseRow(reader: Reader, { id, state }: CaseRecord, at: number): Promise<CaseRow> {
  const business = await businessOf(reader, state.businessId);
  return {
    id,
    number: state.number,
    businessId: state.businessId,
    businessName: business.name,
    status: state.status,
    customer: state.customer,
    topic: state.topic,
    topicName: business.topics.find(({ key }) => key === state.topic)?.name ?? state.topic,
    reason: state.reason,
    reasonName: shownReason(state, business),
    severity: state.severity.value,
    tier: state.tier.value,
    summary: state.summary,
    owner: state.owner,
    level: state.level,
    levelName: levelHere(state)?.name ?? `Level ${state.level}`,
    openedAt: state.openedAt,
    resolvedAt: state.status === 'resolved' ? state.resolvedAt : null,
    clocks: state.clocks,
    waitingReason: state.status === 'waiting' ? state.waitingReason : null,
    nextStep: await nextStepOf(reader, business, state, at),
    tags: [...state.tags],
    climbing: state.climb !== null,
    pingPong: state.pingPong,
    edition: state.edition,
  };
}

/** Everything about a case. `at`: now, epoch ms. */
export async function caseDetail(reader: Reader, record: CaseRecord, at: number): Promise<CaseDetail> {
  const { id, state } = record;
  const { severity, tier, policy, topic, level } = state;
  const resolved = state.status === 'resolved' ? state : null;
  return {
    ...(await caseRow(reader, record, at)),
    severityWhy: { why: severity.why, by: severity.by, at: severity.at },
    tierWhy: { why: tier.why, by: tier.by, at: tier.at },
    openedBy: state.openedBy,
    firstRingAt: state.firstRingAt,
    ownerSince: state.ownerSince,
    levelSince: state.levelSince,
    levelWhy: state.levelWhy,
    pathway: state.pathway,
    matrixVersion: policy.version,
    resolution:
      resolved === null
        ? null
        : {
            at: resolved.resolvedAt,
            by: resolved.resolvedBy,
            outcome: resolved.outcome,
            words: resolved.words,
            cause: resolved.cause,
          },
    notes: state.notes,
    calls: await callsOf(reader, state),
    recordings: await recordingsOf(reader, state),
    links: state.links,
    segments: state.segments,
    spent: spentOf(state.segments, at),
    timeline: await caseTimeline(reader, id),
    levels: levelsFor(policy.matrix, topic).map(({ number, name }) => ({ number, name })),
    may: {
      escalate:
        resolved === null && level < FORMAL_COMPLAINT && nextLevel(policy.matrix, topic, level) !== null,
      formalComplaint:
        resolved === null &&
        level < FORMAL_COMPLAINT &&
        levelOf(policy.matrix, topic, FORMAL_COMPLAINT) !== null,
      return: resolved === null && level > 1,
    },
  };
}

/** As the business calls it now; a reason that it has no more as it was called when it was chosen. */
function shownReason(state: KnownCase, business: Business): string | null {
  return reasonName(state.reason ?? '', business.reasons) ?? reasonWords(state);
}

function levelHere(state: KnownCase): Level | null {
  return levelOf(state.policy.matrix, state.topic, state.level);
}

/** The first thing that happens by itself, whom it reaches, and whether they can be reached now. */
async function nextStepOf(
  reader: Reader,
  business: Business,
  state: KnownCase,
  at: number,
): Promise<NextStep | null> {
  const due = dueAtOf(state);
  if (due === NEVER_DUE) return null;
  const base = { at: due, reachable: null };
  if (state.status === 'waiting') {
    const text = 'The clocks run on: the time given to the customer is over.';
    return { ...base, clock: 'resume', level: null, to: state.owner.name, text };
  }
  const { firstContact, nextUpdate, resolve } = state.clocks;
  if (nextUpdate.status === 'running' && nextUpdate.dueAt === due) {
    const text = `${state.owner.name} is reminded that the customer is owed news.`;
    return { ...base, clock: 'next-update', level: null, to: state.owner.name, text };
  }
  const clock =
    resolve.status === 'running' && resolve.dueAt === due
      ? 'resolve'
      : firstContact.status === 'running' && firstContact.dueAt === due
        ? 'first-contact'
        : 'warning';
  const next =
    clock === 'warning' || state.level >= FORMAL_COMPLAINT
      ? null
      : nextLevel(state.policy.matrix, state.topic, state.level);
  const level = next ?? levelHere(state);
  const rung = level?.ladder[0];
  const reach = rung === undefined ? null : await reachOf(reader, business.id, rung, at);
  const to = rung?.name ?? level?.name ?? state.owner.name;
  const reachable = reach === null ? null : reach.people.some((one) => one.reachable);
  const text =
    next === null
      ? `Those on level ${state.level} are told again: ${to}.`
      : `The case goes to level ${next.number}, ${next.name}; told first: ${to}.`;
  return { at: due, clock, level: next?.number ?? null, to, reachable, text };
}

async function callsOf(reader: Reader, state: KnownCase): Promise<CaseDetail['calls']> {
  const calls = [];
  for (const { callId, at } of state.calls) {
    const call = await findCall(reader, callId);
    calls.push({ callId, at, live: call?.status === 'live' });
  }
  return calls;
}

async function recordingsOf(reader: Reader, state: KnownCase): Promise<CaseDetail['recordings']> {
  // The call in which a call-back was asked for has the call-back’s recordings below its name as well.
  const found = new Map<string, CaseDetail['recordings'][number]>();
  for (const { callId } of state.calls) {
    const rows = await reader
      .selectFrom('recordings')
      // Recordings are named after their call: `<call>.r1`, `<call>.m.<sid>`.
      .where('id', '>=', `${callId}.`)
      .where('id', '<', `${callId}.~`)
      .select(['id', 'status', 'began_at'])
      .orderBy('id')
      .execute();
    for (const { id, status, began_at: at } of rows) found.set(id, { id, at, status });
  }
  return [...found.values()];
}

function spentOf(segments: readonly Segment[], at: number): CaseDetail['spent'] {
  const sums = new Map<string, CaseDetail['spent']['by'][number]>();
  let totalMs = 0;
  for (const { what, who, level, from, to } of segments) {
    const ms = Math.max(0, (to ?? at) - from);
    totalMs += ms;
    const key = `${what}/${who}/${level}`;
    sums.set(key, { what, who, level, ms: (sums.get(key)?.ms ?? 0) + ms });
  }
  return { totalMs, by: [...sums.values()].toSorted((one, other) => other.ms - one.ms) };
}
