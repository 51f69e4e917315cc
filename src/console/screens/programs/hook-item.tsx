import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Hook, HookEventName } from '../../../contract/hooks.ts';
import { useZone } from '../../api/business.ts';
import { hookPath, useHookAction, useHookSecret, useReplayAll } from '../../api/hooks.ts';
import { businessName, useMe } from '../../api/session.ts';
import { When } from '../../components/matters/due.tsx';
import items from '../../components/matters/items.module.css';
import matters from '../../components/matters/matters.module.css';
import { Refusal } from '../../components/refusal.tsx';
import { TwoStepButton } from '../../components/two-step-button.tsx';
import { counted } from '../../components/words.ts';
import { Deliveries } from './deliveries.tsx';
import { HookForm } from './hook-form.tsx';
import type { Own } from './keys-panel.tsx';
import styles from './programs.module.css';

interface Props {
  readonly hook: Hook;
  readonly names: readonly HookEventName[];
  readonly own: Own;
  /** Its deliveries are shown; `failed`: only what could not be delivered. */
  readonly open: boolean;
  readonly failed: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onFailed: (failed: boolean) => void;
  readonly onSecret: (secret: string) => void;
}

/** One webhook: where it leads, what is told there, how it fares, and what may be done about it. */
export function HookItem({ hook, names, own, open, failed, onOpen, onFailed, onSecret }: Props) {
  const me = useMe();
  const zone = useZone(hook.businessId);
  const [editing, setEditing] = useState(false);
  const act = useHookAction();
  const renew = useHookSecret();
  const replay = useReplayAll();
  const path = (what = ''): string => hookPath(hook.businessId, hook.id, what);
  const says = (name: string): string => names.find((each) => each.name === name)?.says ?? name;
  return (
    <article
      className={items.item}
      data-tone={(hook.disabled ?? hook.trouble) ? 'wrong' : undefined}
      aria-label={`Webhook ${hook.url}`}
    >
      <div className={items.top}>
        <p>
          <span className="strong">{hook.url}</span>{' '}
          <span className="soft">{businessName(me, hook.businessId)}</span>
        </p>
        <HookState hook={hook} />
      </div>
      {hook.events.length === 0 ? (
        <p>Told of everything.</p>
      ) : (
        <details>
          <summary>Told of {counted(hook.events.length, 'event')}</summary>
          <ul className={styles.scopesHeld}>
            {hook.events.map((name) => (
              <li key={name}>
                {says(name)} <code className="soft">{name}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="soft">
        {hook.last === null ? (
          'Nothing was sent there yet'
        ) : (
          <>
            Last {hook.last.type}, <When at={hook.last.askedAt} zone={zone} />
            {hook.last.result === null ? '' : `: ${hook.last.result}`}
          </>
        )}
        {` · added by ${hook.madeBy}, `}
        <When at={hook.madeAt} zone={zone} />
      </p>
      {hook.undelivered > 0 ? (
        <div className={styles.undelivered}>
          <p>
            <span className="strong">{hook.undelivered} could not be delivered.</span>{' '}
            {replay.isSuccess && replay.data.left > 0 ? `${replay.data.left} are still to be sent.` : ''}
          </p>
          <Button
            variant="default"
            mih={44}
            loading={replay.isPending}
            disabled={hook.disabled !== null}
            onClick={() => replay.mutate({ path: path('replay') })}
          >
            Send all again
          </Button>
        </div>
      ) : null}
      {editing ? (
        <HookForm
          {...{ own, names, hook }}
          onDone={() => setEditing(false)}
          onClose={() => setEditing(false)}
        />
      ) : (
        <div className={matters.buttons}>
          {hook.disabled === null ? null : (
            <Button loading={act.isPending} onClick={() => act.mutate({ path: path('enable') })}>
              Begin sending again
            </Button>
          )}
          <Button
            variant="default"
            loading={act.isPending}
            onClick={() => act.mutate({ path: path('test') }, { onSuccess: () => onOpen(true) })}
          >
            Send a test
          </Button>
          <Button variant="default" aria-expanded={open} onClick={() => onOpen(!open)}>
            {open ? 'Close deliveries' : 'Deliveries'}
          </Button>
          <Button variant="default" onClick={() => setEditing(true)}>
            Change
          </Button>
          <TwoStepButton
            variant="default"
            loading={renew.isPending}
            confirm="Make it: the old one signs for a day more"
            confirmColor="var(--talking-fill)"
            onConfirm={() =>
              renew.mutate({ path: path('secret') }, { onSuccess: ({ secret }) => onSecret(secret) })
            }
          >
            New secret
          </TwoStepButton>
          <TwoStepButton
            variant="default"
            confirm="Remove it: nothing is sent there any more"
            onConfirm={() => act.mutate({ method: 'DELETE', path: path() })}
          >
            Remove
          </TwoStepButton>
        </div>
      )}
      <Refusal error={act.error ?? renew.error ?? replay.error} />
      {open ? <Deliveries hook={hook} zone={zone} failed={failed} onFailed={onFailed} /> : null}
    </article>
  );
}

function HookState({ hook: { disabled, trouble } }: { readonly hook: Hook }) {
  if (disabled !== null)
    return (
      <p className={items.state} data-tone="wrong">
        <IconCircleX size={16} aria-hidden />
        <span>Ended: {disabled}</span>
      </p>
    );
  if (trouble !== null)
    return (
      <p className={items.state} data-tone="wrong">
        <IconAlertTriangle size={16} aria-hidden />
        <span>In trouble: {trouble}</span>
      </p>
    );
  return (
    <p className={items.state} data-tone="good">
      <IconCircleCheck size={16} aria-hidden />
      <span>Sending</span>
    </p>
  );
}
