import { z } from 'zod';
import { Problem } from '../../contract/api.ts';

/** The server said no, or could not be heard; `message` is fit for a person to read. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];

  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail' | 'errors'>) {
    super(problem.detail);
    this.name = 'Refused';
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.errors ?? [];
  }
}

/** For requests whose answer carries nothing that the console reads. */
export const Nothing = z.unknown();

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One request under `/api`, its answer checked against the contract.
 * @throws Refused with words for the person: what happened and what to do.
 */
export async function ask<Answer extends z.ZodType>(
  answer: Answer,
  method: Method,
  path: string,
  body?: unknown,
): Promise<z.infer<Answer>> {
  const response = await send(method, path, body);
  const text = await response.text().catch(() => '');
  if (!response.ok) throw refusalFrom(response.status, text);
  const parsed = answer.safeParse(text === '' ? undefined : readJson(text));
  if (parsed.success) return parsed.data;
  throw new Refused({
    status: response.status,
    code: 'unreadable-answer',
    detail: `The server's answer to ${method} ${path} does not have the agreed shape. Load the page again; if it stays, the console and the server are of different versions.`,
  });
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
  } catch (cause) {
    const slow = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new Refused({
      status: 0,
      code: slow ? 'no-answer' : 'no-connection',
      detail: slow
        ? 'The server did not answer within 15 s. Look whether it was done before you try again.'
        : 'The server cannot be reached. Calls that are connected go on. Try again in a moment.',
    });
  }
}

function refusalFrom(status: number, text: string): Refused {
  const problem = Problem.safeParse(readJson(text));
  if (problem.success) return new Refused(problem.data);
  return new Refused({
    status,
    code: 'no-reason-given',
    detail: `The server refused (${status}) and gave no reason. Try again; if it stays, tell whoever runs Deskbell.`,
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON, such as a proxy's error page; the caller judges by shape.
    return undefined;
  }
}
