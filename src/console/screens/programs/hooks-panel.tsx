import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useHooks } from '../../api/hooks.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { ListFrame } from '../../components/matters/list-parts.tsx';
import matters from '../../components/matters/matters.module.css';
import { useNarrowing } from '../../components/matters/use-narrowing.ts';
import { HookForm } from './hook-form.tsx';
import { HookItem } from './hook-item.tsx';
import type { Own } from './keys-panel.tsx';
import styles from './programs.module.css';
import { SecretOnce } from './secret-once.tsx';

const names = ['hook', 'failed'] as const;

interface Shown {
  readonly title: string;
  readonly secret: string;
}

/** Where programs are told of what happens, and what did not arrive there. */
export function HooksPanel({ own }: { readonly own: Own }) {
  const hooks = useHooks(null);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const { values, choose } = useNarrowing(names);
  const rows = hooks.data?.rows.filter((hook) =>
    own.some(({ businessId }) => businessId === hook.businessId),
  );
  const eventNames = hooks.data?.names ?? [];
  return (
    <div className={matters.stack}>
      <p className={`soft ${styles.lead}`}>
        When something happens, Deskbell posts it to an address of yours, signed as{' '}
        <a href="https://www.standardwebhooks.com" rel="noreferrer" target="_blank">
          Standard Webhooks
        </a>{' '}
        says. What does not arrive is sent again for three days, and then kept here.
      </p>
      {shown ? (
        <SecretOnce
          title={shown.title}
          secret={shown.secret}
          use="The other side checks each message with it; the header is webhook-signature."
          onKept={() => setShown(null)}
        />
      ) : null}
      {adding && hooks.data ? (
        <HookForm
          own={own}
          names={eventNames}
          hook={null}
          onDone={(url, secret) => {
            setAdding(false);
            if (secret !== null) setShown({ title: `The secret of ${url}`, secret });
          }}
          onClose={() => setAdding(false)}
        />
      ) : (
        <div>
          <Button
            mih={44}
            disabled={!hooks.data}
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            Add a webhook
          </Button>
        </div>
      )}
      <ListFrame
        list={{
          ...{ isPending: hooks.isPending, isSuccess: hooks.isSuccess, error: hooks.error },
          ...{ hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => undefined },
        }}
        count={rows?.length ?? 0}
        what="Webhooks"
        onClear={null}
        empty={{
          title: 'No program is told of anything.',
          next: 'Add the address of one that is to hear, for instance, when a case is opened.',
        }}
      >
        <ul className={`panel ${matters.rows}`} aria-label="Webhooks" onKeyDown={moveBetweenRows}>
          {rows?.map((hook) => (
            <li key={hook.id} data-row tabIndex={-1}>
              <HookItem
                hook={hook}
                names={eventNames}
                own={own}
                open={values.hook === hook.id}
                failed={values.failed === 'true'}
                onOpen={(open) => choose('hook', open ? hook.id : null)}
                onFailed={(failed) => choose('failed', failed ? 'true' : null)}
                onSecret={(secret) => setShown({ title: `The new secret of ${hook.url}`, secret })}
              />
            </li>
          ))}
        </ul>
      </ListFrame>
    </div>
  );
}
