import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openHouse, type House } from '../harness/house.ts';

/** The document from which programs of others are made: it must be whole, and mean what it says. */

type Json = Readonly<Record<string, unknown>>;
interface Operation extends Json {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, Json>>;
  readonly 'x-scope'?: string;
}
interface ApiDocument extends Json {
  readonly openapi: string;
  readonly info: Json;
  readonly security: readonly Json[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly responses: Readonly<Record<string, Json>>;
    readonly securitySchemes: Readonly<Record<string, Json>>;
  };
}

let house: House;
let document: ApiDocument;
let operations: readonly { readonly name: string; readonly path: string; readonly operation: Operation }[];

beforeAll(async () => {
  house = await openHouse();
  document = (await (await fetch(`${house.url}/api/openapi.json`)).json()) as ApiDocument;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );
});
afterAll(() => house.close());

/** Every object within, the thing itself included. */
function* within(thing: unknown): Generator<Json> {
  if (typeof thing !== 'object' || thing === null) return;
  if (!Array.isArray(thing)) yield thing as Json;
  for (const part of Object.values(thing)) yield* within(part);
}

/** What `#/components/schemas/Case` names; undefined when nothing does. */
const named = (ref: string): unknown =>
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>(
      (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
      document,
    );
const refsOf = (thing: unknown) =>
  [...within(thing)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
const wrong = (isWrong: (operation: Operation, path: string) => boolean) =>
  operations.filter(({ operation, path }) => isWrong(operation, path)).map(({ name }) => name);

describe('the document of the API', () => {
  test('is OpenAPI 3.1, and every reference in it leads somewhere', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(refsOf(document).length).toBeGreaterThan(100);
    expect(refsOf(document).filter((ref) => named(ref) === undefined)).toEqual([]);
    expect(JSON.stringify(document)).not.toMatch(/\$defs|__schema|#\/met\//);
  });

  test('names every operation once, and says what it does, for whom, and how it is refused', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z][A-Za-z0-9]+$/.test(id))).toEqual([]);
    expect(wrong(({ summary, tags }) => !/^[A-Z].*\.$/.test(summary) || tags.length !== 1)).toEqual([]);
    expect(wrong(({ description }) => !/^(Scope `[a-z-]+\.[a-z-]+`\. )?For /.test(description))).toEqual([]);
    const scoped = (operation: Operation) => operation['x-scope'] !== undefined;
    expect(wrong((operation) => scoped(operation) !== operation.description.startsWith('Scope'))).toEqual([]);
    expect(
      wrong(({ responses }) => !('default' in responses) || !('200' in responses || '204' in responses)),
    ).toEqual([]);
    expect(
      operations.filter(({ name, operation }) => name.startsWith('GET') && !('200' in operation.responses)),
    ).toEqual([]);
    expect(wrong(({ responses, security }) => '401' in responses === (security !== undefined))).toEqual([]);
    expect(wrong((operation) => '403' in operation.responses !== scoped(operation))).toEqual([]);
  });

  test('describes every part of a path, and no part that there is not', () => {
    const parts = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part).toSorted();
    expect(
      wrong(({ parameters = [] }, path) => {
        const described = parameters.filter((each) => each.in === 'path');
        return (
          described.some(({ required }) => !required) ||
          JSON.stringify(described.map(({ name }) => name).toSorted()) !== JSON.stringify(parts(path))
        );
      }),
    ).toEqual([]);
  });

  test('keeps what the contract names in one place, and nothing that nobody refers to', () => {
    const { schemas } = document.components;
    const referred = new Set(refsOf(document).map((ref) => ref.replace('#/components/schemas/', '')));
    expect(Object.keys(schemas).filter((name) => !referred.has(name))).toEqual([]);
    expect(schemas).toMatchObject({
      CaseRow: { type: 'object' },
      Role: { enum: expect.arrayContaining(['expert']) },
    });
    const inline = operations.flatMap(({ name, operation }) =>
      [...within([operation['requestBody'], operation.responses['200']])]
        .filter(({ schema }) => typeof schema === 'object' && schema !== null && !('$ref' in schema))
        .map(() => name),
    );
    expect(inline).toEqual([]);
  });

  test('answers every refusal with the one shape of a problem', () => {
    const { schemas, responses } = document.components;
    expect(schemas['Problem']).toMatchObject({ required: ['type', 'title', 'status', 'detail', 'code'] });
    const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
    expect(Object.values(responses).map((response) => response['content'])).toEqual(
      Object.values(responses).map(() => content),
    );
    const refused = operations.flatMap(({ operation }) =>
      Object.entries(operation.responses).filter(([status]) => !status.startsWith('2')),
    );
    expect(refused.filter(([, answer]) => !('$ref' in answer))).toEqual([]);
  });

  test('has one envelope for the pages of every list, and a cursor to ask for the next', () => {
    const pages = operations.filter(({ operation }) =>
      refsOf(operation.responses['200']).some((ref) => JSON.stringify(named(ref)).includes('"nextCursor"')),
    );
    expect(pages.length).toBeGreaterThan(8);
    for (const { operation } of pages) {
      const [ref = ''] = refsOf(operation.responses['200']);
      expect(named(ref)).toMatchObject({
        type: 'object',
        properties: { rows: { type: 'array' }, nextCursor: { $ref: '#/components/schemas/NextCursor' } },
        required: expect.arrayContaining(['rows', 'nextCursor']),
      });
      expect((operation.parameters ?? []).map(({ name }) => name)).toContain('cursor');
    }
  });

  test('knows only the two ways of saying who asks', () => {
    const schemes = Object.keys(document.components.securitySchemes);
    expect(schemes.toSorted()).toEqual(['key', 'session']);
    expect(document.security.flatMap((each) => Object.keys(each)).toSorted()).toEqual(schemes.toSorted());
  });
});
