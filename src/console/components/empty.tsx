import type { ReactNode } from 'react';
import styles from './empty.module.css';

/** An empty list says why it is empty and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className="strong">{title}</p>
      {children ? <p className="soft">{children}</p> : null}
    </div>
  );
}
