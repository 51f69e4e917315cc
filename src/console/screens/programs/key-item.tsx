import type { ApiKeyRow, GrantableScope } from '../../../contract/api-keys.ts';
import { useZone } from '../../api/business.ts';
import { useRevokeKey } from '../../api/keys.ts';
import { businessName, useMe } from '../../api/session.ts';
import { isOver, When } from '../../components/matters/due.tsx';
import items from '../../components/matters/items.module.css';
import { Refusal } from '../../components/refusal.tsx';
import { TwoStepButton } from '../../components/two-step-button.tsx';
import { counted } from '../../components/words.ts';
import styles from './programs.module.css';

interface Props {
  readonly row: ApiKeyRow;
  readonly grantable: readonly GrantableScope[];
}

/** One key: what it may do, who made it, when it was used last. */
export function KeyItem({ row, grantable }: Props) {
  const me = useMe();
  const zone = useZone(row.businessId);
  const revoke = useRevokeKey();
  const ended = row.expiresAt !== null && isOver(row.expiresAt);
  const says = (scope: string): string => grantable.find((each) => each.scope === scope)?.says ?? scope;
  return (
    <article className={items.item} aria-label={`Key ${row.name}`}>
      <div className={items.top}>
        <p>
          <span className="strong">{row.name}</span>{' '}
          <span className="soft">{businessName(me, row.businessId)}</span>
        </p>
        {row.prefix === '' ? null : <code className={styles.prefix}>{row.prefix}…</code>}
      </div>
      <details>
        <summary>May do {counted(row.scopes.length, 'thing')}</summary>
        <ul className={styles.scopesHeld}>
          {row.scopes.map((scope) => (
            <li key={scope}>
              {says(scope)} <code className="soft">{scope}</code>
            </li>
          ))}
        </ul>
      </details>
      <p className="soft">
        Made by {row.madeBy}, <When at={row.madeAt} zone={zone} />
        {' · '}
        {row.lastUsedAt === null ? (
          'never used'
        ) : (
          <>
            last used <When at={row.lastUsedAt} zone={zone} />
          </>
        )}
        {row.expiresAt === null ? null : (
          <>
            {' · '}
            <span className={ended ? styles.wrong : undefined}>
              {ended ? 'ended ' : 'ends '}
              <When at={row.expiresAt} zone={zone} />
            </span>
          </>
        )}
        {row.revokedAt === null ? null : (
          <>
            {' · taken back '}
            <When at={row.revokedAt} zone={zone} />
          </>
        )}
      </p>
      {row.revokedAt === null ? (
        <div className={styles.actions}>
          <TwoStepButton
            variant="default"
            mih={44}
            loading={revoke.isPending}
            confirm="Take it back: it opens nothing from now on"
            onConfirm={() => revoke.mutate(row.id)}
          >
            Take back
          </TwoStepButton>
        </div>
      ) : null}
      <Refusal error={revoke.error} />
    </article>
  );
}
