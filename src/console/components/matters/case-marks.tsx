import { IconArrowRight, IconFlag, IconUrgent, IconUser, IconUsers } from '@tabler/icons-react';
import type { CaseClock, CaseRow, NextStep, Severity } from '../../../contract/cases.ts';
import styles from './case-marks.module.css';
import { Due, Met, Paused, When } from './due.tsx';
import { lengthWords } from '../when.ts';
import { severityWords } from './words.ts';

/** Only the highest severity is red. */
export function SeverityMark({ of }: { readonly of: Severity }) {
  const Icon = of === 1 ? IconUrgent : IconFlag;
  return (
    <span className={styles.severity} data-severity={of}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {severityWords[of]}
    </span>
  );
}

export function OwnerMark({ of }: { readonly of: CaseRow['owner'] }) {
  const Icon = of.kind === 'person' ? IconUser : IconUsers;
  return (
    <span className={styles.owner}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>
        {of.name}
        {of.kind === 'queue' ? <span className="soft"> (queue)</span> : null}
      </span>
    </span>
  );
}

interface ClockProps {
  readonly clock: CaseClock;
  readonly what: string;
  readonly zone: string;
  readonly why: string | null;
}

/** One clock of a case: counting, standing still and why, or met. */
export function CaseClockMark({ clock, what, zone, why }: ClockProps) {
  switch (clock.status) {
    case 'none':
      return <span className="soft">{what}: no deadline</span>;
    case 'running':
    case 'passed':
      return <Due at={clock.dueAt} zone={zone} what={what} />;
    case 'stopped':
      return (
        <Paused
          what={what}
          why={`${why ?? 'waiting for the customer'}; ${lengthWords(clock.remainingMs)} left when it goes on`}
        />
      );
    case 'met':
      return <Met at={clock.at} late={clock.late} zone={zone} what={what} />;
    default:
      return clock satisfies never;
  }
}

type Clocks = CaseRow['clocks'];

/** The clock by which the customer hears from us next: the first contact, then each update. */
export function responseClock(clocks: Clocks): { readonly what: string; readonly clock: CaseClock } {
  const { firstContact, nextUpdate } = clocks;
  if (firstContact.status !== 'met' && firstContact.status !== 'none')
    return { what: 'First contact', clock: firstContact };
  if (nextUpdate.status === 'none') return { what: 'First contact', clock: firstContact };
  return { what: 'Update', clock: nextUpdate };
}

/** Both clocks of a row, response above resolution. */
export function BothClocks({ row, zone }: { readonly row: CaseRow; readonly zone: string }) {
  const response = responseClock(row.clocks);
  return (
    <span className={styles.clocks}>
      <CaseClockMark clock={response.clock} what={response.what} zone={zone} why={row.waitingReason} />
      <CaseClockMark clock={row.clocks.resolve} what="Resolve" zone={zone} why={row.waitingReason} />
    </span>
  );
}

/** `→ L2 at 14:30 to Duty manager, reachable ✓`; a step that stays on its level is told in the server's words. */
export function NextStepLine({
  step,
  zone,
  climbing,
}: {
  readonly step: NextStep | null;
  readonly zone: string;
  readonly climbing?: boolean;
}) {
  if (climbing)
    return (
      <span className={styles.next}>
        <IconUsers size={16} stroke={1.75} aria-hidden />
        <span>Looking for somebody now</span>
      </span>
    );
  if (!step) return <span className="soft">No automatic step is planned</span>;
  return (
    <span className={styles.next} title={step.text}>
      <IconArrowRight size={16} stroke={1.75} aria-hidden />
      <span>
        {step.level === null ? stepWords[step.clock] : `L${step.level}`} at <When at={step.at} zone={zone} />{' '}
        to {step.to}
        {step.reachable === null ? null : step.reachable ? (
          <span className={styles.reachable}>, reachable ✓</span>
        ) : (
          <span className={styles.unreachable}>, ✕ nobody reachable now</span>
        )}
      </span>
    </span>
  );
}

const stepWords: Readonly<Record<NextStep['clock'], string>> = {
  'first-contact': 'Reminder',
  'next-update': 'Reminder',
  resolve: 'Reminder',
  warning: 'Warning',
  resume: 'Clocks go on',
};
