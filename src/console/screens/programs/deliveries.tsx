import { Button, SegmentedControl } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Hook, HookDelivery } from '../../../contract/hooks.ts';
import { useDeliveries, useHookAction } from '../../api/hooks.ts';
import { pathOf } from '../../api/matters.ts';
import { queryClient } from '../../api/query-client.ts';
import { When } from '../../components/matters/due.tsx';
import items from '../../components/matters/items.module.css';
import { ListFrame } from '../../components/matters/list-parts.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { counted } from '../../components/words.ts';
import styles from './programs.module.css';

interface Props {
  readonly hook: Hook;
  readonly zone: string;
  readonly failed: boolean;
  readonly onFailed: (failed: boolean) => void;
}

/** What was sent to a webhook, newest first, with what came of it. */
export function Deliveries({ hook, zone, failed, onFailed }: Props) {
  const list = useDeliveries({ businessId: hook.businessId, hookId: hook.id, failed });
  useFreshWhenSettled(list.rows);
  return (
    <section className={styles.deliveries} aria-label={`Deliveries to ${hook.url}`}>
      <SegmentedControl
        aria-label="Which deliveries"
        transitionDuration={0}
        value={failed ? 'failed' : 'all'}
        onChange={(next) => onFailed(next === 'failed')}
        data={[
          { value: 'all', label: 'All' },
          { value: 'failed', label: 'Not delivered' },
        ]}
      />
      <ListFrame
        list={list}
        count={list.rows.length}
        what="Deliveries"
        onClear={failed ? () => onFailed(false) : null}
        empty={{
          title: 'Nothing was sent there yet.',
          next: 'Send a test to see whether it arrives.',
        }}
      >
        <ul className={styles.letters} aria-label="Deliveries">
          {list.rows.map((delivery) => (
            <li key={delivery.id}>
              <Delivery delivery={delivery} hook={hook} zone={zone} />
            </li>
          ))}
        </ul>
      </ListFrame>
    </section>
  );
}

/** What a delivery came to changes how its webhook fares; that is then read again too. */
function useFreshWhenSettled(rows: readonly HookDelivery[]): void {
  const settled = rows.map(({ id, status, attempts }) => `${id} ${status} ${attempts}`).join('\n');
  const before = useRef(settled);
  useEffect(() => {
    if (before.current === settled) return;
    before.current = settled;
    void queryClient.invalidateQueries({ queryKey: ['hooks', 'list', 'hooks?'] });
  }, [settled]);
}

const statusWords: Readonly<Record<HookDelivery['status'], string>> = {
  waiting: 'On its way',
  running: 'Being sent',
  done: 'Delivered',
  failed: 'Given up',
  withdrawn: 'Withdrawn',
};
const tones: Partial<Record<HookDelivery['status'], string>> = { done: 'good', failed: 'wrong' };

interface DeliveryProps {
  readonly delivery: HookDelivery;
  readonly hook: Hook;
  readonly zone: string;
}

function Delivery({ delivery, hook, zone }: DeliveryProps) {
  const again = useHookAction();
  const { status, attempts, nextAt, result } = delivery;
  const retried = nextAt !== null && attempts > 0;
  return (
    <div className={styles.letter}>
      <p>
        <span className={items.state} data-tone={retried ? 'wrong' : (tones[status] ?? 'soft')}>
          {retried ? 'Tried again' : statusWords[status]}
        </span>{' '}
        <span className="strong">{delivery.type}</span>{' '}
        <span className="soft">
          <When at={delivery.askedAt} zone={zone} />
          {' · '}
          {attempts === 0 ? 'not tried yet' : counted(attempts, 'attempt')}
          {result === null ? '' : ` · ${result}`}
          {retried ? (
            <>
              {' · next '}
              <When at={nextAt} zone={zone} />
            </>
          ) : null}
        </span>
      </p>
      <details>
        <summary>What is sent</summary>
        <p className="soft small">webhook-id {delivery.messageId}</p>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be scrollable by keyboard */}
        <pre className={styles.body} tabIndex={0} aria-label="What is sent">
          {indented(delivery.body)}
        </pre>
      </details>
      {status === 'done' || status === 'failed' ? (
        <div>
          <Button
            variant="default"
            mih={44}
            loading={again.isPending}
            disabled={hook.disabled !== null}
            aria-label={`Send ${delivery.type} again`}
            onClick={() =>
              again.mutate({
                path: pathOf(hook.businessId, 'replay'),
                body: { deliveryId: delivery.id },
              })
            }
          >
            Send again
          </Button>
        </div>
      ) : null}
      <Refusal error={again.error} />
    </div>
  );
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    // Shown as it was sent.
    return json;
  }
}
