import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Refused } from '../api/http.ts';
import styles from './refusal.module.css';

/** Why something was not done, in the server's words, where it was tried. Nothing when `error` is null. */
export function Refusal({
  error,
  children,
}: {
  readonly error: Error | null;
  readonly children?: ReactNode;
}) {
  if (!error) return null;
  const words =
    error instanceof Refused
      ? error.message
      : `The console made a mistake: ${error.message}. Load the page again.`;
  return (
    <div role="alert" className={styles.refusal}>
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        <p>{words}</p>
        {error instanceof Refused && error.fields.length > 0 ? (
          <ul>
            {error.fields.map((field) => (
              <li key={field.path}>{field.path ? `${field.path}: ${field.message}` : field.message}</li>
            ))}
          </ul>
        ) : null}
        {children}
      </div>
    </div>
  );
}
