import { TouchedNoun, type Touched } from '../../../contract/touched.ts';
import { queryClient } from '../query-client.ts';
import type { LiveClient } from './live-client.ts';

/** In a storm of events a screen is read again this often at most, not once for each. */
const gatherMs = 250;

/**
 * Reads again what was touched. Queries of these nouns are keyed `[noun, 'list', …]` or `[noun, 'one', id, …]`: a list of
 * the noun is always read again, one thing only when it is the one that was touched.
 */
export function freshenOn(client: Pick<LiveClient, 'onNews'>): () => void {
  let touched = new Map<string, Touched>();
  let everything = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const freshen = (): void => {
    timer = null;
    const news = touched;
    const all = everything;
    touched = new Map();
    everything = false;
    const nouns = new Set([...news.values()].map(({ noun }) => noun));
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [noun, kind, id] }) => {
        const ours = TouchedNoun.safeParse(noun);
        if (!ours.success) return false;
        if (all) return true;
        if (kind === 'one') return news.has(`${ours.data}/${String(id)}`);
        return nouns.has(ours.data);
      },
    });
  };

  const off = client.onNews((news) => {
    if (news === null) everything = true;
    else for (const each of news) touched.set(`${each.noun}/${each.id}`, each);
    timer ??= setTimeout(freshen, gatherMs);
  });
  return () => {
    off();
    if (timer !== null) clearTimeout(timer);
  };
}
