import { Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import type { QueueRow } from '../../../contract/live.ts';
import { useHasBoard, useRows, useRowsOf } from '../../api/live/live-context.tsx';
import { useMe } from '../../api/session.ts';
import styles from './board.module.css';
import { BreachAnnouncer } from './breach-announcer.tsx';
import { BreachList } from './breach-list.tsx';
import { useBoardMode } from './board-mode.ts';
import { CallsPanel } from './calls-panel.tsx';
import { Figures } from './figures.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { QueueColumn } from './queue-column.tsx';
import { useStillHand } from './use-calm-order.ts';

/** The board itself: the same on the desk's screen and on the wall. */
export function Board({ businessId }: { readonly businessId: string | null }) {
  const me = useMe();
  const { wall } = useBoardMode();
  const ready = useHasBoard();
  const { still, handlers } = useStillHand();
  const queues = useRowsOf('queue', businessId);
  const waiting = useRowsOf('waiting', businessId);
  const calls = useRowsOf('call', businessId);
  const breaches = useRowsOf('breach', businessId);
  const everyCall = useRows('call');
  const everyone = useRows('person');
  const people = useMemo(
    () =>
      [...everyone.values()].filter(
        (person) =>
          businessId === null ||
          person.memberships.some((membership) => membership.businessId === businessId),
      ),
    [everyone, businessId],
  );
  const columns = useMemo(() => [...queues].sort(byBusinessAndName), [queues]);

  if (!ready)
    return (
      <div className={styles.board} aria-busy aria-label="The board is loading">
        <Skeleton height={88} />
        <div className={styles.parts}>
          <div className={styles.queues}>
            <Skeleton height={150} />
            <Skeleton height={150} />
            <Skeleton height={150} />
          </div>
          <Skeleton height={320} />
        </div>
      </div>
    );

  return (
    <div className={styles.board} {...(wall ? {} : handlers)}>
      <BreachAnnouncer breaches={breaches} ready={ready} />
      <Figures queues={queues} waiting={waiting} people={people} />
      <div className={styles.parts}>
        <div className={styles.left}>
          {waiting.length === 0 ? (
            <p className={styles.calm}>
              Nobody is waiting.{' '}
              {me.handsetsUrl && !wall ? (
                <a href={me.handsetsUrl} target="_blank" rel="noreferrer">
                  Ring the shop from a handset
                </a>
              ) : (
                'Callers show here the moment they join a queue'
              )}
              .
            </p>
          ) : null}
          <div className={styles.queues}>
            {columns.map((queue) => (
              <QueueColumn
                key={queue.id}
                queue={queue}
                waiting={waiting.filter(
                  (row) => row.businessId === queue.businessId && row.queue === queue.queue,
                )}
                nameBusiness={businessId === null && me.memberships.length > 1}
                still={still}
              />
            ))}
          </div>
          <BreachList breaches={breaches} still={still} />
        </div>
        <div className={styles.right}>
          <PeoplePanel people={people} calls={everyCall} still={still} />
          <CallsPanel calls={calls} still={still} />
        </div>
      </div>
    </div>
  );
}

function byBusinessAndName(a: QueueRow, b: QueueRow): number {
  return a.businessId.localeCompare(b.businessId) || a.name.localeCompare(b.name);
}
