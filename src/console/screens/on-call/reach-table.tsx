import { Button, Skeleton } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { Reachability } from '../../../contract/notices.ts';
import { useReachability, useReachTest } from '../../api/notices.ts';
import { leads, useMe } from '../../api/session.ts';
import { useZone } from '../../api/business.ts';
import { Empty } from '../../components/empty.tsx';
import { When } from '../../components/matters/due.tsx';
import matters from '../../components/matters/matters.module.css';
import { wayWords } from '../../components/matters/my-notices.tsx';
import { Refusal } from '../../components/refusal.tsx';
import styles from './on-call.module.css';

type Row = Reachability['rows'][number];

/** By which ways each person can be told now, and a test of each: an escalation never ends at somebody who cannot be reached. */
export function ReachTable({ businessId: looking }: { readonly businessId: string | null }) {
  const me = useMe();
  const businessId = looking ?? me.memberships[0]?.businessId ?? null;
  const name = me.memberships.find((each) => each.businessId === businessId)?.businessName ?? '';
  const reach = useReachability(businessId);
  const rows = reach.data?.rows ?? [];
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="reach">
      <h2 id="reach">
        Can people be reached? <span className="soft">{name}</span>
      </h2>
      <Refusal error={reach.error} />
      {reach.isPending && businessId !== null ? <Skeleton height={160} /> : null}
      {reach.isSuccess && rows.length === 0 ? (
        <Empty title="Nobody works for this business.">Choose another business above.</Empty>
      ) : null}
      <ul className={styles.reach}>
        {rows.map((row) => (
          <Person key={row.personId} row={row} businessId={businessId ?? ''} />
        ))}
      </ul>
    </section>
  );
}

function Person({ row, businessId }: { readonly row: Row; readonly businessId: string }) {
  const zone = useZone(businessId);
  const test = useReachTest();
  const me = useMe();
  const mayTest = row.personId === me.personId || leads(me, businessId);
  return (
    <li className={styles.person}>
      <div>
        <p className="strong">{row.name}</p>
        <p className="soft small">
          {row.tested ? (
            <>
              Tested by {wayWords[row.tested.way]} <When at={row.tested.at} zone={zone} />:{' '}
              {row.tested.result}
            </>
          ) : (
            'Never tested'
          )}
        </p>
        {test.isSuccess ? (
          <p role="status" className="small">
            A test is on its way; its result shows here.
          </p>
        ) : null}
        <Refusal error={test.error} />
      </div>
      <ul className={styles.ways}>
        {row.ways.map((way) => (
          <li key={way.way} data-reachable={way.reachable}>
            <span className={styles.way}>
              {way.reachable ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
              <span>
                {wayWords[way.way]} <span className="soft">{way.why}</span>
              </span>
            </span>
            {mayTest ? (
              <Button
                variant="default"
                size="compact-sm"
                mih={32}
                disabled={test.isPending || !way.reachable}
                aria-label={`Test ${row.name} by ${wayWords[way.way]}`}
                onClick={() => test.mutate({ personId: row.personId, businessId, way: way.way })}
              >
                Test
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </li>
  );
}
