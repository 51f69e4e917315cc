import { decideLadder } from './decide.ts';
import { evolveLadder } from './evolve.ts';
import type { ClimbRung, ClimbWanted, Ladder, LadderFacts, RungPerson } from './ladder.ts';

export const ladders = {
  name: 'ladders',
  initial: { status: 'none' } as Ladder,
  decide: decideLadder,
  evolve: evolveLadder,
};

export function person(personId: string, changes: Partial<RungPerson> = {}): RungPerson {
  return { personId, name: personId.toUpperCase(), why: 'is named', barred: {}, ...changes };
}

/** Facts in which each rung means these people. */
export function means(...rungs: readonly (readonly RungPerson[])[]): LadderFacts {
  return { rungs: rungs.map((people) => ({ people, missing: [] })) };
}

export function rung(name: string, changes: Partial<ClimbRung> = {}): ClimbRung {
  return { name, who: [], order: 'together', ways: ['desk'], patienceSeconds: 60, ...changes };
}

export function wanted(rungs: readonly ClimbRung[], changes: Partial<ClimbWanted> = {}): ClimbWanted {
  return {
    climbId: 'it',
    businessId: 'shop',
    about: { noun: 'cases', id: 'case' },
    caseId: 'case',
    callId: null,
    subject: 'Case 1',
    text: 'It waits.',
    rungs: [...rungs],
    repeats: 0,
    except: [],
    ...changes,
  };
}
