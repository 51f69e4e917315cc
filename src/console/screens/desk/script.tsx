import type { CallDetail } from '../../../contract/api.ts';
import styles from './middle.module.css';

/** What to say for this business, and how its calls are dealt with. */
export function Script({ business }: { readonly business: CallDetail['business'] }) {
  return (
    <section className={`panel ${styles.box}`} aria-label={`Script of ${business.name}`}>
      <div className={styles.part}>
        <h3>Say</h3>
        <p className={styles.saying}>{business.greeting}</p>
      </div>
      <div className={styles.part}>
        <h3>Script of {business.name}</h3>
        <p className={styles.script}>{business.script}</p>
      </div>
    </section>
  );
}
