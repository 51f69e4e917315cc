import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FreshDatabase, freshDatabase } from '../../test/harness/fresh-database.ts';
import { newCall } from '../../test/harness/board-rows.ts';
import { liveHouse } from '../../test/harness/live-browsers.ts';
import { keptLog } from '../../test/harness/staff.ts';
import type { Touched } from '../contract/touched.ts';
import type { FeedEvent } from './event-feed.ts';
import { type News, createNews } from './news.ts';

const { logger, lines } = keptLog();
let fresh: FreshDatabase;
let news: News;
let told: Touched[];

beforeEach(async () => {
  fresh = await freshDatabase('sqlite');
  news = createNews({ database: fresh.database, logger });
  told = [];
  lines.length = 0;
  news.onNews((each) => told.push(...each));
});
afterEach(() => fresh.close());

let seq = 0;
const happened = (
  noun: string,
  id: string,
  type: string,
  fields: Readonly<Record<string, unknown>> = {},
): FeedEvent => ({ seq: (seq += 1), noun, id, at: 0, event: { type, ...fields } });

describe('news', () => {
  test('says which case of which business was touched', async () => {
    news.hear([happened('cases', 'c1', 'CaseOpened', { businessId: 'shop' })]);
    await news.told();
    expect(told).toEqual([{ noun: 'cases', id: 'c1', businessId: 'shop' }]);
  });

  test('says it once for many events of one thing in one commit', async () => {
    news.hear([
      happened('cases', 'c1', 'CaseOpened', { businessId: 'shop' }),
      happened('cases', 'c1', 'CaseTaken', { businessId: 'shop' }),
      happened('promises', 'c1.p1', 'PromiseMade', { businessId: 'shop' }),
    ]);
    await news.told();
    expect(told.map(({ noun, id }) => `${noun}/${id}`)).toEqual(['cases/c1', 'promises/c1.p1']);
  });

  test('remembers the business for later events that do not name it', async () => {
    news.hear([happened('cases', 'c1', 'CaseOpened', { businessId: 'shop' })]);
    news.hear([happened('cases', 'c1', 'CaseTaken')]);
    await news.told();
    expect(told).toHaveLength(2);
    expect(told[1]?.businessId).toBe('shop');
  });

  test('finds the business in the log when the thing is older than this process', async () => {
    await fresh.database.transact((writer) =>
      writer
        .insertInto('events')
        .values({
          noun: 'messages',
          id: 'm1',
          type: 'MessageTaken',
          data: JSON.stringify({ type: 'MessageTaken', businessId: 'dentist' }),
          at: 0,
        })
        .execute(),
    );
    news.hear([happened('messages', 'm1', 'MessageAcknowledged')]);
    await news.told();
    expect(told).toEqual([{ noun: 'messages', id: 'm1', businessId: 'dentist' }]);
  });

  test('passes over calls and queues, of which the board tells', async () => {
    news.hear([happened('calls', 'x', 'CallMoved', { businessId: 'shop' }), happened('queues', 'y', 'Z')]);
    await news.told();
    expect(told).toEqual([]);
  });

  test('warns about an event whose business nobody knows, and goes on', async () => {
    news.hear([
      happened('rotas', 'nowhere', 'RotaChanged'),
      happened('rotas', 'r1', 'A', { businessId: 's' }),
    ]);
    await news.told();
    expect(told.map(({ id }) => id)).toEqual(['r1']);
    expect(lines.filter((line) => line['level'] === 'warn')).toHaveLength(1);
  });
});

describe('news on the live line', () => {
  const house = liveHouse();

  test('reaches everybody of the business who watches, and nobody else', async () => {
    house.open({ windowMs: 1 });
    const [rita, mona, dora] = [
      await house.connect('rita'),
      await house.connect('mona'),
      await house.connect('dora'),
    ];
    const early = await house.connect('rita');
    for (const browser of [rita, mona, dora]) await browser.watch();
    house.touch(
      { noun: 'cases', id: 'c1', businessId: 'shop' },
      { noun: 'approvals', id: 'a1', businessId: 'dentist' },
    );
    // A change that everybody sees comes after the news on the same line, so nothing more is on its way.
    house.board.tell(newCall('c1', 'shop'), newCall('c2', 'dentist'));
    await Promise.all([rita.hears(1), mona.hears(1), dora.hears(1)]);
    expect(rita.news).toEqual([{ noun: 'cases', id: 'c1', businessId: 'shop' }]);
    expect(mona.news).toEqual(rita.news);
    expect(dora.news).toEqual([{ noun: 'approvals', id: 'a1', businessId: 'dentist' }]);
    expect(early.news).toEqual([]);
  });
});
