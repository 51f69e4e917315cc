import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLiveState } from '../../api/live/live-context.tsx';
import type { LiveState } from '../../api/live/live-client.ts';
import { span } from '../words.ts';
import styles from './connection.module.css';

/** Milliseconds since the server was last heard; null: never. */
function useAge(state: LiveState): number | null {
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => draw((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return 'heardAt' in state && state.heardAt !== null ? Date.now() - state.heardAt : null;
}

export function ConnectionLight() {
  const state = useLiveState();
  const age = useAge(state);
  const live = state.status === 'live';
  const Icon = live ? IconPlugConnected : IconPlugConnectedX;
  return (
    <span
      className={styles.light}
      data-status={state.status}
      title={age === null ? undefined : `Data ${Math.round(age / 1000)} s old`}
    >
      <Icon size={16} aria-hidden />
      <span className={styles.word}>
        {live ? 'live' : state.status === 'lost' ? 'not live' : 'connecting'}
        {age !== null && age >= 2_000 ? (
          <span className={styles.age}> · {Math.floor(age / 1000)} s old</span>
        ) : null}
      </span>
    </span>
  );
}

/** Shown across the screen while what is on it may no longer be true. */
export function NotLiveBanner() {
  const state = useLiveState();
  const age = useAge(state);
  if (state.status !== 'lost') return <div role="status" />;
  return (
    <div role="status">
      <div className={styles.banner}>
        <IconPlugConnectedX size={18} aria-hidden />
        <p>
          <strong>Not live.</strong>{' '}
          {age === null
            ? 'The server has not answered yet.'
            : `This is what was true ${age < 60_000 ? `${Math.floor(age / 1000)} s` : span(age)} ago.`}{' '}
          Calls that are connected go on. The console tries again by itself; if this stays, check your
          network.
        </p>
      </div>
    </div>
  );
}
