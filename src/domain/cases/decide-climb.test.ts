import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOUR } from '../../kernel/duration.ts';
import { OneCase, opening, person } from './case-for-tests.ts';

describe('who has a case', () => {
  let one: OneCase;
  beforeEach(() => {
    one = new OneCase();
    one.tell(opening({ by: person('ana') }));
    one.tell({
      type: 'EscalateCase',
      by: person('ana'),
      asOf: null,
      pathway: 'hierarchical',
      reason: 'Wants more than I may give',
      formal: false,
    });
  });

  test('whoever says “I have it” on the ladder; a second one changes nothing', () => {
    one.tell({
      type: 'CaseReached',
      climbId: 'c.c1',
      personId: 'grace',
      name: 'Grace Okafor',
      how: 'key',
      at: one.at,
    });
    expect(one.case).toMatchObject({ owner: { id: 'grace' }, climb: null });
    for (let again = 0; again < 9; again += 1)
      one.tell({
        type: 'CaseReached',
        climbId: 'c.c1',
        personId: 'david',
        name: 'David Lloyd',
        how: 'click',
        at: one.at,
      });
    expect(one.case.owner.id).toBe('grace');
    expect(one.types().filter((type) => type === 'CaseTaken')).toHaveLength(1);
  });

  test('nobody reached: the next level at once, and at the top a warning that comes again', () => {
    one.tell({ type: 'CaseUnreached', climbId: 'c.c1', why: 'Grace Okafor did not answer.' });
    expect(one.case).toMatchObject({ level: 3, climb: { climbId: 'c.c2' } });
    one.tell({ type: 'CaseUnreached', climbId: 'c.c1', why: 'Said twice.' });
    expect(one.case.climb?.climbId).toBe('c.c2');
    one.tell({ type: 'CaseUnreached', climbId: 'c.c2', why: 'David Lloyd did not answer.' });
    expect(one.case).toMatchObject({ level: 3, climb: null, warning: { given: 0, nextAt: one.at + HOUR } });
    one.pass(HOUR);
    expect(one.case).toMatchObject({ climb: { climbId: 'c.c3' }, warning: { given: 1 } });
    one.tell({
      type: 'CaseReached',
      climbId: 'c.c3',
      personId: 'david',
      name: 'David Lloyd',
      how: 'sms',
      at: one.at,
    });
    expect(one.case).toMatchObject({ owner: { id: 'david' }, warning: null, climb: null });
  });

  test('said late it still counts while nobody else has said it, and the others are called off', () => {
    one.tell({ type: 'CaseUnreached', climbId: 'c.c1', why: 'Nobody.' });
    one.tell({
      type: 'CaseReached',
      climbId: 'c.c1',
      personId: 'grace',
      name: 'Grace Okafor',
      how: 'sms',
      at: one.at,
    });
    expect(one.last('CaseTaken')).toMatchObject({
      owner: { id: 'grace' },
      climb: { id: 'c.c2', cancelled: true },
    });
  });

  test('who takes it while somebody is looked for ends the search', () => {
    one.tell({ type: 'TakeCase', by: person('tom'), asOf: null });
    expect(one.last('CaseTaken')).toMatchObject({
      owner: { id: 'tom' },
      climb: { id: 'c.c1', cancelled: true },
    });
  });

  test('it is never given to somebody who is not of the business', () => {
    const refused = one.tell({
      type: 'AssignCase',
      by: person('ana'),
      asOf: null,
      why: null,
      owner: { kind: 'person', id: 'zoe', name: 'zoe' },
    });
    expect(refused?.code).toBe('person-unknown');
    expect(one.case.owner.id).toBe('ana');
  });

  test('a formal complaint has an owner of its own, is opened by hand only, and goes back where it came from', () => {
    one.tell({
      type: 'EscalateCase',
      by: person('ana'),
      asOf: null,
      pathway: 'hierarchical',
      reason: 'Written complaint',
      formal: true,
    });
    expect(one.case).toMatchObject({ level: 4, owner: { id: 'david' } });
    expect(one.last('CaseClimbed').climb?.rungs).toMatchObject([{ who: [{ kind: 'person', id: 'david' }] }]);
    expect(
      one.tell({
        type: 'EscalateCase',
        by: person('ana'),
        asOf: null,
        pathway: 'hierarchical',
        reason: 'More',
        formal: false,
      })?.code,
    ).toBe('at-the-top');
    one.tell({ type: 'ReturnCase', by: person('david'), asOf: null, reason: 'Withdrawn in writing' });
    expect(one.case).toMatchObject({ level: 2, owner: { id: 'ana' } });
  });

  test('what is returned without anything done counts as ping-pong, and what was worked on does not', () => {
    one.tell({ type: 'ReturnCase', by: person('grace'), asOf: null, reason: 'Not mine' });
    expect(one.case).toMatchObject({ level: 1, pingPong: 1, owner: { id: 'ana' } });
    one.tell({
      type: 'EscalateCase',
      by: person('ana'),
      asOf: null,
      pathway: 'functional',
      reason: 'Still',
      formal: false,
    });
    one.tell({ type: 'AddNote', by: person('grace'), text: 'Rang the depot', mentions: [] });
    one.tell({ type: 'ReturnCase', by: person('grace'), asOf: null, reason: 'Ana can finish it' });
    expect(one.case.pingPong).toBe(1);
    expect(one.tell({ type: 'ReturnCase', by: person('ana'), asOf: null, reason: 'x' })?.code).toBe(
      'at-the-bottom',
    );
  });

  test('on the functional pathway those who know are told first', () => {
    const known = new OneCase();
    known.tell(opening({ by: person('ana'), topic: 'billing' }));
    known.tell({
      type: 'EscalateCase',
      by: person('ana'),
      asOf: null,
      pathway: 'functional',
      reason: 'A VAT question',
      formal: false,
    });
    expect(known.last('CaseClimbed').climb).toMatchObject({
      rungs: [{ name: 'Experts in Billing', who: [{ id: 'priya' }] }, { name: 'Duty manager' }],
      except: ['ana'],
    });
  });
});
