import {
  IconAlertTriangle,
  IconArrowUpRight,
  IconDownload,
  IconPlayerRecordFilled,
  IconTrash,
} from '@tabler/icons-react';
import type { RecordingRow } from '../../../contract/api.ts';
import { Elapsed } from '../../components/times.tsx';
import { pathwayWords, span } from '../../components/words.ts';
import styles from './recordings.module.css';

/** How long it is, or why it cannot be played yet, or ever. */
export function RecordingStatus({ row }: { readonly row: RecordingRow }) {
  switch (row.status) {
    case 'stored':
      return <span>{row.durationMs === null ? 'length unknown' : span(row.durationMs)}</span>;
    case 'recording':
      return (
        <span className={styles.status}>
          <IconPlayerRecordFilled size={14} aria-hidden /> recording now <Elapsed since={row.beganAt} />
        </span>
      );
    case 'fetching':
      return (
        <span className={styles.status}>
          <IconDownload size={14} aria-hidden /> being fetched
        </span>
      );
    case 'deleted':
      return (
        <span className={styles.status}>
          <IconTrash size={14} aria-hidden /> deleted as promised
        </span>
      );
    case 'lost':
      return (
        <span className={styles.lost}>
          <IconAlertTriangle size={14} aria-hidden /> lost
        </span>
      );
    default:
      return row.status satisfies never;
  }
}

/** The ways up that the call took; nothing for a call that took none. */
export function Ways({ pathways }: { readonly pathways: RecordingRow['pathways'] }) {
  if (pathways.length === 0) return null;
  return (
    <span className={styles.ways}>
      <IconArrowUpRight size={14} aria-hidden />
      <span>
        <span className="spoken-only">Escalated: </span>
        {pathways.map(pathwayWords).join(', ')}
      </span>
    </span>
  );
}
