import { z } from 'zod';
import type { Operation } from './handset-api/operation.ts';
import { errorSchema } from './handset-api/schemas.ts';

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const json = (schema: object): object => ({ 'application/json': { schema } });

const refusalWords = {
  400: 'The request cannot be used',
  404: 'There is no such thing',
  409: 'It is in no state for this',
} as const;

/** OpenAPI 3.1 description of the emulator's own API, derived from the schemas that the API itself checks with. */
export function openApiDocument(operations: readonly Operation[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const path = (paths[`/emulator${operation.path}`] ??= {});
    path[operation.verb] = describe(operation);
  }
  paths['/emulator/numbers'] = {
    get: {
      summary: 'The numbers that a handset may ring and that somebody answers',
      responses: {
        200: {
          description: 'Numbers with a voice URL',
          content: json(jsonSchema(z.array(z.object({ number: z.string(), name: z.string() })), 'output')),
        },
      },
    },
  };
  paths['/emulator/events'] = {
    get: {
      summary: 'Server-Sent Events: {calls: [sids], journal: n} when something changed',
      responses: { 200: { description: 'An endless stream', content: { 'text/event-stream': {} } } },
    },
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Deskbell emulator: handsets and workings',
      version: '1.0.0',
      description:
        "What people at handsets do, the emulator's clock, faults and journal. Twilio's REST API is served under /2010-04-01.",
    },
    paths,
  };
}

function describe(operation: Operation): object {
  const refusals = Object.fromEntries(
    operation.refusals.map((status) => [
      status,
      { description: refusalWords[status], content: json(jsonSchema(errorSchema, 'output')) },
    ]),
  );
  const parameters = [...pathParameters(operation.path), ...queryParameters(operation.query)];
  return {
    summary: operation.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && {
      requestBody: { required: true, content: json(jsonSchema(operation.body, 'input')) },
    }),
    responses: {
      [operation.status]: {
        description: operation.summary,
        content: json(jsonSchema(operation.answer, 'output')),
      },
      ...refusals,
    },
  };
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodObject | undefined): object[] {
  return Object.entries<z.ZodType>(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: jsonSchema(schema, 'output'),
  }));
}
