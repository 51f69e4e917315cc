import { IconArrowUpRight } from '@tabler/icons-react';
import type { CallDetail } from '../../../contract/api.ts';
import { Elapsed } from '../times.tsx';
import { outcomeWords, pathwayWords } from '../words.ts';
import styles from './call-parts.module.css';

/** What the caller chose and said on the way, so that nobody asks it again. */
export function Story({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <p className="soft">The caller has not chosen or said anything yet.</p>;
  return (
    <ol className={styles.story}>
      {lines.map((line, index) => (
        <li key={`${index}-${line}`}>{line}</li>
      ))}
    </ol>
  );
}

const statusWords = {
  climbing: 'looking for somebody',
  reached: 'reached',
  exhausted: 'nobody could be reached',
  cancelled: 'called off',
} as const;

/** The ways up that this call took, whom each told, and what came of it. */
export function Escalations({ of }: { readonly of: CallDetail['escalations'] }) {
  return (
    <ul className={styles.escalations}>
      {of.map((escalation) => (
        <li key={escalation.id} data-status={escalation.status}>
          <p>
            <IconArrowUpRight size={16} aria-hidden />{' '}
            <span className="strong">
              {pathwayWords(escalation.pathway)}: {statusWords[escalation.status]}
            </span>
          </p>
          <p>{escalation.reason}</p>
          {escalation.told.map((told) => (
            <p key={`${told.personId}-${told.at}`} className="soft">
              {told.name} told <Elapsed since={told.at} /> ago, {outcomeWords(told.outcome)}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Notes on the call, newest last. */
export function Notes({ of }: { readonly of: CallDetail['notes'] }) {
  return (
    <ul className={styles.notes}>
      {of.map((note) => (
        <li key={`${note.at}-${note.personId}`}>
          <p>{note.text}</p>
          <p className="soft small">
            {note.name}, <Elapsed since={note.at} /> ago
          </p>
        </li>
      ))}
    </ul>
  );
}
