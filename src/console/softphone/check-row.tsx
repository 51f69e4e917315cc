import { IconAlertTriangle, IconCheck, IconCircleDashed, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './softphone.module.css';

interface Props {
  readonly title: string;
  readonly state: 'waiting' | 'right' | 'wrong' | 'optional';
  readonly words: string;
  readonly children?: ReactNode;
}

const icons = {
  waiting: IconCircleDashed,
  right: IconCheck,
  wrong: IconAlertTriangle,
  optional: IconInfoCircle,
} as const;
const marks = {
  waiting: 'not known yet',
  right: 'works',
  wrong: 'does not work',
  optional: 'not needed',
} as const;

/** One thing that is checked: whether it works, in a sign and in words, and what can be done about it. */
export function CheckRow({ title, state, words, children }: Props) {
  const Icon = icons[state];
  return (
    <li className={styles.checkRow} data-state={state}>
      <h3 className={styles.checkTitle}>
        <Icon size={18} role="img" aria-label={marks[state]} /> {title}
      </h3>
      <p role={state === 'wrong' ? 'alert' : undefined}>{words}</p>
      <div className={styles.checkControls}>{children}</div>
    </li>
  );
}
