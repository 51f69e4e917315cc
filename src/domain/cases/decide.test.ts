import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import { FACTS, OneCase, opening, person, WEDNESDAY_NINE } from './case-for-tests.ts';

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe('a case that is opened', () => {
  test('belongs to whoever opens it, and keeps its number and the matrix of that moment', () => {
    const one = new OneCase();
    one.tell(opening({ by: person('ana') }));
    expect(one.case).toMatchObject({
      status: 'open',
      number: 'BRI-1042',
      owner: { kind: 'person', id: 'ana', name: 'Ana Silva' },
      level: 1,
      severity: { value: 3, why: 'It follows from the tier individual.' },
      policy: { version: 3 },
    });
    expect(iso(one.case.clocks.resolve.status === 'running' ? one.case.clocks.resolve.dueAt : 0)).toBe(
      '2026-03-04T11:00',
    );
  });

  test('belongs to the queue of its topic when nobody in person opens it, else to the first queue', () => {
    const billing = new OneCase();
    billing.tell(opening({ topic: 'billing' }));
    expect(billing.case.owner).toEqual({ kind: 'queue', id: 'billing', name: 'Billing' });
    const none = new OneCase();
    none.tell(opening());
    expect(none.case.owner).toMatchObject({ kind: 'queue', id: 'general' });
  });

  test('takes what the desk leaves out from the call, and its clock runs from the first ring', () => {
    const one = new OneCase();
    const ring = WEDNESDAY_NINE - 5 * MINUTE;
    one.facts = {
      ...FACTS,
      call: {
        startedAt: ring,
        customer: { number: '+447700900777', name: null },
        topic: 'billing',
        story: ['Chose billing'],
        before: [
          { what: 'waiting', who: 'the queue billing', from: ring, to: WEDNESDAY_NINE - MINUTE },
          { what: 'talking', who: 'Ana Silva', from: WEDNESDAY_NINE - MINUTE, to: null },
        ],
        live: { callId: 'call', phase: 'talking', who: 'Ana Silva' },
      },
    };
    one.tell(
      opening({ by: person('ana'), callId: 'call', customer: { number: null, name: null }, summary: '' }),
    );
    expect(one.case).toMatchObject({
      customer: { number: '+447700900777' },
      topic: 'billing',
      summary: 'Chose billing',
      firstRingAt: ring,
      clocks: { firstContact: { status: 'met', late: false } },
      segments: [
        { what: 'waiting', from: ring, to: WEDNESDAY_NINE - MINUTE },
        { what: 'talking', from: WEDNESDAY_NINE - MINUTE, to: WEDNESDAY_NINE },
        { what: 'talking', who: 'Ana Silva', from: WEDNESDAY_NINE, to: null },
      ],
    });
  });

  test('of severity 1 begins on the level that the matrix says, and those there are told', () => {
    const one = new OneCase();
    one.tell(opening({ by: person('ana'), severity: 1, why: 'Water through the ceiling' }));
    expect(one.case).toMatchObject({ level: 2, severity: { value: 1, why: 'Water through the ceiling' } });
    expect(one.last('CaseCalled').climb.rungs).toMatchObject([{ name: 'Duty manager' }]);
    // Half of eight hours.
    expect(one.timers.get('level-2/resolve')?.at).toBe(WEDNESDAY_NINE + 4 * HOUR);
  });

  test('is refused for a topic, a person or a business that there is not', () => {
    const one = new OneCase();
    expect(one.tell(opening({ topic: 'cheese' }))?.code).toBe('topic-unknown');
    expect(one.tell(opening({ owner: { kind: 'person', id: 'zoe', name: 'Zoe' } }))?.code).toBe(
      'person-unknown',
    );
    one.facts = { ...FACTS, business: null };
    expect(one.tell(opening())?.code).toBe('business-unknown');
  });
});

describe('a case that nobody resolves', () => {
  let one: OneCase;
  beforeEach(() => {
    one = new OneCase(Date.parse('2026-03-06T16:50Z'));
    one.tell(opening({ by: person('ana') }));
    one.tell({ type: 'ContactMade', by: person('ana'), how: 'by telephone' });
  });

  test('climbs at the minute the matrix says, over the weekend, once each', () => {
    one.until('2026-03-09T10:49:59Z');
    expect(one.case.level).toBe(1);
    one.until('2026-03-09T10:50:00Z');
    expect(one.case.level).toBe(2);
    const climbed = one.last('CaseClimbed');
    expect(climbed).toMatchObject({ from: 1, level: 2, pathway: 'automatic', lateByMs: 0 });
    expect(climbed.why).toBe('Not resolved within 2 h on level 1.');
    expect(climbed.climb).toMatchObject({
      climbId: 'c.c1',
      about: { noun: 'cases', id: 'c' },
      rungs: [{ name: 'Duty manager' }],
    });
    one.until('2026-03-10T10:50:00Z');
    expect(one.case.level).toBe(3);
    one.until('2026-03-13T10:50:00Z');
    expect(one.fired.filter((key) => key.includes('resolve'))).toEqual([
      'level-1/resolve 2026-03-09T10:50:00.000Z',
      'level-2/resolve 2026-03-10T10:50:00.000Z',
      'level-3/resolve 2026-03-13T10:50:00.000Z',
    ]);
  });

  test('stays at the top, where those who are there are told again, so often and no more', () => {
    one.until('2026-03-13T10:50:00Z');
    expect(one.case.level).toBe(3);
    expect(one.last('CaseWarned')).toMatchObject({ given: 1, most: 3 });
    one.pass(24 * HOUR);
    const warned = one.events.filter(({ type }) => type === 'CaseWarned');
    expect(warned).toHaveLength(3);
    expect(one.last('CaseWarned').nextAt).toBeNull();
    expect([...one.timers.keys()]).toEqual([]);
    expect(one.case.owner).toMatchObject({ kind: 'person', id: 'ana' });
  });

  test('tells how late a deadline was noticed when the server was down', () => {
    one.at = Date.parse('2026-03-09T15:00Z');
    const due = one.timers.get('level-1/resolve');
    if (due === undefined) throw new Error('There is a deadline.');
    one.tell(due.command);
    expect(one.last('DeadlinePassed').lateByMs).toBe(250 * MINUTE);
    expect(one.last('CaseClimbed').why).toContain('noticed 4 h 10 min late');
    one.tell(due.command);
    expect(one.types().filter((type) => type === 'CaseClimbed')).toHaveLength(1);
  });

  test('reminds its owner on level 2 of the news that the customer is owed, again and again', () => {
    one.until('2026-03-09T10:50:00Z');
    one.tell({
      type: 'CaseReached',
      climbId: 'c.c1',
      personId: 'grace',
      name: 'Grace Okafor',
      how: 'key',
      at: one.at,
    });
    one.until('2026-03-09T14:50:00Z');
    expect(one.last('OwnerReminded').owner.id).toBe('grace');
    one.pass(HOUR);
    one.tell({ type: 'UpdateGiven', by: person('grace'), how: 'by e-mail' });
    expect(iso(one.timers.get('level-2/next-update')?.at ?? 0)).toBe('2026-03-10T11:50');
  });
});
