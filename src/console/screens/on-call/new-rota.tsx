import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { serverNow } from '../../api/live/server-time.ts';
import { useWriteRota } from '../../api/rotas.ts';
import { useMe } from '../../api/session.ts';
import { BusinessField } from '../../components/business-field.tsx';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import { bodyOf, keyOf, newDraft } from './plan-draft.ts';
import { PlanFields } from './plan-fields.tsx';
import { PlanPreview } from './plan-preview.tsx';
import styles from './plan.module.css';

/** A rota of people who take turns round the clock; standing in and swaps come on top. */
export function NewRota() {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const led = me.memberships.filter(({ role }) => role === 'manager' || role === 'admin');
  if (led.length === 0) return null;
  return (
    <div>
      <Button
        variant="default"
        mih={44}
        aria-expanded={open}
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => setOpen(!open)}
      >
        Make a rota
      </Button>
      {open ? (
        <div className={styles.newRota}>
          <Form led={led} onClose={() => setOpen(false)} />
        </div>
      ) : null}
    </div>
  );
}

type Led = readonly ReturnType<typeof useMe>['memberships'][number][];

const nobody: ReadonlyMap<string, string> = new Map();

function Form({ led, onClose }: { readonly led: Led; readonly onClose: () => void }) {
  const [businessId, setBusinessId] = useState(led[0]?.businessId ?? '');
  const zoneOf = (id: string): string => led.find((each) => each.businessId === id)?.timezone ?? 'UTC';
  const [draft, setDraft] = useState(() => newDraft(zoneOf(businessId), serverNow()));
  const write = useWriteRota();
  const key = keyOf(draft.name);
  const body = key === '' ? null : bodyOf(draft, serverNow());
  return (
    <InlineForm
      label="Make a rota"
      verb="Make the rota"
      busy={write.isPending}
      ready={body !== null}
      error={write.error}
      onSend={() => write.mutate({ businessId, key, body }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <BusinessField
        value={businessId}
        onChange={(chosen) => {
          setBusinessId(chosen);
          // People and zone are of a business; the name stays.
          setDraft({ ...newDraft(zoneOf(chosen), serverNow()), name: draft.name });
        }}
        among={led}
      />
      <PlanFields businessId={businessId} draft={draft} names={nobody} onChange={setDraft} />
      <PlanPreview businessId={businessId} rotaKey={key} body={body} changes={false} />
    </InlineForm>
  );
}
