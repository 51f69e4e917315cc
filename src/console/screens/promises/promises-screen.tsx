import { NativeSelect, Tabs } from '@mantine/core';
import { useMemo } from 'react';
import type { PromiseRow } from '../../../contract/promises.ts';
import { useRows } from '../../api/live/live-context.tsx';
import { usePromises } from '../../api/promises.ts';
import { useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { ListFrame, ScreenHead } from '../../components/matters/list-parts.tsx';
import matters from '../../components/matters/matters.module.css';
import { PromiseItem } from '../../components/matters/promise-item.tsx';
import { useRowKeys } from '../../components/matters/row-keys.ts';
import { useNarrowing } from '../../components/matters/use-narrowing.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { CallbackList } from './callback-list.tsx';
import { Ledger } from './ledger.tsx';
import styles from './promises.module.css';

const names = ['view', 'person'] as const;
const views = ['owed', 'call-backs', 'settled', 'ledger'] as const;
type View = (typeof views)[number];

/** What callers were told, due soonest first, and how well it is kept. */
export function PromisesScreen() {
  usePageTitle('Promises');
  useRowKeys();
  const me = useMe();
  const { businessId } = useBusinessFilter();
  const { values, choose } = useNarrowing(names);
  const view: View = views.find((each) => each === values.view) ?? 'owed';
  const people = useRows('person');
  const others = useMemo(
    () =>
      [...people.values()]
        .filter(({ id }) => id !== me.personId)
        .map(({ id, name }) => ({ value: id, label: name }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [people, me.personId],
  );
  const person = values.person;
  return (
    <div className={matters.screen}>
      <ScreenHead title="Promises">
        {view === 'ledger' || view === 'call-backs' ? null : (
          <NativeSelect
            aria-label="Who owes it"
            className={styles.whose ?? ''}
            value={person ?? ''}
            onChange={(event) => choose('person', event.currentTarget.value)}
            data={[
              { value: '', label: 'Owed by everybody' },
              { value: me.personId, label: 'Owed by me' },
              ...others,
            ]}
          />
        )}
      </ScreenHead>
      <Tabs
        value={view}
        onChange={(next) => choose('view', next === 'owed' ? null : next)}
        keepMounted={false}
      >
        <Tabs.List aria-label="Which promises" mb={12}>
          <Tabs.Tab mih={44} value="owed">
            Owed
          </Tabs.Tab>
          <Tabs.Tab mih={44} value="call-backs">
            Call-backs
          </Tabs.Tab>
          <Tabs.Tab mih={44} value="settled">
            Kept and released
          </Tabs.Tab>
          <Tabs.Tab mih={44} value="ledger">
            Ledger
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={view}>
          {view === 'owed' ? <Owed businessId={businessId} person={person} /> : null}
          {view === 'call-backs' ? <CallbackList businessId={businessId} /> : null}
          {view === 'settled' ? <Settled businessId={businessId} person={person} /> : null}
          {view === 'ledger' ? <Ledger businessId={businessId} /> : null}
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

interface Narrowed {
  readonly businessId: string | null;
  readonly person: string | null;
}

/** Broken ones first, since they are owed most; then those due soonest. */
function Owed({ businessId, person }: Narrowed) {
  const broken = usePromises({ business: businessId, person, state: 'broken' });
  const open = usePromises({ business: businessId, person, state: 'open' });
  const first = [...broken.rows].sort((a, b) => a.dueAt - b.dueAt);
  const then = [...open.rows].sort((a, b) => a.dueAt - b.dueAt);
  return (
    <div className={matters.stack}>
      {first.length > 0 ? (
        <section aria-labelledby="broken">
          <h2 id="broken" className={styles.sectionHead}>
            Broken and still owed ({first.length})
          </h2>
          <Promises of={first} />
        </section>
      ) : null}
      <section aria-labelledby="due">
        <h2 id="due" className={styles.sectionHead}>
          Due soonest first
        </h2>
        <ListFrame
          list={open}
          count={then.length}
          what="Promises"
          onClear={null}
          empty={{
            title: 'Nothing is owed to a caller.',
            next: 'A call-back, an update or a wait that a caller is told shows here until it is kept.',
          }}
        >
          <Promises of={then} />
        </ListFrame>
      </section>
    </div>
  );
}

function Settled({ businessId, person }: Narrowed) {
  const kept = usePromises({ business: businessId, person, state: 'kept' });
  const released = usePromises({ business: businessId, person, state: 'released' });
  const rows = [...kept.rows, ...released.rows].sort((a, b) => (b.settledAt ?? 0) - (a.settledAt ?? 0));
  const list = kept.hasNextPage ? kept : released;
  return (
    <ListFrame
      list={{ ...list, isPending: kept.isPending || released.isPending, error: kept.error ?? released.error }}
      count={rows.length}
      what="Promises"
      onClear={null}
      empty={{ title: 'No promise has been settled yet.', next: 'Kept and released promises show here.' }}
    >
      <Promises of={rows} />
    </ListFrame>
  );
}

function Promises({ of }: { readonly of: readonly PromiseRow[] }) {
  return (
    <ul className={`panel ${matters.rows}`} aria-label="Promises" onKeyDown={moveBetweenRows}>
      {of.map((promise) => (
        <li key={promise.id} data-row tabIndex={-1}>
          <PromiseItem promise={promise} />
        </li>
      ))}
    </ul>
  );
}
