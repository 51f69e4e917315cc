import { Skeleton } from '@mantine/core';
import { useRotas } from '../../api/rotas.ts';
import { hasRole, useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { Empty } from '../../components/empty.tsx';
import { ScreenHead } from '../../components/matters/list-parts.tsx';
import matters from '../../components/matters/matters.module.css';
import { useNarrowing } from '../../components/matters/use-narrowing.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { Refusal } from '../../components/refusal.tsx';
import { NewRota } from './new-rota.tsx';
import { ReachTable } from './reach-table.tsx';
import { RotaCard } from './rota-card.tsx';
import { RotaWeek } from './rota-week.tsx';
import styles from './on-call.module.css';

const names = ['rota', 'week'] as const;

/** Who is on call now and next, where nobody is, and whether people can be reached at all. */
export function OnCallScreen() {
  usePageTitle('On call');
  const me = useMe();
  const { businessId } = useBusinessFilter();
  const { values, choose } = useNarrowing(names);
  const rotas = useRotas(businessId);
  const rows = rotas.data?.rows ?? [];
  const chosen = rows.find(({ id }) => id === values.rota) ?? rows[0] ?? null;
  return (
    <div className={matters.screen}>
      <ScreenHead title="On call" />
      <div className={matters.stack}>
        <Refusal error={rotas.error} />
        {rotas.isPending ? <Skeleton height={120} /> : null}
        {rotas.isSuccess && rows.length === 0 ? (
          <div className="panel">
            <Empty title="There is no rota yet.">
              A rota says whose turn it is, week by week; the matrix can then tell whoever is on call.
            </Empty>
          </div>
        ) : null}
        {rows.length > 0 ? (
          <ul className={styles.cards} aria-label="Rotas">
            {rows.map((rota) => (
              <RotaCard
                key={rota.id}
                rota={rota}
                chosen={rota.id === chosen?.id}
                onChoose={() => choose('rota', rota.id)}
              />
            ))}
          </ul>
        ) : null}
        {chosen ? (
          <RotaWeek
            key={chosen.id}
            rota={chosen}
            week={values.week}
            onWeek={(week) => choose('week', week)}
          />
        ) : null}
        {hasRole(me, 'manager', 'admin') ? <NewRota /> : null}
        <ReachTable businessId={businessId} />
      </div>
    </div>
  );
}
