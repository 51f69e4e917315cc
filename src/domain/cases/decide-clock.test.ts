import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import { FACTS, OneCase, opening, person, WEDNESDAY_NINE } from './case-for-tests.ts';

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe('the clocks', () => {
  test('stand still while the customer is waited for, and run on with what was left', () => {
    const one = new OneCase();
    one.tell(opening({ by: person('ana') }));
    one.pass(30 * MINUTE);
    one.tell({
      type: 'WaitForCustomer',
      by: person('ana'),
      asOf: null,
      reason: 'Photos of the damage',
      until: null,
    });
    expect(one.case.clocks.resolve).toMatchObject({ status: 'stopped', remainingMs: 90 * MINUTE });
    expect([...one.timers.keys()]).toEqual([]);
    one.until('2026-03-06T16:00Z');
    one.tell({ type: 'ResumeCase', by: person('ana'), asOf: null, why: null });
    expect(iso(one.timers.get('level-1/resolve')?.at ?? 0)).toBe('2026-03-09T09:30');
    expect(one.case.segments.map(({ what }) => what)).toEqual([
      'with-person',
      'waiting-for-customer',
      'with-person',
    ]);
  });

  test('run on when the customer calls, and when the time given to the customer is over', () => {
    const one = new OneCase();
    one.tell(opening({ by: person('ana') }));
    one.tell({
      type: 'WaitForCustomer',
      by: person('ana'),
      asOf: null,
      reason: 'Photos',
      until: WEDNESDAY_NINE + HOUR,
    });
    one.facts = {
      ...FACTS,
      call: {
        startedAt: one.at,
        customer: { number: null, name: null },
        topic: null,
        story: [],
        before: [],
        live: { callId: 'k', phase: 'waiting', who: 'the menu' },
      },
    };
    one.tell({ type: 'LinkCall', callId: 'k', at: null });
    expect(one.case.status).toBe('open');
    expect(one.last('CaseResumed').why).toBe('The customer called.');
    one.tell({ type: 'NotePhase', callId: 'k', phase: null });
    one.tell({
      type: 'WaitForCustomer',
      by: person('ana'),
      asOf: null,
      reason: 'Photos',
      until: one.at + HOUR,
    });
    one.pass(HOUR);
    expect(one.case.status).toBe('open');
  });

  test('keep what was used when the severity changes', () => {
    const one = new OneCase();
    one.tell(opening({ by: person('ana') }));
    one.pass(30 * MINUTE);
    one.tell({
      type: 'SetSeverity',
      by: person('ana'),
      asOf: null,
      severity: 2,
      tier: null,
      why: 'A wedding on Saturday',
    });
    // Half of two hours, of which half an hour is gone.
    expect(one.timers.get('level-1/resolve')?.at).toBe(WEDNESDAY_NINE + HOUR);
    expect(one.case.severity).toMatchObject({ value: 2, why: 'A wedding on Saturday' });
    one.tell({ type: 'SetSeverity', by: person('ana'), asOf: null, severity: 1, tier: null, why: 'Flood' });
    expect(one.case.level).toBe(2);
    expect(one.last('CaseClimbed').why).toBe('Severity 1 begins on level 2.');
  });

  test('a first contact that is not made in time climbs too; one made late is marked so', () => {
    const one = new OneCase();
    one.tell(opening({ by: { kind: 'api', key: 'web form' } }));
    one.pass(HOUR);
    expect(one.case.level).toBe(2);
    expect(one.last('CaseClimbed').why).toBe('The customer was not contacted within 1 h.');
    one.tell({ type: 'ContactMade', by: person('grace'), how: 'by telephone' });
    expect(one.case.clocks.firstContact.status).toBe('met');
  });

  test('of a topic with a row of its own are that row’s', () => {
    const one = new OneCase();
    one.tell(opening({ by: person('ana'), topic: 'floods' }));
    one.tell({ type: 'ContactMade', by: person('ana'), how: 'by telephone' });
    one.pass(15 * MINUTE);
    expect(one.case.level).toBe(2);
    expect(one.last('CaseClimbed').climb?.rungs[0]?.name).toBe('Engineer');
    one.pass(60 * MINUTE);
    expect(one.last('CaseClimbed')).toMatchObject({ level: 3, levelName: 'Direction' });
  });
});
