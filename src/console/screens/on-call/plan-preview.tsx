import { Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { RotaPreview, WriteRota } from '../../../contract/rotas.ts';
import { useRotaPreview } from '../../api/rotas.ts';
import { When } from '../../components/matters/due.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useSettled } from '../../components/use-settled.ts';
import { counted } from '../../components/words.ts';
import styles from './plan.module.css';

/** As many turns as fill two months of weeks, and a fortnight of days. */
const MOST_SHOWN = 14;

interface Props {
  readonly businessId: string;
  readonly rotaKey: string;
  /** Null: something is missing yet. */
  readonly body: WriteRota | null;
  readonly changes: boolean;
}

/** The weeks as they would be, with what was before them, holes, and who would not stand in any more. */
export function PlanPreview({ businessId, rotaKey, body, changes }: Props) {
  const settled = useSettled(JSON.stringify(body), 400);
  const preview = useRotaPreview(businessId, rotaKey, settled);
  return (
    <section className={styles.preview} aria-label="The coming weeks" aria-busy={preview.isFetching}>
      <h3>The coming weeks</h3>
      {body === null ? <p className="soft">They show here once there is a name and somebody on it.</p> : null}
      <Refusal error={body === null ? null : preview.error} />
      {body !== null && preview.isPending ? <Skeleton height={160} /> : null}
      {body !== null && preview.data && !preview.error ? (
        <Weeks of={preview.data} zone={body.timezone} changes={changes} />
      ) : null}
    </section>
  );
}

function Weeks({
  of,
  zone,
  changes,
}: {
  readonly of: RotaPreview;
  readonly zone: string;
  readonly changes: boolean;
}) {
  const rows = [
    ...of.shifts.map((shift) => ({ ...shift, who: shift.name, standsIn: shift.override !== null })),
    ...of.gaps.map((gap) => ({ ...gap, who: null, standsIn: false })),
  ]
    .sort((a, b) => a.from - b.from)
    .slice(0, MOST_SHOWN);
  return (
    <>
      <ul className={styles.weeks}>
        {rows.map(({ from, to, who, standsIn }) => (
          <li
            key={from}
            data-hole={who === null || undefined}
            data-new={(changes && to > of.begins) || undefined}
          >
            <span className="strong">{who ?? '✕ Nobody'}</span>
            <span>
              <When at={from} zone={zone} /> to <When at={to} zone={zone} />
              {standsIn ? ', stands in' : ''}
            </span>
          </li>
        ))}
      </ul>
      {of.gaps.length > 0 ? (
        <p className={styles.holes}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>{counted(of.gaps.length, 'hole')} in these weeks, in which nobody would be told.</span>
        </p>
      ) : null}
      {of.fallsAway.length > 0 ? (
        <div role="status" className={styles.falls}>
          <p className="strong">These fall away, because the turn that they take is gone:</p>
          <ul>
            {of.fallsAway.map(({ id, name, from, to, why }) => (
              <li key={id}>
                {name} stands in, <When at={from} zone={zone} /> to <When at={to} zone={zone} />
                {why ? ` (${why})` : ''}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}
