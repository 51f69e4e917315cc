import { Link } from 'react-router';
import type { RulesView } from '../../../contract/rules.ts';
import { Empty } from '../../components/empty.tsx';
import { When } from '../../components/matters/due.tsx';
import matters from '../../components/matters/matters.module.css';
import styles from './rules.module.css';

/** What the rules did last. */
export function AppliedPanel({ view }: { readonly view: RulesView }) {
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="applied">
      <h2 id="applied">What they did last</h2>
      {view.applied.length === 0 ? (
        <Empty title="No rule has acted yet.">
          Each time one does, it is told here and in the call or case.
        </Empty>
      ) : null}
      <ol className={styles.applied}>
        {view.applied.map((each) => (
          <li key={`${each.at}/${each.ruleId}/${each.subject}`}>
            <span className={styles.hitAt}>
              <When at={each.at} zone={view.timezone} />
            </span>
            <span>
              <span className="strong">
                {each.rule} (version {each.version})
              </span>
              :{' '}
              {each.caseId === null ? each.subject : <Link to={`/cases/${each.caseId}`}>{each.subject}</Link>}
              . <span className="soft">{each.done.join(' ')}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
