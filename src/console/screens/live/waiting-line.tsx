import { IconX } from '@tabler/icons-react';
import type { WaitingRow } from '../../../contract/live.ts';
import { useHasPassed } from '../../api/live/server-time.ts';
import { Elapsed } from '../../components/times.tsx';
import { repeatWords } from '../../components/words.ts';
import { callerParts, useBoardMode } from './board-mode.ts';
import styles from './queue-column.module.css';
import { ToldLine } from './told-line.tsx';

/** One waiting caller. Turns red where it stands the moment the target passes. */
export function WaitingLine({ row, gone }: { readonly row: WaitingRow; readonly gone: boolean }) {
  const { wall, openCall } = useBoardMode();
  const late = useHasPassed(row.targetAt) || row.breachedAt !== null;
  const { who, number } = callerParts(row.caller, wall);
  const repeat = repeatWords(row.caller);
  const content = (
    <>
      <span className={styles.first}>
        <span className={styles.mark}>
          {late ? <IconX size="1.2em" stroke={3} role="img" aria-label="Waits too long" /> : null}
        </span>
        <span className={styles.wait}>
          <Elapsed since={row.joinedAt} label="Waiting for" />
        </span>
        <span className={styles.about}>
          <span className="strong">{who}</span>
          {number ? <span className={styles.soft}>{number}</span> : null}
          {row.topic ? <span className={styles.soft}>{row.topic}</span> : null}
          {repeat ? <span className={styles.flag}>{repeat}</span> : null}
        </span>
      </span>
      {row.ahead && !gone ? <span className={styles.ahead}>{row.ahead}</span> : null}
      <span className={styles.second}>
        {gone ? (
          'no longer waiting'
        ) : (
          <>
            {late ? <ToldLine told={row.told} /> : null}
            {late && row.ringing.length > 0 ? ' · ' : null}
            {row.ringing.length > 0 ? (
              <>
                ringing{' '}
                {row.ringing.map((each, index) => (
                  <span key={each.personId}>
                    {index > 0 ? ', ' : ''}
                    {each.name} <Elapsed since={each.since} />
                  </span>
                ))}
              </>
            ) : late ? null : (
              row.why
            )}
          </>
        )}
      </span>
    </>
  );
  return (
    <li className={styles.row} data-late={late && !gone} data-gone={gone}>
      {openCall ? (
        <button
          type="button"
          data-row
          className={styles.open}
          title={row.why}
          onClick={() => openCall(row.callId)}
        >
          {content}
        </button>
      ) : (
        <div className={styles.open}>{content}</div>
      )}
    </li>
  );
}
