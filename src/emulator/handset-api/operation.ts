import type { z } from 'zod';

type Verb = 'get' | 'post' | 'put';

/** What went wrong in plain words, and what to do about it. Shown as `{error, remedy}`. */
export class HandsetApiError extends Error {
  readonly status: 400 | 404 | 409;
  readonly remedy: string;

  constructor(status: 400 | 404 | 409, message: string, remedy: string) {
    super(message);
    this.status = status;
    this.remedy = remedy;
  }
}

export interface RawInput {
  /** A named part of the path, decoded. */
  readonly part: (name: string) => string;
  readonly query: unknown;
  readonly body: unknown;
}

/** One operation of the emulator's own API: the router runs it and the OpenAPI document describes it. */
export interface Operation {
  readonly verb: Verb;
  /** Below `/emulator`, in OpenAPI's words: `/calls/{sid}/press`. */
  readonly path: string;
  readonly summary: string;
  readonly status: 200 | 201;
  readonly refusals: readonly (400 | 404 | 409)[];
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  readonly run: (input: RawInput) => Promise<unknown>;
}

interface Definition<Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType> {
  readonly verb: Verb;
  readonly path: string;
  readonly summary: string;
  readonly status?: 200 | 201;
  readonly refusals?: readonly (400 | 404 | 409)[];
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: Answer;
  readonly handle: (input: {
    readonly part: RawInput['part'];
    readonly query: z.output<Query>;
    readonly body: z.output<Body>;
  }) => z.input<Answer> | Promise<z.input<Answer>>;
}

/** One operation of the handset API: its schemas check what comes in and describe it in the OpenAPI document. */
export function operation<
  Answer extends z.ZodType,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
>(definition: Definition<Query, Body, Answer>): Operation {
  const { verb, path, summary, status = 200, refusals = [], query, body, answer } = definition;
  return {
    verb,
    path,
    summary,
    status,
    refusals,
    ...(query && { query }),
    ...(body && { body }),
    answer,
    run: async (input) =>
      definition.handle({
        part: input.part,
        query: read(query, input.query, 'query'),
        body: read(body, input.body, 'body'),
      }),
  };
}

/** @throws HandsetApiError 400 that names each wrong field. */
function read<Schema extends z.ZodType>(
  schema: Schema | undefined,
  value: unknown,
  where: 'query' | 'body',
): z.output<Schema> {
  // An operation without a schema is given nothing to read; its handler's type says so.
  if (schema === undefined) return undefined as z.output<Schema>;
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || where}: ${issue.message}`);
  throw new HandsetApiError(
    400,
    `The ${where} cannot be used: ${faults.join('; ')}`,
    'GET /emulator/openapi.json describes what each operation takes.',
  );
}
