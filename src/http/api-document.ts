import type { Router } from 'express';
import { Problem } from '../contract/api.ts';
import { ApiShapes, type Json } from './api-shapes.ts';
import { PERMISSIONS } from './permissions.ts';
import { descriptionOf, type RouteDescription } from './route.ts';

/** One road of the API: a method, a path below `/api` as express writes it (`/cases/:id`), and what is known of it. */
export interface ApiRoad {
  readonly method: string;
  readonly path: string;
  readonly description: RouteDescription;
}

/**
 * Every road that these routers answer, in the order in which they were mounted.
 * @throws Error naming the first road that nobody described
 */
export function roadsOf(routers: readonly Router[]): readonly ApiRoad[] {
  return routers.flatMap((router) =>
    router.stack.flatMap(({ route }) => {
      if (route === undefined) return [];
      const methods = [...new Set(route.stack.map(({ method }) => method))];
      const description = route.stack
        .map(({ handle }) => descriptionOf(handle))
        .find((words) => words !== null);
      return methods.map((method) => {
        if (description?.says === undefined)
          throw new Error(
            `${method.toUpperCase()} /api${route.path} is not described: give its route "says" and "answers".`,
          );
        return { method, path: route.path, description };
      });
    }),
  );
}

/**
 * The API as an OpenAPI 3.1 document, made from the very shapes that judge the requests: it cannot say anything else
 * than what the server does. @see https://spec.openapis.org/oas/v3.1.0
 */
export function apiDocument(
  roads: readonly ApiRoad[],
  about: { readonly version: string; readonly publicUrl: string },
): Json {
  const shapes = new ApiShapes();
  shapes.of(Problem, 'output');
  const paths: Record<string, Record<string, Json>> = {};
  for (const { method, path, description } of roads) {
    const template = path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[template] ??= {})[method] = operation(description, { method, template }, shapes);
  }
  const settled = shapes.settle(paths);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Deskbell',
      version: about.version,
      description:
        'Times are epoch milliseconds, money is in the smallest unit of its currency, numbers are E.164. ' +
        'A POST that carries an Idempotency-Key is carried out once, however often it is sent within a day.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${about.publicUrl}/api` }],
    security: [{ key: [] }, { session: [] }],
    paths: settled.document,
    components: {
      schemas: settled.schemas,
      responses: RESPONSES,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key that an admin made; its scopes say what it may do.',
        },
        session: { type: 'apiKey', in: 'cookie', name: 'deskbell', description: 'A person who signed in.' },
      },
    },
  };
}

function operation(
  words: RouteDescription,
  road: { readonly method: string; readonly template: string },
  shapes: ApiShapes,
): Json {
  const parameters = [
    ...shapes.parameters(words.params, 'path'),
    ...shapes.parameters(words.query, 'query'),
    ...(road.method === 'post' ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: `${road.method}${road.template.replaceAll(/[^A-Za-z0-9]+(\w)?/g, (_all, letter?: string) => letter?.toUpperCase() ?? '')}`,
    summary: words.says,
    tags: [road.template.split('/')[1] ?? 'api'],
    description: forWhom(words),
    ...(words.permission === null ? {} : { 'x-scope': words.permission }),
    ...(words.open ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(words.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(shapes.of(words.body, 'input')) } }),
    responses: {
      ...done(words, shapes),
      ...refusals(words, road.method),
    },
  };
}

function done({ answers, file }: RouteDescription, shapes: ApiShapes): Json {
  if (answers !== undefined)
    return { '200': { description: 'Done.', content: json(shapes.of(answers, 'output')) } };
  if (file !== undefined) return { '200': { description: 'The file itself.', content: { [file]: {} } } };
  return { '204': { description: 'Done; there is nothing to say.' } };
}

function forWhom({ permission, open }: RouteDescription): string {
  if (permission !== null)
    return `Scope \`${permission}\`. For ${PERMISSIONS[permission].map((role) => `${role}s`).join(', ')}.`;
  return open ? 'For everybody, signed in or not.' : 'For everybody who is signed in.';
}

const json = (schema: Json) => ({ 'application/json': { schema } });

function problem(description: string) {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description, content: { 'application/problem+json': { schema } } };
}

/** Every way to be refused, under the name of its answer. */
const RESPONSES = {
  WrongShape: problem('Some of what was sent is missing or not as expected; `errors` names every place.'),
  SignedOut: problem('Nobody is signed in, and no key was sent, or none that is known.'),
  NotPermitted: problem('Whoever asks may not do this; `detail` says who may.'),
  NotFound: problem('There is no such thing, or it is not theirs to see.'),
  Refused: problem('Nothing is broken, but it cannot be done now; `code` says which rule and `detail` why.'),
  Problem: problem('What went wrong and what to do, as RFC 9457 has it.'),
};

function refusals(words: RouteDescription, method: string): Json {
  const named: readonly (readonly [string, keyof typeof RESPONSES, boolean])[] = [
    ['400', 'WrongShape', (words.params ?? words.query ?? words.body) !== undefined],
    ['401', 'SignedOut', !words.open],
    ['403', 'NotPermitted', words.permission !== null],
    ['404', 'NotFound', words.params !== undefined],
    ['409', 'Refused', method !== 'get'],
    ['default', 'Problem', true],
  ];
  const met = named.filter(([, , when]) => when);
  return Object.fromEntries(
    met.map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
  );
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Any text of up to 200 characters, new for each thing that is to happen.',
  schema: { type: 'string', maxLength: 200 },
};
