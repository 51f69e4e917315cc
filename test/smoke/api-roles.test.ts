import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Role } from '../../src/contract/shapes.ts';
import { PERMISSIONS, type Permission } from '../../src/http/permissions.ts';
import { openHouse, type House } from '../harness/house.ts';

/** Every road of the API, as its own document tells it, asked by everybody. */

interface Operation {
  readonly summary: string;
  readonly 'x-scope'?: Permission;
  readonly security?: readonly unknown[];
}
interface Road {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** One of the demo's people for each role, all of the shop. */
const PEOPLE = {
  receptionist: 'ana@deskbell.example',
  expert: 'priya@brightwick.example',
  manager: 'david@brightwick.example',
  admin: 'alex@deskbell.example',
} as const;

let house: House;
let roads: readonly Road[];
const cookies = new Map<string, string>();

beforeAll(async () => {
  house = await openHouse();
  const document = (await (await fetch(`${house.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  roads = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
  for (const [role, email] of Object.entries(PEOPLE)) {
    const answer = await fetch(`${house.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: house.url },
      body: JSON.stringify({ email, password: 'deskbell-demo' }),
    });
    expect(answer.status).toBe(200);
    cookies.set(role, answer.headers.get('set-cookie')?.split(';')[0] ?? '');
  }
});
afterAll(() => house.close());

async function asked({ method, path }: Road, headers: Record<string, string>): Promise<number> {
  const body = method === 'get' || method === 'delete' ? {} : { body: '{}' };
  const answer = await fetch(`${house.url}/api${path.replaceAll(/\{\w+\}/g, 'nobody')}`, {
    method: method.toUpperCase(),
    headers: { 'content-type': 'application/json', origin: house.url, ...headers },
    ...body,
  });
  await answer.text();
  return answer.status;
}

const guarded = () => roads.filter(({ operation }) => operation.security === undefined);
const name = ({ method, path }: Road) => `${method.toUpperCase()} ${path}`;

describe('the API', () => {
  test('is described, road by road, in sentences', () => {
    expect(roads.length).toBeGreaterThan(60);
    expect(roads.filter(({ operation }) => !/^[A-Z].*\.$/.test(operation.summary)).map(name)).toEqual([]);
  });

  test('answers nobody who is not signed in, but where its document says so', async () => {
    const open: string[] = [];
    for (const road of guarded()) if ((await asked(road, {})) !== 401) open.push(name(road));
    expect(open).toEqual([]);
  });

  test.each(Role.options)('refuses what the table of permissions does not give to: %s', async (role) => {
    const wrong: string[] = [];
    for (const road of guarded()) {
      const scope = road.operation['x-scope'];
      if (scope === undefined) continue;
      const may = (PERMISSIONS[scope] as readonly string[]).includes(role);
      // What may be done is only looked at: the rest would be done.
      if (may && road.method !== 'get') continue;
      const status = await asked(road, { cookie: cookies.get(role) ?? '' });
      if (may === (status === 403) || status >= 500) wrong.push(`${name(road)} ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test('lets a key do what its scopes say, and nothing else', async () => {
    const made = await fetch(`${house.url}/api/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: house.url, cookie: cookies.get('admin') ?? '' },
      body: JSON.stringify({ businessId: 'shop', name: 'Wall', scopes: ['call.see'] }),
    });
    expect(made.status).toBe(200);
    const { secret } = (await made.json()) as { secret: string };
    const wrong: string[] = [];
    for (const road of guarded()) {
      const scope = road.operation['x-scope'];
      if (scope === undefined) continue;
      const status = await asked(road, { authorization: `Bearer ${secret}` });
      if ((scope === 'call.see') === (status === 403) || status >= 500) wrong.push(`${name(road)} ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});
