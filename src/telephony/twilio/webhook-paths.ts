import type { Step } from '../line.ts';
import { FALLBACK_MESSAGE, languageIn, MESSAGE } from './urls.ts';

/** Where a webhook goes, read from its path. */
export type Road =
  | { readonly road: 'voice' }
  | {
      readonly road: 'fallback';
      readonly after: string | null;
      readonly on: string | null;
      readonly language: string | null;
    }
  | { readonly road: 'status' }
  | { readonly road: 'text' }
  | { readonly road: 'text-status'; readonly asked: string }
  | { readonly road: 'step'; readonly step: Step }
  | { readonly road: 'ring'; readonly attempt: string }
  | { readonly road: 'room' }
  | { readonly road: 'room-wait' }
  | { readonly road: 'recording'; readonly asked: string | null }
  | { readonly road: 'words'; readonly asked: string }
  | { readonly road: 'hold'; readonly effectId: string }
  | { readonly road: 'announce'; readonly effectId: string };

const ID = /^[A-Za-z0-9_:.~-]{1,120}$/;

/** Null when the path is none of ours. `url` is path and query as requested. */
export function roadOf(url: string): Road | null {
  const queryAt = url.indexOf('?');
  const path = queryAt === -1 ? url : url.slice(0, queryAt);
  const [empty, twilio, road, ...rest] = path.split('/');
  if (empty !== '' || twilio !== 'twilio') return null;
  const [first, second, third] = rest.map(decoded);
  switch (road) {
    case 'voice':
    case 'status':
    case 'text':
    case 'room':
    case 'room-wait':
      return rest.length === 0 ? { road } : null;
    case 'fallback': {
      const query = new URLSearchParams(queryAt === -1 ? '' : url.slice(queryAt));
      return rest.length === 0
        ? { road, after: query.get('after'), on: query.get('on'), language: languageIn(url) }
        : null;
    }
    case 'step':
      return rest.length === 3 &&
        isId(first) &&
        isId(second) &&
        third !== undefined &&
        /^\d{1,9}$/.test(third)
        ? {
            road,
            step: { noun: first, id: second, turn: Number(third), language: languageIn(url) ?? undefined },
          }
        : null;
    case 'ring':
      // `<attempt>` of an offer, or `<noun>/<id>/<n>`.
      return (rest.length === 1 || rest.length === 3) && rest.map(decoded).every(isId)
        ? { road, attempt: rest.map(decoded).join('/') }
        : null;
    case 'recording':
      if (rest.length !== 1 || !isId(first)) return null;
      return { road, asked: first === MESSAGE || first === FALLBACK_MESSAGE ? null : first };
    case 'text-status':
      return rest.length === 1 && isId(first) ? { road, asked: first } : null;
    case 'words':
      return rest.length === 1 && isId(first) ? { road, asked: first } : null;
    case 'hold':
    case 'announce':
      return rest.length === 1 && isId(first) ? { road, effectId: first } : null;
    default:
      return null;
  }
}

function isId(segment: string | undefined): segment is string {
  return segment !== undefined && ID.test(segment);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray percent sign is no address of ours; it fails the pattern that follows.
    return '';
  }
}
