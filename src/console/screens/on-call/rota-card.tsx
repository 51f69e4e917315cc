import { IconAlertTriangle, IconPhoneCall } from '@tabler/icons-react';
import type { RotaRow } from '../../../contract/rotas.ts';
import { businessName, useMe } from '../../api/session.ts';
import { When } from '../../components/matters/due.tsx';
import { counted } from '../../components/words.ts';
import styles from './on-call.module.css';

interface Props {
  readonly rota: RotaRow;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** One rota in four lines: now, until when, next, and holes. */
export function RotaCard({ rota, chosen, onChoose }: Props) {
  const me = useMe();
  const [gap] = rota.gaps;
  return (
    <li>
      <button type="button" className={`panel ${styles.card}`} aria-pressed={chosen} onClick={onChoose}>
        <span>
          <span className="strong">{rota.name}</span>{' '}
          <span className="soft">{businessName(me, rota.businessId)}</span>
        </span>
        {rota.now ? (
          <span className={styles.now}>
            <IconPhoneCall size={18} aria-hidden />
            <span>
              <span className="strong">{rota.now.name}</span> until{' '}
              <When at={rota.now.to} zone={rota.timezone} />
              {rota.now.override ? <span className="soft"> (stands in)</span> : null}
            </span>
          </span>
        ) : (
          <span className={styles.hole}>✕ Nobody is on call now</span>
        )}
        <span className="soft">
          {rota.next ? (
            <>
              Next: {rota.next.name}, <When at={rota.next.from} zone={rota.timezone} />
            </>
          ) : (
            'Nobody is next within four weeks.'
          )}
        </span>
        {gap ? (
          <span className={styles.hole}>
            <IconAlertTriangle size={16} aria-hidden />{' '}
            <span>
              {counted(rota.gaps.length, 'hole')} in four weeks, first{' '}
              <When at={gap.from} zone={rota.timezone} />
            </span>
          </span>
        ) : null}
      </button>
    </li>
  );
}
