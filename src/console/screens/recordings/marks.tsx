import {
  IconArrowsExchange,
  IconArrowUpRight,
  IconNote,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerRecord,
  IconUserMinus,
  IconUserPlus,
} from '@tabler/icons-react';
import type { RecordingDetail } from '../../../contract/api.ts';
import { span } from '../../components/words.ts';
import styles from './player.module.css';

type Marker = RecordingDetail['markers'][number];

const icons = {
  hold: IconPlayerPause,
  resume: IconPlayerPlay,
  transfer: IconArrowsExchange,
  escalation: IconArrowUpRight,
  joined: IconUserPlus,
  left: IconUserMinus,
  pause: IconPlayerRecord,
  note: IconNote,
} as const satisfies Record<Marker['kind'], unknown>;

/** The sign of a kind of mark, only beside its words: it says nothing to a screen reader. */
export function MarkIcon({ kind }: { readonly kind: Marker['kind'] }) {
  const Icon = icons[kind];
  return <Icon size={14} aria-hidden />;
}

interface Props {
  readonly markers: RecordingDetail['markers'];
  readonly gaps: RecordingDetail['gaps'];
  readonly onSeek: (toMs: number) => void;
}

/** The marks in words; on the line of time they may stand too close to be pressed. */
export function Marks({ markers, gaps, onSeek }: Props) {
  return (
    <ul className={styles.marks} aria-label="Marks">
      {markers.map((marker) => {
        const gap = marker.kind === 'pause' ? gaps.find(({ fromMs }) => fromMs === marker.atMs) : undefined;
        return (
          <li key={`${marker.atMs}-${marker.kind}-${marker.text}`}>
            <button type="button" data-kind={marker.kind} onClick={() => onSeek(marker.atMs)}>
              <MarkIcon kind={marker.kind} />
              <span className={styles.markAt}>{span(marker.atMs)}</span>
              <span>
                {marker.text}
                {gap ? <span className="soft"> · {span(gap.forMs)} not recorded</span> : null}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
