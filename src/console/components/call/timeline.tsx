import {
  IconArrowUpRight,
  IconArrowsExchange,
  IconBell,
  IconCalendarTime,
  IconListCheck,
  IconMail,
  IconNote,
  IconPhone,
  IconPlayerPause,
  IconPlayerRecord,
  IconRoute,
  IconRubberStamp,
  IconUsers,
} from '@tabler/icons-react';
import type { TimelineEntry } from '../../../contract/api.ts';
import { Moment } from '../times.tsx';
import styles from './call-parts.module.css';

const icons = {
  call: IconPhone,
  flow: IconRoute,
  queue: IconUsers,
  offer: IconBell,
  hold: IconPlayerPause,
  transfer: IconArrowsExchange,
  escalation: IconArrowUpRight,
  recording: IconPlayerRecord,
  note: IconNote,
  message: IconMail,
  promise: IconCalendarTime,
  approval: IconRubberStamp,
  rule: IconListCheck,
} as const;

interface Props {
  readonly entries: readonly TimelineEntry[];
  readonly zone?: string;
}

/** What happened to a call, in order, each with why. */
export function Timeline({ entries, zone }: Props) {
  if (entries.length === 0) return <p className="soft">Nothing has happened yet.</p>;
  return (
    <ol className={styles.timeline}>
      {entries.map((entry, index) => {
        const Icon = icons[entry.kind];
        return (
          <li key={`${entry.at}-${index}`}>
            <Icon size={16} stroke={1.75} aria-hidden />
            <div>
              <p>
                <span className={styles.when}>
                  <Moment at={entry.at} seconds {...(zone ? { zone } : {})} />
                </span>{' '}
                {entry.text}
              </p>
              {entry.why ? <p className="soft">Why: {entry.why}</p> : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
