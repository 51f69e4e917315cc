import { IconCheck, IconPhoneOff, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { BreachRow } from '../../../contract/live.ts';
import { useRows } from '../../api/live/live-context.tsx';
import { businessName, useMe } from '../../api/session.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { Elapsed, Moment } from '../../components/times.tsx';
import { outcomeWords, span } from '../../components/words.ts';
import styles from './breach-list.module.css';
import { callerParts, useBoardMode } from './board-mode.ts';
import { useCalmOrder } from './use-calm-order.ts';

const wallShows = 5;

/** Every wait that passed its target today, also after it is over. */
export function BreachList({
  breaches,
  still,
}: {
  readonly breaches: readonly BreachRow[];
  readonly still: boolean;
}) {
  const { wall, openCall } = useBoardMode();
  const sorted = useMemo(() => [...breaches].sort((a, b) => b.at - a.at), [breaches]);
  const placed = useCalmOrder(sorted, still);
  const shown = wall ? placed.slice(0, wallShows) : placed;
  return (
    <section className={styles.panel} aria-labelledby="breaches-title">
      <header className={styles.head}>
        <h2 id="breaches-title">Breaches today</h2>
        <span className={styles.soft}>{breaches.length === 0 ? '' : `${breaches.length}, newest first`}</span>
      </header>
      {shown.length === 0 ? (
        <p className={styles.empty}>No wait has passed its target today.</p>
      ) : (
        <ol onKeyDown={moveBetweenRows}>
          {shown.map(({ row }) => (
            <li key={row.id}>
              {openCall ? (
                <button type="button" data-row className={styles.row} onClick={() => openCall(row.callId)}>
                  <Breach row={row} />
                </button>
              ) : (
                <div className={styles.row}>
                  <Breach row={row} />
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Breach({ row }: { readonly row: BreachRow }) {
  const me = useMe();
  const { wall } = useBoardMode();
  const queues = useRows('queue');
  const queue = [...queues.values()].find(
    (each) => each.businessId === row.businessId && each.queue === row.queue,
  );
  const { who, number } = callerParts(row.caller, wall);
  return (
    <>
      <span className={styles.time}>
        <Moment at={row.at} />
      </span>
      <span className={styles.where}>
        <span className="strong">{queue?.name ?? row.queue}</span>{' '}
        <span className={styles.soft}>{businessName(me, row.businessId)}</span>
      </span>
      <span className={styles.who}>
        {who} {number ? <span className={styles.soft}>{number}</span> : null}
        <span className={styles.told}>
          waited past {span(row.waitTargetSeconds * 1000)};{' '}
          {row.told.length === 0
            ? 'nobody told yet'
            : row.told.map((each) => `${each.name} told, ${outcomeWords(each.outcome)}`).join('; ')}
        </span>
      </span>
      <Ending row={row} />
    </>
  );
}

function Ending({ row }: { readonly row: BreachRow }) {
  const began = row.at - row.waitTargetSeconds * 1000;
  if (row.answeredAt !== null)
    return (
      <span className={styles.ending}>
        <IconCheck size={16} aria-hidden className={styles.good} />
        <span>
          answered <Moment at={row.answeredAt} /> after {span(row.answeredAt - began)}
        </span>
      </span>
    );
  if (row.lostAt !== null)
    return (
      <span className={styles.ending}>
        <IconPhoneOff size={16} aria-hidden className={styles.bad} />
        <span>
          gave up <Moment at={row.lostAt} /> after {span(row.lostAt - began)}
        </span>
      </span>
    );
  return (
    <span className={styles.ending} data-now>
      <IconX size={16} stroke={3} aria-hidden />
      <span>
        still waiting <Elapsed since={began} />
      </span>
    </span>
  );
}
