import {
  IconCircle,
  IconCircleDashed,
  IconCircleFilled,
  IconCircleHalf2,
  IconPencil,
  IconPlayerPauseFilled,
  IconSquareFilled,
  IconX,
} from '@tabler/icons-react';
import type { Presence } from '../../contract/shapes.ts';
import styles from './presence-mark.module.css';
import { presenceWords } from './words.ts';

const icons = {
  free: IconCircleFilled,
  ringing: IconCircleHalf2,
  'on-a-call': IconSquareFilled,
  held: IconPlayerPauseFilled,
  'wrap-up': IconPencil,
  away: IconCircle,
  unreachable: IconX,
  offline: IconCircleDashed,
} as const;

export type Mark = Presence | 'held';

/** Icon, colour and word of a state: always the three together. `bare` leaves the word to the text beside it. */
export function PresenceMark({
  of,
  bare,
  word,
}: {
  readonly of: Mark;
  readonly bare?: boolean;
  readonly word?: string;
}) {
  const Icon = icons[of];
  const text = word ?? (of === 'held' ? 'held' : presenceWords(of));
  return (
    <span className={styles.mark} data-state={of}>
      <Icon
        size={14}
        stroke={2.5}
        aria-hidden={!bare}
        role={bare ? 'img' : undefined}
        aria-label={bare ? text : undefined}
      />
      {bare ? null : text}
    </span>
  );
}
