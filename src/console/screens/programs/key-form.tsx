import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApiKeyMade, GrantableScope } from '../../../contract/api-keys.ts';
import { serverNow } from '../../api/live/server-time.ts';
import { useMakeKey } from '../../api/keys.ts';
import { BusinessField } from '../../components/business-field.tsx';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';
import type { Own } from './keys-panel.tsx';
import styles from './programs.module.css';

interface Props {
  readonly own: Own;
  readonly grantable: readonly GrantableScope[];
  readonly onMade: (made: ApiKeyMade) => void;
  readonly onClose: () => void;
}

const dayMs = 86_400_000;
const spans = [
  { value: '', label: 'when it is taken back' },
  { value: '30', label: 'in 30 days' },
  { value: '90', label: 'in 90 days' },
  { value: '365', label: 'in a year' },
];
const looksOnly = ({ scope }: GrantableScope): boolean => /\.(see|list|play)$/.test(scope);

/** A key for one program: for which business, what it may do, until when. */
export function KeyForm({ own, grantable, onMade, onClose }: Props) {
  const make = useMakeKey();
  const [name, setName] = useState('');
  const [businessId, setBusinessId] = useState(own[0]?.businessId ?? '');
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [days, setDays] = useState('');
  const send = (): void =>
    make.mutate(
      {
        ...{ businessId, name: name.trim(), scopes: [...scopes] },
        expiresAt: days === '' ? null : serverNow() + Number(days) * dayMs,
      },
      { onSuccess: onMade },
    );
  return (
    <InlineForm
      label="Make a key"
      verb="Make the key"
      busy={make.isPending}
      ready={name.trim() !== '' && scopes.length > 0}
      error={make.error}
      onSend={send}
      onClose={onClose}
    >
      <div className={matters.pair}>
        <TextInput
          label="For which program"
          placeholder="CRM"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <BusinessField value={businessId} onChange={setBusinessId} among={own} />
        <NativeSelect
          label="It ends"
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          data={spans}
        />
      </div>
      <Scopes
        legend="It may look at"
        among={grantable.filter(looksOnly)}
        chosen={scopes}
        onChange={setScopes}
      />
      <Scopes
        legend="It may do"
        among={grantable.filter((each) => !looksOnly(each))}
        chosen={scopes}
        onChange={setScopes}
      />
      <p className="soft" role="status">
        {scopes.length === 0 ? 'Choose what it may do; no more than it needs.' : ''}
      </p>
    </InlineForm>
  );
}

function Scopes({
  legend,
  among,
  chosen,
  onChange,
}: {
  readonly legend: string;
  readonly among: readonly GrantableScope[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  return (
    <fieldset className={styles.plain}>
      <legend>{legend}</legend>
      <div className={styles.choices}>
        {among.map(({ scope, says }) => (
          <Checkbox
            key={scope}
            size="md"
            label={says}
            description={scope}
            checked={chosen.includes(scope)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
