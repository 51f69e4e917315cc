import { IconCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { CaseRow } from '../../../contract/cases.ts';
import { useZone } from '../../api/business.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { BothClocks, NextStepLine, OwnerMark, SeverityMark } from '../../components/matters/case-marks.tsx';
import { When } from '../../components/matters/due.tsx';
import matters from '../../components/matters/matters.module.css';
import { partyWords } from '../../components/matters/words.ts';
import { aboutWords, isLate } from './case-rows.ts';
import styles from './cases.module.css';

/** A line for each case; on a phone each line is a card. */
export function CaseTable({ rows }: { readonly rows: readonly CaseRow[] }) {
  return (
    <div className="panel">
      <div className={styles.heads} aria-hidden>
        <span>Severity</span>
        <span>Case</span>
        <span>Who has it</span>
        <span>Clocks</span>
        <span>Next by itself</span>
      </div>
      <ul className={matters.rows} aria-label="Cases">
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </ul>
    </div>
  );
}

function Line({ row }: { readonly row: CaseRow }) {
  const { to } = useBusinessFilter();
  const zone = useZone(row.businessId);
  return (
    <li data-late={isLate(row) || undefined} className={styles.line}>
      <Link
        data-row
        className={`${matters.row} ${styles.row}`}
        to={to(`/cases/${encodeURIComponent(row.id)}`)}
      >
        <SeverityMark of={row.severity} />
        <span className={styles.about}>
          <span>
            <span className="strong">{row.number}</span> {partyWords(row.customer)}
          </span>
          <span className={styles.summary}>{aboutWords(row)}</span>
          <span className="soft small">
            {[row.businessName, row.topicName, ...row.tags].filter(Boolean).join(' · ')}
          </span>
        </span>
        <span className={styles.who}>
          <OwnerMark of={row.owner} />
          <span className="soft">
            L{row.level} {row.levelName}
          </span>
        </span>
        {row.status === 'resolved' && row.resolvedAt !== null ? (
          <span className={styles.resolved}>
            <IconCheck size={16} aria-hidden /> Resolved <When at={row.resolvedAt} zone={zone} />
          </span>
        ) : (
          <>
            <BothClocks row={row} zone={zone} />
            <NextStepLine step={row.nextStep} zone={zone} climbing={row.climbing} />
          </>
        )}
      </Link>
    </li>
  );
}
