import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApiKeyMade } from '../../../contract/api-keys.ts';
import { useKeys } from '../../api/keys.ts';
import type { useMe } from '../../api/session.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { ListFrame } from '../../components/matters/list-parts.tsx';
import matters from '../../components/matters/matters.module.css';
import { KeyForm } from './key-form.tsx';
import { KeyItem } from './key-item.tsx';
import styles from './programs.module.css';
import { SecretOnce } from './secret-once.tsx';

/** The businesses that the screen is about: those that this person administers. */
export type Own = readonly ReturnType<typeof useMe>['memberships'][number][];

/** The keys with which programs use the API. */
export function KeysPanel({ own }: { readonly own: Own }) {
  const keys = useKeys();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<ApiKeyMade | null>(null);
  const mine = new Set(own.map(({ businessId }) => businessId));
  const rows = keys.data?.rows.filter(({ businessId }) => mine.has(businessId)) ?? [];
  const inUse = rows.filter(({ revokedAt }) => revokedAt === null);
  const takenBack = rows.filter(({ revokedAt }) => revokedAt !== null);
  return (
    <div className={matters.stack}>
      <p className={`soft ${styles.lead}`}>
        A program sends its key with each request and may do what the key allows, in one business. What there
        is to ask for is described in <a href="/api/openapi.json">openapi.json</a>.
      </p>
      {made ? (
        <SecretOnce
          title={`The secret of the key “${made.name}”`}
          secret={made.secret}
          use="A program sends it as “authorization: Bearer …”."
          onKept={() => setMade(null)}
        />
      ) : null}
      {making && keys.data ? (
        <KeyForm
          own={own}
          grantable={keys.data.grantable}
          onMade={(next) => {
            setMaking(false);
            setMade(next);
          }}
          onClose={() => setMaking(false)}
        />
      ) : (
        <div>
          <Button
            mih={44}
            disabled={!keys.data}
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => setMaking(true)}
          >
            Make a key
          </Button>
        </div>
      )}
      <ListFrame
        list={{
          ...{ isPending: keys.isPending, isSuccess: keys.isSuccess, error: keys.error },
          ...{ hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => undefined },
        }}
        count={inUse.length}
        what="Keys"
        onClear={null}
        empty={{
          title: 'No program has a key.',
          next: 'Make one for each program, so that each can be taken back by itself.',
        }}
      >
        <ul className={`panel ${matters.rows}`} aria-label="Keys" onKeyDown={moveBetweenRows}>
          {inUse.map((key) => (
            <li key={key.id} data-row tabIndex={-1}>
              <KeyItem row={key} grantable={keys.data?.grantable ?? []} />
            </li>
          ))}
        </ul>
      </ListFrame>
      {takenBack.length > 0 ? (
        <details className={styles.over}>
          <summary>Taken back ({takenBack.length})</summary>
          <ul className={`panel ${matters.rows}`} aria-label="Keys that were taken back">
            {takenBack.map((key) => (
              <li key={key.id}>
                <KeyItem row={key} grantable={keys.data?.grantable ?? []} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
