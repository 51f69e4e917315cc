import { useMemo } from 'react';
import type { QueueRow, WaitingRow } from '../../../contract/live.ts';
import { businessName, useMe } from '../../api/session.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { span } from '../../components/words.ts';
import styles from './queue-column.module.css';
import { useCalmOrder } from './use-calm-order.ts';
import { WaitingLine } from './waiting-line.tsx';

interface Props {
  readonly queue: QueueRow;
  readonly waiting: readonly WaitingRow[];
  readonly nameBusiness: boolean;
  readonly still: boolean;
}

/** A queue is a column of people, not a number. */
export function QueueColumn({ queue, waiting, nameBusiness, still }: Props) {
  const me = useMe();
  const sorted = useMemo(
    () => [...waiting].sort((a, b) => a.rank - b.rank || a.joinedAt - b.joinedAt),
    [waiting],
  );
  const placed = useCalmOrder(sorted, still);
  const titleId = `queue-${queue.id}`;
  return (
    <section className={styles.column} aria-labelledby={titleId}>
      <header className={styles.head}>
        <h2 id={titleId}>
          {queue.name}
          {nameBusiness ? (
            <span className={styles.business}> {businessName(me, queue.businessId)}</span>
          ) : null}
        </h2>
        <span className={styles.target}>target {span(queue.waitTargetSeconds * 1000)}</span>
      </header>
      {placed.length === 0 ? (
        <p className={styles.empty}>Nobody is waiting.</p>
      ) : (
        <ol onKeyDown={moveBetweenRows}>
          {placed.map(({ row, gone }) => (
            <WaitingLine key={row.id} row={row} gone={gone} />
          ))}
        </ol>
      )}
    </section>
  );
}
