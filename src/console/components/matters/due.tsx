import { IconAlertCircle, IconClock, IconPlayerPause, IconCircleCheck } from '@tabler/icons-react';
import { serverNow, useHasPassed, useSecondsSince, useServerSecond } from '../../api/live/server-time.ts';
import { longSpan, whenInFull, whenWords } from '../when.ts';
import styles from './due.module.css';

/** A moment in the business's own time, with the viewer's on hover when the two differ. */
export function When({ at, zone }: { readonly at: number; readonly zone: string }) {
  // The words change at midnight only; a minute's grain is plenty.
  const now = Math.floor(useServerSecond() / 60_000) * 60_000;
  return (
    <time dateTime={new Date(at).toISOString()} title={whenInFull(at, zone)}>
      {whenWords(at, now, zone)}
    </time>
  );
}

interface Props {
  readonly at: number;
  readonly zone: string;
  /** What is due: `First contact`. */
  readonly what?: string;
  /** Without the icon, where the row already has one. */
  readonly plain?: boolean;
}

/** `due 14:30 · 0:12 left`, counting down to a named moment, then up in red with a plus sign. */
export function Due({ at, zone, what, plain }: Props) {
  const over = useHasPassed(at);
  const seconds = useSecondsSince(at);
  const Icon = over ? IconAlertCircle : IconClock;
  return (
    <span className={styles.due} data-over={over || undefined}>
      {plain ? null : <Icon size={16} stroke={1.75} aria-hidden />}
      <span>
        {what ? `${what} ` : ''}
        {over ? 'was due ' : 'due '}
        <When at={at} zone={zone} />
        {' · '}
        <span role="timer" aria-live="off" className={styles.count}>
          {over ? `+${longSpan(seconds * 1000)}` : `${longSpan(-seconds * 1000)} left`}
        </span>
      </span>
    </span>
  );
}

/** A clock that stands still, and why. */
export function Paused({ why, what }: { readonly why: string; readonly what?: string }) {
  return (
    <span className={styles.paused}>
      <IconPlayerPause size={16} stroke={1.75} aria-hidden />
      <span>
        {what ? `${what} ` : ''}stopped: {why}
      </span>
    </span>
  );
}

/** A clock that has been met, in time or late. */
export function Met({
  at,
  late,
  zone,
  what,
}: {
  readonly at: number;
  readonly late: boolean;
  readonly zone: string;
  readonly what: string;
}) {
  return (
    <span className={styles.met} data-late={late || undefined}>
      <IconCircleCheck size={16} stroke={1.75} aria-hidden />
      <span>
        {what} {late ? 'late, ' : ''}
        <When at={at} zone={zone} />
      </span>
    </span>
  );
}

/** How soon something is due, for sorting and for words that do not tick. */
export const isOver = (at: number): boolean => serverNow() >= at;
