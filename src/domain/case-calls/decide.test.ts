import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING } from '../../../test/harness/given.ts';
import type { CaseCallEvent, CaseCallFacts } from './case-call.ts';
import { decideCaseCall } from './decide.ts';
import { evolveCaseCall } from './evolve.ts';

const rules = {
  name: 'case-calls',
  initial: { status: 'none' as const },
  decide: decideCaseCall,
  evolve: evolveCaseCall,
};
const facts: CaseCallFacts = { openCaseId: null, phase: null, person: null, weighed: null, unowned: [] };
const bound = (caseId: string, found = true): CaseCallEvent => ({
  ...{ type: 'CaseBound', callId: 'it', businessId: 'shop', at: MONDAY_MORNING, caseId, found },
});
const look = { type: 'LookForCase', businessId: 'shop', number: '+447700900555' } as const;

describe('a call and its cases', () => {
  test('is linked to the open case of its caller, if there is one', () => {
    given(rules).when(look, { facts }).thenNothing();
    given(rules)
      .when(look, { facts: { ...facts, openCaseId: 'c' } })
      .then({ events: [bound('c')] });
  });

  test('is linked once, however often it is said', () => {
    const bind = { type: 'BindCase', businessId: 'shop', caseId: 'c' } as const;
    given(rules, bound('c')).when(bind, { facts }).thenNothing();
    expect(
      given(rules, bound('c'))
        .when({ ...bind, caseId: 'd' }, { facts })
        .thenState(),
    ).toMatchObject({
      caseIds: ['c', 'd'],
    });
  });

  test('a call without a case passes nothing on', () => {
    given(rules).when({ type: 'CallChanged' }, { facts }).thenNothing();
    given(rules).when({ type: 'TellOfCall', text: 'x', why: null }, { facts }).thenNothing();
  });

  test('that is severe is weighed for a caller who waits, and for nobody else', () => {
    const weighed = { entryId: 'it.q1', caseId: 'c', number: 'BRI-1042', severity: 1 } as const;
    const weigh = (past: readonly CaseCallEvent[], known: CaseCallFacts['weighed']) =>
      given(rules, ...past).when({ type: 'WeighCases' }, { facts: { ...facts, weighed: known } });
    weigh([], weighed).thenNothing();
    weigh([bound('c')], null).thenNothing();
    weigh([bound('c')], weighed).then({
      events: [{ type: 'CaseWeighed', callId: 'it', businessId: 'shop', at: MONDAY_MORNING, ...weighed }],
    });
  });

  test('whoever answers has the cases that nobody has yet; whoever takes over has them all', () => {
    const person = { personId: 'ana', name: 'Ana' };
    const handed = (ifUnowned: boolean) =>
      given(rules, bound('c'), bound('d')).when(
        { type: 'CallHanded', personId: 'ana', offerId: null, why: 'x', ifUnowned },
        { facts: { ...facts, person, unowned: ['d'] } },
      ).answer;
    expect(handed(true)).toMatchObject({
      events: [{ type: 'CaseCallHanded', caseIds: ['d'], personId: 'ana' }],
    });
    expect(handed(false)).toMatchObject({ events: [{ caseIds: ['c', 'd'] }] });
  });
});
