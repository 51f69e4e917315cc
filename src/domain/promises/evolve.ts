import { assertNever } from '../../kernel/assert-never.ts';
import type { CallerPromise, PromiseEvent } from './promise.ts';

/** What a promise is after an event. */
export function evolvePromise(promise: CallerPromise, event: PromiseEvent): CallerPromise {
  if (event.type === 'PromiseMade') return { status: 'open', ...event.made };
  if (promise.status !== 'open' && promise.status !== 'broken') return promise;
  switch (event.type) {
    case 'PromiseNear':
      return promise;
    case 'PromiseBroken': {
      const told = event.climb === null ? 0 : 1;
      return {
        ...promise,
        status: 'broken',
        takenBy: null,
        // Found out late, after a stop of the house: it was broken all the same when its time was over.
        brokenAt: promise.brokenAt ?? Math.min(event.at, promise.dueAt),
        climbs: promise.climbs + told,
      };
    }
    case 'BrokenPromiseTaken':
      return promise.status === 'broken' ? { ...promise, takenBy: event.name } : promise;
    case 'BrokenPromiseUnheard':
      return promise;
    case 'PromiseKept': {
      const { by: keptBy, how, late, at: keptAt } = event;
      return { ...withoutTaker(promise), status: 'kept', keptAt, late, keptBy, how };
    }
    case 'PromiseReleased': {
      const { by: releasedBy, why: releasedWhy, at: releasedAt } = event;
      return { ...withoutTaker(promise), status: 'released', releasedAt, releasedBy, releasedWhy };
    }
    default:
      return assertNever(event);
  }
}

function withoutTaker<P extends { readonly status: string }>(promise: P): Omit<P, 'takenBy'> {
  return 'takenBy' in promise ? (({ takenBy: _takenBy, ...rest }) => rest)(promise) : promise;
}
