import { SegmentedControl, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { PromiseCounts, PromiseLedgerLine } from '../../../contract/promises.ts';
import { usePromiseLedger } from '../../api/promises.ts';
import { serverNow } from '../../api/live/server-time.ts';
import { Empty } from '../../components/empty.tsx';
import { Refusal } from '../../components/refusal.tsx';
import styles from './promises.module.css';

const dayMs = 86_400_000;
const periods = { '1': 'Today', '7': '7 days', '30': '30 days' } as const;
type Period = keyof typeof periods;

/** How many promises that fell due were kept, late or broken, by who owed them; with how many there were. */
export function Ledger({ businessId }: { readonly businessId: string | null }) {
  const [period, setPeriod] = useState<Period>('7');
  // Whole days, so that the question stays the same while the screen is open.
  const tomorrow = new Date(serverNow()).setHours(24, 0, 0, 0);
  const ledger = usePromiseLedger(businessId, tomorrow - Number(period) * dayMs, tomorrow);
  return (
    <div className={styles.ledger}>
      <div>
        <SegmentedControl
          aria-label="Period"
          transitionDuration={0}
          value={period}
          onChange={(next) => setPeriod(next)}
          data={(['1', '7', '30'] as const).map((value) => ({ value, label: periods[value] }))}
        />
      </div>
      <Refusal error={ledger.error} />
      {ledger.isPending ? <Skeleton height={240} /> : null}
      {ledger.data && ledger.data.all.n === 0 ? (
        <div className="panel">
          <Empty title="No promise fell due in this time.">Choose a longer period.</Empty>
        </div>
      ) : null}
      {ledger.data && ledger.data.all.n > 0 ? (
        <>
          <Lines title="All" of={[{ ...ledger.data.all, id: 'all', name: 'Everything' }]} />
          <Lines title="By business" of={ledger.data.businesses} />
          <Lines title="By queue" of={ledger.data.queues} />
          <Lines title="By person" of={ledger.data.people} />
        </>
      ) : null}
    </div>
  );
}

function Lines({ title, of }: { readonly title: string; readonly of: readonly PromiseLedgerLine[] }) {
  if (of.length === 0) return null;
  return (
    <section className="panel">
      <table className={styles.table}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            {columns.map(({ word }) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
            <th scope="col">Kept in time</th>
          </tr>
        </thead>
        <tbody>
          {of.map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.name}</th>
              {columns.map(({ word, count }) => (
                <td key={word} data-label={word} className="figure">
                  {line[count]}
                </td>
              ))}
              <td data-label="Kept in time" className="figure">
                {line.keptShare === null ? (
                  <span className="soft">too few to say</span>
                ) : (
                  `${Math.round(line.keptShare * 100)} %`
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const columns: readonly {
  readonly word: string;
  readonly count: Exclude<keyof PromiseCounts, 'keptShare'>;
}[] = [
  { word: 'Made', count: 'n' },
  { word: 'Kept', count: 'kept' },
  { word: 'Late', count: 'late' },
  { word: 'Broken', count: 'broken' },
  { word: 'Open', count: 'open' },
  { word: 'Released', count: 'released' },
];
