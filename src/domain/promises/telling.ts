import type { Moment } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import type { ClimbRung, ClimbWanted } from '../ladders/ladder.ts';
import type { NoticeWanted } from '../notices/notice.ts';
import type { MadePromise, OwedPromise, PromiseFacts } from './promise.ts';
import { brokenSubject, brokenText, nearSubject, nearText } from './words.ts';

/** Who is told of a promise, and in which order. */

const OWNER_PATIENCE_SECONDS = 600;
const MANAGER_PATIENCE_SECONDS = 300;

/** The warning before the deadline: to its owner; of a queue, to whoever leads. Null when nobody does. */
export function nearNotice(
  promise: MadePromise,
  facts: PromiseFacts,
  { at, id }: Moment,
): { readonly id: string; readonly wanted: NoticeWanted } | null {
  const { owner, businessId, caseId } = promise;
  const whom =
    owner.kind === 'person'
      ? { id: owner.id, name: owner.name }
      : facts.lead === null
        ? null
        : { id: facts.lead.personId, name: facts.lead.name };
  if (whom === null) return null;
  return {
    id: `${id}.near`,
    wanted: {
      businessId,
      to: { kind: 'person', ...whom },
      way: 'desk',
      subject: nearSubject(promise, at),
      text: nearText(promise, at),
      about: { noun: 'promises', id },
      climbId: null,
      caseId,
      acknowledge: false,
    },
  };
}

/** The people who are told that it is broken: its owner first, then the managers. */
export function brokenClimb(promise: OwedPromise, facts: PromiseFacts, { at, id }: Moment): ClimbWanted {
  const { owner, businessId, caseId, callId } = promise;
  const first: ClimbRung = {
    name: owner.name,
    who: [owner.kind === 'person' ? { kind: 'person', id: owner.id } : { kind: 'team', key: owner.id }],
    order: 'together',
    ways: owner.kind === 'person' ? ['desk', 'email'] : ['desk'],
    patienceSeconds: OWNER_PATIENCE_SECONDS,
  };
  const managers = facts.managers.map(({ name, people }): ClimbRung => ({
    name,
    who: people.map((personId) => ({ kind: 'person', id: personId })),
    order: 'in-turn',
    ways: ['desk', 'phone'],
    patienceSeconds: MANAGER_PATIENCE_SECONDS,
  }));
  return {
    climbId: `${id}.c${promise.climbs + 1}`,
    businessId,
    about: { noun: 'promises', id },
    caseId,
    callId,
    subject: brokenSubject(promise),
    text: brokenText(promise, at),
    rungs: [first, ...managers],
    repeats: 0,
    except: [],
  };
}

/** The longest that a climb can take, in ms. */
export function lengthOf({ rungs, repeats }: ClimbWanted): number {
  const once = rungs.reduce(
    (sum, { order, who, patienceSeconds }) =>
      sum + patienceSeconds * (order === 'in-turn' ? Math.max(1, who.length) : 1),
    0,
  );
  return once * (repeats + 1) * SECOND;
}
