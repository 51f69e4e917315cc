import { Skeleton } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { CaseDetail } from '../../../contract/cases.ts';
import { useZone } from '../../api/business.ts';
import { useCase } from '../../api/cases.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { BothClocks, NextStepLine, OwnerMark, SeverityMark } from '../../components/matters/case-marks.tsx';
import { When } from '../../components/matters/due.tsx';
import matters from '../../components/matters/matters.module.css';
import { byWords, outcomeOfCaseWords, partyWords } from '../../components/matters/words.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { Refusal } from '../../components/refusal.tsx';
import { phoneNumber } from '../../components/words.ts';
import { AboutBox } from './about-box.tsx';
import { CaseActions } from './case-actions.tsx';
import { CaseNotes } from './case-notes.tsx';
import { CaseSide } from './case-side.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import styles from './case.module.css';
import { SummaryBox } from './summary-box.tsx';

/** One matter: its clocks, who has it, what happened and why, and what can be done now. */
export function CaseScreen() {
  const { caseId = '' } = useParams();
  const { to } = useBusinessFilter();
  const matter = useCase(caseId);
  usePageTitle(matter.data ? `${matter.data.number} ${partyWords(matter.data.customer)} · Cases` : 'Case');
  return (
    <div className={matters.screen}>
      <Link to={to('/cases')}>All cases</Link>
      {matter.isPending ? <Skeleton height={320} mt={16} /> : null}
      <Refusal error={matter.error} />
      {matter.data ? <Detail matter={matter.data} /> : null}
    </div>
  );
}

function Detail({ matter }: { readonly matter: CaseDetail }) {
  const zone = useZone(matter.businessId);
  return (
    <div className={styles.detail}>
      <header className={styles.head}>
        <div>
          <h1>
            {matter.number} {partyWords(matter.customer)}
          </h1>
          <p className="soft">
            {[
              matter.businessName,
              matter.customer.name && matter.customer.number ? phoneNumber(matter.customer.number) : null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <p className={styles.marks}>
          <SeverityMark of={matter.severity} />
          <OwnerMark of={matter.owner} />
          <span>
            L{matter.level} {matter.levelName}
          </span>
        </p>
      </header>
      <div className={styles.columns}>
        <div className={matters.stack}>
          <section className={`panel ${matters.box}`} aria-label="Where it stands">
            {matter.status === 'resolved' ? <Resolution matter={matter} zone={zone} /> : null}
            {matter.status === 'resolved' ? null : (
              <>
                <BothClocks row={matter} zone={zone} />
                <NextStepLine step={matter.nextStep} zone={zone} climbing={matter.climbing} />
              </>
            )}
            <SummaryBox matter={matter} />
            <AboutBox matter={matter} />
            <CaseActions matter={matter} />
          </section>
          <CaseNotes matter={matter} zone={zone} />
          <section className={`panel ${matters.box}`} aria-labelledby="happened">
            <h2 id="happened">What happened, and why</h2>
            <CaseTimeline entries={matter.timeline} zone={zone} />
          </section>
        </div>
        <CaseSide matter={matter} zone={zone} />
      </div>
    </div>
  );
}

function Resolution({ matter, zone }: { readonly matter: CaseDetail; readonly zone: string }) {
  const { resolution } = matter;
  if (!resolution) return null;
  return (
    <div>
      <p className="strong">
        ✓ {outcomeOfCaseWords[resolution.outcome]}, <When at={resolution.at} zone={zone} />, by{' '}
        {byWords(resolution.by)}
      </p>
      <p className={matters.kept}>{resolution.words}</p>
      <p className="soft">Root cause: {resolution.cause ?? 'not known'}</p>
    </div>
  );
}
