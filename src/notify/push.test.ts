import { describe, expect, test } from '@jest/globals';
import { pushToAll, type PushTarget } from './push.ts';

const target = (endpoint: string): PushTarget => ({ endpoint, p256dh: 'p', auth: 'a' });
const message = { title: 'Brightwick', body: 'Case 1', tag: 'n1', url: '/' };

function browsers(fails: Readonly<Record<string, number>>) {
  const told: string[] = [];
  const forgotten: string[] = [];
  return {
    told,
    forgotten,
    tell: (...endpoints: readonly string[]) =>
      pushToAll(
        endpoints.map(target),
        message,
        async ({ endpoint }) => {
          const statusCode = fails[endpoint];
          if (statusCode !== undefined) throw Object.assign(new Error(`HTTP ${statusCode}`), { statusCode });
          told.push(endpoint);
        },
        async (endpoint) => void forgotten.push(endpoint),
      ),
  };
}

describe('telling a person in their browsers', () => {
  test('reaches all of them', async () => {
    const { tell, told } = browsers({});
    expect(await tell('one', 'two')).toEqual({ outcome: 'done', result: { told: 2 } });
    expect(told).toEqual(['one', 'two']);
  });

  test('forgets browsers that are gone, and is done with the others', async () => {
    const { tell, told, forgotten } = browsers({ one: 410, two: 404 });
    expect(await tell('one', 'two', 'three')).toEqual({ outcome: 'done', result: { told: 1 } });
    expect([told, forgotten]).toEqual([['three'], ['one', 'two']]);
  });

  test('tries again when the maker of a browser is in trouble', async () => {
    const { tell, told } = browsers({ one: 503 });
    expect(await tell('one', 'two')).toMatchObject({
      outcome: 'retry',
      reason: expect.stringMatching(/503/),
    });
    expect(told).toEqual(['two']);
  });
});
