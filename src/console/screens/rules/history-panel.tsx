import type { RulesVersion, RulesView } from '../../../contract/rules.ts';
import { useRulesHistory } from '../../api/rules.ts';
import { VersionItem, VersionList } from '../../components/versions/version-list.tsx';
import styles from './rules.module.css';

interface Props {
  readonly view: RulesView;
  readonly onTake: (version: RulesVersion) => void;
}

/** Every version with its sentences, newest first. */
export function HistoryPanel({ view, onTake }: Props) {
  const history = useRulesHistory(view.businessId);
  return (
    <VersionList history={history}>
      <ul className={styles.versions}>
        {history.data?.versions.map((version) => (
          <li key={version.version}>
            <VersionItem view={view} version={version} holds="in force" onTake={() => onTake(version)}>
              <ol className={styles.sentences}>
                {version.rules.map((rule) => (
                  <li key={rule.id}>
                    <span className="strong">
                      {rule.name}
                      {rule.on ? '' : ' (off)'}
                    </span>
                    : {rule.sentence}
                  </li>
                ))}
                {version.rules.length === 0 ? <li className="soft">No rules.</li> : null}
              </ol>
            </VersionItem>
          </li>
        ))}
      </ul>
    </VersionList>
  );
}
