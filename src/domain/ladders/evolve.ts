import { assertNever } from '../../kernel/assert-never.ts';
import type { Ladder, LadderEvent, Telling } from './ladder.ts';

/** What a climb is after an event. */
export function evolveLadder(ladder: Ladder, event: LadderEvent): Ladder {
  if (event.type === 'ClimbBegan') {
    const { climbId: _climbId, ...wanted } = event.wanted;
    return {
      status: 'climbing',
      ...wanted,
      beganAt: event.at,
      round: 0,
      rung: -1,
      next: [],
      told: [],
      toldInRound: false,
      wait: 0,
      until: null,
    };
  }
  if (ladder.status === 'none') return ladder;
  switch (event.type) {
    case 'ClimbRungReached':
      return { ...onRung(ladder, event), next: event.people.map((person) => ({ ...person })) };
    case 'ClimbRungSkipped':
      return onRung(ladder, event);
    case 'PeopleTold': {
      const { at, round, rung } = event;
      const tellings = event.notices.map((notice): Telling => ({
        ...notice,
        round,
        rung,
        at,
        outcome: 'waiting',
        reason: null,
      }));
      const heard = new Set(event.notices.map(({ personId }) => personId));
      return {
        ...ladder,
        next: ladder.next.filter(({ personId }) => !heard.has(personId)),
        told: [...ladder.told, ...tellings],
        toldInRound: true,
        wait: ladder.wait + 1,
        until: event.until,
      };
    }
    case 'ClimbNoticeSettled':
      return {
        ...ladder,
        told: ladder.told.map((telling) =>
          telling.noticeId === event.noticeId
            ? { ...telling, outcome: event.outcome, reason: event.reason }
            : telling,
        ),
      };
    case 'ClimbAcknowledged': {
      const { personId, name, how, late, at } = event;
      return {
        ...ended(ladder, event.withdrawn),
        ...{ status: 'acknowledged', personId, name, how, late, endedAt: at },
      };
    }
    case 'ClimbExhausted':
      return { ...ended(ladder, []), status: 'exhausted', why: event.why, endedAt: event.at };
    case 'ClimbCancelled':
      return {
        ...ended(ladder, event.withdrawn),
        ...{ status: 'cancelled', why: event.why, endedAt: event.at },
      };
    default:
      return assertNever(event);
  }
}

type Begun = Exclude<Ladder, { status: 'none' }>;

function onRung<L extends Begun>(
  ladder: L,
  { round, rung }: { readonly round: number; readonly rung: number },
): L {
  const toldInRound = round === ladder.round && ladder.toldInRound;
  return { ...ladder, round, rung, next: [], toldInRound };
}

/** What every climb is when it is over, whatever else it says. */
function ended(ladder: Begun, withdrawn: readonly string[]) {
  const { businessId, about, caseId, callId, subject, text, rungs, repeats, except } = ladder;
  const { beganAt, round, rung, told, toldInRound, wait } = ladder;
  return {
    ...{ businessId, about, caseId, callId, subject, text, rungs, repeats, except },
    ...{ beganAt, round, rung, toldInRound, wait },
    next: [],
    until: null,
    told: told.map((telling) =>
      withdrawn.includes(telling.noticeId) && isOpen(telling)
        ? { ...telling, outcome: 'withdrawn' as const }
        : telling,
    ),
  };
}

export function isOpen({ outcome }: Telling): boolean {
  return outcome === 'waiting' || outcome === 'delivered';
}
