import { beforeAll, describe, expect, test } from '@jest/globals';
import { readDeployment } from '../deployment/load-deployment.ts';
import type { Business } from '../domain/businesses/business.ts';
import { createHolidayLookup } from '../domain/businesses/holidays.ts';
import { checkFolder } from '../domain/flows/check-folder.ts';
import type { CompiledFlow } from '../domain/flows/compile.ts';
import { wayToQueue } from './way-to-queue.ts';

/** The flows and businesses of the demo, which have every kind of way. */
let businesses: readonly Business[];
let flows: readonly CompiledFlow[];
const holidays = createHolidayLookup();

beforeAll(async () => {
  ({ businesses } = await readDeployment('src/demo'));
  flows = (await checkFolder('ivr-flows', businesses)).loaded.map((one) => one.flow);
});

const MONDAY = Date.parse('2026-03-02T10:00:00Z');
const SUNDAY = Date.parse('2026-03-01T20:00:00Z');

function way(id: string, queues: readonly string[], at = MONDAY) {
  const business = businesses.find((one) => one.id === id);
  const flow = flows.find((one) => one.business === id);
  if (!business || !flow) throw new Error(`The demo has no ${id}`);
  return wayToQueue({ flow, business, queues: new Set(queues), holidays, at });
}

describe('the way of a caller to a queue', () => {
  test('is the key of the menu that leads there', () => {
    expect(way('shop', ['technical'])).toEqual({
      queue: 'technical',
      queueName: 'Technical help',
      keys: ['3'],
    });
  });

  test('is 0 when a person is all that the menu offers', () => {
    expect(way('shop', ['general'])).toMatchObject({ queue: 'general', keys: ['0'] });
  });

  test('goes through the choice of a language', () => {
    expect(way('dental', ['reception'])).toMatchObject({ queue: 'reception', keys: ['1', '1'] });
  });

  test('is not where the caller would have to know a number, or where it hangs on who calls', () => {
    expect(way('shop', ['delivery'])).toBeNull();
    expect(way('shop', ['billing'])).toBeNull();
  });

  test('follows the opening hours', () => {
    expect(way('plumber', ['office'])).toMatchObject({ queue: 'office', keys: ['2'] });
    expect(way('plumber', ['office'], SUNDAY)).toBeNull();
    expect(way('plumber', ['emergency'], SUNDAY)).toMatchObject({ keys: ['0'] });
    expect(way('dental', ['reception'], SUNDAY)).toBeNull();
  });

  test('is none to a queue that nothing leads to', () => {
    expect(way('shop', ['complaints'])).toBeNull();
  });
});
