import { Link } from 'react-router';
import type { CaseRow } from '../../../contract/cases.ts';
import { useZone } from '../../api/business.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { BothClocks, NextStepLine, OwnerMark, SeverityMark } from '../../components/matters/case-marks.tsx';
import { partyWords } from '../../components/matters/words.ts';
import { aboutWords, isLate } from './case-rows.ts';
import styles from './cases.module.css';

const levels = [
  { level: 1, name: 'Front line' },
  { level: 2, name: 'Expert or supervisor' },
  { level: 3, name: 'Senior manager' },
  { level: 4, name: 'Formal complaint' },
] as const;

/** A column for each level; a case moves to the right as it climbs. */
export function CaseBoard({ rows }: { readonly rows: readonly CaseRow[] }) {
  return (
    <div className={styles.board}>
      {levels.map(({ level, name }) => {
        const here = rows.filter((row) => row.level === level);
        return (
          <section key={level} className={`panel ${styles.column}`} aria-labelledby={`level-${level}`}>
            <h2 id={`level-${level}`} className={styles.columnHead}>
              <span>
                L{level} <span className="soft">{name}</span>
              </span>
              <span className="figure">{here.length}</span>
            </h2>
            {here.length === 0 ? <p className={`soft ${styles.none}`}>No case on this level.</p> : null}
            <ul>
              {here.map((row) => (
                <Card key={row.id} row={row} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Card({ row }: { readonly row: CaseRow }) {
  const { to } = useBusinessFilter();
  const zone = useZone(row.businessId);
  return (
    <li className={styles.line} data-late={isLate(row) || undefined}>
      <Link data-row className={styles.card} to={to(`/cases/${encodeURIComponent(row.id)}`)}>
        <span className={styles.cardHead}>
          <span>
            <span className="strong">{row.number}</span> {partyWords(row.customer)}
          </span>
          <SeverityMark of={row.severity} />
        </span>
        <span className={styles.summary}>{aboutWords(row)}</span>
        <span className={styles.cardHead}>
          <OwnerMark of={row.owner} />
          <span className="soft small">{row.businessName}</span>
        </span>
        <BothClocks row={row} zone={zone} />
        <NextStepLine step={row.nextStep} zone={zone} climbing={row.climbing} />
      </Link>
    </li>
  );
}
