import { IconArrowUpRight, IconPlayerRecordFilled, IconPlayerPause } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { CallRow } from '../../../contract/live.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { PresenceMark, type Mark } from '../../components/presence-mark.tsx';
import { Elapsed } from '../../components/times.tsx';
import { pathwayWords } from '../../components/words.ts';
import { callerParts, useBoardMode } from './board-mode.ts';
import styles from './side-panels.module.css';
import { useCalmOrder } from './use-calm-order.ts';

/** Calls that are under way and not waiting in a queue: those stand in the queue's column. */
export function CallsPanel({
  calls,
  still,
}: {
  readonly calls: readonly CallRow[];
  readonly still: boolean;
}) {
  const { openCall } = useBoardMode();
  const sorted = useMemo(
    () => calls.filter((call) => call.place !== 'waiting').sort((a, b) => a.startedAt - b.startedAt),
    [calls],
  );
  const placed = useCalmOrder(sorted, still);
  return (
    <section className={styles.panel} aria-labelledby="calls-title">
      <header className={styles.head}>
        <h2 id="calls-title">Calls in progress</h2>
        <span className={styles.soft}>{sorted.length}</span>
      </header>
      {placed.length === 0 ? (
        <p className={styles.empty}>No call is under way.</p>
      ) : (
        <ul className={styles.rows} onKeyDown={moveBetweenRows}>
          {placed.map(({ row, gone }) => (
            <li key={row.id} data-gone={gone}>
              {openCall ? (
                <button type="button" data-row className={styles.row} onClick={() => openCall(row.id)}>
                  <Call call={row} gone={gone} />
                </button>
              ) : (
                <div className={styles.row}>
                  <Call call={row} gone={gone} />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Call({ call, gone }: { readonly call: CallRow; readonly gone: boolean }) {
  const { wall } = useBoardMode();
  const { who } = callerParts(call.caller, wall);
  const place = placeOf(call);
  return (
    <>
      <PresenceMark of={gone ? 'offline' : place.mark} bare word={place.words} />
      <span className={styles.main}>
        <span className="strong">{who}</span>
        <span className={styles.soft}>
          {gone ? 'ended' : [place.words, call.topic].filter(Boolean).join(' · ')}
        </span>
      </span>
      {call.escalated ? (
        <span className={styles.aside}>
          <IconArrowUpRight size={14} aria-hidden />
          {pathwayWords(call.escalated)}
        </span>
      ) : null}
      {call.recording === 'on' ? (
        <IconPlayerRecordFilled size={14} role="img" aria-label="being recorded" className={styles.soft} />
      ) : null}
      {call.recording === 'paused' ? (
        <IconPlayerPause size={14} role="img" aria-label="recording paused" />
      ) : null}
      <span className={styles.clock}>
        <Elapsed since={call.since} />
      </span>
    </>
  );
}

/** Where the caller is, in words. */
export function placeOf(call: Pick<CallRow, 'place' | 'with'>): {
  readonly mark: Mark;
  readonly words: string;
} {
  const names = call.with.map((person) => person.name).join(', ');
  switch (call.place) {
    case 'flow':
      return { mark: 'away', words: 'in the menu' };
    case 'waiting':
      return { mark: 'ringing', words: 'waiting' };
    case 'talking':
      return { mark: 'on-a-call', words: names ? `with ${names}` : 'talking' };
    case 'held':
      return { mark: 'held', words: names ? `held by ${names}` : 'held' };
    case 'message':
      return { mark: 'away', words: 'leaving a message' };
    case 'ringing':
      return { mark: 'ringing', words: names ? `rung back by ${names}` : 'being rung back' };
    case 'moving':
      return { mark: 'ringing', words: 'being put through' };
    default:
      return call.place satisfies never;
  }
}
