import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAskCallback, useCallbacks } from '../../api/callbacks.ts';
import { useZone } from '../../api/business.ts';
import { useMe } from '../../api/session.ts';
import { BusinessField } from '../../components/business-field.tsx';
import { useDraft } from '../../components/draft.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import { ListFrame } from '../../components/matters/list-parts.tsx';
import matters from '../../components/matters/matters.module.css';
import { fromLocalInput } from '../../components/when.ts';
import { CallbackItem } from '../../components/matters/callback-item.tsx';

/** Customers whom we ring back: open ones soonest promised first, then what came of the others. */
export function CallbackList({ businessId }: { readonly businessId: string | null }) {
  const [state, setState] = useState<'open' | 'ended'>('open');
  const [asking, setAsking] = useState(false);
  const list = useCallbacks({ business: businessId, state });
  return (
    <div className={matters.stack}>
      <div className={matters.buttons}>
        <NativeSelect
          aria-label="Which call-backs"
          value={state}
          onChange={(event) => setState(event.currentTarget.value === 'ended' ? 'ended' : 'open')}
          data={[
            { value: 'open', label: 'Still to be rung' },
            { value: 'ended', label: 'Settled' },
          ]}
        />
        <Button
          variant="default"
          aria-expanded={asking}
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setAsking(!asking)}
        >
          Plan a call-back
        </Button>
      </div>
      {asking ? <NewCallbackForm businessId={businessId} onClose={() => setAsking(false)} /> : null}
      <ListFrame
        list={list}
        count={list.rows.length}
        what="Call-backs"
        onClear={null}
        empty={
          state === 'open'
            ? {
                title: 'Nobody waits to be rung back.',
                next: 'A caller can press for a call-back while waiting; they show here with their place.',
              }
            : { title: 'No call-back has been settled yet.', next: 'What came of each shows here.' }
        }
      >
        <ul className={`panel ${matters.rows}`} aria-label="Call-backs" onKeyDown={moveBetweenRows}>
          {list.rows.map((callback) => (
            <li key={callback.id} data-row tabIndex={-1}>
              <CallbackItem callback={callback} />
            </li>
          ))}
        </ul>
      </ListFrame>
    </div>
  );
}

function NewCallbackForm({
  businessId: looking,
  onClose,
}: {
  readonly businessId: string | null;
  readonly onClose: () => void;
}) {
  const me = useMe();
  const [businessId, setBusinessId] = useState(looking ?? me.memberships[0]?.businessId ?? '');
  const zone = useZone(businessId);
  const [number, setNumber, clearNumber] = useDraft('callback.number');
  const [name, setName, clearName] = useDraft('callback.name');
  const [when, setWhen] = useState('');
  const ask = useAskCallback();
  const dueAt = when === '' ? null : fromLocalInput(when, zone);
  const send = (): void => {
    void ask
      .ask({
        businessId,
        number: number.trim(),
        ...(name.trim() ? { name: name.trim() } : {}),
        ...(dueAt === null ? {} : { dueAt }),
      })
      .then(
        () => {
          clearNumber();
          clearName();
          onClose();
        },
        // What the server said is in `ask.error`, which the form shows.
        () => undefined,
      );
  };
  return (
    <InlineForm
      label="Plan a call-back"
      verb="Ring them back"
      busy={ask.isPending}
      ready={number.trim().length > 2 && (when === '' || dueAt !== null)}
      error={ask.error}
      onSend={send}
      onClose={onClose}
    >
      <BusinessField value={businessId} onChange={setBusinessId} />
      <div className={matters.pair}>
        <TextInput
          label="Telephone number"
          type="tel"
          autoComplete="off"
          description="As it is dialled here, or with + and the country."
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          description="May stay empty."
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <TextInput
        type="datetime-local"
        label="When (may stay empty: in turn, from now)"
        description={`In the business’s time, ${zone}.`}
        value={when}
        onChange={(event) => setWhen(event.currentTarget.value)}
      />
    </InlineForm>
  );
}
