import { type Touched, TouchedNoun } from '../contract/touched.ts';
import type { Logger } from '../observability/logger.ts';
import type { Database } from '../store/database.ts';
import type { FeedEvent } from './event-feed.ts';

/** Says which cases, promises, approvals and so on were touched. */
export interface NewsSource {
  onNews(listener: (news: readonly Touched[]) => void): () => void;
}

export interface News extends NewsSource {
  /** Takes committed events in; those of other nouns are passed over. */
  hear(events: readonly FeedEvent[]): void;
  /** Resolves when everything heard until now has been told. */
  told(): Promise<void>;
}

const WATCHED: ReadonlySet<string> = new Set(TouchedNoun.options);
const KEPT = 5_000;

/** Turns committed events into news. Most events name their business; for one that does not, the first event of the same thing is asked. */
export function createNews(parts: { readonly database: Database; readonly logger: Logger }): News {
  const { database, logger } = parts;
  const listeners = new Set<(news: readonly Touched[]) => void>();
  const businesses = new Map<string, string>();
  let working: Promise<void> = Promise.resolve();

  function remember(key: string, businessId: string): string {
    businesses.delete(key);
    businesses.set(key, businessId);
    const oldest = businesses.size > KEPT ? businesses.keys().next().value : undefined;
    if (oldest !== undefined) businesses.delete(oldest);
    return businessId;
  }

  async function businessOf({ noun, id, event }: FeedEvent): Promise<string | null> {
    const key = `${noun}/${id}`;
    const named = event['businessId'];
    if (typeof named === 'string') return remember(key, named);
    const known = businesses.get(key);
    if (known !== undefined) return known;
    const first = await database.reader
      .selectFrom('events')
      .select('data')
      .where('noun', '=', noun)
      .where('id', '=', id)
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    const found = first === undefined ? undefined : (JSON.parse(first.data) as { businessId?: unknown });
    return typeof found?.businessId === 'string' ? remember(key, found.businessId) : null;
  }

  async function tell(events: readonly FeedEvent[]): Promise<void> {
    const news = new Map<string, Touched>();
    for (const event of events) {
      const businessId = await businessOf(event);
      const noun = TouchedNoun.parse(event.noun);
      if (businessId === null) {
        logger.warn(
          { noun, type: event.event.type },
          'an event names no business, so no screen hears of it before it looks again',
        );
      } else news.set(`${noun}/${event.id}`, { noun, id: event.id, businessId });
    }
    if (news.size > 0) for (const listener of listeners) listener([...news.values()]);
  }

  return {
    hear(events) {
      const ours = events.filter(({ noun }) => WATCHED.has(noun));
      if (ours.length === 0) return;
      working = working
        .then(() => tell(ours))
        .catch((error: unknown) =>
          logger.error(
            { err: error },
            'news could not be told to the screens; they look again by themselves within half a minute',
          ),
        );
    },
    told: () => working,
    onNews(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
