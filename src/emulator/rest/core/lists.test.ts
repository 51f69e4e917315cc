import { describe, expect, test } from '@jest/globals';
import { fieldsFromUrlEncoded } from './fields.ts';
import { matches, newestFirst, withinTimes } from './filters.ts';
import { listReply } from './paging.ts';
import type { RestReply, RestRequest } from './route.ts';

const path = '/2010-04-01/Accounts/AC0/Calls';
const sids = Array.from({ length: 7 }, (_, n) => `CA${n}`);

function asked(query: string): RestRequest {
  return {
    part: () => '',
    form: new Map(),
    query: fieldsFromUrlEncoded(query),
    path,
    ending: 'json',
    origin: 'http://127.0.0.1',
  };
}

function list(query: string, items: readonly string[] = sids): Readonly<Record<string, unknown>> {
  const reply: RestReply = listReply(
    asked(query),
    'calls',
    items,
    (sid) => sid,
    (sid) => ({ sid }),
  );
  if (reply.kind !== 'json') throw new Error('a list answers in JSON');
  return reply.body;
}

describe('paging', () => {
  test('a short list is one page with no neighbours', () => {
    expect(list('')).toMatchObject({
      page: 0,
      page_size: 50,
      start: 0,
      end: 6,
      uri: `${path}.json?PageSize=50&Page=0`,
      first_page_uri: `${path}.json?PageSize=50&Page=0`,
      next_page_uri: null,
      previous_page_uri: null,
    });
  });

  test('an empty list is an empty page, not an error', () => {
    expect(list('FriendlyName=none', [])).toMatchObject({ calls: [], start: 0, end: 0, next_page_uri: null });
  });

  test('following next_page_uri visits everything once and keeps the filters', () => {
    const seen: unknown[] = [];
    let query = 'PageSize=3&Status=completed';
    for (;;) {
      const page = list(query);
      seen.push(page['calls']);
      const next = page['next_page_uri'];
      if (typeof next !== 'string') break;
      expect(next).toContain('Status=completed');
      query = next.slice(next.indexOf('?') + 1);
    }
    expect(seen.flat()).toEqual(sids.map((sid) => ({ sid })));
  });

  test('newer items in front do not push items out of the following page', () => {
    const next = String(list('PageSize=3')['next_page_uri']);
    const query = next.slice(next.indexOf('?') + 1);
    expect(list(query, ['CAnew1', 'CAnew2', ...sids])['calls']).toEqual([
      { sid: 'CA3' },
      { sid: 'CA4' },
      { sid: 'CA5' },
    ]);
  });

  test('previous_page_uri goes back to where one came from', () => {
    const previous = String(list('PageSize=3&Page=1&PageToken=PACA2')['previous_page_uri']);
    const query = previous.slice(previous.indexOf('?') + 1);
    expect(list(query)['calls']).toEqual([{ sid: 'CA0' }, { sid: 'CA1' }, { sid: 'CA2' }]);
  });

  test.each(['PageSize=1001', 'PageSize=0', 'PageSize=many'])('%s is refused with 20007', (query) => {
    expect(() => list(query)).toThrow(expect.objectContaining({ status: 400, code: 20007 }));
  });
});

describe('filters', () => {
  const noon = Date.UTC(2026, 10, 22, 12);

  test.each([
    ['StartTime=2026-11-22', true],
    ['StartTime=2026-11-21', false],
    ['StartTime<=2026-11-22', false],
    ['StartTime<=2026-11-23', true],
    ['StartTime>=2026-11-22', true],
    ['StartTime>=2026-11-23', false],
    ['StartTime%3E=2026-11-22T11:59:59Z', true],
    ['StartTime%3E=2026-11-22T12:00:01Z', false],
    ['StartTime>=2026-11-22&StartTime<=2026-11-23', true],
    ['Status=completed', true],
  ])('%s on a call at noon of 22 November: %j', (query, shown) => {
    expect(withinTimes(fieldsFromUrlEncoded(query), 'StartTime', noon)).toBe(shown);
  });

  test('a call that never started is in no range', () => {
    expect(withinTimes(fieldsFromUrlEncoded('StartTime>=2026-11-22'), 'StartTime', null)).toBe(false);
  });

  test('a date that cannot be read is refused', () => {
    expect(() => withinTimes(fieldsFromUrlEncoded('StartTime=yesterday'), 'StartTime', noon)).toThrow(
      /StartTime/,
    );
  });

  test('words are compared exactly', () => {
    expect(matches(fieldsFromUrlEncoded('Status=completed'), 'Status', 'Completed')).toBe(false);
  });

  test('lists are newest first, also within one millisecond', () => {
    const items = [1, 5, 5, 3].map((dateCreated, n) => ({ dateCreated, n }));
    expect(newestFirst(items).map(({ n }) => n)).toEqual([2, 1, 3, 0]);
  });
});
