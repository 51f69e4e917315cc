import { TwilioError } from '../../world/world.ts';
import type { Ending, RestRoute } from './route.ts';
import { notFound } from './route.ts';

export interface Match {
  readonly route: RestRoute;
  readonly parts: ReadonlyMap<string, string>;
}

/** Takes `.json` and its like off the end of a path; endings that the emulator does not write are not found. */
export function splitEnding(path: string): { readonly stem: string; readonly ending: Ending } {
  const match = /^(.*)\.(json|wav|mp3|xml|csv)$/.exec(path);
  const stem = match?.[1] ?? path;
  const ending = match?.[2] ?? 'none';
  switch (ending) {
    case 'json':
    case 'wav':
    case 'mp3':
    case 'none':
      return { stem, ending };
    default:
      throw new TwilioError(
        404,
        20404,
        `${path} was not found: the emulator answers in JSON only, ask for ${stem}.json`,
      );
  }
}

/**
 * Finds the route of a path below the account. Case sensitive, literal words before names (the order of `routes`).
 * @throws TwilioError 404 / 20404 when there is no such path, 405 / 20004 when it does not take the method.
 */
export function matchRoute(
  routes: readonly RestRoute[],
  method: string,
  stem: string,
  fullStem: string,
  ending: Ending,
): Match {
  let isKnownPath = false;
  for (const route of routes) {
    const parts = partsOf(route.path, stem);
    if (!parts) continue;
    if ((ending === 'wav' || ending === 'mp3') && !route.servesMedia) continue;
    if (route.method === method) return { route, parts };
    isKnownPath = true;
  }
  if (isKnownPath) throw new TwilioError(405, 20004, `Method not allowed: ${method} ${fullStem}.json`);
  throw notFound(fullStem);
}

function partsOf(pattern: string, stem: string): ReadonlyMap<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = stem.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const parts = new Map<string, string>();
  for (const [place, word] of wanted.entries()) {
    const value = given[place] ?? '';
    if (word.startsWith(':')) parts.set(word.slice(1), decoded(value));
    else if (word !== value) return null;
  }
  return parts;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new TwilioError(400, 20001, `The path part ${value} is not valid percent-encoding`);
  }
}
