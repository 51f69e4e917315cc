import type { TemplatesVersion, TemplatesView } from '../../../contract/templates.ts';
import { useTemplatesHistory } from '../../api/templates.ts';
import { VersionItem, VersionList } from '../../components/versions/version-list.tsx';
import { partNames } from './part-names.ts';
import styles from './templates.module.css';

interface Props {
  readonly view: TemplatesView;
  readonly onTake: (version: TemplatesVersion) => void;
}

/** Every version with what it words otherwise than usual, newest first. */
export function HistoryPanel({ view, onTake }: Props) {
  const history = useTemplatesHistory(view.businessId);
  return (
    <VersionList history={history}>
      <ul className={styles.versions}>
        {history.data?.versions.map((version) => (
          <li key={version.version}>
            <VersionItem view={view} version={version} holds="in use" onTake={() => onTake(version)}>
              <Worded view={view} version={version} />
            </VersionItem>
          </li>
        ))}
      </ul>
    </VersionList>
  );
}

function Worded({ view, version }: { readonly view: TemplatesView; readonly version: TemplatesVersion }) {
  const own = view.kinds.flatMap(({ kind, name }) =>
    Object.entries(partNames).flatMap(([part, says]) => {
      const text = version.words[kind]?.[part as keyof typeof partNames];
      return text === undefined ? [] : [{ key: `${kind}/${part}`, what: `${name}, ${says}`, text }];
    }),
  );
  if (own.length === 0) return <p className={`soft ${styles.worded}`}>All of it in Deskbell’s words.</p>;
  return (
    <dl className={styles.worded}>
      {own.map(({ key, what, text }) => (
        <div key={key}>
          <dt className="soft">{what}</dt>
          <dd className={styles.code}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
