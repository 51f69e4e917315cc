import { useEffect, useRef, useState } from 'react';
import type { BreachRow } from '../../../contract/live.ts';
import { useRows } from '../../api/live/live-context.tsx';
import { businessName, useMe } from '../../api/session.ts';
import { sounds } from '../../components/sound/sounds.ts';
import { useSound } from '../../components/sound/sound-context.tsx';
import { callerWords, spokenSpan } from '../../components/words.ts';
import { useBoardMode } from './board-mode.ts';

/** Says each new breach once, in sound and in words. Those that were there when the board opened are old news. */
export function BreachAnnouncer({
  breaches,
  ready,
}: {
  readonly breaches: readonly BreachRow[];
  readonly ready: boolean;
}) {
  const me = useMe();
  const { wanted } = useSound();
  const { wall } = useBoardMode();
  const queues = useRows('queue');
  const known = useRef<Set<string> | null>(null);
  const [words, setWords] = useState('');

  useEffect(() => {
    if (!ready) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...breaches.map((row) => row.id)]);
    if (before === null) return;
    const fresh = breaches.filter(
      (row) => !before.has(row.id) && row.answeredAt === null && row.lostAt === null,
    );
    const [first] = fresh;
    if (!first) return;
    if (wanted) sounds.breach();
    const queue = [...queues.values()].find(
      (each) => each.businessId === first.businessId && each.queue === first.queue,
    );
    const told = first.told.map((each) => each.name).join(', ');
    setWords(
      fresh.length > 1
        ? `${fresh.length} callers have waited too long.`
        : `${queue?.name ?? first.queue}, ${businessName(me, first.businessId)}: ${wall ? 'a caller' : callerWords(first.caller)} has waited ${spokenSpan(
            first.waitTargetSeconds * 1000,
          )}. ${told ? `Told: ${told}.` : 'Nobody told yet.'}`,
    );
  }, [breaches, ready, wanted, queues, me, wall]);

  return (
    <div role="alert" aria-live="assertive" className="spoken-only">
      {words}
    </div>
  );
}
