import type { ReactNode } from 'react';
import styles from './sound-row.module.css';

/** Goes on a list of `SoundRow`s; its entry that plays has `aria-current`. */
export const soundRows = styles.rows ?? '';

interface Props {
  /** When it was, as words. */
  readonly at: string;
  /** Goes there in the sound; null where nothing can be played. */
  readonly onPress: (() => void) | null;
  readonly children: ReactNode;
}

/** One thing of a list that runs beside the sound: when, and what. */
export function SoundRow({ at, onPress, children }: Props) {
  const words = (
    <>
      <span className={styles.at}>{at}</span>
      <span>{children}</span>
    </>
  );
  return onPress ? (
    <button type="button" className={styles.row} onClick={onPress}>
      {words}
    </button>
  ) : (
    <div className={styles.row}>{words}</div>
  );
}
