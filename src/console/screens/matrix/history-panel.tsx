import type { MatrixVersion, MatrixView } from '../../../contract/matrices.ts';
import { useMatrixHistory } from '../../api/matrices.ts';
import { When } from '../../components/matters/due.tsx';
import { byWords } from '../../components/matters/words.ts';
import { TakeButton, VersionList } from '../../components/versions/version-list.tsx';
import styles from './matrix.module.css';

interface Props {
  readonly view: MatrixView;
  readonly onTake: ((version: MatrixVersion) => void) | null;
}

/** Every version, newest first. A case keeps the version that it began with. */
export function HistoryPanel({ view, onTake }: Props) {
  const history = useMatrixHistory(view.businessId);
  const zone = view.timezone;
  return (
    <VersionList history={history} note="A case that is open keeps the version that it began with.">
      <ul className={styles.versions}>
        {history.data?.versions.map((version) => (
          <li key={version.version}>
            <span>
              <span className="strong">Version {version.version}</span>
              {version.version === view.inForce ? ' (in force)' : ''}
              {version.version === 0 ? (
                ', which the business came with'
              ) : (
                <>
                  , {byWords(version.by)}, <When at={version.at} zone={zone} />
                </>
              )}
              {version.effectiveFrom > version.at ? (
                <span className="soft">
                  , from <When at={version.effectiveFrom} zone={zone} />
                </span>
              ) : null}
            </span>
            {onTake && version.version !== view.current.version ? (
              <TakeButton onClick={() => onTake(version)}>Edit from this one</TakeButton>
            ) : null}
          </li>
        ))}
      </ul>
    </VersionList>
  );
}
