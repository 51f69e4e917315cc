import { NativeSelect, TextInput } from '@mantine/core';
import matters from '../../components/matters/matters.module.css';
import { LayerFields } from './layer-fields.tsx';
import type { PlanDraft } from './plan-draft.ts';
import styles from './plan.module.css';

interface Props {
  readonly businessId: string;
  readonly draft: PlanDraft;
  readonly names: ReadonlyMap<string, string>;
  readonly onChange: (draft: PlanDraft) => void;
}

/** Everything of a rota's plan: its name, its zone, when it begins, and the people of each layer. */
export function PlanFields({ businessId, draft, names, onChange }: Props) {
  const { name, timezone, begins, layers, asOf } = draft;
  const put = (changes: Partial<PlanDraft>): void => onChange({ ...draft, ...changes });
  const isNew = asOf === 0;
  return (
    <>
      <div className={matters.pair}>
        <TextInput
          label="Name"
          placeholder="Nights and weekends"
          maxLength={80}
          value={name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label="Time zone"
          value={timezone}
          onChange={(event) => put({ timezone: event.currentTarget.value })}
          data={zonesWith(timezone)}
        />
        <TextInput
          type={isNew ? 'date' : 'datetime-local'}
          label={isNew ? 'First turn' : `New turns begin (${timezone})`}
          value={begins}
          onChange={(event) => put({ begins: event.currentTarget.value })}
        />
      </div>
      {isNew ? null : (
        <p className="soft">Turns before that stay as they were. The first on the list takes over then.</p>
      )}
      {layers.map((layer, index) => {
        const fields = (
          <LayerFields
            businessId={businessId}
            layer={layer}
            zone={timezone}
            names={names}
            onChange={(next) => put({ layers: layers.map((each, at) => (at === index ? next : each)) })}
          />
        );
        return layers.length === 1 ? (
          <div key={index} className={styles.layer}>
            {fields}
          </div>
        ) : (
          <fieldset key={index} className={styles.layer}>
            <legend className="strong">{layer.name}</legend>
            {fields}
          </fieldset>
        );
      })}
    </>
  );
}

function zonesWith(chosen: string): string[] {
  return [...new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
}
