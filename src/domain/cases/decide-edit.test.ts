import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '../../kernel/duration.ts';
import type { By } from '../../kernel/by.ts';
import { USUAL_REASONS } from '../businesses/reasons-words.ts';
import { FLOW, OneCase, opening, person, WEDNESDAY_NINE } from './case-for-tests.ts';

describe('editing', () => {
  let one: OneCase;
  beforeEach(() => {
    one = new OneCase();
    one.tell(opening({ by: person('ana') }));
  });

  test('two people edit different things, and both hold', () => {
    const asOf = one.case.edition;
    expect(
      one.tell({ type: 'SetSeverity', by: person('ana'), asOf, severity: 2, tier: null, why: 'Urgent' }),
    ).toBeNull();
    expect(one.tell({ type: 'SetReason', by: person('tom'), asOf, reason: 'long-wait' })).toBeNull();
    expect(
      one.tell({
        type: 'SetSeverity',
        by: person('tom'),
        asOf,
        severity: null,
        tier: 'common',
        why: 'Often',
      }),
    ).toBeNull();
    expect(one.case).toMatchObject({
      severity: { value: 2 },
      tier: { value: 'common' },
      reason: 'long-wait',
    });
  });

  test('the same thing: the second is told what the first wrote', () => {
    const asOf = one.case.edition;
    one.tell({ type: 'SetSummary', by: person('ana'), asOf, summary: 'A cracked vase' });
    const refused = one.tell({ type: 'SetSummary', by: person('tom'), asOf, summary: 'Broken lamp' });
    expect(refused?.code).toBe('changed-meanwhile');
    expect(refused?.reason).toContain('Ana Silva wrote the summary “A cracked vase”');
    expect(
      one.tell({ type: 'SetSummary', by: person('tom'), asOf: one.case.edition, summary: 'Both' }),
    ).toBeNull();
  });

  test('a reason of the business’s own is kept with its name; one that it does not have is refused in words', () => {
    const sets = (reason: string | null, by = person('tom')) =>
      one.tell({ type: 'SetReason', by, asOf: null, reason });
    expect(sets('damaged-in-transit')).toBeNull();
    expect(one.case).toMatchObject({ reason: 'damaged-in-transit', reasonName: 'Damaged in transit' });
    expect(sets('bad-luck')).toMatchObject({
      code: 'reason-unknown',
      reason: expect.stringContaining('Brightwick has no reason "bad-luck". Choose one of: poor-product'),
    });
    // The business takes it out of its file: the case keeps it, and it cannot be chosen anew.
    const { business } = one.facts;
    if (business === null) throw new Error('the facts name no business');
    one.facts = { ...one.facts, business: { ...business, reasons: [...USUAL_REASONS] } };
    expect(sets('damaged-in-transit')).toBeNull();
    expect(one.case).toMatchObject({ reasonName: 'Damaged in transit' });
    expect(sets(null)).toBeNull();
    expect(one.case).toMatchObject({ reason: null, reasonName: null });
    expect(sets('damaged-in-transit')?.code).toBe('reason-unknown');
  });

  test('a flow may open a case for a reason that was taken out meanwhile; a person may not', () => {
    const opens = (by: By) => {
      const other = new OneCase();
      return { refused: other.tell(opening({ by, reason: 'bad-luck' })), other };
    };
    expect(opens(person('ana')).refused?.code).toBe('reason-unknown');
    const { refused, other } = opens(FLOW);
    expect(refused).toBeNull();
    expect(other.case).toMatchObject({ reason: 'bad-luck', reasonName: null });
  });

  test('a topic is set from what was seen, and the second hears what the first one chose', () => {
    const asOf = one.case.edition;
    const sets = (who: 'ana' | 'tom', topic: string | null) =>
      one.tell({ type: 'SetTopic', by: person(who), asOf, topic });
    expect(sets('ana', 'floods')).toBeNull();
    expect(sets('tom', 'billing')?.reason).toContain('Ana Silva set the topic to “Floods”');
  });

  test('two people tag at the same time, and no tag of either is lost', () => {
    const tags = (who: 'ana' | 'tom', add: readonly string[], remove: readonly string[] = []) =>
      one.tell({ type: 'TagCase', by: person(who), add, remove });
    tags('ana', ['VIP', 'legal']);
    tags('tom', ['vip', 'photo'], ['LEGAL']);
    expect(one.case.tags).toEqual(['VIP', 'photo']);
    expect(one.events.at(-1)).toMatchObject({
      ...{ type: 'CaseTagged', added: ['photo'], removed: ['legal'] },
      by: { name: 'Tom Hughes' },
    });
    const before = one.events.length;
    expect(tags('ana', ['Photo'])).toBeNull();
    expect(one.events).toHaveLength(before);
  });

  test('notes are only ever added, and whoever is mentioned is told once', () => {
    one.tell({ type: 'AddNote', by: person('ana'), text: 'One', mentions: [] });
    one.tell({
      type: 'AddNote',
      by: person('tom'),
      text: '@grace have a look',
      mentions: ['grace', 'grace'],
    });
    expect(one.case.notes.map(({ text }) => text)).toEqual(['One', '@grace have a look']);
    expect(one.events.filter(({ type }) => type === 'NoteMentioned')).toMatchObject([{ personId: 'grace' }]);
    expect(one.tell({ type: 'AddNote', by: person('tom'), text: '@zoe', mentions: ['zoe'] })?.code).toBe(
      'person-unknown',
    );
  });

  test('a note names people by id or by full name; every one is told once, and other words with @ tell nobody', () => {
    one.facts = { ...one.facts, people: { ...one.facts.people, ana2: 'Ana Silva Costa' } };
    const tells = (text: string, mentions: readonly string[] = []) => {
      const before = one.events.length;
      expect(one.tell({ type: 'AddNote', by: person('tom'), text, mentions })).toBeNull();
      const told = one.events.slice(before).filter((event) => event.type === 'NoteMentioned');
      expect(one.case.notes.at(-1)?.mentions.map(({ personId }) => personId)).toEqual(
        told.map(({ personId }) => personId),
      );
      return told.map(({ personId }) => personId);
    };
    expect(tells('@Ana Silva, and @grace: look', ['ana'])).toEqual(['ana', 'grace']);
    expect(tells('@Ana Silva Costa knows')).toEqual(['ana2']);
    expect(tells('Write to jo@grace.example, @home or @gracely')).toEqual([]);
    expect(tells('Look', ['grace'])).toEqual(['grace']);
  });
});

describe('a case that is resolved', () => {
  let one: OneCase;
  beforeEach(() => {
    one = new OneCase();
    one.tell(opening({ by: person('ana') }));
    one.pass(30 * MINUTE);
    one.tell({
      type: 'ResolveCase',
      by: person('ana'),
      asOf: null,
      outcome: 'solved',
      words: 'Sent a new one',
      cause: 'Packing',
    });
  });

  test('has no deadline and no open stretch of time any more', () => {
    expect([...one.timers.keys()]).toEqual([]);
    expect(one.case).toMatchObject({
      status: 'resolved',
      clocks: { resolve: { status: 'met', late: false } },
      segments: [{ from: WEDNESDAY_NINE, to: WEDNESDAY_NINE + 30 * MINUTE }],
    });
  });

  test('says who resolved it to whoever would work on it, and can be opened again', () => {
    const refused = one.tell({ type: 'TakeCase', by: person('tom'), asOf: null });
    expect(refused).toMatchObject({ code: 'case-resolved' });
    expect(refused?.reason).toContain('Ana Silva resolved this case (“Sent a new one”)');
    one.tell({ type: 'ReopenCase', by: person('tom'), asOf: null, why: 'Broken again' });
    expect(one.case).toMatchObject({ status: 'open', owner: { id: 'ana' }, reopened: 1 });
    expect(one.timers.get('level-1/resolve')?.at).toBe(one.at + 2 * HOUR);
  });
});
