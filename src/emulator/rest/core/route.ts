import type { Journal } from '../../journal.ts';
import type { World } from '../../world/world.ts';
import { TwilioError } from '../../world/world.ts';
import type { Fields } from './fields.ts';

/** What every resource may use: the world, the journal to read, and where its account lives. */
export interface RestContext {
  readonly world: World;
  readonly journal: Pick<Journal, 'after'>;
  readonly authToken: string;
  readonly apiKeySids: readonly string[];
  /** `/2010-04-01/Accounts/AC…`, the stem of every resource's `uri`. */
  readonly accountPath: string;
}

/** How the resource was asked for: `….json`, `….wav`, `….mp3`, or with no ending. */
export type Ending = 'json' | 'wav' | 'mp3' | 'none';

export interface RestRequest {
  /** A named part of the path, decoded. */
  part(name: string): string;
  readonly form: Fields;
  readonly query: Fields;
  /** The path that was asked for without its ending, still encoded. */
  readonly path: string;
  readonly ending: Ending;
  /** `http://127.0.0.1:3001`, as the client addressed us. */
  readonly origin: string;
}

export type RestReply =
  | { readonly kind: 'json'; readonly status: 200 | 201; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'nothing'; readonly status: 204 }
  | { readonly kind: 'media'; readonly status: 200; readonly type: string; readonly bytes: Buffer };

export interface RestRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the account: `/Calls/:CallSid`. */
  readonly path: string;
  /** Serves sound too: Twilio hands out a recording's media to whoever has its address. */
  readonly servesMedia?: true;
  readonly handle: (request: RestRequest, context: RestContext) => RestReply | Promise<RestReply>;
}

export const ok = (body: Readonly<Record<string, unknown>>): RestReply => ({
  kind: 'json',
  status: 200,
  body,
});
export const created = (body: Readonly<Record<string, unknown>>): RestReply => ({
  kind: 'json',
  status: 201,
  body,
});
export const deleted: RestReply = { kind: 'nothing', status: 204 };

/** @throws TwilioError 404 / 20404 when there is no such resource. */
export function found<Resource>(resource: Resource | undefined, request: RestRequest): Resource {
  if (resource === undefined) throw notFound(request.path);
  return resource;
}

/** Twilio's answer for a resource that is not there: 404 with code 20404. */
export function notFound(path: string): TwilioError {
  return new TwilioError(404, 20404, `The requested resource ${path}.json was not found`);
}
