import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { SetupCheck } from '../../../contract/setup.ts';
import styles from './setup.module.css';

const icons = { right: IconCheck, wrong: IconX, unknown: IconQuestionMark } as const;
const marks = { right: 'right', wrong: 'wrong', unknown: 'not known' } as const;

/** Each check with its verdict, what was found, and what to do. */
export function ChecksList({ checks }: { readonly checks: readonly SetupCheck[] }) {
  return (
    <ul className={styles.checks}>
      {checks.map((check) => {
        const Icon = icons[check.verdict];
        return (
          <li key={check.id} data-verdict={check.verdict}>
            <Icon size={20} role="img" aria-label={marks[check.verdict]} />
            <div>
              <h4>{check.title}</h4>
              <p>{check.words}</p>
              {check.details.length > 0 ? (
                <ul className={styles.details}>
                  {check.details.map((detail) => (
                    <li key={detail}>{detail}</li>
                  ))}
                </ul>
              ) : null}
              {check.remedy ? (
                <p>
                  <span className="strong">What to do:</span> {check.remedy}
                </p>
              ) : null}
              {check.note ? <p className="soft">{check.note}</p> : null}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
