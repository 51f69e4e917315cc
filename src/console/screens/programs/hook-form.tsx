import { Checkbox, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Hook, HookEventName } from '../../../contract/hooks.ts';
import { hookPath, useHookAction, useHookSecret } from '../../api/hooks.ts';
import { BusinessField } from '../../components/business-field.tsx';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';
import type { Own } from './keys-panel.tsx';
import styles from './programs.module.css';

interface Props {
  readonly own: Own;
  readonly names: readonly HookEventName[];
  /** Null: a new one. */
  readonly hook: Hook | null;
  /** `secret` is there for a new one. */
  readonly onDone: (url: string, secret: string | null) => void;
  readonly onClose: () => void;
}

/** Where it leads, and what is told there. */
export function HookForm({ own, names, hook, onDone, onClose }: Props) {
  const add = useHookSecret();
  const change = useHookAction();
  const [businessId, setBusinessId] = useState(hook?.businessId ?? own[0]?.businessId ?? '');
  const [url, setUrl] = useState(hook?.url ?? '');
  const [every, setEvery] = useState((hook?.events.length ?? 0) === 0);
  const [events, setEvents] = useState<readonly string[]>(hook?.events ?? []);
  const body = { url: url.trim(), events: every ? [] : [...events] };
  const send = (): void => {
    if (hook === null)
      add.mutate(
        { path: '', body: { businessId, ...body } },
        { onSuccess: ({ secret }) => onDone(body.url, secret) },
      );
    else
      change.mutate(
        { method: 'PUT', path: hookPath(hook.businessId, hook.id), body },
        { onSuccess: () => onDone(body.url, null) },
      );
  };
  return (
    <InlineForm
      label={hook === null ? 'Add a webhook' : `Change the webhook ${hook.url}`}
      verb={hook === null ? 'Add the webhook' : 'Save'}
      busy={add.isPending || change.isPending}
      ready={body.url !== '' && (every || events.length > 0)}
      error={add.error ?? change.error}
      onSend={send}
      onClose={onClose}
    >
      <div className={matters.pair}>
        <TextInput
          label="Address"
          inputMode="url"
          placeholder="https://crm.example.com/deskbell"
          maxLength={2_000}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        {hook === null ? <BusinessField value={businessId} onChange={setBusinessId} among={own} /> : null}
      </div>
      <Radio.Group
        label="It is told of"
        value={every ? 'every' : 'some'}
        onChange={(next) => setEvery(next === 'every')}
      >
        <div className={styles.radios}>
          <Radio size="md" value="every" label="Everything that can be told, also what is added later" />
          <Radio size="md" value="some" label="Only this" />
        </div>
      </Radio.Group>
      {every ? null : (
        <fieldset className={styles.plain}>
          <legend className="spoken-only">Only this</legend>
          <div className={styles.choices}>
            {names.map(({ name, says }) => (
              <Checkbox
                key={name}
                size="md"
                label={says}
                description={name}
                checked={events.includes(name)}
                onChange={(event) =>
                  setEvents(
                    event.currentTarget.checked ? [...events, name] : events.filter((each) => each !== name),
                  )
                }
              />
            ))}
          </div>
        </fieldset>
      )}
    </InlineForm>
  );
}
