import type { Router } from 'express';
import { z } from 'zod';
import { Problem } from '../contract/api.ts';
import { PERMISSIONS } from './permissions.ts';
import { descriptionOf, type RouteDescription } from './route.ts';

/** One road of the API: a method, a path below `/api`, and what is known of it. */
export interface ApiRoad {
  readonly method: string;
  /** As express writes it: `/cases/:id`. */
  readonly path: string;
  /** Null: nobody described it, which the tests do not let pass. */
  readonly description: RouteDescription | null;
}

/** Every road that these routers answer, in the order in which they were mounted. */
export function roadsOf(routers: readonly Router[]): readonly ApiRoad[] {
  return routers.flatMap((router) =>
    router.stack.flatMap(({ route }) => {
      if (route === undefined) return [];
      const methods = [...new Set(route.stack.map(({ method }) => method))];
      return methods.map((method) => ({
        method,
        path: route.path,
        description:
          route.stack.map(({ handle }) => descriptionOf(handle)).find((words) => words !== null) ?? null,
      }));
    }),
  );
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The API as an OpenAPI 3.1 document, made from the very shapes that judge the requests: it cannot say anything else
 * than what the server does. @see https://spec.openapis.org/oas/v3.1.0
 * @throws Error when a road was not described
 */
export function apiDocument(
  routers: readonly Router[],
  about: { readonly version: string; readonly publicUrl: string },
): Json {
  const shapes = new Shapes();
  const paths: Record<string, Record<string, Json>> = {};
  for (const { method, path, description } of roadsOf(routers)) {
    if (description?.says === undefined)
      throw new Error(
        `${method.toUpperCase()} /api${path} is not described: give its route "says" and "answers".`,
      );
    const template = path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[template] ??= {})[method] = operation(description, { method, template }, shapes);
  }
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
    paths,
    components: {
      schemas: { Problem: shapes.of(Problem, 'output'), ...shapes.components },
      responses: { Problem: problem('What went wrong and what to do, as RFC 9457 has it.') },
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
  shapes: Shapes,
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
    ...(words.permission === null
      ? {}
      : { description: forWhom(words.permission), 'x-scope': words.permission }),
    ...(words.open ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(words.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(shapes.of(words.body, 'input')) } }),
    responses: {
      ...(words.answers === undefined
        ? { '204': { description: 'Done; there is nothing to say.' } }
        : { '200': { description: 'Done.', content: json(shapes.of(words.answers, 'output')) } }),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function forWhom(permission: keyof typeof PERMISSIONS): string {
  return `Scope \`${permission}\`. For ${PERMISSIONS[permission].map((role) => `${role}s`).join(', ')}.`;
}

const json = (schema: Json) => ({ 'application/json': { schema } });
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Any text of up to 200 characters, new for each thing that is to happen.',
  schema: { type: 'string', maxLength: 200 },
};

/** Turns zod shapes into JSON Schema; shapes with an id are written once, below `components`. */
class Shapes {
  readonly components: Record<string, Json> = {};

  of(shape: z.ZodType, io: 'input' | 'output'): Json {
    const { $schema: _draft, $defs, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' });
    for (const [id, part] of Object.entries($defs ?? {})) this.components[id] = moved(part);
    return moved(schema);
  }

  parameters(shape: z.ZodType | undefined, where: 'path' | 'query'): readonly Json[] {
    if (shape === undefined) return [];
    const { properties = {}, required = [] } = this.of(shape, 'input') as {
      properties?: Record<string, Json>;
      required?: readonly string[];
    };
    return Object.entries(properties).map(([name, schema]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      schema,
    }));
  }
}

/** What JSON Schema keeps below `$defs` stands below `components` here. */
function moved(schema: object): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
